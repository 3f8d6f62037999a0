"""The observed order against slow twins, and laid against what law and data demand."""

from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.calendar import Calendar
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.ground import law, rule
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.discover import precedence
from jianzheng.lab.discover.habits import Habit, Question, freed, habits, marked
from jianzheng.lab.discover.precedence import Precedence, direct
from jianzheng.lab.discover.steps import matched
from jianzheng.lab.discover.tally import Tally
from jianzheng.lab.log.log import DAY
from jianzheng.lab.worktime import WorkTime
from tests.lab import naive
from tests.lab.logs import MINUTE, Cases, Event, cases, compiling, log_of, real, way

ANY = Question(threshold=0.5, least=1)


def kind_of(kind: str) -> st.SearchStrategy[Cases]:
    """Cases whose events are moments, or intervals, or starts and completions apart."""
    return cases(intervals=kind == "intervals", staged=kind == "staged")


def squares(found: Precedence) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """Both squares as the twin writes them, without zeros."""
    both, before = (
        {
            (found.names[a], found.names[b]): int(square[a, b])
            for a, b in zip(*(axis.tolist() for axis in np.nonzero(square)), strict=True)
        }
        for square in (found.both, found.before)
    )
    return both, before


def pairs(found: tuple[Habit, ...]) -> list[tuple[str, str]]:
    """What comes before what."""
    return [(habit.before, habit.after) for habit in found]


class TestTheObservedOrder:
    @compiling
    @given(st.sampled_from(["intervals", "staged", "plain"]).flatmap(kind_of))
    def test_is_what_the_slow_twin_sees(self, rows: Cases) -> None:
        assert squares(Precedence.of(log_of(rows, ["丁", "d", "c", "b", "a"]))) == tuple(
            map(dict, naive.precedence(rows))
        )

    @compiling
    @given(cases(), st.integers(0, 8))
    def test_adds_up_over_partitions(self, rows: Cases, cut: int) -> None:
        parts = Precedence.of(log_of(rows[:cut])) + Precedence.of(log_of(rows[cut:]))
        whole = Precedence.of(log_of(rows))
        assert (parts.cases, parts.names, squares(parts)) == (whole.cases, whole.names, squares(whole))

    def test_of_starts_and_completions_waits_for_the_completion(self) -> None:
        def event(activity: str, minute: int, life: str) -> Event:
            return Event(activity, minute * MINUTE, life=life)

        rows: Cases = [
            (
                "1",
                [
                    event("b", 1, "schedule"),
                    event("a", 2, "start"),
                    event("c", 3, "start"),
                    event("a", 4, "complete"),
                    event("b", 5, "start"),
                    event("b", 6, "complete"),
                    event("c", 7, "complete"),
                ],
            )
        ]
        both, before = squares(Precedence.of(log_of(rows)))
        assert before == {("a", "b"): 1}
        assert len(both) == 9

    def test_leaves_out_what_others_imply(self) -> None:
        held = np.array([[0, 1, 1], [0, 0, 1], [0, 0, 0]], bool)
        assert direct(held).tolist() == [[False, True, False], [False, False, True], [False, False, False]]

    def test_is_not_asked_of_more_names_than_it_can_hold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(precedence, "MOST", 2)
        with pytest.raises(Refused, match="join names"):
            Precedence.of(log_of([way("one", "abc")]))

    def test_of_four_hundred_activities_takes_less_than_a_second(self) -> None:
        log = real("BPIC15_2.xes.gz")
        habits(log)
        start = time.process_time()
        found = habits(log)
        assert time.process_time() - start < 1
        assert found.seen > 300


