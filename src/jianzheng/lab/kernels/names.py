"""Texts to codes: equal texts get equal codes, numbered as they appear; compared byte by byte, never by their hash alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Bytes = NDArray[np.uint8]

SEED, PRIME, BITS = 2166136261 >> 1, 1540483477, 31
MASK = (1 << BITS) - 1
"""Marks stay below 2³¹, so that a product of two never overflows."""


@compiled
def coded(starts: Numbers, ends: Numbers, text: Bytes) -> tuple[Codes, Numbers]:
    """The code of every text `text[start:end]` (-1 where start is negative), and the row where each code first appears."""
    rows = len(starts)
    codes = np.full(rows, -1, np.int32)
    firsts = np.empty(rows, np.int64)
    slots = np.full(1 << 12, -1, np.int64)
    count = 0
    for row in range(rows):
        if starts[row] < 0:
            continue
        if 2 * count >= len(slots):
            slots = _wider(slots)
        mark = marked(text, starts[row], ends[row])
        slot = mark & (len(slots) - 1)
        while True:
            held = slots[slot]
            if held < 0:
                slots[slot] = (mark << 32) | count
                firsts[count] = row
                codes[row] = count
                count += 1
                break
            code = held & 0xFFFFFFFF
            first = firsts[code]
            if held >> 32 == mark and same(text, starts[first], ends[first], starts[row], ends[row]):
                codes[row] = code
                break
            slot = (slot + 1) & (len(slots) - 1)
    return codes, firsts[:count].copy()


@compiled
def marked(text: Bytes, start: int, end: int) -> int:
    """The hash of a text, 31 bits."""
    mark = np.int64(SEED)
    for place in range(start, end):
        mark = ((mark ^ np.int64(text[place])) * PRIME) & MASK
    mixed = (mark ^ (mark >> 15)) * PRIME
    return int((mixed ^ (mixed >> BITS)) & MASK)


@compiled
def same(text: Bytes, a: int, a_end: int, b: int, b_end: int) -> bool:
    """Whether two texts are equal."""
    if a_end - a != b_end - b:
        return False
    for step in range(a_end - a):
        if text[a + step] != text[b + step]:
            return False
    return True


@compiled
def _wider(slots: Numbers) -> Numbers:
    """A table of four times the room with the same content."""
    wide = np.full(4 * len(slots), -1, np.int64)
    for held in slots:
        if held >= 0:
            slot = (held >> 32) & (len(wide) - 1)
            while wide[slot] >= 0:
                slot = (slot + 1) & (len(wide) - 1)
            wide[slot] = held
    return wide
