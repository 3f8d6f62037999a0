"""A log seen through a word: only the activities whose name contains it, what lies between them passed over."""

from __future__ import annotations

import numpy as np

from jianzheng.lab.kept import Keep, following, named
from jianzheng.lab.log.log import Log


def narrowed(log: Log, word: str) -> tuple[Log, Keep]:
    """The log with these activities only, and which cases have any; only they are in it."""
    activity = named(log.activity)
    wanted = np.array([word.casefold() in name.casefold() for name in activity.names])[activity.codes]
    bounds = np.concatenate(([0], np.cumsum(wanted)))[log.bounds].astype(np.int64)
    has: Keep = np.diff(bounds) > 0
    less = Log(
        cases=[log.cases[int(case)] for case in np.flatnonzero(has)],
        bounds=np.concatenate((bounds[:-1][has], bounds[-1:])),
        activity=activity.chosen(wanted),
        at=log.at[wanted],
        zone=log.zone,
    )
    return less, has


def among(log: Log, word: str, before: str, after: str) -> Keep:
    """Cases in which `after` stands right behind `before` among the activities of a word."""
    less, has = narrowed(log, word)
    keep = np.zeros(len(log), np.bool_)
    keep[has] = following(less, before, after)
    return keep
