"""Work at the desks: meetings, sending back, claiming, telling other organs."""

from __future__ import annotations

import pytest

from jianzheng.core import case as core
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import events as e
from jianzheng.core.case.plain import loads
from jianzheng.core.kinds import Report
from jianzheng.core.kinds.deliver import DELIVER
from jianzheng.core.kinds.issue import numbered
from jianzheng.core.refusal import Refused
from tests.core.case.cast import SUN, WANG, ZHAO, Run, actor, at, licence
from tests.core.case.test_law import step_of, two


class TestAMeeting:
    def test_leaves_one_opinion_on_steps_of_several_offices(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        steps = tuple(work.step for work in run.case.open)
        with pytest.raises(Refused, match="两个部门"):
            run.do("meet", ZHAO, at(2025, 3, 4), steps=steps, opinion="同意", offices=("甲",))
        said = {"steps": steps, "opinion": "同意"}
        with pytest.raises(NotEmpowered, match="没有正在办理的环节"):
            run.do("meet", actor("handler", "xu", "o9"), at(2025, 3, 4), offices=("o", "o2", "o9"), **said)
        for absent in (("o2", "o3"), ("o", "o3")):
            with pytest.raises(Refused, match="办理单位"):
                run.do("meet", ZHAO, at(2025, 3, 4), offices=absent, **said)
        before = run.case.open
        run.do("meet", ZHAO, at(2025, 3, 4), steps=steps, opinion="同意", offices=("o", "o2"))
        assert run.case.open == before
        assert run.kinds()[-2:] == ["Met", "Copied"]

    def test_tells_the_other_offices_that_were_there_who_may_object(self) -> None:
        run = Run(licence(kinds=("meeting",))).accepted(at(2025, 3, 3))
        facts = {"held_on": "2025-03-04", "offices": ["o", "o2", "o3", "o2"], "opinion": "同意"}
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts=facts)
        assert [copy.organ for copy in run.case.copies] == ["o2", "o3"]
        assert all("同意" in each.event.text for each in run.happened if isinstance(each.event, e.Copied))
        run.do("answer_copy", actor("handler", "wu", "o2"), at(2025, 3, 5), answer="消防通道的意见没有写入")
        assert [copy.answer for copy in run.case.copies] == ["消防通道的意见没有写入", ""]


class TestReturningAndClaiming:
    def test_an_earlier_step_is_done_again_and_the_clock_runs_on(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        legal = run.item.legal
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        run.do("return_step", ZHAO, at(2025, 3, 5), step=1, to=0, reason="材料有疑问，请重新核对后提交")
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

    def test_a_signer_is_no_examiner_and_signs_again_after_sending_it_back(self) -> None:
        run = Run(licence(kinds=("review", "sign"))).accepted(at(2025, 3, 3))
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        run.do("sign", SUN, at(2025, 3, 4), step=1, outcome="agree")
        run.do(
            "return_step",
            SUN,
            at(2025, 3, 5),
            step=step_of(run, "decide"),
            to=0,
            reason="材料有疑问，请重新核对后提交",
        )
        run.do("finish", ZHAO, at(2025, 3, 6), step=0, outcome="agree", facts={"opinion": "符合"})
        assert run.item.examiners == ("zhao",)
        run.do("sign", SUN, at(2025, 3, 6), step=1, outcome="agree")
        assert run.case.work(step_of(run, "decide"))

    def test_a_sign_off_of_an_earlier_version_is_replayed_as_it_was(self) -> None:
        run = Run(licence(kinds=("review", "sign"))).accepted(at(2025, 3, 3))
        old = loads("StepDone", '{"step":1,"item":0,"outcome":"agree","facts":{}}')
        assert core.evolve(run.case, at(2025, 3, 4), "sun@o.chief", old).items[0].examiners == ("sun",)


class TestWhatAStepIsTold:
    @pytest.mark.parametrize(
        ("way", "receipt", "told"),
        [("pigeon", "李", "送达方式"), ("window", " ", "签收人"), ("post", "", "单号")],
    )
    def test_a_delivery_says_a_known_way_and_who_signed(self, way: str, receipt: str, told: str) -> None:
        said = Report(licence().process.steps[-1], "agree", {"way": way, "receipt": receipt}, (), "wang")
        with pytest.raises(Refused, match=told):
            DELIVER.check(said)

    @pytest.mark.parametrize("number", ["<b>1</b>", "1" * 101, "一\n二", "\u202e1号"])
    def test_a_licence_number_can_be_printed(self, number: str) -> None:
        assert numbered(" 卫公证字〔2025〕1号 ") == "卫公证字〔2025〕1号"
        with pytest.raises(Refused, match="不超过 100 个字"):
            numbered(number)

    @pytest.mark.parametrize("opinion", [".", "……", "1", "好"])
    def test_an_opinion_is_a_word(self, opinion: str) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        with pytest.raises(Refused, match="至少写两个字"):
            run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": opinion})

    def test_a_visit_has_a_day_that_is_one(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        facts = {"visited_on": "abc", "place": "现场", "found": "一致"}
        with pytest.raises(Refused, match="2026-12-01"):
            run.do("finish", ZHAO, at(2025, 3, 4), step=1, outcome="agree", facts=facts, staff=("feng",))


class TestAfterAcceptance:
    def test_no_papers_are_asked_for_and_the_reason_is_the_true_one(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        with pytest.raises(Refused, match="已经受理"):
            run.do("ask_supplement", WANG, at(2025, 3, 3), wanted={0: "缺签章"})


class TestTurningAway:
    def test_gives_a_reason_of_ten_characters(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        for verb, more in (("not_required", {}), ("not_ours", {"facts": {"organ": "市水利局"}})):
            with pytest.raises(Refused, match="至少 10 个字"):
                run.do(verb, WANG, at(2025, 3, 3), item=0, reason="不用办", **more)
