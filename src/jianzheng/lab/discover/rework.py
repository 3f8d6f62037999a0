"""Work done again, work sent to and fro between people or offices, and loops through the applicant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from jianzheng.lab.discover.tally import Tally, tallied
from jianzheng.lab.kept import Keep, chosen, named
from jianzheng.lab.kernels import rework
from jianzheng.lab.log.log import Coded, Codes, Log


@dataclass(frozen=True, slots=True)
class Rework:
    """What was done again, both from one look at the log.

    `repeats`: (activity), once for every event whose activity the case already had, with the time since it was there
    last. `loops`: (from, back to) where such an event stands right behind another activity: the case went back."""

    repeats: Tally
    loops: Tally

    @classmethod
    def of(cls, log: Log, keep: Keep | None = None) -> Rework:
        """The rework of the chosen cases."""
        keep, activity = chosen(log, keep), named(log.activity)
        names, total = activity.names, int(keep.sum())
        again, behind, case, length = rework.repeated(log.bounds, activity.codes, log.at, keep, len(names))
        back = again != behind
        return cls(
            tallied(names, [again], (case, length), log.cases, total),
            tallied(names, [behind[back], again[back]], (case[back], length[back]), log.cases, total),
        )

    def __add__(self, other: Rework) -> Rework:
        return Rework(self.repeats + other.repeats, self.loops + other.loops)


def ping_pong(log: Log, column: Coded, keep: Keep | None = None) -> Tally:
    """(A, B): the case went from A to B and straight back to A; the length is the time away from A. The column says who:
    resource or office. Events in which nobody is named are passed over."""
    keep = chosen(log, keep)
    home, away, case, length = rework.returned(log.bounds, column.codes, log.at, keep)
    return tallied(column.names, [home, away], (case, length), log.cases, int(keep.sum()))


def between(log: Log, column: Coded, keep: Keep | None = None) -> Tally:
    """(from, to): the case passed from one office (or person) to another; the length is the time the passing took, from
    the last event of the one to the first of the other."""
    keep = chosen(log, keep)
    giver, taker, case, length = rework.passed(log.bounds, column.codes, log.at, keep)
    return tallied(column.names, [giver, taker], (case, length), log.cases, int(keep.sum()))


def through_applicant(log: Log, names: Collection[str], keep: Keep | None = None) -> Tally:
    """(activity before, activity after): the case left the offices for the applicant and came back; the length is the time
    between those two. An event is the applicant's where its activity or its resource is among `names`."""
    keep, activity = chosen(log, keep), named(log.activity)
    out = _of(activity, names)
    if log.resource is not None:
        out |= _of(log.resource, names)
    left, back, case, length = rework.outside(log.bounds, activity.codes, log.at, keep, out)
    return tallied(activity.names, [left, back], (case, length), log.cases, int(keep.sum()))


def _of(column: Coded, names: Collection[str]) -> Keep:
    wanted = np.array([name in names for name in column.names] + [False])
    codes: Codes = column.codes
    return wanted[codes]
