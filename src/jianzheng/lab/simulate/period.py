"""The days that are simulated."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.calendar import Calendar

SLACK = 500
"""Days of calendar behind the last arrival, in which the queue empties."""
DAY = 86400.0
HOUR = 3600.0
ROUND = (0.0, 24.0)
"""Hours of an office that never closes."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Period:
    """When is simulated: from a day, for so many days of arrivals, on a calendar."""

    start: dt.date
    days: int
    calendar: Calendar

    @cached_property
    def works(self) -> NDArray[np.bool_]:
        """Which days offices work, those behind the last arrival included."""
        days = (self.start + dt.timedelta(days=n) for n in range(self.days + SLACK))
        return np.array([self.calendar.is_working(day) for day in days])

    def opening(self, hours: tuple[float, float], every_day: bool = False) -> tuple[Floats, Floats, Floats]:
        """Opening and closing of every day, and the open seconds before it."""
        count, works = len(self.works), self.works | every_day
        opens = np.arange(count, dtype=np.float64) * DAY + hours[0] * HOUR
        closes = np.where(works, opens + (hours[1] - hours[0]) * HOUR, opens).astype(np.float64)
        return opens, closes, np.concatenate((np.zeros(1), np.cumsum(closes - opens)[:-1]))

    def open_time(self, hours: tuple[float, float], moments: Floats) -> Floats:
        """Open seconds of an office from the first midnight to each moment; round the clock is every day."""
        opens, closes, before = self.opening(hours, hours == ROUND)
        day = np.clip((moments // DAY).astype(np.int64), 0, len(opens) - 1)
        return np.asarray(before[day] + np.clip(moments, opens[day], closes[day]) - opens[day])
