"""What a matter that waits for others may expect: counted from the last days of what it waits for, and no term of law."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from jianzheng.core.case.expect import awaited, expected, why_expected
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text
from tests.core.case.cast import DECIDE, RULES, SUN, WANG, ZHAO, Run, at, day

MONDAY = at(2025, 3, 3)


def chained(*promised: int, when: str = "") -> Run:
    """A case of matters that wait for one another in a row, accepted on a Monday; with `when` the second hangs on that
    condition, which does not hold."""
    matters = tuple(
        Matter(f"m{n}", Text(f"事项{n}", f"matter {n}"), "o", legal=DECIDE, promised=Term("promised", length))
        for n, length in enumerate(promised)
    )
    steps = tuple(
        Step(m.id, m.id, "o", matter=m.id, when=when if n == 1 else "") for n, m in enumerate(matters)
    )
    orders = tuple(Order(a.id, b.id) for a, b in pairwise(steps))
    process = furnished(Process("p", Text("链", "chain"), steps, orders), matters)
    run = Run(Service("s", process.title, process, matters, "w"))
    run.apply(MONDAY, conditions={when: False} if when else {}).do("receive", WANG, MONDAY)
    return run.do("accept", WANG, MONDAY, papers={})


def hoped(run: Run, place: int, moment: int = MONDAY) -> dt.date | None:
    """The last day a matter may expect."""
    found = expected(run.case, run.service, place, RULES, moment)
    return day(found.clock.due) if found else None


class TestAMatterThatWaits:
    def test_expects_its_own_term_after_the_last_day_of_what_it_waits_for(self) -> None:
        run = chained(10, 5, 3)
        ends = RULES.calendar.working_day_after
        first = ends(dt.date(2025, 3, 3), 10)
        assert day(run.case.items[0].promised.due) == first
        assert hoped(run, 1) == ends(first, 5) == dt.date(2025, 3, 24)
        assert hoped(run, 2) == ends(ends(first, 5), 3)

    def test_expects_nothing_once_it_has_begun(self) -> None:
        run = chained(10, 5)
        assert hoped(run, 0) is None
        step = run.service.process.index
        run.do("finish", ZHAO, at(2025, 3, 4), step=step["m0"], outcome="agree", facts={"opinion": "符合"})
        run.do("decide", SUN, at(2025, 3, 5), step=step["m0.decide"], outcome="grant")
        assert run.case.items[1].begun_at and hoped(run, 1, at(2025, 3, 5)) is None

    def test_counts_by_the_term_of_the_law_once_the_promise_is_overrun_and_then_no_more(self) -> None:
        run = chained(2, 5)
        legal = day(run.case.items[0].legal.due)
        late, over = at(2025, 3, 10), run.case.items[0].legal.due + 60
        assert hoped(run, 1, late) == RULES.calendar.working_day_after(legal, 5)
        assert hoped(run, 1, over) is None

    def test_expects_nothing_while_what_it_waits_for_is_stopped(self) -> None:
        run = chained(10, 5)
        run.do("pause", ZHAO, at(2025, 3, 4), item=0, reason="testing", days=5, document="停1")
        assert run.case.items[0].pause and hoped(run, 1, at(2025, 3, 4)) is None

    def test_looks_through_a_matter_not_applied_for(self) -> None:
        run = chained(10, 5, 3, when="扩建")
        assert awaited(run.case, run.service, 2) == (0,)
        assert hoped(run, 2) == RULES.calendar.working_day_after(dt.date(2025, 3, 17), 3)

    def test_is_told_why_day_by_day_and_that_it_is_no_term(self) -> None:
        run = chained(10, 5)
        told = why_expected(run.case, run.service, 1, RULES, MONDAY)
        assert told is not None and told.cite == "" and "不是期限" in told.since.zh
        assert (
            "“事项0”于 2025-03-17" in told.since.zh and "“matter 0” is decided on 2025-03-17" in told.since.en
        )
        assert [one.counted for one in told.days if one.counted] == [1, 2, 3, 4, 5]
        assert (told.days[0].date, told.last) == (dt.date(2025, 3, 17), dt.date(2025, 3, 24))
