"""A column of moments, whatever it is written as, to microseconds UTC."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from jianzheng.lab.kernels import dates
from jianzheng.lab.log.log import NEVER, SECOND, Times
from jianzheng.lab.log.texts import arrow


def moments(column: Any, zone: str) -> tuple[Times, int]:
    """The moments of an Arrow array of timestamps, dates or ISO texts, and how many could not be read; without a zone of their
    own they are read in `zone`."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type) and not _texts(column.type.value_type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        aware = pa.types.is_timestamp(column.type) and column.type.tz is not None
        plain = column.cast(pa.timestamp("us", "UTC" if aware else None), safe=False).cast(pa.int64())
        times = plain.fill_null(NEVER).to_numpy(zero_copy_only=False).astype(np.int64)
        return (times if aware else localised(times, zone)), 0
    texts = arrow(column)
    read, aware_texts = iso(texts.names)
    local = localised(read, zone)
    known = np.append(np.where(aware_texts, read, local), NEVER)
    times = known[texts.codes]
    return times, int(((times == NEVER) & (texts.codes >= 0)).sum())


def _texts(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def iso(texts: tuple[str, ...]) -> tuple[Times, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """The moments of ISO texts (NEVER where unreadable, UTC meant where none is said), and which say their zone."""
    parts = [text.encode() for text in texts]
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    starts = ends - np.array([len(part) for part in parts], np.int64)
    read = dates.moments(starts, ends, np.frombuffer(b"".join(parts) or b" ", np.uint8))
    zoned = np.array([_zoned(text) for text in texts], np.bool_)
    return read, zoned


def _zoned(text: str) -> bool:
    text = text.strip()
    return text[-1:] in "Zz" or any(sign in text[10:] for sign in "+-")


def localised(times: Times, zone: str) -> Times:
    """Times of the clock on the wall, given as if they were UTC, to UTC."""
    if zone == "UTC" or not len(times):
        return times
    known = times[times != NEVER]
    if not len(known):
        return times
    where = ZoneInfo(zone)
    edges, offsets = _offsets(where, int(known.min()), int(known.max()))
    return np.where(times == NEVER, NEVER, times - offsets[np.searchsorted(edges, times, "right") - 1])


def _offsets(zone: ZoneInfo, first: int, last: int) -> tuple[Times, Times]:
    """From which wall-clock hour on which offset holds, hour by hour where it changes (microseconds)."""
    import datetime as dt

    hour = 3600 * SECOND
    edges: list[int] = []
    offsets: list[int] = []
    for start in range(first // hour * hour - 24 * hour, last + 2 * hour, hour):
        local = dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=start)
        offset = local.replace(tzinfo=zone).utcoffset() or dt.timedelta()
        if not offsets or offsets[-1] != offset.total_seconds() * SECOND:
            edges.append(start)
            offsets.append(int(offset.total_seconds()) * SECOND)
    return np.array(edges, np.int64), np.array(offsets, np.int64)
