"""A decision against somebody reaches them, which is written down; until then the matter has not ended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.core import case as core
from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import State
from jianzheng.core.case.clocks import Light
from jianzheng.core.case.explain import why
from jianzheng.core.case.serving import objecting
from jianzheng.core.case.summary import due_for, summary
from jianzheng.core.refusal import Refused
from tests.core.case.cast import BROUGHT, LI, QIAN, RULES, SUN, WANG, ZHAO, Run, actor, at, day, licence
from tests.core.case.test_law import step_of, two

REASONS = {
    "reasons": "经营场所不符合公共场所卫生要求",
    "remedies": "可申请行政复议，也可提起行政诉讼",
    "court_term": "六个月",
}


def refused(rules: core.Rules = RULES) -> Run:
    """A case refused on 5 March 2025."""
    run = Run(licence(), rules).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
    return run.do("decide", SUN, at(2025, 3, 5), step=step_of(run, "decide"), outcome="refuse", facts=REASONS)


class TestARefusal:
    def test_ends_once_it_has_reached_the_applicant(self) -> None:
        run = refused()
        assert (run.item.state, run.item.ended_at, run.case.ended_at) == (State.REFUSED, 0, 0)
        assert day(run.item.deliver.due).isoformat() == "2025-03-19"
        assert summary(run.case).zh == "不予（待送达）"
        assert due_for(run.case).zh == "前（含当日）送达"
        run.do(
            "serve", WANG, at(2025, 3, 7), item=0, way="post", receipt="EMS 1012345671 李", on="2025-03-06"
        )
        assert run.kinds()[-2:] == ["Served", "Closed"]
        served = run.happened[-2].event
        assert (RULES.day(served.on).isoformat(), served.late, served.receipt) == (
            "2025-03-06",
            False,
            "EMS 1012345671 李",
        )
        assert run.case.ended_at and run.item.ended_at
        with pytest.raises(Refused, match="没有待送达"):
            run.do("serve", WANG, at(2025, 3, 8), item=0, way="window", receipt="李")

    def test_not_delivered_in_time_turns_its_light_and_says_so(self) -> None:
        run = refused()
        run.elapse(run.item.deliver.due)
        assert run.item.light == Light.RED
        run.do("serve", ZHAO, at(2025, 3, 20), item=0, way="window", receipt="李")
        assert run.happened[-2].event.late

    def test_posted_in_time_and_written_down_later_is_in_time(self) -> None:
        run = refused()
        run.do(
            "serve", WANG, at(2025, 3, 21), item=0, way="post", receipt="EMS 1012345671 李", on="2025-03-19"
        )
        assert not run.happened[-2].event.late

    def test_says_how_who_signed_and_on_which_day_between_the_decision_and_now(self) -> None:
        run = refused()
        for said, match in (
            ({"way": "window"}, "签收人"),
            ({"way": "post"}, "邮件单号"),
            ({"way": "post", "receipt": "x"}, "至少 8 位"),
            ({"way": "post", "receipt": "EMS 1012345671"}, "签收人姓名"),
            ({"way": "post", "receipt": "李"}, "邮件单号"),
            ({"way": "window", "receipt": "12345678"}, "签收人"),
            ({"way": "window", "receipt": "李" * 201}, "最多 200 个字"),
            ({"way": "?"}, "送达方式"),
            ({"way": "window", "receipt": "李", "on": "2025-03-04"}, "2025-03-05"),
            ({"way": "window", "receipt": "李", "on": "2025-03-07"}, "2025-03-06"),
            ({"way": "window", "receipt": "李", "on": "昨天"}, "签收日期"),
        ):
            with pytest.raises(Refused, match=match):
                run.do("serve", WANG, at(2025, 3, 6), item=0, **said)

    def test_is_handed_over_by_the_window_or_the_organ_and_by_nobody_else(self) -> None:
        run = refused()
        for who in (actor("clerk", "chen", "w9"), actor("handler", "wu", "o2"), QIAN):
            with pytest.raises(NotEmpowered):
                run.do("serve", who, at(2025, 3, 6), item=0, way="window", receipt="李")

    def test_is_signed_for_online_by_the_applicant_alone_where_the_place_lets_them(self) -> None:
        run = refused()
        with pytest.raises(NotEmpowered, match="申请人在办件页面"):
            run.do("serve", WANG, at(2025, 3, 6), item=0, way="online")
        run.do("serve", LI, at(2025, 3, 6), item=0, way="online")
        assert (run.happened[-2].event.way, run.happened[-2].event.receipt) == ("online", "li")
        elsewhere = refused(replace(RULES, local=replace(RULES.local, online_receipt=0)))
        with pytest.raises(Refused, match="不办理网上签收"):
            elsewhere.do("serve", LI, at(2025, 3, 6), item=0, way="online")

    def test_starts_the_sixty_days_to_ask_for_reconsideration(self) -> None:
        assert day(objecting(RULES, at(2025, 3, 6)).due).isoformat() == "2025-05-06"

    def test_explains_their_last_day_which_a_weekend_moves(self) -> None:
        run = refused()
        assert why(run.case, run.service, run.happened, 0, RULES, "object") is None
        run.do("serve", WANG, at(2025, 3, 10), item=0, way="window", receipt="李", on="2025-03-05")
        told = why(run.case, run.service, run.happened, 0, RULES, "object")
        assert (
            told
            and told.cite == "行政复议法第二十条"
            and told.last == day(objecting(RULES, at(2025, 3, 5)).due - 1)
        )
        assert told.days[-1].date == told.last and "送达" in told.since.zh

    def test_of_a_predecessor_lets_the_next_matter_be_refused_before_it_is_delivered(self) -> None:
        run = Run(two())
        run.apply(at(2025, 3, 3)).do("accept", WANG, at(2025, 3, 3), papers={0: "brought"})
        undelivered = run.case.items[0]._replace(state=State.REFUSED, deliver=run.case.items[0].legal)
        case = run.case._replace(items=(undelivered, *run.case.items[1:]))
        assert core.blocked(case, run.act(SUN, at(2025, 3, 5)), 1) == (0,)


class TestAnOldRefusal:
    def test_that_ended_at_once_still_does(self) -> None:
        from jianzheng.core.case import events as e

        run = Run(licence()).accepted(at(2025, 3, 3), BROUGHT).worked(at(2025, 3, 4))
        old = e.Decided(0, step_of(run, "decide"), "refuse", "不符合", ends=True)
        run.did(run.act(SUN, at(2025, 3, 5)), (old,))
        assert run.item.ended_at and core.unserved(run.case, 0) is None
        older = Run(licence()).apply(at(2025, 3, 3))
        older.did(older.act(WANG, at(2025, 3, 3)), (e.NotOurs(0, "市水利局", "不属于本机关职权"),))
        assert older.item.ended_at
