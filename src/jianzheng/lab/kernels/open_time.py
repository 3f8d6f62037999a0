"""When work given to an office begins and ends: only its opening hours count."""

from __future__ import annotations

from jianzheng.lab.kernels import compiled
from jianzheng.lab.kernels.hall_tables import BEFORE, CLOSES, DAY, DAYS, OPENS, Floats, Ints


@compiled
def worked(n: Ints, x: Floats, calendar: int, now: float, spent: float) -> tuple[float, float]:
    """When work given at `now` begins and when it ends, only open time counting; past the last day, time runs on."""
    opens, closes, before, days = n[OPENS] + calendar, n[CLOSES] + calendar, n[BEFORE] + calendar, n[DAYS]
    day = int(now // DAY)
    start = now if day >= days else max(now, x[opens + day])
    while day < days and start >= x[closes + day]:
        day += 1
        start = max(now, day * DAY) if day >= days else x[opens + day]
    if day >= days or start + spent <= x[closes + day]:
        return start, start + spent
    goal = x[before + day] + (start - x[opens + day]) + spent
    end = _day_of(x, before, days, goal)
    last, rest = x[closes + end] - x[opens + end], goal - x[before + end]
    return start, x[opens + end] + rest if rest <= last else days * DAY + (rest - last)


@compiled
def _day_of(x: Floats, before: int, days: int, goal: float) -> int:
    """The last day before which less than `goal` lies."""
    low, high = 0, days
    while high - low > 1:
        middle = (low + high) >> 1
        if x[before + middle] < goal:
            low = middle
        else:
            high = middle
    return low
