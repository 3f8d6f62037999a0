"""In which zone a log was kept, by the offsets that its own times carry: nights and days off are counted there."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from jianzheng.core.text import Text
from jianzheng.lab.log.read import opener
from jianzheng.lab.log.report import Imported

LOOKED = 8 * 1024 * 1024
"""Bytes of the file that are looked at."""
MOST = 0.99
"""A zone that explains so many of the offsets seen is the log's."""
HOUR = dt.timedelta(hours=1)
FIXED, CHANGING = ("Asia/Shanghai", "Asia/Tokyo"), ("Europe/Amsterdam", "America/New_York")
"""Zones tried where none is expected; one whose offset changes with the season only where both offsets are seen."""
OF_CALENDARS = {
    "cn": "Asia/Shanghai",
    "jp": "Asia/Tokyo",
    "nl": "Europe/Amsterdam",
    "be": "Europe/Brussels",
    "de": "Europe/Berlin",
    "at": "Europe/Vienna",
    "fr": "Europe/Paris",
    "it": "Europe/Rome",
    "pl": "Europe/Warsaw",
    "gb": "Europe/London",
}
"""The zone of a calendar's country, of those that keep one zone."""
_STAMP = re.compile(rb"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?([+-]\d\d):?(\d\d)")
Seen = Counter[tuple[dt.datetime, dt.timedelta]]


def zone_seen(path: Path, expected: Sequence[str] = ()) -> str:
    """The zone whose offsets the file's times carry: an expected one where it explains them, else another, else the most
    frequent offset; "" where the times carry none, or that of UTC."""
    try:
        with opener(path)() as file:
            seen = _seen(file.read(LOOKED))
    except (OSError, EOFError, zlib.error, gzip.BadGzipFile):
        return ""
    offsets: Counter[dt.timedelta] = Counter()
    for (_, offset), count in seen.items():
        offsets[offset] += count
    if not offsets or (usual := offsets.most_common(1)[0][0]) == dt.timedelta():
        return ""
    several = offsets[usual] < MOST * offsets.total()
    tried = (*expected, *(CHANGING if several else FIXED))
    return next((zone for zone in tried if _explains(zone, seen)), _fixed(usual))


def _seen(text: bytes) -> Seen:
    """Moments on the wall, to the minute, and their offsets."""
    found: Seen = Counter()
    for day, clock, hours, minutes in _STAMP.findall(text):
        try:
            local = dt.datetime.fromisoformat(f"{day.decode()}T{clock.decode()}")
        except ValueError:
            continue
        east = dt.timedelta(hours=abs(int(hours)), minutes=int(minutes))
        found[local, -east if hours.startswith(b"-") else east] += 1
    return found


def _explains(zone: str, seen: Seen) -> bool:
    where = ZoneInfo(zone)
    alike = sum(n for (local, offset), n in seen.items() if local.replace(tzinfo=where).utcoffset() == offset)
    return alike >= MOST * seen.total()


def _fixed(offset: dt.timedelta) -> str:
    """The zone of an offset in whole hours; their names count westward."""
    hours, rest = divmod(offset, HOUR)
    return "" if rest or not -12 <= hours <= 14 else f"Etc/GMT{-hours:+d}"


def noted(made: Imported, seen: str) -> Imported:
    """What was read, with the zone in which its days and hours are counted."""
    zh, en = ("取自日志自己的时间", "by the log's own times") if seen else ("所设", "as set")
    zone = made.log.zone
    note = Text(f"日期和钟点按时区 {zone} 计（{zh}）。", f"Days and hours are those of {zone} ({en}).")
    return replace(made, report=replace(made.report, notes=[*made.report.notes, note]))
