"""Dates as people and programs write them, to microseconds: which pattern a column follows, and its moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianzheng.core.text import Text
from jianzheng.lab.log.log import DAY, NEVER, SECOND, UNKNOWN, Coded, Times
from jianzheng.lab.log.moments import iso, localised

ISO, EPOCH_S, EPOCH_MS, EXCEL, MIXED = "iso", "epoch_s", "epoch_ms", "excel", "mixed"
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
_DAY_FIRST = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y")
_PLAIN = ("%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%d %B %Y")
_CHINESE = (
    "%Y年%m月%d日 %H时%M分",
    "%Y年%m月%d日 %H时%M分%S秒",
    "%Y年%m月%d日%H时%M分",
    "%Y%m%d%H%M%S",
    "%Y%m%d %H%M%S",
)
_CLEAR = [
    ISO,
    *_CHINESE,
    *(day + clock for day in ("%Y-%m-%d", *_PLAIN) if day != "%Y%m%d" for clock in _CLOCKS),
]
"""Ways of writing that can be read in one way only; a column may mix them."""
_EXCEL_ZERO = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
ENOUGH = 0.9
"""A pattern that reads so many of the values is the column's."""
SAMPLE, TRIED = 400, 60
"""Values looked at, and of these tried with every pattern."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a column's moments are written: a strptime pattern, ISO, EPOCH_S, EPOCH_MS, EXCEL or MIXED; how sure that is."""

    format: str
    read: float
    note: Text | None = None


def pattern(values: Sequence[str], day_first: bool | None = None) -> Pattern | None:
    """The pattern a column's values follow; None when none reads most of them. `day_first` decides where both ways do."""
    sample = [value.strip() for value in values if value and value.strip()][:SAMPLE]
    if not sample:
        return None
    if (share := _share(sample, ISO)) >= ENOUGH:
        return Pattern(ISO, share)
    if kind := _number(sample):
        return Pattern(kind, 1.0)
    if sum(character.isdigit() for value in sample for character in value) < 4 * ENOUGH * len(sample):
        return None
    sample = sample[:TRIED]
    first, other = [_best(sample, days) for days in (_DAY_FIRST, _MONTH_FIRST)]
    if first and other and first.read == other.read:
        chosen = other if day_first is False else first
        return Pattern(chosen.format, chosen.read, None if day_first is not None else _AMBIGUOUS)
    candidates = [found for found in (first, other, _best(sample, _PLAIN), _given(sample)) if found]
    return max(candidates, key=lambda found: found.read, default=_mixed(sample))


def _mixed(sample: Sequence[str]) -> Pattern | None:
    """Every value in a clear way of its own, where no one way reads most of them."""
    share = _share(sample, MIXED)
    return Pattern(MIXED, share) if share >= ENOUGH else None


_AMBIGUOUS = Text(
    "日和月无法分辨（两种读法都成立），按“日在前”读；如不对请改选“月在前”。",
    "Day and month cannot be told apart; read as day first. Choose month first if that is wrong.",
)


def _best(sample: Sequence[str], days: Sequence[str]) -> Pattern | None:
    found = [Pattern(day + clock, _share(sample, day + clock)) for day in days for clock in _CLOCKS]
    best = max(found, key=lambda one: one.read)
    return best if best.read >= ENOUGH else None


def _given(sample: Sequence[str]) -> Pattern | None:
    best = max((Pattern(one, _share(sample, one)) for one in _CHINESE), key=lambda one: one.read)
    return best if best.read >= ENOUGH else None


def _number(sample: Sequence[str]) -> str | None:
    """Seconds or milliseconds since 1970, or days of a spreadsheet, all between 1990 and 2100."""
    try:
        numbers = [float(value) for value in sample]
    except ValueError:
        return None
    for kind, low, high in ((EXCEL, 32874, 73050), (EPOCH_S, 631_152_000, 4_102_444_800)):
        if all(low <= number <= high for number in numbers):
            return kind
    return EPOCH_MS if all(631_152_000_000 <= number <= 4_102_444_800_000 for number in numbers) else None


def _share(sample: Sequence[str], format: str) -> float:
    times, _ = texts_read(tuple(sample), format)
    return float((times != NEVER).mean())


def texts_read(
    texts: tuple[str, ...], format: str
) -> tuple[Times, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """The moments of texts in a pattern (NEVER where it does not fit), and which of them say their zone."""
    if format == ISO:
        return iso(texts)
    if format == MIXED:
        return _each(texts)
    if format in (EPOCH_S, EPOCH_MS, EXCEL):
        return np.array([_numeric(text, format) for text in texts], np.int64), np.full(
            len(texts), format != EXCEL
        )
    return np.array([_parsed(text, format) for text in texts], np.int64), np.full(len(texts), "%z" in format)


def _each(texts: tuple[str, ...]) -> tuple[Times, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """The moments of texts, each in the first clear way that reads it; the way that did last is tried first."""
    times, zoned = iso(texts)
    times, ways = times.copy(), _CLEAR[1:]
    for place in np.flatnonzero(times == NEVER).tolist():
        for number, way in enumerate(ways):
            if (found := _parsed(texts[place], way)) != NEVER:
                times[place] = found
                ways.insert(0, ways.pop(number))
                break
    return times, zoned


def _numeric(text: str, kind: str) -> int:
    try:
        number = float(text)
    except ValueError:
        return NEVER
    if not abs(number) < 1e14:
        return NEVER
    if kind == EXCEL:
        return int(_EXCEL_ZERO.timestamp()) * SECOND + round(number * DAY)
    return round(number * (SECOND if kind == EPOCH_S else 1000))


def _parsed(text: str, format: str) -> int:
    try:
        moment = dt.datetime.strptime(text.strip(), format)
    except ValueError:
        return NEVER
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return int((moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) / dt.timedelta(microseconds=1))


def column_read(column: Coded, format: str, zone: str, guessed: bool = False) -> tuple[Times, int]:
    """The moments of a column of texts; those without a zone of their own are read in `zone`. How many could not be read. What
    a `guessed` format does not read may be written in another clear way."""
    times, zoned = texts_read(column.names, format)
    if (
        guessed
        and format != MIXED
        and 0 < (lost := np.flatnonzero(times == NEVER)).size <= len(times) * (1 - ENOUGH)
    ):
        more, sure = _each(tuple(column.names[place] for place in lost.tolist()))
        times, zoned = times.copy(), zoned.copy()
        times[lost], zoned[lost] = more, sure
    known = np.append(np.where(zoned, times, localised(times, zone)), NEVER)
    found = known[column.codes]
    return found, int(((found == NEVER) & (column.codes != UNKNOWN)).sum())
