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


def written(of: Log) -> list[tuple[object, ...]]:
    """A log as plain rows, whatever its codes: case, activity, when, began, who, further columns and those of the case."""
    rows = []
    for event, case in enumerate(of.owner.tolist()):
        more = {name: column.at(event) for name, column in of.columns.items()}
        about = {name: column.at(case) for name, column in of.case_columns.items()}
        dates = {name: int(times[event]) for name, times in of.dates.items()}
        case_dates = {name: int(times[case]) for name, times in of.case_dates.items()}
        rows.append(
            (
                of.cases[case],
                of.activity.at(event),
                int(of.at[event]),
                None if of.began is None else int(of.began[event]),
                None if of.resource is None else of.resource.at(event),
                more,
                dates,
                about,
                case_dates,
            )
        )
    return rows
