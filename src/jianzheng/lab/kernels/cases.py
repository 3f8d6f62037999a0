"""One look at every chosen case: how long it took, whether something was done twice, whether it changed hands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
Keep = NDArray[np.bool_]

NEVER = np.iinfo(np.int64).min


@compiled
def lasted(bounds: Numbers, at: Numbers, keep: Keep) -> tuple[Numbers, int, int]:
    """Last minus first known time of every chosen case that has one, the first time of all and the last (NEVER for none).
    Times are sorted within a case, so times not known stand first."""
    lengths = np.empty(len(keep), np.int64)
    n, first, last = 0, NEVER, NEVER
    for case in range(len(keep)):
        end = bounds[case + 1] - 1
        if not keep[case] or at[end] == NEVER:
            continue
        begin = bounds[case]
        while at[begin] == NEVER:
            begin += 1
        lengths[n] = at[end] - at[begin]
        n += 1
        first = at[begin] if first == NEVER else min(first, at[begin])
        last = max(last, at[end])
    return lengths[:n], first, last


@compiled
def repeating(bounds: Numbers, codes: Codes, keep: Keep, size: int) -> int:
    """How many chosen cases have a code twice."""
    seen = np.full(size, -1, np.int64)
    cases = 0
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1]):
                if seen[codes[i]] == case:
                    cases += 1
                    break
                seen[codes[i]] = case
    return cases


@compiled
def handed(bounds: Numbers, codes: Codes, keep: Keep) -> tuple[int, int]:
    """Of the neighbours with both codes known: how many there are, how many differ."""
    pairs, differing = 0, 0
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1] - 1):
                if codes[i] >= 0 and codes[i + 1] >= 0:
                    pairs += 1
                    if codes[i] != codes[i + 1]:
                        differing += 1
    return pairs, differing


@compiled
def present(bounds: Numbers, codes: Codes, keep: Keep, size: int) -> Keep:
    """Which codes occur in the chosen cases."""
    found = np.zeros(size, np.bool_)
    for case in range(len(keep)):
        if keep[case]:
            for i in range(bounds[case], bounds[case + 1]):
                if codes[i] >= 0:
                    found[codes[i]] = True
    return found


@compiled
def having(bounds: Numbers, codes: Codes, size: int) -> Numbers:
    """How many cases have each code; negative codes are passed over."""
    cases = np.zeros(size, np.int64)
    seen = np.full(size, -1, np.int64)
    for case in range(len(bounds) - 1):
        for i in range(bounds[case], bounds[case + 1]):
            if codes[i] >= 0 and seen[codes[i]] != case:
                seen[codes[i]] = case
                cases[codes[i]] += 1
    return cases
