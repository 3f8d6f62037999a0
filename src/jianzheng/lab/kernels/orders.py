"""Where activities stand in their cases, and which of two comes first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]


@compiled
def firsts(bounds: Numbers, codes: Codes, size: int) -> Codes:
    """cases × size: the place of an activity's first event within its case, -1 where the case has none."""
    found = np.full((len(bounds) - 1, size), -1, np.int32)
    for case in range(len(bounds) - 1):
        for row in range(bounds[case], bounds[case + 1]):
            code = codes[row]
            if code >= 0 and found[case, code] < 0:
                found[case, code] = row - bounds[case]
    return found


@compiled
def leading(firsts: Codes) -> tuple[Numbers, Numbers]:
    """size × size: in how many cases a's first event stands before b's, and how many cases have both."""
    size = firsts.shape[1]
    ahead, both = np.zeros((size, size), np.int64), np.zeros((size, size), np.int64)
    there = np.empty(size, np.int64)
    for case in range(len(firsts)):
        n = 0
        for code in range(size):
            if firsts[case, code] >= 0:
                there[n] = code
                n += 1
        for a in there[:n]:
            for b in there[:n]:
                both[a, b] += 1
                ahead[a, b] += firsts[case, a] < firsts[case, b]
    return ahead, both
