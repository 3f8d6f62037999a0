"""Which cases of a log have no end yet: a side with many of them looks shorter than it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.honesty import SELDOM
from jianzheng.lab.kernels.cases import having as cases_having
from jianzheng.lab.log.log import NEVER, UNKNOWN, Log

Cases = NDArray[np.bool_]


def unended(before: Log, after: Log, ended: str) -> tuple[Cases, Cases]:
    """The cases of each side without an end: by the column that holds it, where both logs have it; else those whose last
    activity is no end, one that ends its cases seldom before the change (after it, where it is new)."""
    if ended in before.case_dates and ended in after.case_dates:
        return before.case_dates[ended] == NEVER, after.case_dates[ended] == NEVER
    ends = _ends(before) | {name for name in _ends(after) if name not in _names(before)}
    return _without(before, ends), _without(after, ends)


def _names(log: Log) -> set[str]:
    used = np.unique(log.activity.codes)
    return {log.activity.names[code] for code in used.tolist() if code != UNKNOWN}


def _ends(log: Log) -> set[str]:
    """Activities that end at least SELDOM of the cases they are in."""
    names, codes = log.activity.names, log.activity.codes
    having = cases_having(log.bounds, codes, len(names))
    last = codes[log.bounds[1:] - 1]
    ends = np.bincount(last[last != UNKNOWN], minlength=len(names))
    return {
        name
        for name, n, of in zip(names, ends.tolist(), having.tolist(), strict=True)
        if n and n >= SELDOM * of
    }


def _without(log: Log, ends: set[str]) -> Cases:
    ending = np.array([name in ends for name in log.activity.names] + [False])
    return ~ending[log.activity.codes[log.bounds[1:] - 1]]
