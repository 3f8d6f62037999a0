"""How many people of a post are there at every moment: shifts and leave."""

from __future__ import annotations

from itertools import pairwise

from jianzheng.lab.simulate.model import HOUR, Pool
from jianzheng.lab.simulate.period import DAY, ROUND, Period

Level = tuple[float, int]
"""From a moment (seconds since the first midnight) so many people are there."""


def levels(pool: Pool, period: Period) -> list[Level]:
    """Every change, the first at 0; behind the calendar everybody is back."""
    if not pool.shifts and not pool.away:
        return [(0.0, pool.most)]
    count = len(period.works)
    ends = {hour * HOUR for shift in pool.shifts for hour in shift.hours}
    moments = {day * DAY + end for day in range(count) for end in ends if period.works[day]}
    for away in pool.away:
        days = ((away.first - period.start).days, (away.last - period.start).days + 1)
        moments |= {min(max(day, 0), count) * DAY for day in days}
    found: list[Level] = []
    for moment in sorted({0.0, *moments, count * DAY}):
        there = _there(pool, period, moment)
        if not found or there != found[-1][1]:
            found.append((moment, there))
    return found


def _there(pool: Pool, period: Period, moment: float) -> int:
    """How many are there from a moment on."""
    day, hour = int(moment // DAY), moment % DAY / HOUR
    if day >= len(period.works):
        return pool.most
    people = pool.people
    if pool.shifts:
        here = (s.people for s in pool.shifts if s.hours[0] <= hour < s.hours[1])
        people = sum(here) if period.works[day] else 0
    gone = sum(
        a.people for a in pool.away if 0 <= day - (a.first - period.start).days <= (a.last - a.first).days
    )
    return max(people - gone, 0)


def person_hours(pool: Pool, period: Period) -> float:
    """Hours of presence in the period, within opening hours: what its load is measured against."""
    open_days = period.days if pool.hours == ROUND else int(period.works[: period.days].sum())
    if not pool.shifts and not pool.away:
        return open_days * (pool.hours[1] - pool.hours[0]) * pool.people
    total, last = 0.0, period.days * DAY
    found = [*levels(pool, period), (float("inf"), 0)]
    for (since, people), (until, _) in pairwise(found):
        for day in range(int(since // DAY), -int(-min(until, last) // DAY)):
            if period.works[day] or pool.hours == ROUND:
                opens, closes = (day * DAY + hour * HOUR for hour in pool.hours)
                total += people * max(min(until, closes) - max(since, opens), 0.0) / HOUR
    return total
