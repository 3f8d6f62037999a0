"""Variants: the different ways cases went, exactly, however many there are."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from jianzheng.lab.kept import Keep, alphabet, chosen, named, united, used
from jianzheng.lab.kernels import variants
from jianzheng.lab.log.log import Codes, Log, Times


@dataclass(frozen=True, slots=True)
class Variant:
    """One way, its cases, and their share of all."""

    way: tuple[str, ...]
    cases: int
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Variants:
    """Ways as codes of sorted names (way i owns `codes[bounds[i]:bounds[i+1]]`) and how many cases took each.

    Found by hash and compared event by event, so two ways never count as one. A monoid: ways of both sides are grouped
    again. The order of the ways means nothing; `top` sorts by cases, then by name."""

    names: tuple[str, ...]
    bounds: Times
    codes: Codes
    cases: Times

    @classmethod
    def of(cls, log: Log, keep: Keep | None = None) -> Variants:
        """The ways of the chosen cases."""
        keep, activity = chosen(log, keep), named(log.activity)
        group_of, firsts = variants.grouped(log.bounds, activity.codes, keep)
        cases = np.bincount(group_of + 1, minlength=len(firsts) + 1)[1:]
        names, rank = alphabet(activity.names, used(log, activity, keep))
        bounds, codes = _taken(log.bounds, activity.codes, firsts)
        return cls(names, bounds, rank[codes], cases)

    def __len__(self) -> int:
        return len(self.cases)

    def __add__(self, other: Variants) -> Variants:
        names, (mine, theirs) = united(self.names, other.names)
        bounds = np.concatenate((self.bounds, other.bounds[1:] + self.bounds[-1]))
        codes = np.concatenate((mine[self.codes], theirs[other.codes])).astype(np.int32)
        weights = np.concatenate((self.cases, other.cases))
        group_of, firsts = variants.grouped(bounds, codes, np.ones(len(weights), np.bool_))
        cases = np.zeros(len(firsts), np.int64)
        np.add.at(cases, group_of, weights)
        return Variants(names, *_taken(bounds, codes, firsts), cases)

    def way(self, number: int) -> tuple[str, ...]:
        """The activities of one way."""
        return tuple(
            self.names[c] for c in self.codes[self.bounds[number] : self.bounds[number + 1]].tolist()
        )

    def top(self, most: int | None = None) -> list[Variant]:
        """The ways with most cases, equals by name."""
        wanted = len(self) if most is None else min(most, len(self))
        total = int(self.cases.sum())
        if not wanted:
            return []
        fewest = np.partition(self.cases, len(self) - wanted)[len(self) - wanted]
        rows = ((-int(self.cases[i]), self.way(int(i))) for i in np.flatnonzero(self.cases >= fewest))
        return [Variant(way, -less, -less / total) for less, way in heapq.nsmallest(wanted, rows)]


def _taken(bounds: Times, codes: Codes, cases: Times) -> tuple[Times, Codes]:
    """The events of some cases only, case after case."""
    lengths = bounds[cases + 1] - bounds[cases]
    made = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    rows = np.arange(made[-1]) + np.repeat(bounds[cases] - made[:-1], lengths)
    return made, codes[rows]
