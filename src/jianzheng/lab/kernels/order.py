"""Rows into the order every figure is computed in: by case as the cases appear, then time, then the order of the file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled

Numbers = NDArray[np.int64]
Codes = NDArray[np.int32]
NEVER = np.iinfo(np.int64).min


@compiled
def by_case(case: Codes, cases: int) -> tuple[Numbers, Codes]:
    """Where each case's rows begin once sorted (cases + 1), and the rows in that order; within a case as in the file."""
    bounds = np.zeros(cases + 1, np.int64)
    for code in case:
        bounds[code + 1] += 1
    for code in range(cases):
        bounds[code + 1] += bounds[code]
    place = bounds[:-1].copy()
    order = np.empty(len(case), np.int32)
    for row in range(len(case)):
        order[place[case[row]]] = row
        place[case[row]] += 1
    return bounds, order


@compiled
def by_time(bounds: Numbers, order: Codes, at: Numbers) -> Numbers:
    """Sort each case's rows by time, in place and stable; a row without a time stays behind the one before it in the file.
    The times in the new order."""
    sorted_at = np.empty(len(order), np.int64)
    for case in range(len(bounds) - 1):
        start, end = bounds[case], bounds[case + 1]
        sound, last = True, NEVER
        for row in range(start, end):
            time = at[order[row]]
            sorted_at[row] = time
            sound = sound and (time >= last or time == NEVER)
            last = last if time == NEVER else time
        if not sound:
            _sort(order[start:end], sorted_at[start:end])
    return sorted_at


@compiled
def _sort(rows: Codes, times: Numbers) -> None:
    """Sort a few rows and their times, stable."""
    keys = times.copy()
    for n in range(1, len(keys)):
        if keys[n] == NEVER:
            keys[n] = keys[n - 1]
    places = np.argsort(keys, kind="mergesort")
    rows[:] = rows[places]
    times[:] = times[places]


@compiled
def gathered(column: Codes, order: Codes) -> Codes:
    """The column in that order."""
    found = np.empty(len(order), np.int32)
    for row in range(len(order)):
        found[row] = column[order[row]]
    return found
