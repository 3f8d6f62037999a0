"""Organisations side by side: by hand, and the three Dutch municipalities against plain counting."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.lab.compare.effect import Verdict
from jianzheng.lab.compare.sides import across, compare
from jianzheng.lab.log.log import DAY, NEVER, Log
from jianzheng.lab.worktime import WorkTime
from tests.lab.made import log

DAYS = 24 * 60


def town(order: list[str], days: float, cases: int = 30) -> Log:
    """Cases that go through `order`, `days` between steps, a little longer each."""
    rows = [
        (f"{n}", step, place * (days + n / 100) * DAYS + n * 7)
        for n in range(cases)
        for place, step in enumerate(order)
    ]
    return log(rows)


def line(*logs: Log) -> WorkTime:
    """The calendar over all of them."""
    return WorkTime.of(
        Calendar("weekdays"), "UTC", min(int(a.at.min()) for a in logs), max(int(a.at.max()) for a in logs)
    )


EAST = town(["accept", "planning", "fire", "decide"], 4)
WEST = town(["accept", "fire", "planning", "stamp", "decide"], 1)


class TestTwoTowns:
    def test_tell_what_both_do_and_what_only_one_does(self) -> None:
        """Only West stamps, and that takes it a day."""
        found = compare([("east", EAST), ("west", WEST)], line(EAST, WEST))
        assert [side.name for side in found.sides] == ["west", "east"]
        assert found.common == ("accept", "decide", "fire", "planning")
        (stamp,) = found.only("west")
        assert (stamp.name, found.only("east")) == ("stamp", ())
        assert stamp.days[0] == pytest.approx(1.15, abs=0.02) and stamp.days[1] is None

    def test_tell_whose_order_is_faster(self) -> None:
        """East has planning before fire, West fire before planning; the others stand alike."""
        found = compare([("east", EAST), ("west", WEST)], line(EAST, WEST))
        (turned,) = found.turned
        assert (turned.first, turned.then) == ("fire", "planning")
        assert (turned.forth, turned.back) == (("west",), ("east",))
        assert turned.effect.verdict is Verdict.LONGER

    @pytest.mark.parametrize("logs", [[], [("a", EAST)], [("a", EAST), ("a", WEST)]])
    def test_are_needed(self, logs: list[tuple[str, Log]]) -> None:
        """One log, or two of one name, cannot be told apart."""
        with pytest.raises(Refused, match="two logs"):
            compare(logs, line(EAST))

    def test_count_as_plain_loops_do(self) -> None:
        """Shares and medians of stretches, written out."""
        found = compare([("east", EAST), ("west", WEST)], line(EAST, WEST))
        for place, of in enumerate((WEST, EAST)):
            for done in found.activities:
                having, stretches = 0, []
                for start, end in pairwise(of.bounds.tolist()):
                    names = [of.activity.at(n) for n in range(start, end)]
                    having += done.name in names
                    stretches += [
                        int(of.at[n] - of.at[max(n - 1, start)])
                        for n in range(start, end)
                        if of.activity.at(n) == done.name
                    ]
                assert done.shares[place] == having / len(of)
                wanted = int(np.median(stretches)) / DAY if stretches else None
                assert done.days[place] == wanted


class TestBeforeAndAfterAChange:
    def test_stand_in_this_order_though_the_later_is_faster(self) -> None:
        """What became shorter reads as shorter."""
        found = across(("before", EAST), ("after", WEST), line(EAST, WEST))
        assert [side.name for side in found.sides] == ["before", "after"]
        change = found.effects["before", "after"]
        assert change.shift < 0 and change.verdict is Verdict.SHORTER

    def test_cannot_be_told_where_only_the_later_side_is_still_open(self) -> None:
        """By the column of the end, and by the last activity where there is none."""
        ended = [
            replace(of, case_dates={"ended": times})
            for of, times in ((EAST, EAST.last), (WEST, WEST.last * 0 + NEVER))
        ]
        found = across(("before", ended[0]), ("after", ended[1]), line(EAST, WEST), "ended")
        assert found.effects["before", "after"].verdict is Verdict.UNTOLD
        cut = town(["accept", "fire", "planning"], 1)
        assert (
            across(("before", EAST), ("after", cut), line(EAST, cut)).effects["before", "after"].verdict
            is Verdict.UNTOLD
        )
