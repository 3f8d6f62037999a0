"""The law's clocks: golden dates, published due dates, and a slow twin that walks day by day."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.case import Lights, Rules, State
from jianzheng.core.case.explain import why
from jianzheng.core.clock import Unit
from jianzheng.core.clock import explain as explain_term
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term
from tests.core.case.cast import QIAN, RULES, SUN, WANG, WHY, ZHAO, ZHENG, ZONE, Run, at, day, licence
from tests.shared import shared


def due(start: dt.date, length: int, unit: Unit = Unit.WORKING) -> dt.date:
    """The last day of a term that starts at ten o'clock of a day."""
    return day(RULES.clock(Term("t", length, unit), at(start.year, start.month, start.day)).due)


class TestADueDate:
    @pytest.mark.parametrize(
        "start,length,unit,last",
        [
            ("2025-09-25", 5, "working", "2025-10-09"),
            ("2025-01-20", 20, "working", "2025-02-21"),
            ("2025-09-25", 20, "working", "2025-10-29"),
            ("2026-02-09", 10, "working", "2026-02-28"),
            ("2025-08-03", 60, "natural", "2025-10-09"),
        ],
    )
    def test_is_the_published_one(self, start: str, length: int, unit: str, last: str) -> None:
        assert due(dt.date.fromisoformat(start), length, Unit(unit)) == dt.date.fromisoformat(last)

    def test_agrees_with_every_row_of_the_published_table(self) -> None:
        path = shared("cal/workday_due_cases.csv")
        rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
        wrong = [
            r
            for r in rows
            if str(due(dt.date.fromisoformat(r["accepted_on"]), int(r["working_days"]))) != r["due_on"]
        ]
        assert len(rows) > 100
        assert wrong == []

    @settings(max_examples=150, deadline=None)
    @given(
        st.dates(dt.date(2024, 1, 1), dt.date(2027, 6, 30)),
        st.integers(1, 60),
        st.sampled_from(["working", "natural"]),
    )
    def test_is_the_one_that_is_explained(self, start: dt.date, length: int, unit: str) -> None:
        clock = RULES.clock(Term("t", length, Unit(unit)), at(start.year, start.month, start.day))
        explained = explain_term(start, length, Unit(unit), RULES.calendar)
        assert day(clock.due) == explained.due
        if explained.provisional and unit == "working":
            assert clock.provisional

    def test_in_hours_runs_through_the_night(self) -> None:
        clock = RULES.clock(Term("t", 24, Unit.HOURS), at(2025, 9, 30, 16))
        assert clock.due == at(2025, 10, 1, 16)

    def test_beyond_the_last_notice_is_provisional(self) -> None:
        assert RULES.clock(Term("t", 20), at(2026, 12, 20)).provisional
        assert not RULES.clock(Term("t", 20), at(2026, 3, 2)).provisional


class TestAPause:
    def test_for_a_listed_reason_with_a_notice_leaves_its_days_out(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        before = run.item.legal.due
        run.do("pause", ZHAO, at(2025, 3, 5), item=0, reason="expert_review", days=10, document="停1号")
        run.do("resume", ZHAO, at(2025, 3, 12), item=0)
        assert RULES.days("working", before - 1, run.item.legal.due - 1) == 5
        assert run.item.out == 5

    @pytest.mark.parametrize(
        "reason,document,fault", [("expert_review", "", "no_notice"), ("领导出差", "停1号", "unlisted")]
    )
    def test_without_reason_or_notice_is_disregarded_and_reported(
        self, reason: str, document: str, fault: str
    ) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        legal = run.item.legal
        run.do("pause", ZHAO, at(2025, 3, 5), item=0, reason=reason, days=10, document=document)
        assert run.item.legal == legal
        assert run.item.state == State.STARTED
        assert run.happened[-1].event.fault == fault  # type: ignore[attr-defined]

    def test_ends_by_itself_when_its_announced_time_is_over(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        run.do("pause", ZHAO, at(2025, 3, 5), item=0, reason="testing", days=3, document="停1号")
        run.elapse(at(2025, 3, 20))
        assert run.item.state == State.RESUMED
        assert run.item.out == 3

    @settings(max_examples=120, deadline=None)
    @given(
        st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 1)),
        st.lists(st.tuples(st.integers(0, 6), st.integers(1, 12)), max_size=4),
        st.sampled_from(["working", "natural"]),
        st.integers(0, 10),
    )
    def test_moves_the_date_as_a_walk_through_the_days_does(
        self, start: dt.date, stops: list[tuple[int, int]], unit: str, extension: int
    ) -> None:
        begun = at(start.year, start.month, start.day)
        clock, out, moment = RULES.clock(Term("t", 20, Unit(unit)), begun), set(), start
        for wait, long in stops:
            stop = moment + dt.timedelta(days=wait)
            stopped = RULES.paused(clock, at(stop.year, stop.month, stop.day))
            if not stopped.left:
                break  # on the last day, or while the term rolls over rest days: see the test below
            go = stop + dt.timedelta(days=long)
            clock = RULES.resumed(stopped, at(go.year, go.month, go.day))
            out |= {stop + dt.timedelta(days=n) for n in range(1, long + 1)}
            moment = go
        if extension:
            clock = RULES.extended(clock, extension)
        assert day(clock.due) == _walk(start, 20 + extension, unit, out)


class TestAPauseOnTheLastDay:
    @pytest.mark.parametrize("unit", ["working", "natural"])
    def test_leaves_the_first_working_day_after_it(self, unit: str) -> None:
        """Due on Friday 24 January 2025, paused that day, resumed on Saturday: Sunday the 26th is worked (made up)."""
        begun = at(2025, 1, 3) if unit == "working" else at(2025, 1, 4)
        length = 15 if unit == "working" else 20
        clock = RULES.clock(Term("t", length, Unit(unit)), begun)
        assert day(clock.due) == dt.date(2025, 1, 24)
        clock = RULES.resumed(RULES.paused(clock, at(2025, 1, 24)), at(2025, 1, 25))
        assert day(clock.due) == dt.date(2025, 1, 26)


