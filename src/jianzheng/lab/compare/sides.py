"""Several organisations doing the same matter: what all do, what only one does, what it costs, whose order is fastest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.refusal import Refused
from jianzheng.lab.compare.alike import widening
from jianzheng.lab.compare.effect import Effect, effect
from jianzheng.lab.compare.unended import unended
from jianzheng.lab.kernels import orders
from jianzheng.lab.log.log import DAY, Log, Times
from jianzheng.lab.waiting.split import UNTOLD, Roles, split
from jianzheng.lab.waiting.table import by_case
from jianzheng.lab.worktime import WorkTime

USUAL = 0.05
"""An activity of fewer cases is an exception, not something the organisation does."""
ALWAYS = 0.95
"""An order kept by so many of the cases with both activities is the organisation's order."""
SUPPORT = 20
"""Fewer cases with both activities say nothing about their order."""


@dataclass(frozen=True, slots=True)
class Side:
    """One organisation: cases, and the median and 90th percentile of the span in natural and in working days."""

    name: str
    cases: int
    median: float
    p90: float
    median_open: float
    p90_open: float


@dataclass(frozen=True, slots=True)
class Done:
    """An activity: by each side the share of cases with it and the median natural days of the stretch that ends in it
    (None where the side has none), and the usual doers' number."""

    name: str
    shares: tuple[float, ...]
    days: tuple[float | None, ...]

    @property
    def doers(self) -> int:
        """How many sides usually do it."""
        return sum(share >= USUAL for share in self.shares)


@dataclass(frozen=True, slots=True)
class Turned:
    """Two activities some sides do in one order and others in the other: who keeps `first` before `then`, who the reverse,
    and the change of span from the former's cases to the latter's."""

    first: str
    then: str
    forth: tuple[str, ...]
    back: tuple[str, ...]
    effect: Effect


