"""ISO 8601 moments as they stand in a text, to microseconds since 1970-01-01 UTC."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Bytes = NDArray[np.uint8]
NEVER = np.iinfo(np.int64).min
SECOND = 1_000_000
BAD = -1


@compiled
def moments(starts: Numbers, ends: Numbers, text: Bytes) -> Numbers:
    """The moment in every text[start:end]; NEVER where it cannot be read. Without a zone UTC is meant."""
    found = np.empty(len(starts), np.int64)
    for row in range(len(starts)):
        found[row] = NEVER if starts[row] < 0 else moment(text, starts[row], ends[row])
    return found


@compiled
def moment(text: Bytes, start: int, end: int) -> int:
    """The moment YYYY-MM-DD[(T| )hh:mm[:ss[.fraction]]][Z|±hh[[:]mm]], NEVER where it is none."""
    while start < end and text[start] <= 32:
        start += 1
    while end > start and text[end - 1] <= 32:
        end -= 1
    day = _day(text, start, end)
    if day == NEVER:
        return NEVER
    if start + 10 == end:
        return day * 86400 * SECOND
    time, place = _time(text, start + 10, end)
    offset = _offset(text, place, end) if time != BAD else NEVER
    return NEVER if offset == NEVER else (day * 86400 - offset) * SECOND + time


@compiled
def _number(text: Bytes, start: int, length: int) -> int:
    """The number of some digits, -1 where one is none."""
    value = np.int64(0)
    for place in range(start, start + length):
        digit = np.int64(text[place]) - 48
        if digit < 0 or digit > 9:
            return BAD
        value = value * 10 + digit
    return int(value)


@compiled
def _day(text: Bytes, start: int, end: int) -> int:
    """Days since 1970-01-01 of YYYY-MM-DD, NEVER where there is no such day."""
    if end - start < 10 or text[start + 4] != 45 or text[start + 7] != 45:
        return NEVER
    year, month, day = _number(text, start, 4), _number(text, start + 5, 2), _number(text, start + 8, 2)
    if year < 1 or month < 1 or month > 12 or day < 1 or day > _length(year, month):
        return NEVER
    shifted = year - (month <= 2)
    era, of_era = shifted // 400, shifted % 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


@compiled
def _length(year: int, month: int) -> int:
    """Days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@compiled
def _time(text: Bytes, start: int, end: int) -> tuple[int, int]:
    """Microseconds of (T| )hh:mm[:ss[.fraction]] and the place behind; -1 where it is none."""
    if end - start < 6 or (text[start] != 84 and text[start] != 32) or text[start + 3] != 58:
        return BAD, start
    hour, minute, place = _number(text, start + 1, 2), _number(text, start + 4, 2), start + 6
    second = 0
    if place + 3 <= end and text[place] == 58:
        second = _number(text, place + 1, 2)
        place += 3
    if hour < 0 or hour > 24 or minute < 0 or minute > 59 or second < 0 or second > 60:
        return BAD, start
    whole = (hour * 3600 + minute * 60 + second) * SECOND
    if place < end and (text[place] == 46 or text[place] == 44):
        part, place = _fraction(text, place + 1, end)
        return (BAD, start) if part == BAD else (whole + part, place)
    return whole, place


@compiled
def _fraction(text: Bytes, start: int, end: int) -> tuple[int, int]:
    """Microseconds of a fraction of a second (what is finer is cut off) and the place behind; -1 without a digit."""
    value, scale, place = np.int64(0), SECOND // 10, start
    while place < end and 48 <= text[place] <= 57:
        value += (np.int64(text[place]) - 48) * scale
        scale //= 10
        place += 1
    return (BAD, start) if place == start else (int(value), place)


@compiled
def _offset(text: Bytes, start: int, end: int) -> int:
    """Seconds east of UTC of Z, ±hh, ±hhmm or ±hh:mm; 0 when nothing is said, NEVER where it is none."""
    if start == end or (start + 1 == end and (text[start] == 90 or text[start] == 122)):
        return 0
    if end - start < 3 or (text[start] != 43 and text[start] != 45):
        return NEVER
    hours, minutes = _number(text, start + 1, 2), 0
    rest = start + 3 + (start + 3 < end and text[start + 3] == 58)
    if rest < end:
        minutes = _number(text, rest, 2) if end - rest == 2 else BAD
    if hours < 0 or hours > 15 or minutes < 0 or minutes > 59:
        return NEVER
    return (hours * 3600 + minutes * 60) * (1 if text[start] == 43 else -1)
