"""Batching: one person finishing many cases of one activity within minutes, as when papers wait for signing day."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianzheng.lab.discover.tally import EXAMPLES
from jianzheng.lab.kept import Keep, alphabet, chosen, named, united, used
from jianzheng.lab.log.log import NEVER, UNKNOWN, Codes, Log, Times
from jianzheng.lab.worktime import midnights

MINUTE = 60_000_000
LEAST = 10
"""Fewest events that make a batch."""
PAUSE = 2
"""A batch goes on while at most so many minutes pass from one event to the next, counted in whole minutes of the clock."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one person does to one activity in batches: how many batches, events in them, of all events of that person in
    that activity (`share`), the largest batch with its first minute, the end of its last and some of its cases."""

    resource: str
    activity: str
    batches: int
    events: int
    share: float
    largest: int
    since: int
    until: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Minutes:
    """How many events each person had in each activity in each minute of the clock; people must be known, and
    times with an hour.

    A monoid: counts are added. Batches are read off the sum, so a batch spread over partitions is still one."""

    resources: tuple[str, ...]
    activities: tuple[str, ...]
    resource: Codes
    activity: Codes
    minute: Times
    n: Times

    @classmethod
    def of(cls, log: Log, keep: Keep | None = None) -> Minutes:
        """Count the chosen cases' events."""
        keep, activity = chosen(log, keep), named(log.activity)
        if log.resource is None:
            return cls((), (), *(np.zeros(0, np.int32),) * 2, *(np.zeros(0, np.int64),) * 2)
        people, who = alphabet(log.resource.names, used(log, log.resource, keep))
        things, what = alphabet(activity.names, used(log, activity, keep))
        rows = (log.resource.codes != UNKNOWN) & _clocked(log)
        if not keep.all():
            rows &= np.repeat(keep, log.lengths)
        codes = log.resource.codes[rows]
        return _counted(people, things, who[codes], what[activity.codes[rows]], log.at[rows] // MINUTE)

    def __add__(self, other: Minutes) -> Minutes:
        people, who = united(self.resources, other.resources)
        things, what = united(self.activities, other.activities)
        parts = (self, other)
        return _counted(
            people,
            things,
            np.concatenate([place[part.resource] for place, part in zip(who, parts, strict=True)]),
            np.concatenate([place[part.activity] for place, part in zip(what, parts, strict=True)]),
            np.concatenate([part.minute for part in parts]),
            np.concatenate([part.n for part in parts]),
        )

    def batches(self, log: Log | None = None, least: int = LEAST, most: int = 20) -> list[Batch]:
        """What is done in batches of at least `least`, most events first; with `log`, some cases of the largest batch."""
        if not len(self.n):
            return []
        pair = self.resource.astype(np.int64) * len(self.activities) + self.activity
        fresh = np.concatenate(([True], (pair[1:] != pair[:-1]) | (np.diff(self.minute) > PAUSE)))
        heads = np.flatnonzero(fresh)
        size = np.add.reduceat(self.n, heads)
        last = self.minute[np.append(heads[1:], len(pair)) - 1]
        whole = np.bincount(pair, self.n)
        big = np.flatnonzero(size >= least)
        found = {}
        for key in np.unique(pair[heads[big]]).tolist():
            mine = big[pair[heads[big]] == key]
            top = mine[np.argmax(size[mine])]
            found[key] = (int(size[mine].sum()), len(mine), int(size[top]), int(heads[top]), int(last[top]))
        chosen_keys = heapq.nsmallest(most, found, key=lambda key: (-found[key][0], key))
        return [self._batch(key, found[key], whole[key], log) for key in chosen_keys]

    def _batch(self, key: int, found: tuple[int, int, int, int, int], whole: float, log: Log | None) -> Batch:
        events, batches, largest, head, last = found
        who, what = divmod(key, len(self.activities))
        since = int(self.minute[head]) * MINUTE
        names = self.resources[who], self.activities[what]
        until = (last + 1) * MINUTE
        shown = members(log, *names, since, until)[:EXAMPLES] if log else []
        return Batch(*names, batches, events, events / int(whole), largest, since, until, tuple(shown))


@dataclass(frozen=True, slots=True)
class Members:
    """Some cases of the largest batch of each row; adds up over partitions by case."""

    cases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, log: Log, keep: Keep, batches: Sequence[Batch]) -> Members:
        """Among the chosen cases of a log or a part of it."""
        log = log if keep.all() else log.chosen(keep)
        rows = (members(log, b.resource, b.activity, b.since, b.until)[:EXAMPLES] for b in batches)
        return cls(tuple(tuple(row) for row in rows))

    def __add__(self, other: Members) -> Members:
        rows = zip(self.cases, other.cases, strict=True)
        return Members(tuple((*mine, *theirs)[:EXAMPLES] for mine, theirs in rows))


def _clocked(log: Log) -> Keep:
    """Events with a time of the clock: midnight to the microsecond is a date, which says nothing about minutes."""
    known: Keep = log.at != NEVER
    if not known.any():
        return known
    _, starts = midnights(log.zone, int(log.at[known].min()), int(log.at.max()))
    midnight: Keep = starts[np.searchsorted(starts, log.at, "right") - 1] == log.at
    return known & ~midnight


def _counted(
    people: tuple[str, ...],
    things: tuple[str, ...],
    who: Codes,
    what: Codes,
    minute: Times,
    n: Times | None = None,
) -> Minutes:
    """The same rows sorted by person, activity and minute, equal ones added."""
    early, late = (int(minute.min()), int(minute.max())) if len(minute) else (0, 0)
    span = late - early + 1
    keys = (who.astype(np.int64) * max(len(things), 1) + what) * span + (minute - early)
    if n is None:
        keys, counts = np.unique(keys, return_counts=True)
    else:
        keys, place = np.unique(keys, return_inverse=True)
        counts = np.zeros(len(keys), np.int64)
        np.add.at(counts, place, n)
    pairs = keys // span
    size = max(len(things), 1)
    return Minutes(
        people,
        things,
        (pairs // size).astype(np.int32),
        (pairs % size).astype(np.int32),
        keys % span + early,
        counts,
    )


def members(log: Log, resource: str, activity: str, since: int, until: int) -> list[str]:
    """The cases whose events make a batch: this person, this activity, in this half-open time."""
    things = named(log.activity)
    if log.resource is None or resource not in log.resource.names or activity not in things.names:
        return []
    rows = (log.resource.codes == log.resource.names.index(resource)) & (log.at >= since) & (log.at < until)
    rows &= things.codes == things.names.index(activity)
    owners = np.searchsorted(log.bounds, np.flatnonzero(rows), side="right") - 1
    return [log.cases[case] for case in np.unique(owners).tolist()]
