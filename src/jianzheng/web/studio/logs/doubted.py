"""The cases behind a doubt: the laboratory's own looks, asked for every case instead of a few examples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.apps.logs.queries import Loaded
from jianzheng.lab.honesty import MINUTE, SELDOM, UNTOLD, Doubt, Found
from jianzheng.lab.honesty.doubt import BULK
from jianzheng.lab.honesty.looks import LOOKS, Look
from jianzheng.lab.kept import Keep
from jianzheng.lab.kernels.cases import having
from jianzheng.lab.log.log import UNKNOWN


class _Noting(Look):
    """A look that remembers which cases it found."""

    found: Keep | None = None

    def events(self, wrong: NDArray[np.bool_], among: NDArray[np.bool_] | None = None) -> Found:
        """Cases with such an event."""
        hit = np.concatenate(([0], np.cumsum(wrong)))
        self.found = hit[self.log.bounds[1:]] > hit[self.log.bounds[:-1]]
        return Found()

    def cases(self, wrong: NDArray[np.bool_], of: int) -> Found:
        """Such cases."""
        self.found = wrong
        return Found()


def doubted(of: Loaded, doubt: Doubt) -> Keep:
    """The cases a doubt is about."""
    look = _Noting(of.log, of.calendar, UNTOLD)
    if doubt == Doubt.BULK:
        look.events(_bulk(look))
    elif doubt == Doubt.NO_END:
        look.found = _no_end(look)
    else:
        LOOKS[doubt](look)
    return np.zeros(len(of.log), np.bool_) if look.found is None else look.found


def _bulk(look: Look) -> NDArray[np.bool_]:
    """Events of one person of which so many fall into one minute."""
    log = look.log
    wrong = np.zeros(log.events, np.bool_)
    if log.resource is None:
        return wrong
    rows = np.flatnonzero((log.resource.codes != UNKNOWN) & look.clocked)
    minutes = log.at[rows] // MINUTE
    span = int(minutes.max() - minutes.min()) + 1 if len(rows) else 1
    keys = log.resource.codes[rows] * np.int64(span) + (minutes - minutes.min() if len(rows) else 0)
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    wrong[rows] = counts[place] >= BULK
    return wrong


def _no_end(look: Look) -> Keep:
    """Cases whose last activity is seldom the last of its cases."""
    log = look.log
    names, codes = log.activity.names, log.activity.codes
    last = codes[log.bounds[1:] - 1]
    ends = np.bincount(last[last >= 0], minlength=len(names))
    seldom = np.append(ends < SELDOM * having(log.bounds, codes, len(names)), False)
    return np.asarray(seldom[last], np.bool_)
