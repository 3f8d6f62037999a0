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
from jianzheng.core.kinds.meeting import unanimous
from jianzheng.core.refusal import Refused
from tests.core.case.cast import RULES, SUN, WANG, ZHAO, Run, actor, at, licence
from tests.core.case.test_law import step_of, two

HELD = "2025-03-04"
WHY_NOT = "疏散通道的宽度没有写入，不符合消防要求"
O1, O2, O3 = ("o", "zhao", "agree", ""), ("o2", "wu", "agree", ""), ("o3", "he", "agree", "")
AGAINST = ("o2", "wu", "disagree", WHY_NOT)
WU = actor("handler", "wu", "o2")


class TestAMeeting:
    def test_leaves_one_opinion_on_steps_of_several_offices(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        steps = tuple(work.step for work in run.case.open)
        said = {"steps": steps, "opinion": "同意", "held_on": HELD}
        with pytest.raises(NotEmpowered, match="没有正在办理的环节"):
            run.do("meet", actor("handler", "xu", "o9"), at(2025, 3, 4), present=(O1, O2), **said)
        for absent in ((O2, O3), (O1, O3)):
            with pytest.raises(Refused, match="办理单位"):
                run.do("meet", ZHAO, at(2025, 3, 4), present=absent, **said)
        before = run.case.open
        run.do("meet", ZHAO, at(2025, 3, 4), present=(O1, O2), **said)
        assert run.case.open == before
        assert run.kinds()[-2:] == ["Met", "Copied"]
        assert run.happened[-2].event.offices == ("o", "o2")

    @pytest.mark.parametrize(
        ("wrong", "match"),
        [
            ({"present": (O1,)}, "两个部门"),
            ({"present": ()}, "请填写：到会单位"),
            ({"present": "o\no2"}, "不完整|两个部门"),
            ({"present": (("o", "zhao"), O2)}, "不完整"),
            ({"present": (O1, ("o2", "", "agree", ""))}, "选择到会人员"),
            ({"present": (O1, ("o2", "wu", "", ""))}, "选择同意或者不同意"),
            ({"present": (O1, ("o2", "wu", "perhaps", ""))}, "选择同意或者不同意"),
            ({"present": (O1, ("o2", "wu", "disagree", "不行"))}, "请写明理由"),
            ({"present": (O1, AGAINST), "opinion": "会审一致同意"}, "不能写“一致”"),
            ({"present": (O1, AGAINST), "opinion": "Unanimously agreed"}, "不能写“一致”"),
            ({"present": (O1, O2, ("o2", "feng", "agree", ""))}, "只记录一次"),
            ({"present": (O1, ("o2", "zhao", "agree", ""))}, "只记录一次"),
            ({"held_on": "2025-03-05"}, "在今天之后"),
            ({"held_on": "2025-03-02"}, "早于受理日期（2025-03-03）"),
            ({"held_on": "昨天"}, "会议日期写成"),
            ({"held_on": ""}, "请填写：会议日期"),
            ({"opinion": "。"}, "至少写两个字"),
            ({"opinion": ""}, "请填写：会审意见"),
        ],
    )
    @pytest.mark.parametrize("verb", ["meet", "finish"])
    def test_says_when_it_was_held_who_came_for_which_office_and_what_each_said(
        self, verb: str, wrong: dict[str, object], match: str
    ) -> None:
        run = Run(licence(kinds=("meeting",))).accepted(at(2025, 3, 3))
        facts = {"held_on": HELD, "present": (O1, O2), "opinion": "同意"}
        said = facts | wrong
        asked = {"steps": (0,), **said} if verb == "meet" else {"step": 0, "outcome": "agree", "facts": said}
        with pytest.raises(Refused, match=match):
            run.do(verb, ZHAO, at(2025, 3, 4), **asked)

    def test_finishing_its_step_is_held_by_the_office_of_the_step(self) -> None:
        run = Run(licence(kinds=("meeting",))).accepted(at(2025, 3, 3))
        facts = {"held_on": HELD, "present": (O2, O3), "opinion": "同意"}
        with pytest.raises(Refused, match="要包括贵单位"):
            run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts=facts)

    def test_tells_the_other_offices_that_were_there_who_say_themselves_whether_they_agree(self) -> None:
        run = Run(licence(kinds=("meeting",))).accepted(at(2025, 3, 3))
        facts = {"held_on": HELD, "present": (O1, O2, O3), "opinion": "同意"}
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts=facts)
        assert [(copy.organ, copy.minutes) for copy in run.case.copies] == [("o2", True), ("o3", True)]
        assert all("同意" in each.event.text for each in run.happened if isinstance(each.event, e.Copied))
        for said, match in (
            ({"answer": WHY_NOT}, "请选择贵单位同意还是不同意"),
            ({"answer": "不", "outcome": "disagree"}, "请写明理由"),
        ):
            with pytest.raises(Refused, match=match):
                run.do("answer_copy", WU, at(2025, 3, 5), **said)
        run.do("answer_copy", WU, at(2025, 3, 5), answer=WHY_NOT, outcome="disagree")
        run.do("answer_copy", actor("handler", "he", "o3"), at(2025, 3, 5), answer="", outcome="agree")
        assert [bool(copy.answer) for copy in run.case.copies] == [True, True]
        (met,) = core.meetings(run.happened, run.service)
        assert [(one.organ, one.outcome, one.own) for one in met.stands] == [
            ("o", "agree", False),
            ("o2", "agree", False),
            ("o3", "agree", False),
            ("o2", "disagree", True),
            ("o3", "agree", True),
        ]
        (against,) = core.objections([met])
        assert (against.organ, against.person, against.said) == ("o2", "wu", WHY_NOT)


