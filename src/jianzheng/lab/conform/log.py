"""A whole log against the declared process: how many cases fit, and every kind of deviation with its cases and its ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.ground import Ground
from jianzheng.core.process import Process
from jianzheng.lab.conform.align import NONE, Declared, Deviation, Named
from jianzheng.lab.conform.own import left_out, steps_only, still_open
from jianzheng.lab.discover.precedence import coded
from jianzheng.lab.discover.steps import stepped
from jianzheng.lab.kept import Keep, chosen, named
from jianzheng.lab.kernels import orders, variants
from jianzheng.lab.log.log import NEVER, Log, Times
from jianzheng.lab.log.own import left_out as all_left_out
from jianzheng.lab.log.own import ours
from jianzheng.lab.log.pairs import done, joined
from jianzheng.lab.worktime import WorkTime

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """In how many cases a deviation was seen, and some of them."""

    cases: int
    examples: tuple[str, ...]

    def __add__(self, other: Seen) -> Seen:
        return Seen(self.cases + other.cases, tuple(sorted({*self.examples, *other.examples})[:EXAMPLES]))


@dataclass(frozen=True, slots=True)
class Conformance:
    """Cases, how many fit (every step once, in order), the sum of their distances, and the deviations. Adds up over
    partitions by case. `fit` looks at what was done and in which order; limits and offices are deviations beside it. Of our own
    log `aside` events are no steps, and the `open` cases are judged as far as they got."""

    cases: int
    fitting: int
    distance: int
    seen: Mapping[Named, Seen]
    aside: int = 0
    open: int = 0

    def __add__(self, other: Conformance) -> Conformance:
        seen = dict(self.seen)
        for name, more in other.seen.items():
            seen[name] = seen[name] + more if name in seen else more
        return Conformance(
            self.cases + other.cases,
            self.fitting + other.fitting,
            self.distance + other.distance,
            seen,
            self.aside + other.aside,
            self.open + other.open,
        )

    @property
    def share(self) -> float:
        """The share of cases that fit."""
        return self.fitting / self.cases if self.cases else 1.0

    def most(self) -> list[tuple[Named, Seen]]:
        """The deviations, those with most cases first."""
        return sorted(
            self.seen.items(), key=lambda row: (-row[1].cases, row[0].kind, row[0].what, row[0].before)
        )


def conform(
    log: Log,
    process: Process,
    *,
    told: Mapping[str, str] | None = None,
    time: WorkTime | None = None,
    office: str = "",
    keep: Keep | None = None,
) -> Conformance:
    """Lay the chosen cases against a process. `told`: activity → step where names do not say it; with `time` the limits of
    steps are looked at, with `office` (a column of events) who did them. Only what ends work counts as done; in our own log
    (see own) only what ends a step."""
    keep, came = chosen(log, keep), log.first
    kind = _Kind.of(log, keep)
    log, steps = stepped(log, process, told or {})
    log = joined(done(steps_only(log) if ours(log) else log), steps)
    fitting, distance, seen = _aligned(log, process, kind, keep)
    for name, cases in (*_late(log, process, (time, came), keep), *_elsewhere(log, process, office, keep)):
        _add(seen, name, len(cases), (log.cases[int(case)] for case in cases[:EXAMPLES]))
    events = int(log.lengths[keep].sum())
    aside = kind.events - events if kind.own else 0
    return Conformance(int(keep.sum()), fitting, distance, seen, aside, int((kind.open & keep).sum()))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known of the chosen cases beside their ways: whether the log is our own, which are open, how many events."""

    own: bool
    open: Keep
    events: int

    @classmethod
    def of(cls, log: Log, keep: Keep) -> _Kind:
        """What is known of a log."""
        own = ours(log)
        there = still_open(log) if own else np.zeros(len(log), np.bool_)
        return cls(own, there, int(log.lengths[keep].sum()))


