"""Directly-follows: what comes right after what, how often, and after how long; where cases start and end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kept import Keep, alphabet, chosen, named, united, used
from jianzheng.lab.kernels import follows
from jianzheng.lab.log.log import NEVER, Codes, Log, Times
from jianzheng.lab.spans import Described, Spans, laid

SQUARE = 2048
"""Up to so many names the pairs are counted in a square; beyond, they are listed and sorted."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`after` stood right behind `before` `n` times; `time` describes the time between the two events."""

    before: str
    after: str
    n: int
    time: Described


@dataclass(frozen=True, slots=True, eq=False)
class Follows:
    """Sorted names with their events, starts and ends; edges sorted by (before, after), with their times.

    Every event counts, whatever its lifecycle. A time that is not known leaves its pair counted but not timed. A monoid:
    names are united, counts added, times laid side by side (see Spans), so the sum is the same for every partition."""

    names: tuple[str, ...]
    events: Times
    starts: Times
    ends: Times
    before: Codes
    after: Codes
    n: Times
    times: Spans

    @classmethod
    def of(cls, log: Log, keep: Keep | None = None) -> Follows:
        """What follows what in the chosen cases."""
        keep, activity = chosen(log, keep), named(log.activity)
        size = len(activity.names)
        events, starts, ends = follows.marked(log.bounds, activity.codes, keep, size)
        names, rank = alphabet(activity.names, events > 0)
        order = np.argsort(rank, kind="stable")[size - len(names) :]
        count = _in_square if size <= SQUARE else _in_list
        pairs, n, times = count(log, activity.codes, keep, rank)
        before, after = pairs // max(size, 1), pairs % max(size, 1)
        return cls(names, events[order], starts[order], ends[order], rank[before], rank[after], n, times)

    def __add__(self, other: Follows) -> Follows:
        names, (mine, theirs) = united(self.names, other.names)
        size = max(len(names), 1)
        keys = [
            place[part.before].astype(np.int64) * size + place[part.after]
            for place, part in ((mine, self), (theirs, other))
        ]
        edges = np.union1d(*keys)
        into = [np.searchsorted(edges, key) for key in keys]
        return Follows(
            names,
            _summed(len(names), (mine, self.events), (theirs, other.events)),
            _summed(len(names), (mine, self.starts), (theirs, other.starts)),
            _summed(len(names), (mine, self.ends), (theirs, other.ends)),
            (edges // size).astype(np.int32),
            (edges % size).astype(np.int32),
            _summed(len(edges), (into[0], self.n), (into[1], other.n)),
            laid(len(edges), [(into[0], self.times), (into[1], other.times)]),
        )

    def edges(self) -> list[Edge]:
        """Every edge in figures, sorted by name."""
        return [
            Edge(self.names[a], self.names[b], n, time)
            for a, b, n, time in zip(
                self.before.tolist(),
                self.after.tolist(),
                self.n.tolist(),
                self.times.described(),
                strict=True,
            )
        ]


def _summed(size: int, *parts: tuple[NDArray[np.signedinteger], Times]) -> Times:
    total = np.zeros(size, np.int64)
    for place, counts in parts:
        total[place] += counts
    return total


def _ordered(pairs: Times, size: int, rank: Codes) -> NDArray[np.intp]:
    """The order of pairs by the names of their two ends."""
    return np.lexsort((rank[pairs % size], rank[pairs // size]))


def _in_square(log: Log, codes: Codes, keep: Keep, rank: Codes) -> tuple[Times, Times, Spans]:
    size = len(rank)
    counts = follows.met(log.bounds, codes, keep, size)
    pairs = np.flatnonzero(counts)
    pairs = pairs[_ordered(pairs, size, rank)]
    complete = log.at.size == 0 or int(log.at.min()) != NEVER
    timed = counts if complete else follows.met_timed(log.bounds, codes, log.at, keep, size)
    bounds = np.concatenate(([0], np.cumsum(timed[pairs]))).astype(np.int64)
    start = np.zeros(size * size + 1, np.int64)
    start[pairs], start[-1] = bounds[:-1], bounds[-1]
    lengths = follows.laid(log.bounds, codes, log.at, keep, size, start)
    return pairs, counts[pairs], Spans(bounds, lengths)


def _in_list(log: Log, codes: Codes, keep: Keep, rank: Codes) -> tuple[Times, Times, Spans]:
    size = len(rank)
    every, rows = follows.listed(log.bounds, codes, keep, size)
    order = _ordered(every, size, rank)
    every, rows = every[order], rows[order]
    heads = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1]))[: len(every)])
    counts = np.diff(np.append(heads, len(every)))
    begun, ended = log.at[rows], log.at[rows + 1]
    known = (begun != NEVER) & (ended != NEVER)
    edge = np.repeat(np.arange(len(heads)), counts)[known]
    bounds = np.concatenate(([0], np.cumsum(np.bincount(edge, minlength=len(heads)))))
    return every[heads], counts, Spans(bounds.astype(np.int64), (ended - begun)[known])


@dataclass(frozen=True, slots=True, eq=False)
class Handover:
    """How often one name of a column (resource, office) stands right behind another; both must be known.

    A monoid like Follows. `rate` is the share of such pairs whose names differ."""

    names: tuple[str, ...]
    before: Codes
    after: Codes
    n: Times

    @classmethod
    def of(cls, log: Log, column: str | None = None, keep: Keep | None = None) -> Handover:
        """Who hands to whom, by the named column of events, or by resource."""
        coded = log.resource if column is None else log.columns[column]
        keep = chosen(log, keep)
        if coded is None:
            return cls((), *(np.empty(0, np.int32),) * 2, np.empty(0, np.int64))
        names, rank = alphabet(coded.names, used(log, coded, keep))
        codes = np.append(rank, np.int32(-1))[coded.codes]
        size = max(len(names), 1)
        if size <= SQUARE:
            counts = follows.met(log.bounds, codes, keep, size)
            pairs = np.flatnonzero(counts)
            n = counts[pairs]
        else:
            pairs, n = np.unique(follows.listed(log.bounds, codes, keep, size)[0], return_counts=True)
        return cls(names, (pairs // size).astype(np.int32), (pairs % size).astype(np.int32), n)

    def __add__(self, other: Handover) -> Handover:
        names, (mine, theirs) = united(self.names, other.names)
        size = max(len(names), 1)
        keys = [
            place[part.before].astype(np.int64) * size + place[part.after]
            for place, part in ((mine, self), (theirs, other))
        ]
        pairs = np.union1d(*keys)
        n = _summed(
            len(pairs),
            (np.searchsorted(pairs, keys[0]), self.n),
            (np.searchsorted(pairs, keys[1]), other.n),
        )
        return Handover(names, (pairs // size).astype(np.int32), (pairs % size).astype(np.int32), n)

    @property
    def rate(self) -> float | None:
        """Share of the pairs that change hands; None where there is no pair."""
        total = int(self.n.sum())
        return int(self.n[self.before != self.after].sum()) / total if total else None

    def pairs(self) -> list[tuple[str, str, int]]:
        """(from, to, count), most frequent first, then by name."""
        rows = zip(self.before.tolist(), self.after.tolist(), self.n.tolist(), strict=True)
        return sorted(((self.names[a], self.names[b], n) for a, b, n in rows), key=lambda row: (-row[2], row))
