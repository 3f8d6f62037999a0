"""The simulated gain: held to the hall a log came from, and careful with what it may be taken for."""

from __future__ import annotations

import pytest

from jianzheng.core.process import Order, Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.prove.simulated import RUNNING, UNTRIED, WITHIN, Ground, simulated_json
from jianzheng.lab.simulate.figures import against
from jianzheng.lab.simulate.fit import Fitted, Said, fit
from jianzheng.lab.simulate.process import Assumed, Staffing, hall_of
from jianzheng.lab.simulate.run import Arrivals, run
from tests.lab.simulate.test_fit import BUSY, PERIOD, ROW, TRUE, WEEK, staffed_log

SIDE = Process("side", Text("并联"), ROW.steps, (Order("a", "b"),))


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    """The hall that the register of a known hall shows."""
    return fit(staffed_log(run(TRUE, BUSY, PERIOD, 7), TRUE), ROW, WEEK, Said({}, office="office"))


def ground(of: Fitted, staff: Staffing | None = None) -> Ground:
    """A simulation that stands on that hall."""
    return Ground(Assumed(), of.arrivals, of.period, 1, staff or Staffing(), of, "register.xes")


class TestAGainFittedToAKnownHall:
    def test_is_the_gain_of_that_hall(self, fitted: Fitted) -> None:
        true = against((TRUE, hall_of(SIDE, Assumed(), TRUE)), BUSY, PERIOD).change["span_mean"].mean
        told = simulated_json((ROW, SIDE), ground(fitted))["figures"]["span_mean"]["change"]
        assert told["high"] < 0 and told["mean"] == pytest.approx(true, rel=0.35)

    def test_of_more_staff_too(self, fitted: Fitted) -> None:
        told = simulated_json((ROW, ROW), ground(fitted, Staffing({"规划局": 3})))
        assert told["figures"]["span_mean"]["change"]["high"] < 0
        assert (
            told["figures"]["load_规划局"]["after"]["mean"] < told["figures"]["load_规划局"]["before"]["mean"]
        )

    def test_says_what_it_stands_on(self, fitted: Fitted) -> None:
        told = simulated_json((ROW, SIDE), ground(fitted))
        assert told["fit"]["today"]["reproduced"] and told["fit"]["log"] == "register.xes"
        assert told["runs"] >= 5 and told["level"] == 0.95 and set(told["warm_up"]) == {"before", "after"}

    def test_of_nothing_is_none(self, fitted: Fitted) -> None:
        told = simulated_json((ROW, ROW), ground(fitted))["figures"]
        assert {row["change"]["mean"] for row in told.values()} == {0.0}


class TestRunningTime:
    def test_is_listed_where_the_applicant_has_a_part(self) -> None:
        """The last step is the applicant's: its time is in the span and not in the running time."""
        of = fit(
            staffed_log(run(TRUE, BUSY, PERIOD, 7), TRUE), ROW, WEEK, Said({}, frozenset({"c"}), "office")
        )
        told = simulated_json((ROW, SIDE), ground(of))
        assert set(RUNNING) <= set(told["figures"])
        sides = (told["figures"][name]["before"]["mean"] for name in ("running_mean", "span_mean"))
        assert next(sides) < next(sides)
        assert WITHIN.en not in {note["en"] for note in told["notes"]}

    def test_is_not_listed_apart_where_it_is_the_span(self, fitted: Fitted) -> None:
        told = simulated_json((ROW, SIDE), ground(fitted))
        assert not set(RUNNING) & set(told["figures"])
        assert WITHIN.en in {note["en"] for note in told["notes"]}


class TestACaution:
    def test_is_given_where_nothing_could_be_held_out(self) -> None:
        few = run(TRUE, Arrivals(1), PERIOD, 3)
        of = fit(staffed_log(few, TRUE), ROW, WEEK, Said({}, office="office"))
        assert UNTRIED.en in {note["en"] for note in simulated_json((ROW, SIDE), ground(of))["notes"]}

    def test_names_offices_that_cannot_cope(self) -> None:
        busy = Ground(Assumed(people=1, effort=8), Arrivals(30), PERIOD)
        told = simulated_json((ROW, SIDE), busy)
        assert told["overloaded"]["before"] and told["overloaded"]["after"]

    def test_steps_that_wait_for_one_another_are_refused(self) -> None:
        ring = Process("ring", Text("环"), ROW.steps, (Order("a", "b"), Order("b", "a")))
        with pytest.raises(Refused, match="mend"):
            simulated_json((ring, ring), Ground(Assumed(), Arrivals(1), PERIOD))
