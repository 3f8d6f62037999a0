"""A result is undone on a ground of law that is named, after its holder was heard or let the time go by."""

from __future__ import annotations

import pytest

from jianzheng.core import case as core
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import State
from jianzheng.core.case import events as e
from jianzheng.core.case.clocks import Light
from jianzheng.core.case.explain import why
from jianzheng.core.refusal import Refused
from tests.core.case.cast import LI, QIAN, RULES, SUN, WANG, WHY, ZHAO, Run, actor, at, day, licence
from tests.core.case.test_law import step_of


def granted() -> Run:
    """A case granted, issued and delivered on 5 March 2025."""
    run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
    run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="grant")
    run.do("issue", ZHAO, at(2025, 3, 5), step=step_of(run, "issue"), result_no="1号")
    return run.do("deliver", WANG, at(2025, 3, 5), step=step_of(run, "deliver"), way="window", receipt="李")


class TestTheHolder:
    @pytest.mark.parametrize(("ground", "verb"), [("other", "revoke"), ("changed", "recall")])
    def test_is_told_and_heard_before_anything_is_undone(self, ground: str, verb: str) -> None:
        run = granted()
        with pytest.raises(Refused, match="听取陈述申辩"):
            run.do(verb, QIAN, at(2025, 3, 6), item=0, reason=WHY)
        run.do("intend", QIAN, at(2025, 3, 6), item=0, ground=ground, reason=WHY)
        for later in (at(2025, 3, 6), at(2026, 3, 6)):
            with pytest.raises(Refused, match="请先由受理窗口或者本机关送达告知书"):
                run.do(verb, QIAN, later, item=0, reason=WHY)
        run = granted().told(at(2025, 3, 6), ground, "2025-03-06")
        until = run.case.undoings[0].until
        assert day(until).isoformat() == "2025-03-13"
        with pytest.raises(Refused, match="2025-03-13 前（含当日）陈述申辩"):
            run.do(verb, QIAN, until - 1, item=0, reason=WHY)
        assert run.item.state == State.GRANTED
        run.do(verb, QIAN, until, item=0, reason=WHY)
        assert run.item.state in (State.REVOKED, State.RECALLED)
        assert run.happened[-1].event.cited == run.case.undoings[0].cited

    def test_is_heard_in_their_own_words_at_once_or_says_that_they_will_not_speak(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        with pytest.raises(Refused, match="陈述申辩的内容"):
            run.do("plead", LI, at(2025, 3, 6), item=0)
        with pytest.raises(Refused, match="只选一项"):
            run.do("plead", LI, at(2025, 3, 6), item=0, heard="不服", waived=True)
        with pytest.raises(NotEmpowered):
            run.do("plead", actor("head", "xu", "o9"), at(2025, 3, 6), item=0, heard="不服")
        with pytest.raises(NotEmpowered, match="本人"):
            run.do("plead", QIAN, at(2025, 3, 6), item=0, waived=True, way="持证人签名的放弃陈述申辩声明")
        with pytest.raises(Refused, match="书面材料"):
            run.do("plead", WANG, at(2025, 3, 6), item=0, waived=True, way="x")
        run.do("plead", LI, at(2025, 3, 6), item=0, heard="场所已经整改")
        run.do("plead", WANG, at(2025, 3, 7), item=0, heard="另附照片", way="window")
        assert run.case.undoings[0].heard == "场所已经整改\n另附照片"
        run.do("revoke", QIAN, at(2025, 3, 7), item=0, reason=WHY)
        with pytest.raises(Refused, match="没有正在听取"):
            run.do("plead", LI, at(2025, 3, 8), item=0, heard="再说一点")

    def test_convinces_and_the_licence_stays(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("plead", LI, at(2025, 3, 6), item=0, heard="场所已经整改")
        with pytest.raises(Refused, match="请写明理由"):
            run.do("relent", QIAN, at(2025, 3, 7), item=0, reason="算了")
        run.do("relent", QIAN, at(2025, 3, 7), item=0, reason="经复核，申辩的事实属实，许可条件具备")
        assert (run.item.state, run.case.undoings) == (State.GRANTED, ())

    def test_may_add_to_it_until_the_term_is_over(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("serve", WANG, at(2025, 3, 6), item=0, way="window", receipt="李")
        run.do("plead_in_part", LI, at(2025, 3, 7), item=0, heard="场所已经整改")
        with pytest.raises(Refused, match="还可以补充"):
            run.do("revoke", QIAN, at(2025, 3, 10), item=0, reason=WHY)
        run.do("plead_in_part", LI, at(2025, 3, 10), item=0, heard="另附照片")
        run.do("revoke", QIAN, run.case.undoings[0].until, item=0, reason=WHY)
        assert run.case.undoings[0].heard == "场所已经整改\n另附照片"

    def test_is_kept_whole_or_refused(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        with pytest.raises(Refused, match="最多 4000 个字，现在有 4001 个字"):
            run.do("plead", LI, at(2025, 3, 7), item=0, heard="真" * 4001)
        run.do("plead", LI, at(2025, 3, 7), item=0, heard="真" * 4000)
        assert len(run.case.undoings[0].heard) == 4000

    def test_may_speak_or_waive_before_the_notice_was_delivered(self) -> None:
        for said in ({"heard": "场所已经整改"}, {"waived": True}):
            run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
            run.do("plead", LI, at(2025, 3, 6), item=0, **said)
            assert core.unserved(run.case, 0)
            run.do("revoke", QIAN, at(2025, 3, 6), item=0, reason=WHY)
            assert (run.item.state, run.case.undoings[0].until) == (State.REVOKED, 0)

    def test_gets_the_decision_and_it_is_written_down(self) -> None:
        run = granted().undo(at(2025, 3, 6), "other")
        assert core.unserved(run.case, 0)
        run.do("serve", ZHAO, at(2025, 3, 7), item=0, way="post", receipt="EMS 1012345672 李")
        assert run.kinds()[-1] == "Served" and core.unserved(run.case, 0) is None
        assert run.item.state == State.REVOKED


class TestTheNotice:
    def test_is_delivered_like_a_decision_and_the_term_runs_from_that_day(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        assert day(core.unserved(run.case, 0).due).isoformat() == "2025-03-20"
        for who, said, match in (
            (QIAN, {"way": "window", "receipt": "李"}, "送达"),
            (WANG, {"way": "online"}, "申请人在办件页面"),
            (WANG, {"way": "window"}, "签收人"),
            (WANG, {"way": "window", "receipt": "李", "on": "2025-03-05"}, "2025-03-06"),
            (WANG, {"way": "window", "receipt": "李", "on": "2025-03-11"}, "2025-03-10"),
        ):
            with pytest.raises(Refused, match=match):
                run.do("serve", who, at(2025, 3, 10), item=0, **said)
        run.do(
            "serve", WANG, at(2025, 3, 10), item=0, way="post", receipt="EMS 1012345673 李", on="2025-03-07"
        )
        served = run.happened[-1].event
        assert (day(served.until).isoformat(), served.late) == ("2025-03-14", False)
        with pytest.raises(Refused, match="没有待送达"):
            run.do("serve", WANG, at(2025, 3, 10), item=0, way="window", receipt="李")
        run.do("revoke", QIAN, served.until, item=0, reason=WHY)
        act, said = run.act(WANG, served.until), {"item": 0, "way": "window", "receipt": "李"}
        with pytest.raises(Refused, match="已经不是这一份"):
            core.serve_this(run.case, act, **said, made=at(2025, 3, 6))
        assert core.serve_this(run.case, act, **said, made=served.until)

    def test_is_signed_for_online_by_its_holder_alone(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("serve", LI, at(2025, 3, 7), item=0, way="online")
        assert day(run.case.undoings[0].until).isoformat() == "2025-03-14"

    def test_not_delivered_in_time_turns_its_light_though_the_case_has_ended(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        due = core.unserved(run.case, 0).due
        assert (
            run.case.ended_at and core.alarm(run.case) and run.elapse(due).case.undoings[0].light == Light.RED
        )
        run.do("serve", WANG, due, item=0, way="window", receipt="李")
        assert run.happened[-1].event.late and run.case.undoings[0].light == Light.GREEN
        run.do("revoke", QIAN, run.case.undoings[0].until, item=0, reason=WHY)
        run.elapse(core.unserved(run.case, 0).due)
        assert (run.case.undoings[0].light, run.item.light) == (Light.RED, Light.GREEN)

    def test_of_an_earlier_version_counts_from_its_own_day(self) -> None:
        run = granted()
        old = e.Intended(0, "revoke", "other", ("甲", "a"), WHY, at(2025, 3, 14, 0))
        run.did(run.act(QIAN, at(2025, 3, 6)), (old,))
        assert core.unserved(run.case, 0) is None and not core.alarm(run.case)
        with pytest.raises(Refused, match="2025-03-13 前（含当日）陈述申辩"):
            run.do("revoke", QIAN, at(2025, 3, 13), item=0, reason=WHY)
        run.do("revoke", QIAN, at(2025, 3, 14, 0), item=0, reason=WHY)

    def test_explains_both_its_days(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        told = why(run.case, run.service, run.happened, 0, RULES, "serve")
        assert told.since.zh == "从出具告知书之日起算" and told.last.isoformat() == "2025-03-20"
        assert why(run.case, run.service, run.happened, 0, RULES, "plead") is None
        run.do("serve", WANG, at(2025, 3, 7), item=0, way="window", receipt="李")
        heard = why(run.case, run.service, run.happened, 0, RULES, "plead")
        assert heard.since.zh == "从告知书送达之日起算" and heard.last.isoformat() == "2025-03-14"
        assert [one.counted for one in heard.days if one.counted] == [1, 2, 3, 4, 5]


PROOF = "持证人签字的放弃声明，卷宗第3号"


class TestAWaiverTakenDown:
    @pytest.mark.parametrize("heard", ["", "场所已经整改"])
    def test_is_denied_by_the_holder_and_the_term_goes_on(self, heard: str) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("plead", WANG, at(2025, 3, 6), item=0, waived=True, way=PROOF)
        run.do("plead", LI, at(2025, 3, 6), item=0, heard=heard)
        assert bool(run.case.undoings[0].answered_at) is bool(heard)
        if heard:
            return
        with pytest.raises(Refused, match="声明没有放弃"):
            run.do("plead", WANG, at(2025, 3, 6), item=0, waived=True, way=PROOF)
        with pytest.raises(Refused, match="还没有送达"):
            run.do("revoke", QIAN, at(2025, 3, 6), item=0, reason=WHY)

    def test_heard_by_the_one_who_decides_waits_for_the_term_or_another(self) -> None:
        run = granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("plead", QIAN, at(2025, 3, 6), item=0, heard="场所已经整改", way="当面")
        with pytest.raises(Refused, match=r"告知书送达、陈述申辩期限届满以前.*由其他有权人员决定"):
            run.do("revoke", QIAN, at(2025, 3, 6), item=0, reason=WHY)
        run.do("serve", WANG, at(2025, 3, 6), item=0, way="window", receipt="李")
        with pytest.raises(Refused, match="2025-03-13 前（含当日）不能由您作出决定"):
            run.do("revoke", QIAN, at(2025, 3, 6), item=0, reason=WHY)
        run.do("revoke", QIAN, run.case.undoings[0].until, item=0, reason=WHY)
        assert run.item.state == State.REVOKED


class TestTheGround:
    def test_is_one_of_those_the_place_keeps_and_of_the_right_kind(self) -> None:
        run = granted()
        with pytest.raises(Refused, match="法定情形"):
            run.do("intend", QIAN, at(2025, 3, 6), item=0, ground="because", reason=WHY)
        with pytest.raises(NotEmpowered):
            run.do("intend", SUN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("intend", QIAN, at(2025, 3, 6), item=0, ground="changed", reason=WHY)
        with pytest.raises(Refused, match="已经出具告知书"):
            run.do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("plead", LI, at(2025, 3, 6), item=0, waived=True)
        with pytest.raises(Refused, match="拟撤销告知书"):
            run.do("revoke", QIAN, at(2025, 3, 6), item=0, reason=WHY)

    def test_of_a_false_promise_needs_a_promise_found_false(self) -> None:
        with pytest.raises(Refused, match="没有经核查不实"):
            granted().do("intend", QIAN, at(2025, 3, 6), item=0, ground="false", reason=WHY)

    def test_bars_a_new_application_only_for_deceit(self) -> None:
        with pytest.raises(Refused, match="欺骗、贿赂"):
            granted().undo(at(2025, 3, 6), "other", ban="deceit")
        assert "再次申请" in granted().undo(at(2025, 3, 6), "deceit", ban="deceit").happened[-1].event.reason

    @pytest.mark.parametrize("reason", ["x", "不" * 20])
    def test_comes_with_a_reason_as_a_refusal_does(self, reason: str) -> None:
        run = granted()
        with pytest.raises(Refused, match="请写明理由"):
            run.do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=reason)
        run.do("intend", QIAN, at(2025, 3, 6), item=0, ground="other", reason=WHY)
        run.do("plead", LI, at(2025, 3, 6), item=0, waived=True)
        with pytest.raises(Refused, match="请写明理由"):
            run.do("revoke", QIAN, at(2025, 3, 6), item=0, reason=reason)
