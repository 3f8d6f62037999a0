"""The cases behind an order: in which one activity was over before another began, or was never done."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.discover.precedence import worked
from jianzheng.lab.kept import Keep, named
from jianzheng.lab.log.log import NEVER, Log, Times


def ordered(log: Log, before: str, after: str, skipped: bool = False) -> Keep:
    """Cases in which the first `before` was over when the first `after` began, as the habits count them; `skipped`: those
    that have `after` without `before` at all."""
    activity = named(log.activity)
    if not {before, after} <= {*activity.names}:
        return np.zeros(len(log), np.bool_)
    a, b = (np.flatnonzero(activity.codes == activity.names.index(name)) for name in (before, after))
    owner, (begun, ended) = log.owner, worked(log)
    if skipped:
        return _in(owner[b], len(log)) & ~_in(owner[a], len(log))
    begun = np.where(begun == NEVER, ended, begun)
    starts, ends = ([_first(log, owner, rows, times) for rows in (a, b)] for times in (begun, ended))
    ahead = (ends[0] != NEVER) & (starts[1] != NEVER) & (ends[0] <= starts[1])
    return np.asarray(ahead & ~((ends[1] != NEVER) & (starts[0] != NEVER) & (ends[1] <= starts[0])))


def _first(log: Log, owner: NDArray[np.int64], rows: NDArray[np.intp], times: Times) -> Times:
    """The first known moment of these events in every case, NEVER for none."""
    known = rows[times[rows] != NEVER]
    found = np.full(len(log), NEVER, np.int64)
    cases, places = np.unique(owner[known], return_index=True)
    found[cases] = times[known[places]]
    return found


def _in(cases: NDArray[np.int64], count: int) -> Keep:
    keep = np.zeros(count, np.bool_)
    keep[cases] = True
    return keep


def looped(log: Log, before: str, after: str) -> Keep:
    """Cases in which `after`, done earlier already, stands right behind `before`: they went back."""
    activity, keep = named(log.activity), np.zeros(len(log), np.bool_)
    if not {before, after} <= {*activity.names}:
        return keep
    a, b = (activity.names.index(name) for name in (before, after))
    owner, rows = log.owner, np.flatnonzero(activity.codes == b)
    _, firsts = np.unique(owner[rows], return_index=True)
    again = np.delete(rows, firsts)
    keep[owner[again[activity.codes[again - 1] == a]]] = True
    return keep
