"""Work at the desks: meetings, sending back, claiming, telling other organs."""

from __future__ import annotations

import pytest

from jianzheng.core.refusal import Refused
from tests.core.case.cast import ZHAO, Run, actor, at, licence
from tests.core.case.test_law import two


class TestAMeeting:
    def test_leaves_one_opinion_on_steps_of_several_offices(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        steps = tuple(work.step for work in run.case.open)
        with pytest.raises(Refused, match="两个部门"):
            run.do("meet", ZHAO, at(2025, 3, 4), steps=steps, opinion="同意", offices=("甲",))
        before = run.case.open
        run.do("meet", ZHAO, at(2025, 3, 4), steps=steps, opinion="同意", offices=("甲", "乙"))
        assert run.case.open == before
        assert run.kinds()[-1] == "Met"


class TestReturningAndClaiming:
    def test_an_earlier_step_is_done_again_and_the_clock_runs_on(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        legal = run.item.legal
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        run.do("return_step", ZHAO, at(2025, 3, 5), step=1, to=0, reason="材料有疑问")
        assert [work.step for work in run.case.open] == [0]
        assert not run.case.is_done(0)
        assert run.item.legal == legal

    def test_a_claimed_step_is_only_for_who_claimed_it(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        run.do("claim", ZHAO, at(2025, 3, 4), step=0)
        with pytest.raises(Refused, match="已由他人认领"):
            run.do(
                "finish",
                actor("handler", "feng"),
                at(2025, 3, 4),
                step=0,
                outcome="agree",
                facts={"opinion": "符合"},
            )
        run.do("release", ZHAO, at(2025, 3, 4), step=0)

    def test_silence_of_a_copied_organ_counts_as_agreement_on_its_account(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        run.do("copy_to", ZHAO, at(2025, 3, 4), organ="o2", text="请知悉")
        run.elapse(run.case.copies[0].due + 1)
        assert run.case.copies[0].answer
        assert any(getattr(e.event, "by_clock", False) for e in run.happened)
