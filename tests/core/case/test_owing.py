"""Until when something is owed, promised or to be put right, and why: told from the event whose term ends on that day."""

from __future__ import annotations

from dataclasses import replace

from jianzheng.core.case.local import Local
from jianzheng.core.case.owing import why_owed
from tests.core.case.cast import BROUGHT, LI, RULES, ZHAO, Run, at, day, licence

FOUND = "现场没有建立承诺的管理制度"


def told(run: Run):  # type: ignore[no-untyped-def]
    """Why the first debt of a case has its last day."""
    return why_owed(run.case.debts[0], run.happened, RULES)


class TestALastDay:
    def test_of_a_false_promise_counts_from_the_day_it_was_found_so(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"})
        assert (told(run).figure, told(run).why.length) == ("verify_days", RULES.local.verify_days)
        run.do("break_promise", ZHAO, at(2025, 3, 10), asked=3, found=FOUND)
        found = told(run)
        assert found.figure == "gap_days" and "认定承诺不实之日" in found.why.since.zh
        assert "在册条文没有规定" in found.why.since.zh and found.why.cite == ""
        assert found.why.days[0].date == day(at(2025, 3, 11, 0)) and found.why.last == day(
            run.case.debts[0].due
        )
        counted = [one.counted for one in found.why.days if one.counted]
        assert counted == list(range(1, RULES.local.gap_days + 1))

    def test_after_a_return_counts_from_there_only_where_that_moved_it(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"})
        run.do("break_promise", ZHAO, at(2025, 3, 10), asked=3, found=FOUND)
        first = run.case.debts[0].due
        run.do("hand_in", LI, at(2025, 3, 11), asked=3, file="9")
        run.do("return_paper", ZHAO, at(2025, 3, 12), asked=3, reason="整改材料不是本场所的")
        assert run.case.debts[0].due == first and told(run).figure == "gap_days"
        run.do("hand_in", LI, first - 60, asked=3, file="9")
        run.do("return_paper", ZHAO, first - 30, asked=3, reason="整改材料不是本场所的")
        assert told(run).figure == "again_days" and "退回之日" in told(run).why.since.zh

    def test_that_no_figure_in_force_explains_is_not_explained(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"})
        other = replace(RULES, local=Local(verify_days=7))
        assert why_owed(run.case.debts[0], run.happened, other) is None
        short = Run(licence(promised=4)).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"})
        assert told(short) is None
