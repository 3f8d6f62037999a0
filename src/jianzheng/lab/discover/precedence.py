"""The observed partial order: for every two activities, which came first, in how many cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.refusal import Refused
from jianzheng.lab.kept import Keep, alphabet, chosen, named, united, used
from jianzheng.lab.kernels import precedence
from jianzheng.lab.log.log import NEVER, Codes, Log, Times
from jianzheng.lab.log.pairs import GOES_ON, OPENS, PLANS, lifecycle, said

Counts = NDArray[np.int32]
MOST = 4096
"""Most activities that are laid against one another: two squares of 64 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Precedence:
    """Sorted names; `both[a, b]` cases have both, in `before[a, b]` of them a was over before b began (see `worked`);
    where neither holds they ran at once, or at one moment, and no order was seen. The diagonal of `both` counts the cases
    that have the activity. A monoid: squares are added."""

    cases: int
    names: tuple[str, ...]
    both: Counts
    before: Counts

    @classmethod
    def of(cls, log: Log, keep: Keep | None = None) -> Precedence:
        """The order seen in the chosen cases. Raises Refused for more activities than MOST."""
        keep, activity = chosen(log, keep), named(log.activity)
        names, rank = alphabet(activity.names, used(log, activity, keep))
        _few(names)
        begun, ended = worked(log)
        codes = rank[activity.codes]
        both, before = precedence.compared(log.bounds, codes, begun, ended, keep, len(names))
        return cls(int(keep.sum()), names, both, before)

    def __add__(self, other: Precedence) -> Precedence:
        names, (mine, theirs) = united(self.names, other.names)
        _few(names)
        both, before = np.zeros((2, len(names), len(names)), np.int32)
        for place, part in ((mine, self), (theirs, other)):
            both[np.ix_(place, place)] += part.both
            before[np.ix_(place, place)] += part.before
        return Precedence(self.cases + other.cases, names, both, before)

    @property
    def has(self) -> Times:
        """Cases that have each activity."""
        return self.both.diagonal().astype(np.int64)

    def held(self, threshold: float, least: int) -> Keep:
        """Pairs seen in one order: at least `least` cases decide, these are at least half of those that have both, and in
        at least the share `threshold` of them a comes first."""
        decided = self.before + self.before.T
        found: Keep = (
            (decided >= max(least, 1))
            & (2 * decided >= self.both)
            & (self.before >= threshold * decided)
            & ~np.eye(len(self.names), dtype=np.bool_)
        )
        return found


def _few(names: tuple[str, ...]) -> None:
    """Raises Refused for more activities than MOST."""
    if len(names) > MOST:
        raise Refused(
            f"活动名称有 {len(names)} 种，超过 {MOST} 种；请先把名称归并后再比较先后。",
            f"{len(names)} activity names are more than {MOST}; join names before asking for their order.",
        )


def worked(log: Log) -> tuple[Times, Times]:
    """When the work of each event began and ended. Where the log keeps start and completion as events of their own, a start
    ends nothing, and an event that only plans work (schedule, assign) neither begins nor ends it."""
    begun = log.at if log.began is None else log.began
    life = lifecycle(log)
    if life is None:
        return begun, log.at
    starts, plans = said(life, OPENS | GOES_ON), said(life, PLANS)
    if not (starts.any() or plans.any()):
        return begun, log.at
    return np.where(plans, NEVER, begun), np.where(starts | plans, NEVER, log.at)


def direct(held: Keep) -> Keep:
    """The pairs that no two others imply: a before b without anything always between them."""
    steps = held.astype(np.float32)
    between: Keep = (steps @ steps) > 0
    return held & ~between


def coded(log: Log, names: tuple[str, ...]) -> Codes:
    """The log's activities as places in `names`, which must hold them all."""
    activity = named(log.activity)
    place = {name: code for code, name in enumerate(names)}
    return np.array([place.get(name, -1) for name in activity.names], np.int32)[activity.codes]
