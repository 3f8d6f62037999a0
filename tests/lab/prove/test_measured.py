"""What a change did by the log: held to halls that are known, and silent where a log cannot carry it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from jianzheng.formats.calendars import calendar
from jianzheng.lab.analysis.terms import Terms
from jianzheng.lab.compare.alike import widening
from jianzheng.lab.compare.effect import Verdict, shift_of
from jianzheng.lab.honesty import Known
from jianzheng.lab.log.log import DAY, NEVER, Log
from jianzheng.lab.log.read import read
from jianzheng.lab.prove.measured import ALONE, PERIODS, UNDATED, UNSPLIT, measured
from jianzheng.lab.prove.measured_json import measured_json
from jianzheng.lab.waiting.split import Roles
from tests.lab.made import log
from tests.lab.prove.made import WEEK, hall, register
from tests.shared import shared

ONE, TWO = hall(1), hall(2)
TERMS = Terms(calendar=WEEK)


def steady(days: float, cases: int = 60, every: float = 480.0) -> Log:
    """Cases that take so many days, more or less, applied for one after the other."""
    rows = [
        row
        for n in range(cases)
        for row in (
            (f"{n:03}", "apply", 600 + n * every),
            (f"{n:03}", "answer", 600 + n * every + days * 720 + (n * 37) % 200),
            (f"{n:03}", "decide", 600 + n * every + days * 1440 + (n * 53) % 300),
        )
    ]
    return log(rows, ["p"] * len(rows))


class TestAMeasuredChange:
    def test_is_told_with_interval_and_word_for_span_in_natural_and_working_days(self) -> None:
        found = measured(steady(9), steady(4), TERMS)
        span = found.changes["span"]
        assert span.effect.verdict is Verdict.SHORTER and found.verdict is Verdict.SHORTER
        assert span.effect.shift == pytest.approx(-5 * DAY, rel=0.02)
        assert span.effect.low <= -5 * DAY <= span.effect.high
        assert found.changes["open"].effect.shift > span.effect.shift
        assert found.cases == (60, 60)

    def test_lists_running_time_only_where_somebody_said_whose_time_it_is(self) -> None:
        found = measured(steady(9), steady(4), TERMS)
        assert set(found.changes) == {"span", "open"} and UNSPLIT in found.notes
        told = measured(steady(9), steady(4), Terms(calendar=WEEK, roles=Roles(frozenset({"answer"}))))
        assert set(told.changes) == {"span", "open", "running", "running_open"} and UNSPLIT not in told.notes
        assert abs(told.changes["running"].effect.shift) < abs(told.changes["span"].effect.shift)

    def test_always_says_that_two_periods_differ_in_more_than_the_redesign(self) -> None:
        found = measured(steady(9), steady(4), TERMS)
        assert PERIODS in found.notes and ALONE not in found.notes

    def test_of_nothing_is_no_change(self) -> None:
        found = measured(steady(5), steady(5), TERMS)
        assert found.verdict is Verdict.UNTOLD
        assert any("chance" in text.en for text in found.changes["open"].effect.reasons)

    @pytest.mark.parametrize("cases", [1, 19])
    def test_of_a_few_cases_is_not_told(self, cases: int) -> None:
        found = measured(steady(9), steady(1, cases), TERMS)
        assert found.verdict is Verdict.UNTOLD and ALONE in found.notes

    def test_of_an_empty_side_is_not_told(self) -> None:
        none = steady(1).chosen(np.zeros(60, np.bool_))
        assert measured(steady(9), none, TERMS).verdict is Verdict.UNTOLD


class TestACaseWithoutAnEnd:
    def test_is_known_by_the_column_that_holds_the_end(self) -> None:
        """Every second case after has none."""
        before, after = (
            replace(of, case_dates={"ended": np.where(np.arange(60) % each == 0, NEVER, of.last)})
            for of, each in ((steady(9), 61), (steady(4), 2))
        )
        found = measured(before, after, Terms(calendar=WEEK, known=Known(ended="ended")))
        assert found.unended == (1 / 60, 0.5) and found.verdict is Verdict.UNTOLD


class TestALogThatCannotCarryTheClaim:
    def test_because_its_last_cases_have_not_ended(self) -> None:
        """Half of the cases after stop at an activity that ended none before."""
        whole = steady(8)
        kept = np.ones(whole.events, np.bool_)
        kept[2 : whole.events // 2 : 3] = False
        bounds = np.concatenate(([0], np.cumsum(kept)))[whole.bounds]
        assert whole.resource is not None
        cut = replace(
            whole, bounds=bounds, at=whole.at[kept], activity=whole.activity.chosen(kept),
            resource=whole.resource.chosen(kept),
        )  # fmt: skip
        found = measured(whole, cut, TERMS)
        assert found.unended == (0.0, 0.5)
        assert found.verdict is Verdict.UNTOLD

    def test_but_a_new_last_activity_is_an_end(self) -> None:
        after = steady(4)
        renamed = replace(after, activity=replace(after.activity, names=("apply", "answer", "finish")))
        assert measured(steady(9), renamed, TERMS).unended == (0.0, 0.0)

    def test_because_its_cases_were_keyed_in_at_one_moment(self) -> None:
        after = steady(4)
        keyed = replace(after, at=np.repeat(after.first, 3))
        found = measured(steady(9), keyed, TERMS)
        assert found.verdict is Verdict.UNTOLD
        assert any("no proof of speed" in text.en for text in found.changes["open"].effect.reasons)

    def test_is_warned_of_where_the_cases_before_had_begun_to_change(self) -> None:
        before = [
            row
            for n in range(100)
            for row in ((f"{n:03}", "a", n * 500.0), (f"{n:03}", "b", n * 500.0 + (20 - n // 6) * 1440))
        ]
        assert any("trend" in text.en for text in measured(log(before), steady(2), TERMS).notes)


class TestCasesThatQueueTogether:
    def test_count_for_fewer(self) -> None:
        draw = np.random.default_rng(3)
        alone = draw.integers(0, 1_000_000, (2, 2000))
        waves = np.repeat(draw.integers(0, 1_000_000, (2, 100)), 20, axis=1)
        assert widening(*alone) < 2 and widening(*waves) > 3
        assert widening(*waves[:, :40]) == 1

    def test_do_not_depend_on_the_unit(self) -> None:
        draw = np.random.default_rng(5)
        x, y = (np.cumsum(draw.integers(-5, 6, 300)) + 1000 for _ in "xy")
        assert widening(x * 7, y * 7) == widening(x, y) > 1

    @pytest.mark.parametrize(("per_day", "least"), [(3.0, 0.93), (6.0, 0.9)])
    def test_the_interval_holds_the_truth(self, per_day: float, least: float) -> None:
        """One officer before, two after; the truth from three simulated years, then a hundred pairs of half-years. In a busy
        office an interval for strangers would hold it far less often."""
        truth = _truth(per_day)
        held = [
            found.low <= truth <= found.high
            for seed in range(100)
            if (found := _half_years(per_day, 1000 + 2 * seed))
        ]
        assert np.mean(held) >= least


def _truth(per_day: float) -> int:
    long = [measured_span(register(of, per_day, 1100, 99)) for of in (ONE, TWO)]
    return shift_of(*(np.sort(each) for each in long), 0.95)[0]


def measured_span(of: Log) -> np.ndarray:
    """Natural spans."""
    return of.last - of.first


def _half_years(per_day: float, seed: int):  # type: ignore[no-untyped-def]
    logs = [register(of, per_day, 210, seed + n) for n, of in enumerate((ONE, TWO))]
    late = [of.chosen(of.first >= of.first[0] + 30 * DAY) for of in logs]
    return measured(*late, TERMS).changes["span"].effect


class TestARealLog:
    def test_has_its_due_date_measured_and_its_doubts_carried(self) -> None:
        """The receipt phase cut at the turn of the year: no redesign, so whatever is found must come with its doubts."""
        whole = read(shared("logs/receipt.xes.gz")).log
        late = whole.first >= np.median(whole.first)
        found = measured(whole.chosen(~late), whole.chosen(late), Terms(calendar=calendar("nl")))
        assert found.due and found.on_time is not None
        assert found.doubts[0] and UNDATED not in found.notes
        for change in found.changes.values():
            assert change.effect.low <= change.effect.shift <= change.effect.high


class TestItsShape:
    def test_is_plain_and_says_days(self) -> None:
        shape = json.loads(json.dumps(measured_json(measured(steady(9), steady(4), TERMS))))
        assert shape["changes"]["span"]["shift_days"] == pytest.approx(-5, rel=0.02)
        assert shape["changes"]["span"]["before"] > shape["changes"]["span"]["after"]
        assert shape["verdict"] == "shorter" and shape["on_time"] is None
        assert {doubt["kind"] for doubt in shape["doubts"]["before"]} >= {"day_off"}
