"""Which activity comes before which inside a case, by first occurrences; what an order made its follower wait for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Counts = NDArray[np.int32]
Codes = NDArray[np.int32]
Keep = NDArray[np.bool_]
Marks = NDArray[np.int8]

NEVER = np.iinfo(np.int64).min
SEEN, BEGIN, END, ORDER = range(4)
"""Rows of the notes kept of a case: the case that last had a code, when the code's first event began and ended, and the
codes in the order they appeared."""
HELD, ASKED = 1, 2
"""Marks of a pair: held by (nearly) every case; held, and its gain is asked for."""


@compiled
def noted(bounds: Numbers, codes: Codes, begun: Numbers, ended: Numbers, case: int, notes: Numbers) -> int:
    """Note the first event of every code of a case; answers how many codes there are."""
    n = 0
    for i in range(bounds[case], bounds[case + 1]):
        code = codes[i]
        if notes[SEEN, code] != case:
            notes[SEEN, code] = case
            notes[BEGIN, code] = ended[i] if begun[i] == NEVER else begun[i]
            notes[END, code] = ended[i]
            notes[ORDER, n] = code
            n += 1
    return n


@compiled
def ahead(notes: Numbers, a: int, b: int) -> bool:
    """Whether a had ended when b began; at one and the same moment neither is ahead."""
    if notes[END, a] == NEVER or notes[END, b] == NEVER:
        return False
    return bool(notes[END, a] <= notes[BEGIN, b] and not notes[END, b] <= notes[BEGIN, a])


@compiled
def compared(
    bounds: Numbers, codes: Codes, begun: Numbers, ended: Numbers, keep: Keep, size: int
) -> tuple[Counts, Counts]:
    """For every ordered pair: cases that have both; those of them in which the first a was over when the first b began."""
    both = np.zeros((size, size), np.int32)
    before = np.zeros((size, size), np.int32)
    notes = np.full((4, size), -1, np.int64)
    for case in range(len(keep)):
        if keep[case]:
            n = noted(bounds, codes, begun, ended, case, notes)
            for a in notes[ORDER, :n]:
                for b in notes[ORDER, :n]:
                    both[a, b] += 1
                    before[a, b] += ahead(notes, a, b)
    return both, before


@compiled
def bottleneck(notes: Numbers, n: int, b: int, held: Marks) -> tuple[int, int, int]:
    """Of what always precedes b: what ended last (-1 for nothing), when all else was over (the case's start, if there is
    nothing else), and when this one was."""
    last, latest, second = -1, NEVER, NEVER
    for a in notes[ORDER, :n]:
        if second == NEVER or (notes[BEGIN, a] != NEVER and notes[BEGIN, a] < second):
            second = notes[BEGIN, a]
    for a in notes[ORDER, :n]:
        if held[a, b] and ahead(notes, a, b):
            if notes[END, a] > latest:
                second = max(second, latest)
                last, latest = a, notes[END, a]
            else:
                second = max(second, notes[END, a])
    return last, second, latest


@compiled
def freed(
    bounds: Numbers, codes: Codes, begun: Numbers, ended: Numbers, keep: Keep, held: Marks
) -> tuple[Codes, Codes, Numbers, Numbers, Numbers]:
    """Every time an asked pair (a, b) alone kept b waiting: a, b, the case, since when and until when."""
    room = 0
    for case in range(len(keep)):
        if keep[case]:
            room += bounds[case + 1] - bounds[case]
    before, after, cases = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int64)
    since, until = np.empty(room, np.int64), np.empty(room, np.int64)
    notes = np.full((4, len(held)), -1, np.int64)
    found = 0
    for case in range(len(keep)):
        if keep[case]:
            n = noted(bounds, codes, begun, ended, case, notes)
            for b in notes[ORDER, :n]:
                a, could, did = bottleneck(notes, n, b, held)
                if a >= 0 and could < did and held[a, b] == ASKED:
                    before[found], after[found], cases[found] = a, b, case
                    since[found], until[found] = could, did
                    found += 1
    return before[:found], after[:found], cases[:found], since[:found], until[:found]


@compiled
def sided(bounds: Numbers, codes: Codes, begun: Numbers, ended: Numbers, a: int, b: int) -> Marks:
    """For every case 1 where a precedes b, -1 where b precedes a, 0 where neither, or one of them is missing, -2 where
    only b is there."""
    sides = np.zeros(len(bounds) - 1, np.int8)
    notes = np.full((4, codes.max() + 1 if len(codes) else 0), -1, np.int64)
    for case in range(len(sides)):
        noted(bounds, codes, begun, ended, case, notes)
        if notes[SEEN, b] == case:
            if notes[SEEN, a] != case:
                sides[case] = -2
            elif ahead(notes, a, b):
                sides[case] = 1
            elif ahead(notes, b, a):
                sides[case] = -1
    return sides
