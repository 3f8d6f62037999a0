"""Texts that stand in a block of bytes, or in an Arrow column, to coded columns."""

from __future__ import annotations

import html
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import names
from jianzheng.lab.log.log import UNKNOWN, Coded, Codes

HALVED = 1 << 18
"""From so many rows in half a column on, both processors are worth starting."""
Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]


def coded(text: Bytes, starts: Numbers, ends: Numbers, markup: bool = False) -> Coded:
    """The column of the texts text[start:end]; a negative start is UNKNOWN. `markup`: entities stand for their letters."""
    codes, firsts = names.coded(np.ascontiguousarray(starts), np.ascontiguousarray(ends), text)
    found = [text[starts[row] : ends[row]].tobytes().decode("utf-8", "replace") for row in firsts.tolist()]
    if markup and any("&" in name for name in found):
        found = [html.unescape(name) for name in found]
    return distinct(codes, found)


def distinct(codes: Codes, found: Sequence[str]) -> Coded:
    """The column with every name once, though it may stand in `found` several times."""
    once = {name: None for name in found}
    if len(once) == len(found):
        return Coded(codes, tuple(found))
    place = {name: code for code, name in enumerate(once)}
    into = np.array([place[name] for name in found] + [UNKNOWN], np.int32)
    return Coded(into[codes], tuple(once))


def arrow(column: Any) -> Coded:
    """The column of an Arrow array of texts or of anything that can be written as text; null is UNKNOWN."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(column, pa.ChunkedArray):
        if _worded(column.type) and column.num_chunks > 1 and not _nulls(column):
            return _united(column)
        column = column.combine_chunks()
    if pa.types.is_dictionary(column.type):
        found = [_said(value) for value in column.dictionary.to_pylist()]
        indices = pc.fill_null(column.indices.cast(pa.int32()), UNKNOWN)
        return distinct(indices.to_numpy(zero_copy_only=False).astype(np.int32), found)
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return arrow(column.dictionary_encode())
    offsets = _offsets(column)
    starts, ends = offsets[:-1], offsets[1:]
    if column.null_count:
        starts = np.where(pc.is_null(column).to_numpy(zero_copy_only=False), UNKNOWN, starts)
    text = np.frombuffer(column.buffers()[2] or b"", np.uint8)
    codes, firsts = _halved(np.ascontiguousarray(starts), np.ascontiguousarray(ends), text)
    return Coded(codes, tuple(column.take(pa.array(firsts)).to_pylist()))


def _worded(kind: Any) -> bool:
    """Whether an Arrow type is a dictionary of texts."""
    import pyarrow as pa

    return bool(pa.types.is_dictionary(kind) and kind.value_type in (pa.string(), pa.large_string()))


def _nulls(column: Any) -> bool:
    """Whether a dictionary of some chunk holds null as a name."""
    return any(chunk.dictionary.null_count for chunk in column.chunks)


def _united(column: Any) -> Coded:
    """Chunks with dictionaries of their own: only the names are compared, the rows are looked up."""
    import pyarrow as pa

    every = arrow(pa.concat_arrays([chunk.dictionary for chunk in column.chunks]))
    codes, row, name = np.empty(len(column), np.int32), 0, 0
    for chunk in column.chunks:
        into = np.append(every.codes[name : name + len(chunk.dictionary)], np.int32(UNKNOWN))
        indices = chunk.indices.fill_null(len(into) - 1) if chunk.null_count else chunk.indices
        np.take(into, indices.to_numpy(), out=codes[row : row + len(chunk)])
        row, name = row + len(chunk), name + len(chunk.dictionary)
    return Coded(codes, every.names)


def _halved(starts: Numbers, ends: Numbers, text: Bytes) -> tuple[Codes, Numbers]:
    """As the kernel `coded`, the two halves of the rows side by side, then the second's names looked up among the first's."""
    half = len(starts) // 2
    if half < HALVED:
        return names.coded(starts, ends, text)
    with ThreadPoolExecutor(2) as threads:
        one, two = threads.map(
            lambda rows: names.coded(starts[rows], ends[rows], text), (slice(0, half), slice(half, None))
        )
    firsts = np.concatenate((one[1], two[1] + half))
    united, kept = names.coded(starts[firsts], ends[firsts], text)
    into = np.append(united[len(one[1]) :], np.int32(UNKNOWN))
    return np.concatenate((one[0], into[two[0]])), firsts[kept]


def _offsets(column: Any) -> Numbers:
    """Where each text of an Arrow column begins and ends."""
    import pyarrow as pa

    kind = np.int64 if pa.types.is_large_string(column.type) else np.int32
    every = np.frombuffer(column.buffers()[1], kind)
    return every[column.offset : column.offset + len(column) + 1].astype(np.int64)


def _said(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Joined:
    """A column put together piece by piece, each piece with names of its own and the rows it fills."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._pieces: list[tuple[Numbers, Codes]] = []

    def add(self, rows: Numbers, piece: Coded) -> None:
        """Fill `rows` with a piece."""
        into = np.array(
            [self._place.setdefault(name, len(self._place)) for name in piece.names] + [UNKNOWN], np.int32
        )
        self._pieces.append((rows, into[piece.codes]))

    def column(self, size: int) -> Coded:
        """The whole column; rows nobody filled are UNKNOWN."""
        codes = np.full(size, UNKNOWN, np.int32)
        for rows, piece in self._pieces:
            codes[rows] = piece
        return Coded(codes, tuple(self._place))
