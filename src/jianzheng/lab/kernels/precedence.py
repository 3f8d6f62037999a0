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
    """Note when every code of a case first began and first ended, NEVER where that is not known; answers how many codes
    there are."""
    n = 0
    for i in range(bounds[case], bounds[case + 1]):
        code = codes[i]
        if notes[SEEN, code] != case:
            notes[SEEN, code] = case
            notes[BEGIN, code] = NEVER
            notes[END, code] = NEVER
            notes[ORDER, n] = code
            n += 1
        if notes[BEGIN, code] == NEVER:
            notes[BEGIN, code] = ended[i] if begun[i] == NEVER else begun[i]
        if notes[END, code] == NEVER:
            notes[END, code] = ended[i]
    return n


@compiled
def ahead(notes: Numbers, a: int, b: int) -> bool:
    """Whether a had ended when b began; at one and the same moment neither is ahead."""
    if notes[END, a] == NEVER or notes[BEGIN, b] == NEVER:
        return False
    other = notes[END, b] != NEVER and notes[END, b] <= notes[BEGIN, a]
    return bool(notes[END, a] <= notes[BEGIN, b] and not other)


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
def against(notes: Numbers, case: int, a: int, b: int, skipped: int) -> bool:
    """Whether a case has b before a, or, where that counts too, b without a."""
    if notes[SEEN, b] != case:
        return False
    if notes[SEEN, a] != case:
        return skipped != 0
    return ahead(notes, b, a)


@compiled
def exceptions(
    bounds: Numbers, codes: Codes, begun: Numbers, ended: Numbers, keep: Keep, pairs: Numbers
) -> Numbers:
    """For every row (a, b, whether b without a counts, how many are wanted) of `pairs` the first cases against it; -1 fills
    the rest."""
    found = np.full((len(pairs), max(1, pairs[:, 3].max())), -1, np.int64)
    counts = np.zeros(len(pairs), np.int64)
    notes = np.full((4, 1 + max(codes.max(), pairs[:, :2].max())), -1, np.int64)
    for case in range(len(keep)):
        if keep[case]:
            noted(bounds, codes, begun, ended, case, notes)
            for row in range(len(pairs)):
                a, b, skipped, wanted = pairs[row]
                if counts[row] < wanted and against(notes, case, a, b, skipped):
                    found[row, counts[row]] = case
                    counts[row] += 1
    return found


@compiled
def took(
    bounds: Numbers, codes: Codes, begun: Numbers, ended: Numbers, keep: Keep, held: Marks
) -> tuple[Codes, Numbers, Numbers]:
    """For every code of every chosen case, from when all that always precedes it was over (the case's start, if there is
    nothing) to when it was first over: code, since, until. Codes that never end are passed over."""
    room = 0
    for case in range(len(keep)):
        if keep[case]:
            room += bounds[case + 1] - bounds[case]
    which, since, until = np.empty(room, np.int32), np.empty(room, np.int64), np.empty(room, np.int64)
    notes = np.full((4, len(held)), -1, np.int64)
    found = 0
    for case in range(len(keep)):
        if keep[case]:
            n = noted(bounds, codes, begun, ended, case, notes)
            for b in notes[ORDER, :n]:
                last, start, latest = bottleneck(notes, n, b, held)
                could = start if last < 0 else latest
                if notes[END, b] != NEVER and could != NEVER:
                    which[found], since[found], until[found] = b, could, max(could, notes[END, b])
                    found += 1
    return which[:found], since[:found], until[:found]
