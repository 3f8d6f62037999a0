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