class TestAnObjection:
    @pytest.fixture
    def run(self) -> Run:
        """A case with a meeting at which o2 did not agree."""
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        return self.met(run, AGAINST, 4)

    def met(self, run: Run, said: tuple[str, str, str, str], day: int) -> Run:
        """Zhao records a meeting with o2."""
        steps, on = tuple(work.step for work in run.case.open), f"2025-03-0{day}"
        said_by = {"steps": steps, "opinion": "会审多数同意", "held_on": on, "present": (O1, said)}
        return run.do("meet", ZHAO, at(2025, 3, day), **said_by)

    def against(self, run: Run) -> list[str]:
        """Who objects."""
        return [one.organ for one in core.objections(core.meetings(run.happened, run.service))]

    def test_is_not_lifted_by_later_minutes_or_by_silence_but_by_its_own_office(self, run: Run) -> None:
        assert self.against(run) == ["o2"]
        run.elapse(run.case.copies[0].due + 1)
        assert self.against(run) == ["o2"]
        day = int(RULES.day(run.case.copies[0].due + 86_400).isoformat()[-2:])
        moment = at(2025, 3, day)
        steps = tuple(work.step for work in run.case.open)
        said = {"steps": steps, "opinion": "会审多数同意", "held_on": "2025-03-05", "present": (O1, O2)}
        run.do("meet", ZHAO, moment, **said)
        assert self.against(run) == ["o2"]
        run.do("answer_copy", WU, moment, answer="", outcome="agree")
        assert self.against(run) == []

    def test_raised_after_the_meeting_stands_beside_its_opinion(self) -> None:
        run = Run(two()).accepted(at(2025, 3, 3), {0: "brought"})
        self.met(run, O2, 4)
        assert self.against(run) == []
        run.do("answer_copy", WU, at(2025, 3, 5), answer=WHY_NOT, outcome="disagree")
        assert self.against(run) == ["o2"]


class TestAMeetingOfAnEarlierVersion:
    def test_is_shown_as_far_as_it_is_known(self) -> None:
        run = Run(licence(kinds=("meeting", "review"))).accepted(at(2025, 3, 3))
        text = "联合会审纪要，有不同意见请答复 Minutes of a joint meeting; answer where you disagree: 同意"
        old = {"held_on": HELD, "offices": ["o", "o2"], "opinion": "同意"}
        act = run.act(ZHAO, at(2025, 3, 4))
        met, told = e.Met((0,), "同意", ("o", "o2")), e.Copied("o2", text, at(2025, 3, 11, 0))
        run.did(act, (met, told, e.StepDone(0, 0, "agree", old), e.Copied("o3", text, at(2025, 3, 11, 0))))
        run.do("answer_copy", WU, at(2025, 3, 5), answer="消防通道的意见没有写入")
        first, second = core.meetings(run.happened, run.service)
        assert (first.offices, second.offices, second.held_on) == (("o", "o2"), ("o", "o2"), HELD)
        assert [(one.outcome, one.said) for one in first.stands] == [("", "消防通道的意见没有写入")]
        assert not core.objections((first, second))


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


class TestAnOpinion:
    @pytest.mark.parametrize(
        "said",
        [
            "会审一致同意",
            "各单位意见一致，按图施工",
            "全体同意",
            "均无异议",
            "Unanimously agreed",
            "They all agree",
        ],
    )
    def test_says_that_all_agree(self, said: str) -> None:
        assert unanimous(said)

    @pytest.mark.parametrize(
        "said",
        [
            "材料与现场情况一致，多数同意，消防意见由其另行整改",
            "未达成一致",
            "未取得一致意见",
            "不能一致通过",
            "除消防外其余单位一致同意",
            "The offices were not unanimous",
            "会审多数同意",
        ],
    )
    def test_that_says_otherwise_or_names_an_exception_does_not(self, said: str) -> None:
        assert not unanimous(said)


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