def _aligned(log: Log, process: Process, kind: _Kind, keep: Keep) -> tuple[int, int, dict[Named, Seen]]:
    """How many cases fit, their distances, the deviations: each way is aligned once, in our own log once for open and ended
    cases and for what they do not need."""
    activity = named(log.activity)
    group_of, firsts = variants.grouped(log.bounds, activity.codes, keep)
    if kind.own:
        group_of, firsts = _apart(log, kind, keep, group_of)
    declared, seen = Declared(process), dict[Named, Seen]()
    fitting = distance = 0
    counts = np.bincount(group_of + 1, minlength=len(firsts) + 1)[1:]
    for group, first in enumerate(firsts.tolist()):
        codes = activity.codes[log.bounds[first] : log.bounds[first + 1]].tolist()
        spared = left_out(log, first) if kind.own else NONE
        aligned = declared.align([activity.names[code] for code in codes], spared, not kind.open[first])
        fitting += int(counts[group]) * (aligned.distance == 0)
        distance += int(counts[group]) * aligned.distance
        for name in dict.fromkeys(aligned.deviations):
            rows = np.flatnonzero(group_of == group)[:EXAMPLES]
            _add(seen, name, int(counts[group]), (log.cases[int(row)] for row in rows))
    return fitting, distance, seen


def _apart(
    log: Log, kind: _Kind, keep: Keep, group_of: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The groups told apart by what the cases do not need and whether they are open; the first case of each."""
    rest = (all_left_out(log).codes.astype(np.int64) + 1) * 2 + kind.open
    both = np.stack([group_of, rest])[:, keep]
    _, firsts, again = np.unique(both, axis=1, return_index=True, return_inverse=True)
    found = group_of.copy()
    found[keep] = again.ravel()
    return found, np.flatnonzero(keep)[firsts]


def _add(seen: dict[Named, Seen], name: Named, cases: int, examples: Iterable[str]) -> None:
    more = Seen(cases, tuple(sorted(examples)))
    seen[name] = seen[name] + more if name in seen else more


def _late(
    log: Log, process: Process, clock: tuple[WorkTime | None, Times], keep: Keep
) -> list[tuple[Named, NDArray[np.intp]]]:
    """Steps that took longer than their limit from the moment everything before them was done; without anything, from when
    the case came in."""
    time, came = clock
    if time is None or not process.steps:
        return []
    ids = tuple(step.id for step in process.steps)
    first = orders.firsts(log.bounds, coded(log, ids), len(ids))
    when = np.append(log.at, NEVER)
    ended = np.where(first >= 0, when[log.bounds[:-1, None] + np.maximum(first, 0)], NEVER)
    found = []
    for n, step in enumerate(process.steps):
        if not step.nominal_days:
            continue
        ready = np.maximum.reduce([came, *(ended[:, place] for place in process.network.before[n])])
        known = keep & (ended[:, n] != NEVER) & (ready != NEVER)
        spent = np.zeros(len(log))
        spent[known] = time.days(time.at(ended[known, n]) - time.at(ready[known]))
        late = np.flatnonzero(known & (spent > float(step.nominal_days)))
        if len(late):
            found.append((Named(Deviation.LATE, step.id), late))
    return found


def _elsewhere(log: Log, process: Process, column: str, keep: Keep) -> list[tuple[Named, NDArray[np.intp]]]:
    """Steps done by an office that is not the declared one, where the log and the process share names of offices."""
    office = log.columns.get(column)
    if office is None or not {step.office for step in process.steps} & set(office.names):
        return []
    activity, found = named(log.activity), []
    kept = np.repeat(keep, log.lengths)
    for step in process.steps:
        if step.office and step.id in activity.names:
            there = (activity.codes == activity.names.index(step.id)) & (office.codes >= 0) & kept
            right = office.names.index(step.office) if step.office in office.names else -1
            wrong = np.flatnonzero(there & (office.codes != right))
            if len(wrong):
                cases = np.unique(np.searchsorted(log.bounds, wrong, "right") - 1)
                found.append((Named(Deviation.WRONG_OFFICE, step.id), cases))
    return found


def touched(process: Process, name: Named) -> Ground | None:
    """The ground a deviation touches: of the order turned round, else of the step's limit; None where nothing is stated."""
    if name.kind is Deviation.REORDERED:
        for order in process.orders:
            if (order.before, order.after) == (name.before, name.what):
                return order.ground
        return None
    step = process.index.get(name.what)
    return process.steps[step].legal_ground if step is not None and name.kind is Deviation.LATE else None
