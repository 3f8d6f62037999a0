"""Rows in any order to a Log: by case as the cases appear, then time, then the order of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from jianzheng.core.refusal import Refused
from jianzheng.lab.kernels import order
from jianzheng.lab.log.log import Coded, Codes, Log, Times


@dataclass(slots=True)
class Rows:
    """Events as a file gives them: the case of each row (no UNKNOWN among them; every case has a row) and its columns."""

    cases: Sequence[str]
    case: Codes
    activity: Coded
    at: Times
    began: Times | None = None
    resource: Coded | None = None
    columns: Mapping[str, Coded] = field(default_factory=dict)
    dates: Mapping[str, Times] = field(default_factory=dict)
    case_columns: Mapping[str, Coded] = field(default_factory=dict)
    case_dates: Mapping[str, Times] = field(default_factory=dict)


def laid(rows: Rows, zone: str = "UTC") -> Log:
    """The log of the rows. Raises Refused when there is none."""
    if not len(rows.case):
        raise Refused(
            "文件里没有事件。请检查是否选对了文件和列。",
            "No events in the file. Is it the right one, and the columns?",
        )
    bounds, placed = order.by_case(rows.case, len(rows.cases))
    at = order.by_time(bounds, placed, rows.at)
    coded = {"": rows.activity, **{" " + name: column for name, column in rows.columns.items()}}
    if rows.resource is not None:
        coded["who"] = rows.resource
    with ThreadPoolExecutor() as threads:
        columns = threads.map(lambda of: Coded(order.gathered(of.codes, placed), of.names), coded.values())
        moved = dict(zip(coded, columns, strict=True))
    return Log(
        cases=rows.cases,
        bounds=bounds,
        activity=moved.pop(""),
        at=at,
        began=None if rows.began is None else rows.began[placed],
        resource=moved.pop("who", None),
        columns={name[1:]: column for name, column in moved.items()},
        dates={name: times[placed] for name, times in rows.dates.items()},
        case_columns=rows.case_columns,
        case_dates=rows.case_dates,
        zone=zone,
    )


def numbered(case: Codes, count: int) -> tuple[Codes, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Cases numbered anew without those that have no row: the new number of each row, and the old number of each new one."""
    present = np.zeros(count, np.bool_)
    present[case] = True
    old = np.flatnonzero(present)
    new = np.full(count, -1, np.int32)
    new[old] = np.arange(len(old), dtype=np.int32)
    return new[case], old
