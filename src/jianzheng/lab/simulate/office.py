"""The offices as a log shows them: which hours they keep, who works where, and when cases come in."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.calendar import Calendar
from jianzheng.lab.log.log import DAY, UNKNOWN, Log, Times
from jianzheng.lab.simulate.period import ROUND, Period
from jianzheng.lab.worktime import day_of, midnights

ODD = 0.02
"""Events so rare before or after the hours do not make the office open then."""
ON_FREE_DAYS = 0.05
"""With more of the events than this on days off, the office works every day, round the clock."""
LONG = 20
"""Hours of a day that are so many are all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The days of a log in its zone: their midnights (UTC microseconds) and which of them are working days."""

    days: tuple[dt.date, ...]
    starts: Times
    works: NDArray[np.bool_]

    @classmethod
    def of(cls, log: Log, calendar: Calendar) -> Table:
        """From the day before the first event to two after the last."""
        first = int(log.at.min() if log.began is None else min(log.at.min(), _least(log.began)))
        days, starts = midnights(log.zone, first, int(log.at.max()))
        return cls(tuple(days), starts, np.array([calendar.is_working(day) for day in days]))

    def placed(self, moments: Times) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Of every moment its day and the seconds since midnight (a day has 24 hours here, also when clocks change)."""
        day = day_of(self.starts, moments)
        into = np.minimum(moments - self.starts[day], DAY - 1)
        return day, np.asarray(into / 1e6)


def _least(began: Times) -> int:
    known = began[began > np.iinfo(np.int64).min]
    return int(known.min()) if len(known) else np.iinfo(np.int64).max


def hours(at: Times, table: Table) -> tuple[float, float]:
    """From which o'clock to which events happen on working days; (0, 24) where they happen on all days and at all hours."""
    day, second = table.placed(at)
    on = table.works[day]
    if not len(at) or (~on).mean() > ON_FREE_DAYS:
        return ROUND
    low, high = np.quantile(second[on], [ODD, 1 - ODD]) / 3600
    opens, closes = float(math.floor(low)), float(math.floor(high) + 1)
    return ROUND if closes - opens >= LONG or second[on].max() == 0 else (opens, closes)


def people(log: Log, pool: NDArray[np.int64], pools: int, table: Table) -> NDArray[np.float64]:
    """How many people each pool has on an average working day. `pool`: of every event, UNKNOWN for none; who works for several
    on one day counts for each by their events. All 0 where the log names nobody."""
    if log.resource is None:
        return np.zeros(pools)
    day, _ = table.placed(log.at)
    known = (pool != UNKNOWN) & (log.resource.codes != UNKNOWN)
    person_day = log.resource.codes[known].astype(np.int64) * len(table.days) + day[known]
    pairs, counts = np.unique(person_day * pools + pool[known], return_counts=True)
    whole, place = np.unique(pairs // pools, return_inverse=True)
    share = counts / np.bincount(place, counts, len(whole))[place]
    days = np.unique(day[known])
    present = max(int(table.works[days].sum()), 1)
    return np.asarray(np.bincount(pairs % pools, share, pools) / present)


def period_of(came: Times, table: Table, calendar: Calendar) -> tuple[Period, NDArray[np.float64]]:
    """The days on which cases came, and every arrival in seconds since the first midnight."""
    day, second = table.placed(came)
    first = int(day.min())
    period = Period(table.days[first], int(day.max()) - first + 1, calendar)
    return period, np.asarray((day - first) * 86400.0 + second)
