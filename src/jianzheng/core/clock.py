"""Legal clocks: when a term ends, and the day-by-day reason a citizen can check.

The first day is not counted (民法典第二百零一条); a term in natural days that ends on a day of rest rolls on to the next
working day (第二百零三条); working days are those of the calendar (行政许可法第八十二条 for licences). Hours run through
nights and days of rest: no source read here says otherwise, so a service that promises hours must publish its own rule.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

LONGEST = 3650
"""Longest term, in days; beyond ten years a due date says nothing (in hours 24 times as many)."""


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING = "working"
    NATURAL = "natural"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an explanation: the how-many-th day it is (None = not counted) and why."""

    date: dt.date
    counted: int | None
    reason: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """When a term ends, whether a holiday notice yet to come may move it, and every day from the first to the last."""

    start: dt.datetime | dt.date
    length: int
    unit: Unit
    due: dt.datetime | dt.date
    provisional: bool
    days: tuple[Day, ...]


def due(start: dt.date, length: int, unit: Unit, calendar: Calendar) -> dt.date:
    """The last day of a term of `length` days that begins with what happened on `start`. Raises Refused for a length
    below 1 or above LONGEST, for hours (see `due_at`), and past the year 9999."""
    if unit is Unit.HOURS:
        raise Refused("小时时限要从具体时刻算起。", "A term in hours starts at a time of day.")
    _check(length, LONGEST)
    try:
        if unit is Unit.WORKING:
            return calendar.working_day_after(start, length)
        return calendar.next_working(start + dt.timedelta(days=length))
    except OverflowError:
        raise _too_late() from None


def due_at(start: dt.datetime, hours: int) -> dt.datetime:
    """The moment a term of `hours` ends. Raises Refused as `due` does."""
    _check(hours, 24 * LONGEST)
    try:
        return start + dt.timedelta(hours=hours)
    except OverflowError:
        raise _too_late() from None


def _too_late() -> Refused:
    return Refused(
        "到期日超出公元9999年，请改用更早的日期。",
        "The due date lies past the year 9999; use an earlier date.",
    )


def _check(length: int, longest: int) -> None:
    if not 1 <= length <= longest:
        raise Refused(
            f"时限应为 1 到 {longest} 的整数，不是 {length}。",
            f"The term is a whole number from 1 to {longest}, not {length}.",
        )


def explain(start: dt.date, length: int, unit: Unit, calendar: Calendar) -> Explanation:
    """`due`, day by day: the start is not counted, then every day with its number or why it has none."""
    last = due(start, length, unit, calendar)
    days = [
        Day(
            start,
            None,
            Text("当日不计入，从次日起算", "the first day is not counted; counting starts the next day"),
        )
    ]
    count = 0
    end_of_term = start + dt.timedelta(days=length) if unit is Unit.NATURAL else last
    for ordinal in range(start.toordinal() + 1, last.toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        reason = calendar.reason(day)
        counts = calendar.is_working(day) if unit is Unit.WORKING else day <= end_of_term
        count += counts
        if unit is Unit.NATURAL and day == end_of_term != last:
            reason = Text(
                reason.zh + "；期末遇休息日，顺延",
                reason.en + "; the term ends on a day of rest and rolls on",
            )
        elif unit is Unit.NATURAL and day > end_of_term:
            rolled = (
                ("，顺延至此届满", "; the term ends here") if day == last else ("，继续顺延", "; rolls on")
            )
            reason = Text(reason.zh + rolled[0], reason.en + rolled[1])
        days.append(Day(day, count if counts else None, reason))
    doubtful = any(calendar.provisional(day.date) for day in days[1:])
    return Explanation(start, length, unit, last, doubtful, tuple(days))


def explain_hours(start: dt.datetime, hours: int) -> Explanation:
    """`due_at` with the days it runs through."""
    end = due_at(start, hours)
    said = Text(f"按小时连续计算，{hours} 小时", f"hours run on, {hours} hours")
    days = tuple(
        Day(dt.date.fromordinal(n), None, said)
        for n in range(start.date().toordinal(), end.date().toordinal() + 1)
    )
    return Explanation(start, hours, Unit.HOURS, end, False, days)
