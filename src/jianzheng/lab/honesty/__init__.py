"""Whether a log can be believed: entries made up afterwards, in bulk, at night, by nobody; each with what it invalidates.

Some platforms invent steps with the same start and end and an operator picked at random when no work was recorded, and
others are keyed in after the paper was done; figures taken from such a log would praise a process that never ran.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.calendar import Calendar
from jianzheng.lab.honesty.doubt import BULK, SHOWN, Doubt, Found
from jianzheng.lab.honesty.looks import LOOKS, Known, Look
from jianzheng.lab.kernels.cases import having as cases_having
from jianzheng.lab.log.log import SECOND, UNKNOWN, Log

__all__ = ["Doubt", "Found", "Honesty", "Known"]
MINUTE = 60 * SECOND
SELDOM = 0.05
"""An activity that is the last of its cases less often than this is no end."""
UNTOLD = Known()
Minutes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Honesty:
    """What was found; adds up over partitions by case. `minutes` (who → the minutes of their entries) and `lasts`
    (activity → cases with it, cases it ends) wait until every partition is in, for bulk entries and missing ends."""

    found: Mapping[Doubt, Found]
    minutes: Mapping[str, Minutes] = field(default_factory=dict)
    lasts: Mapping[str, tuple[int, Found]] = field(default_factory=dict)

    @classmethod
    def of(cls, log: Log, calendar: Calendar, known: Known = UNTOLD) -> Honesty:
        """Look at a log."""
        looked = Look(log, calendar, known)
        found = {doubt: answer for doubt, look in LOOKS.items() if (answer := look(looked)) is not None}
        return cls(found, _minutes(looked), {} if known.ended in log.case_dates else _lasts(log))

    def __add__(self, other: Honesty) -> Honesty:
        doubts = dict.fromkeys((*self.found, *other.found))
        found = {d: self.found.get(d, Found()) + other.found.get(d, Found()) for d in doubts}
        lasts = dict(self.lasts)
        for name, (cases, ends) in other.lasts.items():
            had, before = lasts.get(name, (0, Found()))
            lasts[name] = (had + cases, before + ends)
        minutes = dict(self.minutes)
        for who, more in other.minutes.items():
            minutes[who] = np.concatenate((minutes[who], more)) if who in minutes else more
        return Honesty(found, minutes, lasts)

    def doubts(self) -> dict[Doubt, Found]:
        """Everything found at least once, in the order of Doubt."""
        whole = {**self.found, Doubt.BULK: self._bulk()}
        if self.lasts:
            whole[Doubt.NO_END] = self._no_end()
        return {doubt: whole[doubt] for doubt in Doubt if doubt in whole and whole[doubt].count}

    def _bulk(self) -> Found:
        many: list[tuple[int, str, int]] = []
        for who, entries in self.minutes.items():
            minutes, counts = np.unique(entries, return_counts=True)
            rows = zip(counts.tolist(), minutes.tolist(), strict=True)
            many += [(-count, who, minute) for count, minute in rows if count >= BULK]
        examples = (
            f"{who} {np.datetime64(minute, 'm')}Z ×{-count}" for count, who, minute in sorted(many)[:SHOWN]
        )
        of = sum(len(entries) for entries in self.minutes.values())
        return Found(-sum(count for count, _, _ in many), of, tuple(examples))

    def _no_end(self) -> Found:
        answer = Found()
        for cases, ends in self.lasts.values():
            seldom = ends.of < SELDOM * cases
            answer += replace(ends, count=ends.of) if seldom else replace(ends, count=0, examples=())
        return answer


def _minutes(look: Look) -> dict[str, Minutes]:
    """The minutes (since 1970) of all entries of each person; dates without an hour are no minutes."""
    log = look.log
    if log.resource is None:
        return {}
    rows = np.flatnonzero((log.resource.codes != UNKNOWN) & look.clocked)
    who = log.resource.codes[rows]
    minutes = (log.at[rows] // MINUTE).astype(np.int32)[np.argsort(who, kind="stable")]
    edges = np.concatenate(([0], np.cumsum(np.bincount(who, minlength=len(log.resource.names)))))
    return {
        name: minutes[edges[code] : edges[code + 1]]
        for code, name in enumerate(log.resource.names)
        if edges[code] < edges[code + 1]
    }


def _lasts(log: Log) -> dict[str, tuple[int, Found]]:
    """For each activity: cases that have it, and cases it ends (their number as `of`, examples)."""
    names, codes = log.activity.names, log.activity.codes
    having = cases_having(log.bounds, codes, len(names))
    last = codes[log.bounds[1:] - 1]
    answer = {}
    for code, name in enumerate(names):
        rows = np.flatnonzero(last == code)
        examples = tuple(sorted(log.cases[int(row)] for row in rows[:SHOWN]))
        answer[name] = (int(having[code]), Found(0, len(rows), examples))
    return answer
