"""What a log says of every case and step of a process: from when the step could begin to when it was over, and how much of
that was work.

A step could begin when all it waits for was over, or when the case came in; it is over with its last event. A step that ended
before it could begin took nothing. So the stretches along the longest chain of a case add up to what the case took, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.process import Process
from jianzheng.lab.log.log import NEVER, UNKNOWN, Log, Times
from jianzheng.lab.worktime import WorkTime

Days = NDArray[np.int64]
ODDLY_LONG = 3
"""Work whose start is only inferred, and that took more than so many medians, was not worked at all that time: what is above
counts as lying."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Cases in the order they came: when (microseconds), and of every step (cases × steps) when it could begin, when it was
    over, whether it was done, and in open microseconds what lies between the two and its work. `told`: the log says when work
    began; `named`: it says who did it. One of the two is needed to know any work."""

    steps: tuple[str, ...]
    came: Times
    ready: Times
    over: Times
    done: NDArray[np.bool_]
    open_stretch: Times
    work: Times
    told: bool
    named: bool

    @property
    def took(self) -> Times:
        """From a case's coming to the end of its last step, microseconds."""
        return np.asarray(np.where(self.done, self.over, self.came[:, None]).max(axis=1) - self.came)

    def of(self, rows: NDArray[np.intp]) -> Stretches:
        """Some of the cases."""
        return replace(
            self,
            came=self.came[rows],
            ready=self.ready[rows],
            over=self.over[rows],
            done=self.done[rows],
            open_stretch=self.open_stretch[rows],
            work=self.work[rows],
        )


def stretches(log: Log, process: Process, time: WorkTime) -> Stretches:
    """Of a log whose activities are step ids (others count for nothing) and whose times are all known."""
    ids = tuple(step.id for step in process.steps)
    place = {id: n for n, id in enumerate(ids)}
    step = np.array([place.get(name, UNKNOWN) for name in log.activity.names] + [UNKNOWN])[log.activity.codes]
    mine, cases = step != UNKNOWN, len(log)
    key = (log.owner * len(ids) + step)[mine]
    last = np.full(cases * len(ids), NEVER)
    np.maximum.at(last, key, log.at[mine])
    came = _came(log)
    ready, over = _chained(process, came, last.reshape(cases, len(ids)))
    began = _began(log, mine, key, ready.ravel())
    worked = np.maximum(time.at(log.at[mine]) - time.at(began), 0)
    if log.began is None:
        worked = _capped(worked, step[mine], len(ids))
    work = np.zeros(cases * len(ids), np.int64)
    np.add.at(work, key, worked)
    order = np.argsort(came, kind="stable")
    told, known = log.began is not None, log.resource is not None
    done = (last != NEVER).reshape(cases, len(ids))
    whole = time.at(over.ravel()) - time.at(ready.ravel())
    open_stretch, worked = (one.reshape(cases, len(ids)) for one in (whole, work))
    found = Stretches(ids, came, ready, over, done, open_stretch, worked, told, known)
    return found.of(order[done.any(axis=1)[order]])


def _came(log: Log) -> Times:
    if log.began is None:
        return log.first
    first = log.began[log.bounds[:-1]]
    return np.asarray(np.where(first == NEVER, log.first, np.minimum(first, log.first)))


def _chained(process: Process, came: Times, last: Times) -> tuple[Times, Times]:
    """When every step could begin and when it was over; a step not done is over when it could have begun."""
    ready, over = np.empty_like(last), np.empty_like(last)
    network = process.network
    for n in network.topo:
        ready[:, n] = np.maximum.reduce([came, *(over[:, before] for before in network.before[n])])
        over[:, n] = np.maximum(ready[:, n], last[:, n])
    return ready, over


def _began(log: Log, mine: NDArray[np.bool_], key: NDArray[np.int64], ready: Times) -> Times:
    """When the work on each event of a step began: as the log says; else when the step could begin, its last attempt was over
    and whoever did it had finished what they did before. Nobody known: no work."""
    at = log.at[mine]
    if log.began is not None:
        began = log.began[mine]
        return np.asarray(np.where(began == NEVER, at, np.minimum(began, at)))
    if log.resource is None:
        return at
    who = log.resource.codes[mine].astype(np.int64)
    since = np.maximum(ready[key], np.maximum(_previous(key, at), _previous(who, at)))
    return np.asarray(np.where(who == UNKNOWN, at, np.minimum(since, at)))


def _previous(group: NDArray[np.int64], at: Times) -> Times:
    """The time of the event before in the same group; NEVER for the first."""
    order = np.lexsort((at, group))
    before = np.empty_like(at)
    before[order[1:]] = np.where(group[order[1:]] == group[order[:-1]], at[order[:-1]], NEVER)
    before[order[:1]] = NEVER
    return before


def _capped(worked: Times, step: NDArray[np.int64], steps: int) -> Times:
    most = np.zeros(steps, np.int64)
    for n in range(steps):
        mine = worked[(step == n) & (worked > 0)]
        most[n] = int(np.median(mine) * ODDLY_LONG) if len(mine) else 0
    return np.asarray(np.minimum(worked, most[step]))
