"""What follows what inside the chosen cases: pairs of neighbours counted, and their times laid group by group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Keep = NDArray[np.bool_]

NEVER = np.iinfo(np.int64).min


@compiled
def met(bounds: Numbers, codes: Codes, keep: Keep, size: int) -> Numbers:
    """How often code a stands right before code b, at a * size + b; a pair with a negative code is passed over."""
    counts = np.zeros(size * size, np.int64)
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1] - 1):
                if codes[i] >= 0 and codes[i + 1] >= 0:
                    counts[codes[i] * size + codes[i + 1]] += 1
    return counts


@compiled
def met_timed(bounds: Numbers, codes: Codes, at: Numbers, keep: Keep, size: int) -> Numbers:
    """The same, but only pairs whose times are both known."""
    counts = np.zeros(size * size, np.int64)
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1] - 1):
                if codes[i] >= 0 and codes[i + 1] >= 0 and at[i] != NEVER and at[i + 1] != NEVER:
                    counts[codes[i] * size + codes[i + 1]] += 1
    return counts


@compiled
def laid(bounds: Numbers, codes: Codes, at: Numbers, keep: Keep, size: int, start: Numbers) -> Numbers:
    """The times between neighbours, those of pair p from place start[p] on; start has one place more than pairs: the end."""
    place = start.copy()
    lengths = np.empty(start[-1], np.int64)
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1] - 1):
                if codes[i] >= 0 and codes[i + 1] >= 0 and at[i] != NEVER and at[i + 1] != NEVER:
                    pair = codes[i] * size + codes[i + 1]
                    lengths[place[pair]] = at[i + 1] - at[i]
                    place[pair] += 1
    return lengths


@compiled
def listed(bounds: Numbers, codes: Codes, keep: Keep, size: int) -> tuple[Numbers, Numbers]:
    """Every pair of neighbours as a * size + b, and where its first event stands; for more names than a square can hold."""
    room = 0
    for case in range(len(keep)):
        if keep[case]:
            room += bounds[case + 1] - bounds[case]
    pairs = np.empty(room, np.int64)
    rows = np.empty(room, np.int64)
    n = 0
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1] - 1):
                if codes[i] >= 0 and codes[i + 1] >= 0:
                    pairs[n] = codes[i] * np.int64(size) + codes[i + 1]
                    rows[n] = i
                    n += 1
    return pairs[:n], rows[:n]


@compiled
def marked(bounds: Numbers, codes: Codes, keep: Keep, size: int) -> tuple[Numbers, Numbers, Numbers]:
    """How many events each code has, how many cases start with it, how many end with it."""
    events = np.zeros(size, np.int64)
    starts = np.zeros(size, np.int64)
    ends = np.zeros(size, np.int64)
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1]):
                events[codes[i]] += 1
            starts[codes[bounds[case]]] += 1
            ends[codes[bounds[case + 1] - 1]] += 1
    return events, starts, ends
