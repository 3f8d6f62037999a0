"""Papers owed and promises are looked at by their checker, who finds them right or sends them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jianzheng.core import case as core
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import State
from jianzheng.core.case.local import Local
from jianzheng.core.refusal import Refused
from tests.core.case.cast import BROUGHT, LI, QIAN, RULES, SUN, WANG, WHY, ZHAO, Run, actor, at, day, licence
from tests.core.case.test_law import step_of


class TestAPaperHandedIn:
    def test_is_looked_at_by_its_checker_and_by_nobody_else(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"})
        with pytest.raises(Refused, match="没有待核查"):
            run.do("settle", ZHAO, at(2025, 3, 4), asked=2)
        run.do("hand_in", LI, at(2025, 3, 4), asked=2, file="9")
        for who in (LI, WANG, actor("handler", "wu", "o2")):
            with pytest.raises(NotEmpowered, match="负责核查的部门"):
                run.do("settle", who, at(2025, 3, 4), asked=2)
        assert core.checks(run.case, run.service) == [run.case.debts[0]]

    def test_is_returned_with_a_reason_and_owed_by_its_day_as_before(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"})
        due = run.case.debts[0].due
        run.do("hand_in", LI, at(2025, 3, 4), asked=2, file="9")
        with pytest.raises(Refused, match="理由"):
            run.do("return_paper", ZHAO, at(2025, 3, 5), asked=2, reason="不行")
        run.do("return_paper", ZHAO, at(2025, 3, 5), asked=2, reason="检测报告不是本场所的")
        assert (run.case.debts[0].state, run.case.debts[0].due) == ("open", due)
        assert next(p for p in run.case.papers if p.asked == 2) == core.Paper(2, "tolerated")
        run.elapse(due)
        assert run.item.state == State.WITHDRAWN

    def test_handed_in_does_not_lapse_while_its_checker_is_slow(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"})
        due = run.case.debts[0].due
        run.do("hand_in", LI, due - 3600, asked=2, file="9").elapse(due + 3600)
        assert run.item.state == State.STARTED
        run.do("return_paper", ZHAO, due + 3600, asked=2, reason="检测报告不是本场所的")
        assert RULES.days("working", due + 3600, run.case.debts[0].due - 1) == RULES.local.again_days


class TestAPromise:
    def test_is_still_to_be_checked_when_the_case_is_archived(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"}).worked(at(2025, 3, 4))
        run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")
        run.do("issue", ZHAO, at(2025, 3, 5), step=step_of(run, "issue"), result_no="1号")
        run.do("deliver", WANG, at(2025, 3, 5), step=step_of(run, "deliver"), way="window", receipt="李")
        assert run.case.ended_at
        run.elapse(run.case.debts[0].due)
        assert [debt.state for debt in core.checks(run.case, run.service)] == ["lapsed"]
        run.do("settle", ZHAO, run.case.debts[0].due, asked=3)
        assert core.checks(run.case, run.service) == []


class TestAToleratedPaper:
    def test_that_never_comes_counts_as_taking_the_application_back(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"})
        assert day(run.case.debts[0].due) <= day(run.item.promised.due)
        run.elapse(run.case.debts[0].due + 1)
        assert run.item.state == State.WITHDRAWN
        assert run.case.debts[0].state == "lapsed"

    def test_holds_the_licence_until_it_comes(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"}).worked(at(2025, 3, 4))
        step = step_of(run, "decide")
        with pytest.raises(Refused, match="容缺材料未补齐"):
            run.do("decide", SUN, at(2025, 3, 5), step=step, outcome="grant")
        run.do("decide", SUN, at(2025, 3, 5), step=step, outcome="grant_with_gap")
        with pytest.raises(Refused, match="不能发证"):
            run.do("issue", ZHAO, at(2025, 3, 5), step=step_of(run, "issue"), result_no="1号")
        assert run.item.state == State.GRANTED_WITH_GAP
        run.do("hand_in", LI, at(2025, 3, 6), asked=2, file="9")
        with pytest.raises(Refused, match="不能发证"):
            run.do("issue", ZHAO, at(2025, 3, 6), step=step_of(run, "issue"), result_no="1号")
        run.do("settle", ZHAO, at(2025, 3, 6), asked=2)
        assert run.item.state == State.GRANTED
        assert run.kinds()[-2:] == ["DebtSettled", "GapClosed"]
        run.do("issue", ZHAO, at(2025, 3, 6), step=step_of(run, "issue"), result_no="1号")

    def test_must_be_on_the_list(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        with pytest.raises(Refused, match="可容缺清单"):
            run.do("accept", WANG, at(2025, 3, 3), papers={**BROUGHT, 0: "tolerated"})
        with pytest.raises(Refused, match="告知承诺"):
            run.do("accept", WANG, at(2025, 3, 3), papers={**BROUGHT, 0: "promised"})


class TestAFalsePromise:
    def broken(self) -> Run:
        """A case granted and not issued, its promise found false."""
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"}).worked(at(2025, 3, 4))
        run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")
        return run.do("break_promise", ZHAO, at(2025, 3, 10), asked=3, found="现场没有建立承诺的管理制度")

    def test_is_put_right_with_a_paper_its_checker_confirms_before_anything_is_issued(self) -> None:
        run = self.broken()
        step = step_of(run, "issue")
        for when in (10, 11):
            with pytest.raises(Refused, match="尚未整改"):
                run.do("issue", ZHAO, at(2025, 3, when), step=step, result_no="1号")
            if when == 10:
                run.do("hand_in", LI, at(2025, 3, 10), asked=3, file="9")
        run.do("settle", ZHAO, at(2025, 3, 11), asked=3)
        run.do("issue", ZHAO, at(2025, 3, 11), step=step, result_no="1号")

    @pytest.mark.parametrize("outcome", ["grant", "grant_with_gap"])
    def test_keeps_the_matter_from_being_granted_until_it_is_put_right_and_checked(
        self, outcome: str
    ) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"}).worked(at(2025, 3, 4))
        run.do("break_promise", ZHAO, at(2025, 3, 5), asked=3, found="现场没有建立承诺的管理制度")
        step = step_of(run, "decide")

        def grants() -> None:
            run.do("decide", SUN, at(2025, 3, 6), step=step, outcome=outcome)

        with pytest.raises(Refused, match="2025-03-19 前（含当日）交来") as refused:
            grants()
        assert "refuse and state why" in refused.value.en
        run.do("hand_in", LI, at(2025, 3, 6), asked=3, file="9")
        with pytest.raises(Refused, match="请先核查"):
            grants()
        run.do("settle", ZHAO, at(2025, 3, 6), asked=3)
        if outcome == "grant":
            grants()
            assert run.item.state == State.GRANTED

    def test_not_put_right_in_time_leaves_nothing_but_to_refuse(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"}).worked(at(2025, 3, 4))
        run.do("break_promise", ZHAO, at(2025, 3, 5), asked=3, found="现场没有建立承诺的管理制度")
        said = {"step": step_of(run, "decide")}
        with pytest.raises(Refused, match="整改期限 2025-03-19 已过"):
            run.do("decide", SUN, at(2025, 3, 20), **said, outcome="grant")
        reasons = {
            "reasons": "承诺的管理制度没有建立，逾期未整改",
            "remedies": "可申请行政复议，也可提起行政诉讼",
            "court_term": "六个月",
        }
        run.do("decide", SUN, at(2025, 3, 20), **said, outcome="refuse", facts=reasons)
        assert run.item.state == State.REFUSED

    def test_counts_as_put_right_only_once_something_was_handed_in(self) -> None:
        run = self.broken()
        with pytest.raises(Refused, match=r"还没有收到整改材料.*窗口登记"):
            run.do("settle", ZHAO, at(2025, 3, 10), asked=3)
        run.elapse(run.case.debts[0].due + 1)
        with pytest.raises(Refused, match="整改期限已过"):
            run.do("settle", ZHAO, run.case.debts[0].due + 60, asked=3)
        brought = self.broken().do("hand_in", WANG, at(2025, 3, 10), asked=3)
        brought.do("settle", ZHAO, at(2025, 3, 11), asked=3)
        assert brought.case.debts[0].state == "settled"

    def test_put_right_badly_is_sent_back_and_still_a_promise(self) -> None:
        run = self.broken()
        with pytest.raises(Refused, match="还没有提交整改材料"):
            run.do("return_paper", ZHAO, at(2025, 3, 10), asked=3, reason="没有看到任何整改材料")
        run.do("hand_in", WANG, at(2025, 3, 10), asked=3, file="window")
        run.do("return_paper", ZHAO, at(2025, 3, 11), asked=3, reason="制度没有写明责任人是谁")
        assert (run.case.debts[0].kind, run.case.debts[0].state) == ("false", "open")
        assert next(p for p in run.case.papers if p.asked == 3) == core.Paper(3, "promised")

    def test_is_put_right_within_the_days_the_place_sets(self) -> None:
        for days, last in ((10, dt.date(2025, 3, 19)), (15, dt.date(2025, 3, 26))):
            place = replace(RULES, local=Local(gap_days=days))
            run = Run(licence(), place).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"})
            run.do("break_promise", ZHAO, at(2025, 3, 5), asked=3, found="现场没有建立承诺的管理制度")
            assert day(run.case.debts[0].due) == last

    def test_is_found_only_from_a_post_with_the_power(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"})
        less = replace(ZHAO, verbs=ZHAO.verbs - {"break_promise"})
        with pytest.raises(NotEmpowered):
            run.do("break_promise", less, at(2025, 3, 5), asked=3, found="现场没有建立承诺的管理制度")
        run.do("settle", less, at(2025, 3, 5), asked=3)

    def test_is_put_right_by_a_day_or_the_result_is_revoked(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"}).worked(at(2025, 3, 4))
        run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")
        with pytest.raises(NotEmpowered):
            run.do("break_promise", WANG, at(2025, 3, 10), asked=3, found="现场没有建立承诺的管理制度")
        run.do("break_promise", ZHAO, at(2025, 3, 10), asked=3, found="现场没有建立承诺的管理制度")
        run.elapse(run.case.debts[0].due + 1)
        assert run.case.debts[0].state == "lapsed"
        run.undo(run.case.debts[0].due + 60, "false")
        assert run.item.state == State.REVOKED

    def test_is_no_ground_to_revoke_before_the_term_to_put_it_right_is_over_but_other_grounds_are(
        self,
    ) -> None:
        run = self.broken()
        last = day(run.case.debts[0].due - 1)
        with pytest.raises(Refused, match=f"整改期限到 {last}（含当日），还没有结束"):
            run.do("intend", QIAN, run.case.debts[0].due - 1, item=0, ground="false", reason=WHY)
        for ground in ("deceit", "other"):
            assert self.broken().undo(at(2025, 3, 10), ground).item.state == State.REVOKED
        run.undo(run.case.debts[0].due, "false")
        assert run.item.state == State.REVOKED

    def test_is_not_revoked_while_what_puts_it_right_waits_for_its_checker(self) -> None:
        run = self.broken()
        due = run.case.debts[0].due
        run.do("hand_in", LI, at(2025, 3, 11), asked=3, file="9")
        with pytest.raises(Refused, match="请先核查"):
            run.do("intend", QIAN, due + 60, item=0, ground="false", reason=WHY)


class TestWhatIsOwedOnceTheMatterHasEnded:
    def granted(self, *more: str) -> Run:
        """A case granted with a promise nobody has checked yet, or found false where `more` says so."""
        run = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 3: "promised"}).worked(at(2025, 3, 4))
        run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")
        for found in more:
            run.do("break_promise", ZHAO, at(2025, 3, 10), asked=3, found=found)
        return run

    @pytest.mark.parametrize("more", [(), ("现场没有建立承诺的管理制度",)])
    def test_is_no_longer_to_come(self, more: tuple[str, ...]) -> None:
        run = self.granted(*more)
        assert not core.needless(run.case, run.service, run.case.debts[0])
        run.undo(at(2025, 3, 11), "changed")
        assert run.kinds()[-2:] == ["DebtDropped", "Closed"]
        assert core.needless(run.case, run.service, run.case.debts[0])
        if more:
            with pytest.raises(Refused, match=r"已撤回.*不再需要补交"):
                run.do("hand_in", LI, at(2025, 3, 11), asked=3, file="9")
        run.elapse(run.case.debts[0].due)
        assert "DebtLapsed" not in run.kinds()
        assert core.needless(run.case, run.service, run.case.debts[0])

    def test_keeps_saying_what_was_not_put_right_where_that_is_why_it_ended(self) -> None:
        run = self.granted("现场没有建立承诺的管理制度")
        run.undo(run.case.debts[0].due + 60, "false")
        assert not core.needless(run.case, run.service, run.case.debts[0])
        tolerated = Run(licence()).accepted(at(2025, 3, 3), {**BROUGHT, 2: "tolerated"})
        tolerated.elapse(tolerated.case.debts[0].due + 1)
        assert not core.needless(tolerated.case, tolerated.service, tolerated.case.debts[0])
