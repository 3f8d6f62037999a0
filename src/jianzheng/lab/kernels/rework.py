"""Work done again, work sent to and fro, and time spent outside: every occurrence with its case and its length."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Keep = NDArray[np.bool_]
Found = tuple[Codes, Codes, Numbers, Numbers]

NEVER = np.iinfo(np.int64).min


@compiled
def between(since: int, until: int) -> int:
    """The length from one moment to another, 0 where one is not known."""
    return 0 if NEVER in (since, until) else until - since


@compiled
def room(bounds: Numbers, keep: Keep) -> int:
    """How many events the chosen cases have."""
    events = 0
    for case in range(len(keep)):
        if keep[case]:
            events += bounds[case + 1] - bounds[case]
    return events


@compiled
def repeated(bounds: Numbers, codes: Codes, at: Numbers, keep: Keep, size: int) -> Found:
    """Every event whose code the case already had: the code, the code right before it, the case, the time since it was
    there last."""
    most = room(bounds, keep)
    again, behind = np.empty(most, np.int32), np.empty(most, np.int32)
    cases, lengths = np.empty(most, np.int64), np.empty(most, np.int64)
    seen = np.full(size, -1, np.int64)
    n = 0
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1]):
                last = seen[codes[i]]
                if last >= bounds[case]:
                    again[n], behind[n] = codes[i], codes[i - 1]
                    cases[n], lengths[n] = case, between(at[last], at[i])
                    n += 1
                seen[codes[i]] = i
    return again[:n], behind[:n], cases[:n], lengths[:n]


@compiled
def returned(bounds: Numbers, codes: Codes, at: Numbers, keep: Keep) -> Found:
    """Every time a case goes from A to B and straight back to A: A, B, the case, the time from leaving A to being back.
    Events of one name in a row count as one stay; events without a name are passed over."""
    most = room(bounds, keep)
    home, away = np.empty(most, np.int32), np.empty(most, np.int32)
    cases, lengths = np.empty(most, np.int64), np.empty(most, np.int64)
    n = 0
    for case in range(len(keep)):
        if keep[case]:
            first, here, left, last = -1, -1, NEVER, NEVER
            for i in range(bounds[case], bounds[case + 1]):
                if codes[i] >= 0:
                    if codes[i] != here:
                        if codes[i] == first:
                            home[n], away[n] = first, here
                            cases[n], lengths[n] = case, between(left, at[i])
                            n += 1
                        first, here, left = here, codes[i], last
                    last = at[i]
    return home[:n], away[:n], cases[:n], lengths[:n]


@compiled
def passed(bounds: Numbers, codes: Codes, at: Numbers, keep: Keep) -> Found:
    """Every time a case passes from one name to another: from, to, the case, the time from the last event of the one to
    the first of the other. Events without a name are passed over."""
    most = room(bounds, keep)
    giver, taker = np.empty(most, np.int32), np.empty(most, np.int32)
    cases, lengths = np.empty(most, np.int64), np.empty(most, np.int64)
    n = 0
    for case in range(len(keep)):
        if keep[case]:
            here, last = -1, NEVER
            for i in range(bounds[case], bounds[case + 1]):
                if codes[i] >= 0:
                    if here >= 0 and codes[i] != here:
                        giver[n], taker[n] = here, codes[i]
                        cases[n], lengths[n] = case, between(last, at[i])
                        n += 1
                    here, last = codes[i], at[i]
    return giver[:n], taker[:n], cases[:n], lengths[:n]


@compiled
def outside(bounds: Numbers, codes: Codes, at: Numbers, keep: Keep, out: Keep) -> Found:
    """Every time a case leaves for events marked `out` and comes back: the code before it left, the code it came back to,
    the case, the time between those two."""
    most = room(bounds, keep)
    left, back = np.empty(most, np.int32), np.empty(most, np.int32)
    cases, lengths = np.empty(most, np.int64), np.empty(most, np.int64)
    n = 0
    for case in range(len(keep)):
        if keep[case]:
            inside = -1
            for i in range(bounds[case], bounds[case + 1]):
                if not out[i]:
                    if inside >= 0 and inside < i - 1:
                        left[n], back[n] = codes[inside], codes[i]
                        cases[n], lengths[n] = case, between(at[inside], at[i])
                        n += 1
                    inside = i
    return left[:n], back[:n], cases[:n], lengths[:n]
