"""Lengths of time in groups, kept whole: medians and percentiles do not add up, the lengths themselves do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.kernels import cases, spans
from jianzheng.lab.log.log import DAY, Log, Times


@dataclass(frozen=True, slots=True)
class Described:
    """One group of lengths, in microseconds; `total` is exact, `median` of an even count the mean of the two in the middle."""

    n: int = 0
    total: int = 0
    least: int = 0
    most: int = 0
    median: float = 0.0

    @property
    def mean(self) -> float:
        """Total over count, 0 for an empty group."""
        return self.total / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Groups of lengths in microseconds: group i owns `lengths[bounds[i]:bounds[i+1]]`, in no order that means anything.

    A monoid by laying groups side by side: 8 bytes a length, the price of medians that are exact however the log was
    split. Two values with the same groups are the same if each group holds the same lengths in whatever order."""

    bounds: Times
    lengths: Times

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def group(self, number: int) -> Times:
        """The lengths of one group."""
        return self.lengths[self.bounds[number] : self.bounds[number + 1]]

    def described(self) -> list[Described]:
        """Every group in figures."""
        rows = spans.described(self.bounds, self.lengths).tolist()
        counts = np.diff(self.bounds).tolist()
        return [
            Described(n, (high << spans.SHIFT) + low, least, most, (lower + upper) / 2)
            for n, (high, low, least, most, lower, upper) in zip(counts, rows, strict=True)
        ]


def one(lengths: Times) -> Spans:
    """A single group."""
    return Spans(np.array([0, len(lengths)], np.int64), lengths)


def lasting(log: Log, keep: Keep | None = None) -> Spans:
    """How long each chosen case took, last minus first event; one group."""
    return one(cases.lasted(log.bounds, log.at, chosen(log, keep))[0])


def laid(groups: int, parts: Iterable[tuple[Times, Spans]]) -> Spans:
    """Spans put together: each part says for each of its groups which of `groups` it belongs to."""
    parts = list(parts)
    counts = np.zeros(groups, np.int64)
    for places, part in parts:
        np.add.at(counts, places, np.diff(part.bounds))
    bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    target, place = np.empty(bounds[-1], np.int64), bounds[:-1].copy()
    for places, part in parts:
        spans.gathered(target, place[places], part.bounds, part.lengths)
        place[places] += np.diff(part.bounds)
    return Spans(bounds, target)


def days(microseconds: float) -> float:
    """Natural days of 24 hours."""
    return microseconds / DAY
