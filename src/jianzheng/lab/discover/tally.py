"""Occurrences of a pattern, counted: how often, in how many cases, how long, and the cases to look at."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.log.log import Codes, Times
from jianzheng.lab.spans import Described, Spans, laid

EXAMPLES = 5
"""How many cases are named as examples of one pattern."""
FEW = 50
"""How many of the longest occurrences are looked through for different cases."""
RADIX = 1 << 16
"""Up to so many keys they are sorted as 16-bit numbers, which takes one pass a byte."""
Example = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: the names it is about, occurrences, cases and their share of all cases, lengths, example cases."""

    what: tuple[str, ...]
    count: int
    cases: int
    share: float
    time: Described
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Occurrences grouped by what they are about, sorted by name; `total` is the number of cases looked at.

    A monoid for partitions by case. `examples` are (length, case), longest first; of equally long ones those found first
    stay, so only examples may depend on the partition, never a figure."""

    total: int
    what: tuple[tuple[str, ...], ...]
    cases: Times
    times: Spans
    examples: tuple[tuple[Example, ...], ...]

    def __add__(self, other: Tally) -> Tally:
        what = tuple(sorted({*self.what, *other.what}))
        place = {each: number for number, each in enumerate(what)}
        parts = [(np.array([place[each] for each in part.what], np.int64), part) for part in (self, other)]
        cases = np.zeros(len(what), np.int64)
        examples: list[list[Example]] = [[] for _ in what]
        for places, part in parts:
            cases[places] += part.cases
            for number, more in zip(places.tolist(), part.examples, strict=True):
                examples[number].extend(more)
        return Tally(
            self.total + other.total,
            what,
            cases,
            laid(len(what), [(places, part.times) for places, part in parts]),
            tuple(tuple(heapq.nsmallest(EXAMPLES, each, key=_longest)) for each in examples),
        )

    def patterns(self, most: int | None = None) -> list[Pattern]:
        """The patterns, most frequent first, equals by name."""
        counts = np.diff(self.times.bounds)
        order = sorted(range(len(self.what)), key=lambda i: (-counts[i], self.what[i]))[:most]
        described = self.times.described()
        return [
            Pattern(
                self.what[i],
                described[i].n,
                int(self.cases[i]),
                int(self.cases[i]) / self.total,
                described[i],
                tuple(case for _, case in self.examples[i]),
            )
            for i in order
        ]


def _longest(example: Example) -> int:
    return -example[0]


def tallied(
    names: Sequence[str], codes: Sequence[Codes], found: tuple[Times, Times], cases: Sequence[str], total: int
) -> Tally:
    """Occurrences grouped by one or two columns of codes; `found` holds the case and the length of each, cases ascending."""
    case, length = found
    size = max(len(names), 1)
    keys = np.zeros(len(case), np.int64)
    for column in codes:
        keys = keys * size + column
    order = np.argsort(keys.astype(np.uint16) if size ** len(codes) <= RADIX else keys, kind="stable")
    keys, case, length = keys[order], case[order], length[order]
    heads = _heads(keys)
    bounds = np.append(heads, len(keys)).astype(np.int64)
    depth = [size**power for power in reversed(range(len(codes)))]
    what = [tuple(names[int(key) // part % size] for part in depth) for key in keys[heads]]
    fresh = np.concatenate(([True], (keys[1:] != keys[:-1]) | (case[1:] != case[:-1])))[: len(keys)]
    distinct = np.add.reduceat(fresh.astype(np.int64), heads) if len(keys) else np.zeros(0, np.int64)
    runs = pairwise(bounds.tolist())
    examples = [_examples(case[begin:end], length[begin:end], cases) for begin, end in runs]
    by_name = sorted(range(len(what)), key=what.__getitem__)
    place = np.empty(len(what), np.int64)
    place[by_name] = np.arange(len(what))
    return Tally(
        total,
        tuple(what[i] for i in by_name),
        distinct[by_name] if by_name else distinct,
        laid(len(what), [(place, Spans(bounds, length))]),
        tuple(examples[i] for i in by_name),
    )


def _heads(keys: Times) -> NDArray[np.intp]:
    """Where each run of equal keys begins."""
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])


def _examples(case: Times, length: Times, cases: Sequence[str]) -> tuple[Example, ...]:
    """The first few different cases of a run, longest first."""
    longest = np.argpartition(length, -FEW)[-FEW:] if len(length) > FEW else np.arange(len(length))
    longest = longest[np.lexsort((longest, -length[longest]))]
    few = dict[int, int]()
    for one, long in zip(case[longest].tolist(), length[longest].tolist(), strict=True):
        few.setdefault(one, long)
        if len(few) == EXAMPLES:
            break
    return tuple((long, cases[one]) for one, long in few.items())
