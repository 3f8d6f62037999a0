"""What the law asks of windows, desks and decisions, shown on small cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jianzheng.core import case as core
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import State
from jianzheng.core.case.clocks import Light
from jianzheng.core.case.explain import why
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text
from tests.core.case.cast import (
    BROUGHT,
    DECIDE,
    QIAN,
    RULES,
    SUN,
    WANG,
    ZHAO,
    Run,
    actor,
    at,
    day,
    licence,
)

REFUSAL = {
    "reasons": "经核查不符合法定条件",
    "remedies": "可申请行政复议或提起行政诉讼",
    "court_term": "六个月",
}


def step_of(run: Run, kind: str) -> int:
    """The number of the open step of a kind."""
    return next(w.step for w in run.case.open if run.service.process.steps[w.step].kind == kind)


def two(joint: str = "joint") -> Service:
    """Two matters of two organs, the second waiting for the first."""
    matters = tuple(
        Matter(id, Text(id), organ, legal=DECIDE, result=Text(""), promised=Term("promised", 5))
        for id, organ in (("a", "o"), ("b", "o2"), ("c", "o2"))
    )
    steps = (
        Step("sa", "甲", "o", matter="a", needs=(Need("申请表"),)),
        Step("sb", "乙", "o2", matter="b", needs=(Need("申请表"),)),
        Step("sc", "丙", "o2", matter="c"),
    )
    process = furnished(Process("p", Text("p"), steps, (Order("sa", "sb"),)), matters)
    return Service("s", Text("s"), process, matters, "w", joint)


AGREED = {"outcome": "agree", "facts": {"opinion": "符合"}}


class TestTheWindow:
    def test_lets_a_paper_be_corrected_at_the_counter_without_a_notice(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        with pytest.raises(Refused, match="还缺 3 份"):
            run.do("accept", WANG, at(2025, 3, 3), papers={})
        run.do("accept", WANG, at(2025, 3, 3, 11), papers=BROUGHT)
        assert "SupplementAsked" not in run.kinds()
        assert run.item.state == State.STARTED

    def test_turns_away_at_once_and_names_the_right_organ(self) -> None:
        run, said, why = Run(licence()).apply(at(2025, 3, 3)), (WANG, at(2025, 3, 3)), "不属于本机关职权范围"
        with pytest.raises(Refused, match="应向哪个机关申请"):
            run.do("not_ours", *said, item=0, facts={"organ": " "}, reason=why)
        run.do("not_ours", *said, item=0, facts={"organ": "市水利局"}, reason=why)
        assert (run.item.state, run.item.outcome) == (State.NOT_OURS, "市水利局")
        assert (run.kinds()[-1], run.item.ended_at) == ("NotOurs", 0)
        run.do("serve", WANG, at(2025, 3, 3), item=0, way="window", receipt="李")
        assert run.kinds()[-2:] == ["Served", "Closed"]

    def test_cannot_ask_for_what_no_list_names(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        with pytest.raises(Refused, match="材料清单"):
            run.do("ask_supplement", WANG, at(2025, 3, 3), wanted={99: "其他材料"})

    def test_asks_a_material_once_whoever_needs_it(self) -> None:
        assert [asked.material for asked in two().asked] == ["申请表"]
        assert two().asked[0].matters == ("a", "b")

    def test_is_not_the_window_of_another_service(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        with pytest.raises(NotEmpowered):
            run.do("accept", actor("clerk", "chen", "w9"), at(2025, 3, 3), papers=BROUGHT)

    def test_lets_the_other_matters_go_on_when_one_needs_no_licence(self) -> None:
        run = Run(two()).apply(at(2025, 3, 3))
        run.do("not_required", WANG, at(2025, 3, 3), item=0, reason="这件事依法不需要办理许可")
        run.do("accept", WANG, at(2025, 3, 3), papers={0: "brought"})
        assert [item.state for item in run.case.items] == [State.NOT_REQUIRED, State.STARTED, State.STARTED]


class TestAnInspection:
    def test_needs_two_officers(self) -> None:
        run = Run(licence(kinds=("inspect",))).accepted(at(2025, 3, 3))
        facts = {"visited_on": "2025-03-04", "place": "现场", "found": "一致"}
        with pytest.raises(Refused, match="2 名以上"):
            run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts=facts, staff=("zhao",))
        for visited, said in (("1900-01-01", "早于申请日期（2025-03-03）"), ("2025-03-05", "今天之后")):
            with pytest.raises(Refused, match=said):
                wrong = {**facts, "visited_on": visited}
                run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts=wrong, staff=("feng",))
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts=facts, staff=("feng",))


class TestADecision:
    def test_may_fall_on_the_spot_where_the_matter_is_instant(self) -> None:
        service = licence()
        instant = replace(service, matters=(replace(service.matters[0], instant=True),))
        run = Run(instant).accepted(at(2025, 3, 3)).worked(at(2025, 3, 3))
        both = replace(SUN, person="wang")
        run.do("decide", both, at(2025, 3, 3), step=step_of(run, "decide"), outcome="grant")
        assert run.item.decided_at == at(2025, 3, 3)

    def test_is_not_for_who_received(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
        with pytest.raises(NotEmpowered, match="受审分离"):
            run.do(
                "decide",
                replace(SUN, person="wang"),
                at(2025, 3, 5),
                step=step_of(run, "decide"),
                outcome="grant",
            )

    def test_to_refuse_states_reasons_and_remedies(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
        step = step_of(run, "decide")
        for facts in (
            {},
            {"reasons": "不行"},
            {**REFUSAL, "reasons": "啊" * 12},
            {"reasons": REFUSAL["reasons"]},
            {**REFUSAL, "remedies": "没有"},
            {**REFUSAL, "court_term": ""},
        ):
            with pytest.raises(Refused, match="第三十八条"):
                run.do("decide", SUN, at(2025, 3, 5), step=step, outcome="refuse", facts=facts)
        run.do("decide", SUN, at(2025, 3, 5), step=step, outcome="refuse", facts=REFUSAL)
        assert run.item.state == State.REFUSED
        assert not run.case.open

    @pytest.mark.parametrize(
        ("told", "lacking"),
        [
            ("没有", "向哪个机关申请行政复议、向哪个法院提起行政诉讼"),
            ("可申请行政复议", "还没有写明：向哪个法院提起行政诉讼"),
            ("可向法院起诉", "还没有写明：向哪个机关申请行政复议"),
        ],
    )
    def test_to_refuse_names_the_way_to_object_that_is_not_told(self, told: str, lacking: str) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
        said = {"step": step_of(run, "decide"), "outcome": "refuse", "facts": {**REFUSAL, "remedies": told}}
        with pytest.raises(Refused, match=lacking):
            run.do("decide", SUN, at(2025, 3, 5), **said)

    @pytest.mark.parametrize("who", [ZHAO, WANG, actor("chief", "li2", "o2")])
    def test_is_only_for_who_holds_the_power(self, who: object) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
        with pytest.raises(NotEmpowered):
            run.do("decide", who, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")  # type: ignore[arg-type]


class TestDelivery:
    def test_is_late_after_ten_working_days_and_says_so(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
        run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")
        assert day(run.item.deliver.due) == dt.date(2025, 3, 19)
        run.do("issue", ZHAO, at(2025, 3, 6), step=step_of(run, "issue"), result_no="1号")
        run.do("deliver", WANG, at(2025, 3, 20), step=step_of(run, "deliver"), way="window", receipt="李")
        delivered = next(e.event for e in run.happened if type(e.event).__name__ == "Delivered")
        assert delivered.late
        assert run.case.ended_at


class TestARenewal:
    def test_not_decided_before_expiry_counts_as_granted(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3), renews_until=at(2025, 3, 21, 0))
        run.do("receive", WANG, at(2025, 3, 3)).do("accept", WANG, at(2025, 3, 3), papers=BROUGHT)
        run.elapse(at(2025, 3, 20, 23))
        assert run.item.state == State.STARTED
        run.elapse(at(2025, 3, 21, 0))
        assert (run.item.state, run.item.by_clock, run.case.open) == (State.GRANTED, True, ())
        assert run.kinds()[-1] == "Closed"

    def test_decided_before_expiry_stays_as_decided(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3), renews_until=at(2025, 3, 21, 0))
        run.do("receive", WANG, at(2025, 3, 3)).do("accept", WANG, at(2025, 3, 3), papers=BROUGHT)
        run.worked(at(2025, 3, 4))
        run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="refuse", facts=REFUSAL)
        run.elapse(at(2025, 4, 1))
        assert run.item.state == State.REFUSED


class TestAChain:
    def test_is_accepted_at_one_window_and_worked_by_all_at_once(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        offices = {run.service.process.steps[w.step].office for w in run.case.open}
        assert offices == {"o", "o2"}
        assert day(run.case.whole.due) == _after(45)

    def test_begins_what_waits_the_moment_its_predecessor_is_granted(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        assert run.case.items[1].state == State.ACCEPTED
        assert not run.case.items[1].legal
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        decide = next(w.step for w in run.case.open if run.service.process.steps[w.step].id == "a.decide")
        run.do("decide", SUN, at(2025, 3, 6), step=decide, outcome="grant")
        assert run.case.items[1].state == State.STARTED
        assert run.case.items[1].legal.start == at(2025, 3, 6)

        def since(item: int, term: str = "") -> str:
            told = why(run.case, run.service, run.happened, item, RULES, term)
            assert told
            return told.since.zh

        assert "从开始之日起算" in since(1) and "本系统的约定" in since(1)
        assert since(2) == since(1, "whole") == "从受理之日起算"

    def test_lets_a_matter_be_refused_when_what_it_waits_for_was_refused(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        decide = next(w.step for w in run.case.open if run.service.process.steps[w.step].id == "a.decide")
        run.do("decide", SUN, at(2025, 3, 6), step=decide, outcome="refuse", facts=REFUSAL)
        assert core.blocked(run.case, run.act(SUN, at(2025, 3, 6)), 1) == (0,)
        second = run.service.process.index["b.decide"]
        run.do(
            "decide",
            actor("chief", "li2", "o2"),
            at(2025, 3, 7),
            step=second,
            outcome="refuse",
            facts=REFUSAL,
        )
        assert run.case.items[1].state == State.REFUSED


def _after(days: int) -> dt.date:
    return RULES.calendar.working_day_after(dt.date(2025, 3, 3), days)


class TestAPromise:
    def test_of_a_shorter_term_is_the_one_that_counts(self) -> None:
        run = Run(licence(promised=5)).accepted(at(2025, 3, 3))
        assert run.item.clock == run.item.promised
        run.elapse(run.item.promised.due + 1)
        assert run.item.light == Light.RED
        assert run.item.legal.due > run.item.promised.due


class TestAReviewAheadOfWhatComesBefore:
    def test_goes_on_at_once_and_its_decision_opens_with_the_result_it_waits_for(self) -> None:
        """滨州市工程建设项目并联审批管理规定第十六条: the later office examines ahead and decides once the result is there."""
        service = two()
        own = service.process.index
        orders = [one for one in service.process.orders if (one.before, one.after) != ("sa", "sb")]
        orders = [one for one in orders if one.after not in ("sb",)] + [Order("a.decide", "b.decide")]
        run = Run(replace(service, process=replace(service.process, orders=tuple(orders))))
        run.accepted(at(2025, 3, 3), {0: "brought"})
        assert run.case.work(own["sb"]) and run.case.items[1].state == State.STARTED
        run.do("finish", actor("handler", organ="o2"), at(2025, 3, 4), step=own["sb"], **AGREED)
        assert run.case.work(own["b.decide"]) is None
        run.do("finish", ZHAO, at(2025, 3, 4), step=own["sa"], **AGREED)
        run.do("decide", SUN, at(2025, 3, 6), step=own["a.decide"], outcome="grant")
        assert run.case.work(own["b.decide"])


class TestATermOfAnotherLaw:
    def test_runs_with_its_own_pause_and_extension(self) -> None:
        service = licence(kinds=("review",))
        answer = Term("foi_20_20", 20, extension=20, approver="head", pauses=("third_party",))
        matter = replace(service.matters[0], type="20", legal=answer, promised=None)
        run = Run(replace(service, matters=(matter,))).accepted(at(2025, 3, 3))
        run.do("pause", ZHAO, at(2025, 3, 4), item=0, reason="third_party", days=15, document="征1号")
        assert run.item.state == State.PAUSED
        run.do("resume", ZHAO, at(2025, 3, 6), item=0)
        run.do(
            "extend",
            QIAN,
            at(2025, 3, 7),
            item=0,
            days=20,
            reason="内容复杂，需要征求多方意见",
            document="延1号",
        )
        assert day(run.item.legal.due) == _after(42)