class TestWhatAnOrderCosts:
    @compiling
    @given(st.sampled_from(["intervals", "staged", "plain"]).flatmap(kind_of))
    def test_is_what_the_slow_twin_reckons(self, rows: Cases) -> None:
        log = log_of(rows)
        seen = Precedence.of(log)
        held = seen.held(0.5, 1)
        names = [(seen.names[a], seen.names[b]) for a, b in zip(*np.nonzero(held), strict=True)]
        twin = naive.freed(rows, set(names))
        for habit in habits(log, question=ANY).habits:
            time_ = habit.freed
            assert (time_.n, time_.total, time_.least, time_.most, time_.median) == naive.described(
                twin.get((habit.before, habit.after), [])
            )

    @compiling
    @given(cases(), st.integers(0, 8))
    def test_adds_up_over_partitions(self, rows: Cases, cut: int) -> None:
        whole = Precedence.of(log_of(rows))
        held = whole.held(0.5, 1)
        marks = marked(held, direct(held))

        def gains(part: Cases) -> Tally:
            return freed(log_of(part), np.ones(len(part), bool), whole.names, marks, None)

        parts = gains(rows[:cut]) + gains(rows[cut:])
        shown, summed = (
            [(p.what, p.count, p.cases, p.time) for p in found.patterns()] for found in (gains(rows), parts)
        )
        assert shown == summed

    def test_is_what_all_else_would_have_let_begin(self) -> None:
        """Fire waits for planning, which takes nine days; survey, which it reads, was over after two."""
        rows: Cases = [
            (
                str(n),
                [
                    Event("apply", 0, began=0),
                    Event("survey", 2 * DAY, began=0),
                    Event("plan", 9 * DAY, began=0),
                    Event("fire", 12 * DAY, began=9 * DAY),
                ],
            )
            for n in range(4)
        ]
        found = {(h.before, h.after): h for h in habits(log_of(rows), question=ANY).habits}
        assert found["plan", "fire"].freed.median == 7 * DAY
        assert found["survey", "fire"].freed.n == 0

    def test_counts_working_time_where_a_calendar_is_given(self) -> None:
        friday = int(dt.datetime(2026, 3, 6, tzinfo=dt.UTC).timestamp()) * 1_000_000
        rows = [way(str(n), "abc", friday, 3 * DAY) for n in range(4)]
        log = log_of(rows)
        line = WorkTime.of(Calendar("weekdays"), "UTC", int(log.at.min()), int(log.at.max()))
        [wait] = [h for h in habits(log, question=Question(worktime=lambda _: line)).habits if h.after == "c"]
        assert (wait.freed.median, wait.freed.n) == (DAY, 4)


def declared(*orders: Order) -> Confronted:
    """Four steps of three days each, under these orders."""
    steps = tuple(Step(id, f"步骤{id}", days=3, name_en=f"Step {id}") for id in "abcd")
    return confront(Process("p", Text("流程", "process"), steps, orders), Lawbook())


class TestAHabit:
    ROWS = tuple(way(f"c{n}", "abcd") for n in range(20))

    def test_is_always_seen_and_demanded_by_nobody(self) -> None:
        found = habits(log_of([*self.ROWS, way("odd", "bacd")]))
        assert pairs(found.habits) == [("c", "d"), ("b", "c"), ("a", "b")]
        last = found.habits[-1]
        assert (last.both, last.first, last.reversed, last.share) == (21, 20, 1, 20 / 21)
        assert (last.exceptions, last.ground, last.chain) == (("odd",), None, None)

    def test_needs_enough_cases_that_mostly_agree(self) -> None:
        assert habits(log_of(list(self.ROWS[:1]))).habits == ()
        mixed = log_of([*self.ROWS, *(way(f"d{n}", "ab"[:: (-1) ** n]) for n in range(4))])
        assert ("a", "b") not in pairs(habits(mixed).habits)
        assert ("a", "b") in pairs(habits(mixed, question=Question(threshold=0.9)).habits)

    def test_is_not_what_law_demands_directly_or_through_others(self) -> None:
        confronted = declared(Order("a", "b", law("第一条")), Order("b", "c", law("第二条")))
        found = habits(log_of(list(self.ROWS)), declared=confronted)
        assert pairs(found.habits) == [("c", "d")]
        assert (found.seen, found.demanded, found.broken) == (3, 2, ())

    def test_says_what_the_process_prints_and_what_it_adds_to_the_chain(self) -> None:
        confronted = declared(Order("a", "b", law("第一条")), Order("b", "c", rule("本地规定")))
        found = {(h.before, h.after): h for h in habits(log_of(list(self.ROWS)), declared=confronted).habits}
        assert found["b", "c"].ground == rule("本地规定")
        assert (found["b", "c"].chain, found["c", "d"].chain) == (6, 3)

    def test_matches_activities_to_steps_by_name_or_as_told(self) -> None:
        process = declared().process
        assert matched(process, ("步骤a", " step B ", "c", "x", "y"), {"x": "d"}) == {
            "步骤a": "a",
            " step B ": "b",
            "c": "c",
            "x": "d",
        }
        found = habits(log_of([way("1", "axy"), way("2", "axy")]), declared=declared(), told={"x": "b"})
        assert (found.unplaced, found.unseen) == (("y",), ("c", "d"))

    def test_is_only_looked_for_in_chosen_cases(self) -> None:
        log = log_of([*self.ROWS, *(way(f"d{n}", "dcba") for n in range(20))])
        assert habits(log).habits == ()
        assert len(habits(log, np.arange(40) < 20).habits) == 3


class TestALegalOrderTheLogBreaks:
    def test_is_named_with_its_article_and_its_cases(self) -> None:
        rows = [way("ok", "abcd"), way("wrong", "bacd"), way("without", "bcd")]
        [broken] = habits(log_of(rows), declared=declared(Order("a", "b", law("第一条")))).broken
        assert (broken.cases, broken.reversed, broken.skipped) == (3, 1, 1)
        assert (broken.examples, broken.ground.cite) == (("wrong", "without"), "第一条")
