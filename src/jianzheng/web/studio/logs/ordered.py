"""The cases behind an order: in which one activity was over before another began, or was never done."""

from __future__ import annotations

import numpy as np

from jianzheng.lab.discover.precedence import worked
from jianzheng.lab.kept import Keep, named
from jianzheng.lab.kernels import precedence
from jianzheng.lab.log.log import Log


def ordered(log: Log, before: str, after: str, skipped: bool = False) -> Keep:
    """Cases in which `before` was over when `after` began, counted as the habits count them; `skipped`: those that have
    `after` without `before` at all."""
    activity = named(log.activity)
    keep = np.zeros(len(log), np.bool_)
    if not {before, after} <= {*activity.names}:
        return keep
    first, then = activity.names.index(before), activity.names.index(after)
    if skipped:
        return _has(log, activity.codes == then) & ~_has(log, activity.codes == first)
    begun, ended = worked(log)
    rows = np.array([(then, first, 0, len(log))], np.int64)
    every = np.ones(len(log), np.bool_)
    found = precedence.exceptions(log.bounds, activity.codes, begun, ended, every, rows)[0]
    keep[found[found >= 0]] = True
    return keep


def _has(log: Log, hit: Keep) -> Keep:
    counts = np.concatenate(([0], np.cumsum(hit)))
    return np.asarray(counts[log.bounds[1:]] > counts[log.bounds[:-1]])