@dataclass(frozen=True, slots=True)
class Compared:
    """The sides, fastest first by working days or before and after; every activity; orders in which they differ; changes."""

    sides: tuple[Side, ...]
    activities: tuple[Done, ...]
    turned: tuple[Turned, ...]
    effects: Mapping[tuple[str, str], Effect]

    @property
    def common(self) -> tuple[str, ...]:
        """What every side usually does."""
        return tuple(done.name for done in self.activities if done.doers == len(self.sides))

    def only(self, side: str) -> tuple[Done, ...]:
        """What this side alone usually does, the most frequent first."""
        place = [each.name for each in self.sides].index(side)
        alone = [done for done in self.activities if done.doers == 1 and done.shares[place] >= USUAL]
        return tuple(sorted(alone, key=lambda done: (-done.shares[place], done.name)))


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A log as it is compared, cases in the order they came: spans, which are not ended, what each has (cases × names, where
    first, -1 for not); and the median stretch of every name."""

    name: str
    log: Log
    spans: Times
    open: NDArray[np.bool_]
    side: Side
    first: NDArray[np.int32]
    stretch: Times


def compare(logs: Sequence[tuple[str, Log]], time: WorkTime, roles: Roles = UNTOLD) -> Compared:
    """Compare logs by their names, fastest first; `time` covers all. Raises Refused for fewer than two, or two of one name."""
    read = sorted(_reads(logs, time, roles), key=lambda one: (one.side.median_open, one.name))
    return _compared(read)


def across(before: tuple[str, Log], after: tuple[str, Log], time: WorkTime, ended: str = "") -> Compared:
    """Compare one organisation before and after a change, in this order; where many more cases of one side are not ended (by
    the column `ended`, else by their last activity), the data cannot tell."""
    cut = unended(before[1], after[1], ended)
    read = _reads((before, after), time, UNTOLD)
    return _compared(
        [
            replace(one, open=open[np.argsort(one.log.first, kind="stable")])
            for one, open in zip(read, cut, strict=True)
        ]
    )


def _reads(logs: Sequence[tuple[str, Log]], time: WorkTime, roles: Roles) -> list[_Read]:
    if len(logs) < 2 or len({name for name, _ in logs}) < len(logs):
        raise Refused(
            "比较需要至少两份日志，名称各不相同。",
            "Comparing needs at least two logs, each with its own name.",
        )
    names = sorted(set().union(*(log.activity.names for _, log in logs)))
    return [_read(name, log, names, time, roles) for name, log in logs]


def _compared(read: Sequence[_Read]) -> Compared:
    names = sorted(set().union(*(one.log.activity.names for one in read)))
    return Compared(
        tuple(one.side for one in read),
        tuple(_done(read, code, name) for code, name in enumerate(names)),
        tuple(_turned(read, names)),
        {(a.name, b.name): _effect((a.spans, a.open), (b.spans, b.open)) for a, b in combinations(read, 2)},
    )


Spans = tuple[Times, NDArray[np.bool_]]


def _effect(before: Spans, after: Spans) -> Effect:
    """The change of span; lengths in the order in which the cases came, since those that queue together are alike."""
    (x, cut), (y, cut_later) = before, after
    shares = [float(open.mean()) if len(open) else 0.0 for open in (cut, cut_later)]
    return effect(x, y, open_before=shares[0], open_after=shares[1], wider=widening(x, y))


def _read(name: str, log: Log, names: Sequence[str], time: WorkTime, roles: Roles) -> _Read:
    place = np.array([names.index(own) for own in log.activity.names] + [-1], np.int32)
    codes = place[log.activity.codes]
    apart = split(log, time, roles)
    (span, _), (span_open, _) = by_case(log, apart)
    figures = (*np.percentile(span, (50, 90)) / DAY, *time.days(np.percentile(span_open, (50, 90))))
    side = Side(name, len(log), *(float(figure) for figure in figures))
    first = orders.firsts(log.bounds, codes, len(names))
    came = np.argsort(log.first, kind="stable")
    stretch = _by_name(apart.waited + apart.worked, codes, len(names))
    return _Read(name, log, span[came], np.zeros(len(log), np.bool_), side, first[came], stretch)


def _by_name(stretch: Times, codes: NDArray[np.int32], size: int) -> Times:
    """The median stretch that ends in each activity; -1 for none."""
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(size + 1))
    runs = (stretch[order[edges[code] : edges[code + 1]]] for code in range(size))
    return np.array([int(np.median(run)) if len(run) else -1 for run in runs], np.int64)


def _done(read: Sequence[_Read], code: int, name: str) -> Done:
    shares = tuple(float((one.first[:, code] >= 0).mean()) for one in read)
    days = tuple(one.stretch[code] / DAY if one.stretch[code] >= 0 else None for one in read)
    return Done(name, shares, days)


def _turned(read: Sequence[_Read], names: Sequence[str]) -> list[Turned]:
    """Pairs of activities whose order differs between sides, the strongest change of span first."""
    leads = [orders.leading(one.first) for one in read]
    forth = [(ahead >= ALWAYS * both) & (both >= SUPPORT) for ahead, both in leads]
    back = [(ahead <= (1 - ALWAYS) * both) & (both >= SUPPORT) for ahead, both in leads]
    differ = np.any(forth, axis=0) & np.any(back, axis=0)
    found = []
    for a, b in np.argwhere(np.triu(differ, 1)):
        keep = [one for one, so in zip(read, forth, strict=True) if so[a, b]]
        turn = [one for one, so in zip(read, back, strict=True) if so[a, b]]
        change = _effect(_with(keep, a, b), _with(turn, a, b))
        sides = (tuple(one.name for one in keep), tuple(one.name for one in turn))
        found.append(Turned(names[a], names[b], *sides, change))
    return sorted(found, key=lambda t: (-abs(t.effect.shift), t.first, t.then))


def _with(side: Sequence[_Read], a: int, b: int) -> Spans:
    """The spans of the cases that have both activities, and which of these are not ended."""
    both = [(one.first[:, a] >= 0) & (one.first[:, b] >= 0) for one in side]
    pairs = list(zip(side, both, strict=True))
    return np.concatenate([one.spans[hit] for one, hit in pairs]), np.concatenate(
        [one.open[hit] for one, hit in pairs]
    )
