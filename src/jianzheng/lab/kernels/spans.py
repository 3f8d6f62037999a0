"""Groups of lengths of time described exactly: sums without overflow, least, most, the two in the middle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]

SHIFT = 20
LOW = (1 << SHIFT) - 1


@compiled
def parted(run: Numbers, left: int, right: int) -> tuple[int, int]:
    """Part run[left:right + 1] around a value in it: nothing after j < i is less, nothing before i is more."""
    pivot = run[(left + right) // 2]
    i, j = left, right
    while i <= j:
        while run[i] < pivot:
            i += 1
        while run[j] > pivot:
            j -= 1
        if i <= j:
            run[i], run[j] = run[j], run[i]
            i, j = i + 1, j - 1
    return i, j


@compiled
def middles(run: Numbers) -> tuple[int, int]:
    """The lower and the upper middle of a run that is not empty, found by parting it ever closer; the run is shuffled."""
    middle, left, right = (len(run) - 1) // 2, 0, len(run) - 1
    while left < right:
        i, j = parted(run, left, right)
        if j < middle < i:
            break
        left, right = (left, j) if middle <= j else (i, right)
    lower = run[middle]
    return lower, lower if len(run) % 2 else run[middle + 1 :].min()


@compiled
def described(bounds: Numbers, lengths: Numbers) -> Numbers:
    """One row a group: sum >> SHIFT, rest of the sum, least, most, lower and upper middle; zeros for an empty group."""
    found = np.zeros((len(bounds) - 1, 6), np.int64)
    for group in range(len(bounds) - 1):
        run = lengths[bounds[group] : bounds[group + 1]]
        n = len(run)
        if n == 0:
            continue
        high, low, least, most = np.int64(0), np.int64(0), run[0], run[0]
        for length in run:
            high += length >> SHIFT
            low += length & LOW
            least = min(least, length)
            most = max(most, length)
        lower, upper = middles(run.copy())
        found[group] = np.array([high, low, least, most, lower, upper])
    return found


@compiled
def gathered(target: Numbers, place: Numbers, bounds: Numbers, lengths: Numbers) -> None:
    """Copy every group of `lengths` to where it belongs in `target`."""
    for group in range(len(place)):
        for i in range(bounds[group], bounds[group + 1]):
            target[place[group] + i - bounds[group]] = lengths[i]
