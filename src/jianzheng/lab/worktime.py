"""Working time between two moments, for whole columns at once: the calendar and opening hours as one rising line.

The line gives, for a moment in microseconds (UTC), the working microseconds since the first day of the table; a span's
working time is the difference of two readings. By default a working day counts whole (24 h), which is natural time
without weekends and holidays; with opening hours only these count. `DAY / day_length` turns readings into working days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.lab.log.log import DAY, SECOND, Times

HOUR = 3600 * SECOND


@dataclass(frozen=True, slots=True, eq=False)
class WorkTime:
    """The rising line: day d is open from `opens[d]` to `closes[d]` (UTC microseconds, equal when closed), and `before[d]`
    working microseconds lie before it. `day_length` is what a full working day counts."""

    opens: Times
    closes: Times
    before: Times
    starts: Times
    day_length: int
    calendar: str

    @classmethod
    def of(
        cls,
        calendar: Calendar,
        zone: str,
        first: int,
        last: int,
        hours: tuple[float, float] = (0, 24),
    ) -> WorkTime:
        """The line of a calendar in a zone, from the day of `first` to that of `last` (microseconds), open from hours[0] to
        hours[1] o'clock. Raises Refused when the hours make no day."""
        if not 0 <= hours[0] < hours[1] <= 24:
            raise Refused(
                f"办公时间 {hours[0]}–{hours[1]} 不成立：应在 0 到 24 点之间，开始早于结束。",
                f"Office hours {hours[0]}–{hours[1]} make no day: within 0 to 24 and the start first.",
            )
        days, starts = midnights(zone, first, last)
        works = np.array([calendar.is_working(day) for day in days[:-1]])
        opens = starts[:-1] + int(hours[0] * HOUR)
        closes = np.where(works, np.minimum(starts[:-1] + int(hours[1] * HOUR), starts[1:]), opens)
        before = np.concatenate(([0], np.cumsum(closes - opens)[:-1]))
        return cls(opens, closes, before, starts, int((hours[1] - hours[0]) * HOUR), calendar.id)

    def at(self, moments: Times) -> Times:
        """Working microseconds from the start of the table to each moment (within the table)."""
        day = day_of(self.starts, moments)
        into = np.clip(moments, self.opens[day], self.closes[day]) - self.opens[day]
        return np.asarray(self.before[day] + into, dtype=np.int64)

    def days(self, spent: Times | NDArray[np.float64]) -> NDArray[np.float64]:
        """Working microseconds as working days."""
        return np.asarray(spent, dtype=np.float64) / self.day_length


def midnights(zone: str, first: int, last: int) -> tuple[list[dt.date], Times]:
    """The days of a zone from the one before `first` to two after `last` (microseconds), and when each begins in UTC."""
    where = ZoneInfo(zone)
    day = dt.datetime.fromtimestamp(first / SECOND, where).date() - dt.timedelta(days=1)
    end = dt.datetime.fromtimestamp(last / SECOND, where).date() + dt.timedelta(days=2)
    days = [day + dt.timedelta(days=n) for n in range((end - day).days + 1)]
    starts = [int(dt.datetime.combine(day, dt.time(), where).timestamp()) * SECOND for day in days]
    return days, np.array(starts, np.int64)


def day_of(starts: Times, moments: Times) -> NDArray[np.int64]:
    """The place of each moment's day among `starts`; days are within an hour of 24, so a guess is one off at most."""
    day = np.clip((moments - starts[0]) // DAY, 0, len(starts) - 2)
    day += (moments >= starts[day + 1]) & (day < len(starts) - 2)
    day -= (moments < starts[day]) & (day > 0)
    return np.asarray(day, dtype=np.int64)
