"""Legal clocks: when a term ends, and the day-by-day reason a citizen can check.

The first day is not counted (民法典第二百零一条第一款). A term in natural days that ends on a day of rest rolls on to the
next working day (第二百零三条第一款; that it governs administrative terms too is by analogy). Working days are those of the
calendar (行政许可法第八十二条 for licences). The last day lasts until 24:00, or until the office closes (第二百零三条第二款).
Hours run from the moment the law or the promise names (第二百零一条第二款), through nights and days of rest: no text read
here stops them, so an office that promises hours and means office hours must say so.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

LONGEST = 3650
"""Longest term, in days; beyond ten years a due date says nothing (in hours 24 times as many)."""


FIRST_DAY = Text("当日不计入，从次日起算", "the first day is not counted; counting starts the next day")
"""Why the day itself has no number."""


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


def months_after(start: dt.date, months: int) -> dt.date:
    """The last day of a term of `months` that begins on `start`: the corresponding day, where a month has none its last day
    (the rule of civil law, by analogy; its words are not on file). Years are twelve months; nothing rolls on."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def explain(start: dt.date, length: int, unit: Unit, calendar: Calendar) -> Explanation:
    """`due`, day by day: the start is not counted, then every day with its number or why it has none.

    It is provisional when a day that decides has no published notice: every counted day for working days, the last day
    of the term and those it rolls over for natural days."""
    last = due(start, length, unit, calendar)
    if unit is Unit.WORKING:
        days, decides_from = _working(start, last, calendar), start + dt.timedelta(days=1)
    else:
        decides_from = start + dt.timedelta(days=length)
        days = _natural(start, decides_from, last, calendar)
    doubtful = any(calendar.provisional(day.date) for day in days if day.date >= decides_from)
    return Explanation(start, length, unit, last, doubtful, (Day(start, None, FIRST_DAY), *days))


def _after(start: dt.date, last: dt.date) -> Iterator[dt.date]:
    return map(dt.date.fromordinal, range(start.toordinal() + 1, last.toordinal() + 1))


def _working(start: dt.date, last: dt.date, calendar: Calendar) -> list[Day]:
    days, count = [], 0
    for day in _after(start, last):
        counts = calendar.is_working(day)
        count += counts
        days.append(Day(day, count if counts else None, calendar.counted(day)))
    return days


def _natural(start: dt.date, nominal: dt.date, last: dt.date, calendar: Calendar) -> list[Day]:
    days = []
    for count, day in enumerate(_after(start, last), 1):
        said = _also(calendar.reason(day), _rolling(day, nominal, last))
        days.append(Day(day, count if day <= nominal else None, said))
    return days


def _rolling(day: dt.date, nominal: dt.date, last: dt.date) -> Text | None:
    """What a natural term does on `day`, where it ends on a day of rest."""
    if nominal == last or day < nominal:
        return None
    if day == nominal:
        return Text("期末遇休息日，顺延", "the term ends on a day of rest and rolls on")
    return Text("顺延至此届满", "the term ends here") if day == last else Text("继续顺延", "rolls on")


def _also(said: Text, more: Text | None) -> Text:
    return Text(f"{said.zh}；{more.zh}", f"{said.en}; {more.en}") if more else said


def explain_hours(start: dt.datetime, hours: int) -> Explanation:
    """`due_at` with the days it runs through; hours depend on no holiday notice, so it is never provisional."""
    end = due_at(start, hours)
    days = [
        Day(dt.date.fromordinal(n), None, Text("按小时连续计算", "hours run on"))
        for n in range(start.date().toordinal(), end.date().toordinal() + 1)
    ]
    days[0] = _said(days[0], Text(f"从 {start.time()} 起算", f"counting starts at {start.time()}"))
    days[-1] = _said(days[-1], Text(f"到 {end.time()} 届满", f"the term ends at {end.time()}"))
    return Explanation(start, hours, Unit.HOURS, end, False, tuple(days))


def _said(day: Day, more: Text) -> Day:
    return Day(day.date, day.counted, _also(day.reason, more))
