"""Starts and ends that are events of their own, made into one event that knows when its work began.

What is published about a log (events, variants, directly-follows) counts every event as it stands. Whoever asks how long
work took, or whether a step was done, asks for pieces of work: `paired` makes them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kept import named
from jianzheng.lab.kernels import pairs
from jianzheng.lab.log.log import NEVER, Coded, Log

LIFECYCLES = ("lifecycle:transition", "lifecycle", "transition", "生命周期")
"""The column that says whether an event starts or ends work, by its usual names."""
INSTANCE = "concept:instance"
"""The column that tells two pieces of work of one name apart."""
OPENS = frozenset(("start", "begin", "开始"))
GOES_ON = frozenset(("suspend", "resume"))
PLANS = frozenset(("schedule", "assign", "reassign"))
"""Transitions of the XES standard that do not end work."""


def lifecycle(log: Log) -> Coded | None:
    """The column that says what an event does to its work; None where there is none, or the log says itself when work began."""
    if log.began is not None:
        return None
    return next((log.columns[name] for name in LIFECYCLES if name in log.columns), None)


def said(life: Coded, words: Collection[str]) -> NDArray[np.bool_]:
    """Events whose transition is one of the words."""
    wanted = np.array([*(name.casefold() in words for name in life.names), False])
    return np.asarray(wanted[life.codes], np.bool_)


def paired(log: Log) -> Log:
    """The log with a start and its end as one event, at the end; every other event as it is, no start known.

    An end takes the earliest start of its case, activity and instance that no end took."""
    life = lifecycle(log)
    if life is None or not (starts := said(life, OPENS)).any():
        return log
    work, ends = _work(log), ~(starts | said(life, GOES_ON | PLANS))
    partner = pairs.partners(np.argsort(work, kind="stable"), work, starts, ends)
    keep = np.ones(log.events, np.bool_)
    keep[partner[partner != pairs.ALONE]] = False
    return some(replace(log, began=np.where(partner == pairs.ALONE, NEVER, log.at[partner])), keep)


def done(log: Log) -> Log:
    """The log without events that do not end work. A case may be left without events."""
    life = next((log.columns[name] for name in LIFECYCLES if name in log.columns), None)
    return log if life is None else some(log, ~said(life, OPENS | GOES_ON | PLANS))


def joined(log: Log, steps: Mapping[str, str]) -> Log:
    """The log with activities called by their steps. Several activities of one step are its stages: the step is done with
    the one that came first the latest; what is done again after that stands as it is."""
    activity = named(log.activity)
    called = [steps.get(name, name) for name in activity.names]
    place = {name: code for code, name in enumerate(dict.fromkeys(called))}
    step_of = np.array([place[name] for name in called], np.int64)
    codes, owner = step_of[activity.codes], log.owner
    _, firsts = np.unique(owner * len(called) + activity.codes, return_index=True)
    stages = owner[firsts] * len(place) + codes[firsts]
    order = np.lexsort((firsts, stages))
    early = np.append(np.diff(stages[order]) == 0, False)
    keep = np.ones(log.events, np.bool_)
    keep[firsts[order[early]]] = False
    return some(replace(log, activity=Coded(codes.astype(np.int32), tuple(place))), keep)


def _work(log: Log) -> NDArray[np.int64]:
    """A number for each piece of work: case, activity, instance."""
    work = log.owner * (len(log.activity.names) + 1) + log.activity.codes + 1
    instance = log.columns.get(INSTANCE)
    return work if instance is None else work * (len(instance.names) + 1) + instance.codes + 1


def some(log: Log, keep: NDArray[np.bool_]) -> Log:
    """The log with some of its events."""
    counts = np.concatenate(([0], np.cumsum(keep)))
    return replace(
        log,
        bounds=counts[log.bounds].astype(np.int64),
        activity=log.activity.chosen(keep),
        at=log.at[keep],
        began=None if log.began is None else log.began[keep],
        resource=None if log.resource is None else log.resource.chosen(keep),
        columns={name: column.chosen(keep) for name, column in log.columns.items()},
        dates={name: times[keep] for name, times in log.dates.items()},
    )
