"""Logs made by hand, small enough to be read: rows of (case, activity, minute, …) as tests write them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jianzheng.lab.log.log import NEVER, SECOND, UNKNOWN, Coded, Log

MINUTE = 60 * SECOND
START = 1_704_067_200 * SECOND
"""2024-01-01 00:00 UTC, a Monday, a holiday in China."""


def coded(names: Sequence[str | None]) -> Coded:
    """A column of names."""
    known = list(dict.fromkeys(name for name in names if name is not None))
    place = {name: code for code, name in enumerate(known)}
    return Coded(
        np.array([UNKNOWN if name is None else place[name] for name in names], np.int32), tuple(known)
    )


def log(
    rows: Sequence[tuple[str, str, float]],
    resources: Sequence[str | None] | None = None,
    began: Sequence[float | None] | None = None,
    zone: str = "UTC",
) -> Log:
    """A log of rows (case, activity, minutes since START); resources and the minutes work began are given row by row."""
    cases = list(dict.fromkeys(case for case, _, _ in rows))
    order = sorted(range(len(rows)), key=lambda n: (cases.index(rows[n][0]), rows[n][2], n))
    counts = [sum(row[0] == case for row in rows) for case in cases]
    starts = None
    if began is not None:
        starts = np.array([NEVER if (t := began[n]) is None else _at(t) for n in order], np.int64)
    return Log(
        cases=cases,
        bounds=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        activity=coded([rows[n][1] for n in order]),
        at=np.array([_at(rows[n][2]) for n in order], np.int64),
        began=starts,
        resource=None if resources is None else coded([resources[n] for n in order]),
        zone=zone,
    )


def _at(minute: float) -> int:
    return START + round(minute * MINUTE)
