"""Where the time goes, added up by step, office and month; partitions of a log add up to the same figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab import spans
from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.kernels import sums
from jianzheng.lab.log.log import NEVER, SECOND, UNKNOWN, Log, Times
from jianzheng.lab.spans import Spans
from jianzheng.lab.waiting.split import PARTS, UNTOLD, Part, Roles, Split, split
from jianzheng.lab.worktime import WorkTime

Cell = tuple[str, str, str]
"""Step, office ("" where not known), month ("2024-03")."""
Sums = tuple[int, ...]
"""Events, then natural and then open microseconds of every Part."""
NOTHING: Sums = (0,) * (1 + 2 * PARTS)
STEP, OFFICE, MONTH = range(3)


@dataclass(frozen=True, slots=True)
class Share:
    """One row of an answer: its name, events, and microseconds of each Part, natural and on the working calendar."""

    name: str
    events: int
    natural: tuple[int, ...]
    open: tuple[int, ...]

    @property
    def total(self) -> int:
        """All natural microseconds."""
        return sum(self.natural)

    @property
    def waiting(self) -> int:
        """Natural microseconds that nobody worked."""
        return self.total - self.natural[Part.WORKING]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The sums by step, office and month, and each case's whole span and its running time (the span without what the
    applicant took and what was paused by law), natural and on the working calendar. `blind`: the log does not say when work
    began, so that working and waiting are not told apart."""

    cells: Mapping[Cell, Sums]
    blind: bool
    span: Spans
    running: Spans
    span_open: Spans
    running_open: Spans

    @classmethod
    def of(cls, log: Log, time: WorkTime, roles: Roles = UNTOLD, keep: Keep | None = None) -> Waiting:
        """The summary of the chosen cases of a log."""
        apart, kept = split(log, time, roles), chosen(log, keep)
        natural, worked = by_case(log, apart)
        return cls(
            _cells(log, apart, kept),
            apart.blind,
            *(spans.one(lengths[kept]) for lengths in (*natural, *worked)),
        )

    def __add__(self, other: Waiting) -> Waiting:
        cells = dict(self.cells)
        for cell, more in other.cells.items():
            cells[cell] = tuple(a + b for a, b in zip(cells.get(cell, NOTHING), more, strict=True))
        joined = (
            spans.one(np.concatenate((getattr(self, name).lengths, getattr(other, name).lengths)))
            for name in ("span", "running", "span_open", "running_open")
        )
        return Waiting(cells, self.blind or other.blind, *joined)

    def by(self, which: int) -> list[Share]:
        """The sums by STEP, OFFICE or MONTH; the longest first, months in their order."""
        found: dict[str, list[int]] = {}
        for cell, more in self.cells.items():
            row = found.setdefault(cell[which], [0] * len(NOTHING))
            for place, amount in enumerate(more):
                row[place] += amount
        shares = [_share(name, row) for name, row in found.items()]
        return sorted(shares, key=lambda s: s.name if which == MONTH else (-s.total, s.name))

    @property
    def whole(self) -> Share:
        """All steps together."""
        return _share("", [sum(column) for column in zip(*self.cells.values(), strict=True)] or list(NOTHING))


def _share(name: str, row: list[int]) -> Share:
    return Share(name, row[0], tuple(row[1 : 1 + PARTS]), tuple(row[1 + PARTS :]))


def by_case(log: Log, apart: Split) -> tuple[tuple[Times, Times], tuple[Times, Times]]:
    """For every case: span and running time, natural, then on the working calendar."""
    outside = (apart.part == Part.APPLICANT) | (apart.part == Part.PAUSED)
    answers = []
    for waited, worked in ((apart.waited, apart.worked), (apart.waited_open, apart.worked_open)):
        span = np.add.reduceat(waited + worked, log.bounds[:-1])
        out = np.add.reduceat(np.where(outside, waited, 0), log.bounds[:-1])
        answers.append((span, span - out))
    return answers[0], answers[1]


def _cells(log: Log, apart: Split, kept: Keep) -> dict[Cell, Sums]:
    """The sums of every step, office and month that occurs among the chosen cases."""
    months, names = _months(log)
    offices = (*apart.office.names, "")
    office = np.where(apart.office.codes == UNKNOWN, len(offices) - 1, apart.office.codes).astype(np.int64)
    steps = (*log.activity.names, "")
    step = np.where(log.activity.codes == UNKNOWN, len(steps) - 1, log.activity.codes).astype(np.int64)
    key = (step * len(offices) + office) * len(names) + months
    key[~np.repeat(kept, log.lengths)] = -1
    seen = np.zeros(len(steps) * len(offices) * len(names) + 1, np.bool_)
    seen[key] = True  # a negative key marks the spare last place
    present = np.flatnonzero(seen[:-1])
    rank = np.full(len(seen), -1, np.int64)
    rank[present] = np.arange(len(present))
    place = rank[key]
    table = _table(apart, place, len(present))
    return {
        (
            steps[int(k) // len(names) // len(offices)],
            offices[int(k) // len(names) % len(offices)],
            names[int(k) % len(names)],
        ): tuple(row)
        for k, row in zip(present, table.tolist(), strict=True)
    }


def _table(apart: Split, place: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """One row a cell: events, natural microseconds by part, open microseconds by part."""
    none = np.zeros_like(place)
    counts = sums.added(place, none, none + 1, size, 1)
    columns = [counts]
    for waited, worked in ((apart.waited, apart.worked), (apart.waited_open, apart.worked_open)):
        found = sums.added(place, apart.part, waited, size, PARTS)
        found[:, Part.WORKING] += sums.added(place, none, worked, size, 1)[:, 0]
        columns.append(found)
    return np.concatenate(columns, axis=1)


def _months(log: Log) -> tuple[NDArray[np.int64], list[str]]:
    """The month of every event in the log's zone: its place among the names; "" where the time is not known."""
    zone = ZoneInfo(log.zone)
    known = log.at[log.at != NEVER]
    if not len(known):
        return np.zeros(log.events, np.int64), [""]
    first, last = (dt.datetime.fromtimestamp(int(t) / SECOND, zone) for t in (known.min(), known.max()))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    starts = [_month(first, n) for n in range(count)]
    edges = np.array([int(start.timestamp()) * SECOND for start in starts], np.int64)
    place = np.maximum(np.searchsorted(edges, log.at, "right") - 1, 0)
    place[log.at == NEVER] = count
    return place.astype(np.int64), [f"{start:%Y-%m}" for start in starts] + [""]


def _month(first: dt.datetime, later: int) -> dt.datetime:
    """The first moment of the month that many months later."""
    month = first.month - 1 + later
    return dt.datetime(first.year + month // 12, month % 12 + 1, 1, tzinfo=first.tzinfo)
