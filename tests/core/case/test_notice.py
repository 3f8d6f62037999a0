"""The one notice answered in part: accepted with what may follow, or not accepted in writing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.core.case import State
from jianzheng.core.case import events as e
from jianzheng.core.case.plain import dumps
from jianzheng.core.materials import is_optional
from jianzheng.core.process import Need
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from tests.core.case.cast import LI, WANG, Run, actor, at, licence


class TestANoticeAnsweredInPart:
    def answered(self, papers: dict[int, str]) -> Run:
        """A case whose notice asked for the form and the report, answered with some papers."""
        run = Run(licence()).apply(at(2025, 3, 3)).do("receive", WANG, at(2025, 3, 3))
        wanted = {0: "缺申请表", 2: "缺检测报告", 3: "缺制度"}
        run.do("ask_supplement", WANG, at(2025, 3, 3), wanted=wanted)
        return run.do("supplement", LI, at(2025, 3, 4), papers=papers)

    def test_is_not_accepted_in_writing_that_names_what_is_missing(self) -> None:
        run = self.answered({2: "7", 3: "8"})
        with pytest.raises(Refused, match="否则不予受理，写明还缺什么"):
            run.do("accept", WANG, at(2025, 3, 4), papers={})
        with pytest.raises(Refused, match="至少 10 个字"):
            run.do("not_complete", WANG, at(2025, 3, 4), item=0, reason="不齐")
        run.do("not_complete", WANG, at(2025, 3, 4), item=0, reason="没有申请表，无法知道申请什么")
        assert (run.item.state, run.kinds()[-2:]) == (State.NOT_OURS, ["Supplemented", "NotOurs"])
        told = run.happened[-1].event
        assert isinstance(told, e.NotOurs) and "仍缺：申请表。" in told.reason

    def test_is_accepted_where_what_is_missing_may_follow(self) -> None:
        run = self.answered({0: "7", 3: "8"})
        run.do("accept", WANG, at(2025, 3, 4), papers={2: "tolerated"})
        assert run.item.state == State.STARTED and run.case.owed(2)

    def test_what_is_brought_afterwards_is_received_later_and_only_once(self) -> None:
        run = self.answered({2: "7", 3: "8"})
        colleague = actor("clerk", "zhou", "w")
        run.do("receive", colleague, at(2025, 3, 5), brought=(0, 2), document="收3")
        first, later = (one.event for one in run.happened if isinstance(one.event, e.Received))
        assert later == e.Received("收3", ((0, "brought", ""),), later=True)
        assert "later" not in dumps(first) and "zhou" not in run.item.received_by
        with pytest.raises(Refused, match="不用重复收件"):
            run.do("receive", WANG, at(2025, 3, 5), brought=(0,))
        run.do("accept", WANG, at(2025, 3, 5), papers={})
        assert run.item.state == State.STARTED

    def test_answered_in_full_must_be_accepted(self) -> None:
        run = self.answered({0: "6", 2: "7", 3: "8"})
        with pytest.raises(Refused, match="应当受理"):
            run.do("not_complete", WANG, at(2025, 3, 4), item=0, reason="材料看起来还不齐全")

    def test_is_not_refused_before_the_answer(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        with pytest.raises(Refused, match="材料不齐"):
            run.do("not_complete", WANG, at(2025, 3, 3), item=0, reason="没有申请表，无法知道申请什么")

    def test_is_refused_for_what_the_notice_named_and_nothing_else(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3)).do("receive", WANG, at(2025, 3, 3))
        run.do("ask_supplement", WANG, at(2025, 3, 3), wanted={2: "缺检测报告", 3: "缺制度"})
        run.do("supplement", LI, at(2025, 3, 4), papers={2: "7"})
        run.do("not_complete", WANG, at(2025, 3, 4), item=0, reason="没有管理制度，无法判断能否经营")
        told = run.happened[-1].event
        assert isinstance(told, e.NotOurs) and "仍缺：管理制度。" in told.reason

    def test_is_not_refused_for_what_was_never_told(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3)).do("receive", WANG, at(2025, 3, 3))
        run.do("ask_supplement", WANG, at(2025, 3, 3), wanted={2: "缺检测报告"})
        run.do("supplement", LI, at(2025, 3, 4), papers={2: "7"})
        with pytest.raises(Refused, match="补正告知没有要求过：申请表；管理制度"):
            run.do("not_complete", WANG, at(2025, 3, 4), item=0, reason="没有申请表，无法知道申请什么")


class TestWhatAListCallsOptional:
    @pytest.mark.parametrize(
        "name", ["选报材料：可行性研究报告", "（选交）照片", "可选：图纸", "optional: a photograph"]
    )
    def test_is_told_by_its_name(self, name: str) -> None:
        assert is_optional(name) and not is_optional("备选方案") and not is_optional("申请表")

    def test_is_no_reason_not_to_accept(self) -> None:
        run = Run(optional()).apply(at(2025, 3, 3)).do("receive", WANG, at(2025, 3, 3))
        with pytest.raises(Refused, match="还缺 1 份材料，不能受理：申请表。"):
            run.do("accept", WANG, at(2025, 3, 3), papers={})
        run.do("accept", WANG, at(2025, 3, 3), papers={0: "brought"})
        assert run.item.accepted_at and [paper.asked for paper in run.case.papers] == [0]


def optional() -> Service:
    """A licence for which a form is needed, and a report that may be left out."""
    plain = licence(kinds=("review",))
    needs = (Need("申请表"), Need("选报材料：可行性研究报告"))
    steps = tuple(replace(step, needs=needs) if step.id == "review" else step for step in plain.process.steps)
    return replace(plain, process=replace(plain.process, steps=steps))
