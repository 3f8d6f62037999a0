"""The log every figure is computed from: one row an event, coded columns, sorted by case, then time, then file order.

Times are whole microseconds since 1970-01-01 UTC; `NEVER` stands for a time that is not known. A code of `UNKNOWN`
stands for a name that is not known. Nothing here reads files (see the modules beside this one) or computes figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.int64]
Codes = NDArray[np.int32]

NEVER = np.iinfo(np.int64).min
"""A time that is not known."""
UNKNOWN = -1
"""The code of a name that is not known."""
SECOND = 1_000_000
DAY = 86_400 * SECOND


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One column of names: `codes` (int32, one a row, UNKNOWN where none) point into `names`."""

    codes: Codes
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, row: int) -> str | None:
        """The name in a row, None where it is not known."""
        code = int(self.codes[row])
        return None if code == UNKNOWN else self.names[code]

    def chosen(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Coded:
        """The same column for some rows only; the names stay as they are."""
        return Coded(self.codes[rows], self.names)


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """An event log. Case i owns the events `bounds[i]:bounds[i+1]`; every case owns at least one.

    `at` is when an event happened (for a step with a start and an end: when it ended), `began` when the work on it
    began where the log says so. `columns` are further named columns of events, `dates` further times of events;
    `case_columns` and `case_dates` the same of cases. `zone` is the IANA zone whose days and hours count.
    """

    cases: Sequence[str]
    bounds: NDArray[np.int64]
    activity: Coded
    at: Times
    began: Times | None = None
    resource: Coded | None = None
    columns: Mapping[str, Coded] = field(default_factory=dict)
    dates: Mapping[str, Times] = field(default_factory=dict)
    case_columns: Mapping[str, Coded] = field(default_factory=dict)
    case_dates: Mapping[str, Times] = field(default_factory=dict)
    zone: str = "UTC"

    @property
    def events(self) -> int:
        """How many events."""
        return len(self.at)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Events of each case."""
        return np.diff(self.bounds)

    @property
    def first(self) -> Times:
        """When each case's first event happened."""
        return self.at[self.bounds[:-1]]

    @property
    def last(self) -> Times:
        """When each case's last event happened."""
        return self.at[self.bounds[1:] - 1]

    @property
    def owner(self) -> NDArray[np.int64]:
        """The case of each event."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.lengths)

    def chosen(self, keep: NDArray[np.bool_]) -> Log:
        """The log of the cases for which `keep` (one boolean a case) holds; names and codes stay as they are."""
        events = np.repeat(keep, self.lengths)
        bounds = np.concatenate(([0], np.cumsum(self.lengths[keep])))
        return Log(
            cases=[self.cases[int(i)] for i in np.flatnonzero(keep)],
            bounds=bounds.astype(np.int64),
            activity=self.activity.chosen(events),
            at=self.at[events],
            began=None if self.began is None else self.began[events],
            resource=None if self.resource is None else self.resource.chosen(events),
            columns={name: column.chosen(events) for name, column in self.columns.items()},
            dates={name: times[events] for name, times in self.dates.items()},
            case_columns={name: column.chosen(keep) for name, column in self.case_columns.items()},
            case_dates={name: times[keep] for name, times in self.case_dates.items()},
            zone=self.zone,
        )
