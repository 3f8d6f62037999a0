"""Cases that queue together are alike: so many of them say less than as many strangers would.

The interval of a change assumes cases that know nothing of one another, and two sides that differ by the shift alone. In an
office with a queue a slow week makes a hundred cases slow at once, and more staff shortens the long waits most: then that
interval is too narrow. How much too narrow is seen from runs of neighbouring cases: how far their means lie apart.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.compare.effect import shift_of, spread
from jianzheng.lab.log.log import Times
from jianzheng.lab.simulate.figures import student

RUNS = 10
"""Runs of neighbouring cases on each side."""
SHORTEST = 5
"""Cases in a run, at least; with fewer cases nothing can be seen."""
FEWEST = RUNS * SHORTEST
LEVEL = 0.95
FEW = student(1 - LEVEL, RUNS - 1) / NormalDist().inv_cdf(0.5 + LEVEL / 2)
"""So few runs tell the spread itself only roughly: Student's t over the normal."""
Floats = NDArray[np.float64]


def widening(before: Times, after: Times) -> float:
    """By how much the interval of the shift must be wider, at least 1; lengths in the order in which the cases came."""
    n, m = len(before), len(after)
    if min(n, m) < FEWEST:
        return 1.0
    x, y = np.sort(before), np.sort(after)
    shift, _, _ = shift_of(x, y, LEVEL)
    seen = math.hypot(_error(_places(before + shift, y)), _error(_places(after, x + shift)))
    usual = spread(x + shift, y) / (n * m)
    return max(FEW * seen / usual, 1.0) if usual else 1.0


def _places(lengths: Times, among: Times) -> Floats:
    """Of every length the share of the other side's (sorted) that lies below, ties half."""
    below = np.searchsorted(among, lengths, "left") + np.searchsorted(among, lengths, "right")
    return np.asarray(below / (2 * len(among)), np.float64)


def _error(values: Floats) -> float:
    """The standard error of the mean, from the means of runs of neighbours."""
    size = len(values) // RUNS
    means = values[: size * RUNS].reshape(RUNS, size).mean(axis=1)
    return float(means.std(ddof=1)) / math.sqrt(RUNS)