def _walk(start: dt.date, length: int, unit: str, out: set[dt.date]) -> dt.date:
    """The slow twin: count day by day what is not left out."""
    on, counted = start, 0
    while counted < length:
        on += dt.timedelta(days=1)
        counted += on not in out and (unit == "natural" or RULES.calendar.is_working(on))
    return on if unit == "working" else RULES.calendar.next_working(on)


class TestAnExtension:
    def test_is_approved_by_the_head_once_and_told(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        with pytest.raises(Refused):
            run.do("extend", SUN, at(2025, 3, 10), item=0, days=10, reason=WHY, document="延1号")
        with pytest.raises(Refused, match="书面告知"):
            run.do("extend", QIAN, at(2025, 3, 10), item=0, days=10, reason=WHY)
        with pytest.raises(Refused, match="最多延长 10"):
            run.do("extend", QIAN, at(2025, 3, 10), item=0, days=11, reason=WHY, document="延1号")
        before = run.item.legal.due
        run.do("extend", QIAN, at(2025, 3, 10), item=0, days=10, reason=WHY, document="延1号")
        assert RULES.days("working", before - 1, run.item.legal.due - 1) == 10
        with pytest.raises(Refused, match="只能延长一次"):
            run.do("extend", QIAN, at(2025, 3, 11), item=0, days=1, reason=WHY, document="延2号")

    def test_comes_too_late_after_the_term(self) -> None:
        run = Run(licence(promised=3)).accepted(at(2025, 3, 3))
        with pytest.raises(Refused, match="已届满"):
            run.do("extend", QIAN, at(2025, 6, 3), item=0, days=5, reason=WHY, document="延1号")

    def test_of_joint_handling_is_for_the_head_of_the_government(self) -> None:
        run = Run(licence(joint="joint")).accepted(at(2025, 3, 3))
        assert run.case.whole.length == 45
        with pytest.raises(Refused):
            run.do("extend", QIAN, at(2025, 3, 10), item=0, days=15, reason=WHY, document="延1号")
        run.do("extend", ZHENG, at(2025, 3, 10), item=0, days=15, reason=WHY, document="延1号")
        assert run.case.whole.length == 60


class TestTheNotice:
    def test_not_given_in_five_working_days_makes_the_case_accepted_from_the_day_of_receipt(self) -> None:
        run = Run(licence()).apply(at(2025, 9, 25)).do("receive", WANG, at(2025, 9, 25))
        run.elapse(at(2025, 10, 9, 23))
        assert run.item.state == State.RECEIVED
        run.elapse(at(2025, 10, 10, 0) + 1)
        assert (run.item.state, run.item.by_clock) == (State.STARTED, True)
        assert run.item.accepted_at == at(2025, 9, 25)
        assert day(run.item.legal.due) == dt.date(2025, 10, 29)

    def test_is_given_once(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        run.do("ask_supplement", WANG, at(2025, 3, 4), wanted={0: "未盖章"})
        run.do("supplement", actor_li(), at(2025, 3, 20), papers={0: "1"})
        with pytest.raises(Refused, match="只能一次告知"):
            run.do("ask_supplement", WANG, at(2025, 3, 21), wanted={2: "还缺"})

    def test_answered_obliges_the_organ_to_accept(self) -> None:
        run = Run(licence()).apply(at(2025, 3, 3))
        run.do("ask_supplement", WANG, at(2025, 3, 4), wanted={0: "未盖章"})
        run.do("supplement", actor_li(), at(2025, 3, 20), papers={0: "1"})
        run.elapse(at(2025, 4, 20))
        assert run.item.by_clock
        assert run.item.accepted_at == at(2025, 3, 20)


def actor_li():  # type: ignore[no-untyped-def]
    """Li, the applicant."""
    from tests.core.case.cast import LI

    return LI


class TestLights:
    @pytest.mark.parametrize(
        "lights,yellow,red",
        [
            (Lights("default"), "2025-03-17", "2025-03-18"),
            (Lights("B", yellow=1, red=2), "2025-03-18", "2025-03-19"),
        ],
    )
    def test_turn_when_the_rule_set_says(self, lights: Lights, yellow: str, red: str) -> None:
        rules = Rules(RULES.calendar, ZONE, lights=lights)
        clock = rules.clock(Term("t", 10), at(2025, 3, 3))
        assert day(clock.due) == dt.date(2025, 3, 17)
        assert str(rules.day(clock.yellow)) == yellow
        assert str(rules.day(clock.red)) == red


class TestWhyThisDate:
    def test_counts_every_day_up_to_the_last(self) -> None:
        run = Run(licence()).accepted(at(2025, 9, 25))
        told = why(run.case, run.service, run.happened, 0, RULES)
        assert told
        assert told.last == day(run.item.clock.due)
        assert [one.counted for one in told.days if one.counted][-1] == 10
        assert told.days[-1].date == told.last

    def test_names_the_days_a_pause_left_out_with_the_notice(self) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3))
        run.do("pause", ZHAO, at(2025, 3, 5), item=0, reason="expert_review", days=10, document="停1号")
        run.do("resume", ZHAO, at(2025, 3, 7), item=0)
        told = why(run.case, run.service, run.happened, 0, RULES)
        assert told
        left_out = [one.date for one in told.days if "停1号" in one.reason.zh]
        assert left_out == [dt.date(2025, 3, 6), dt.date(2025, 3, 7)]
        assert [one.counted for one in told.days if one.counted][-1] == 10
