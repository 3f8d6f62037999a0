"""One look for each doubt that single cases or events can raise: a log in, how often and where out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.calendar import Calendar
from jianzheng.lab.honesty.doubt import SHOWN, Doubt, Found
from jianzheng.lab.log.log import DAY, NEVER, UNKNOWN, Log, Times
from jianzheng.lab.worktime import HOUR, day_of, midnights

NIGHT = (6, 22)
"""Entries before the first and from the second hour on are night entries."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the log: who is on the staff register, and the case columns that hold the promised due date and
    the real end (an empty name: not known)."""

    register: frozenset[str] | None = None
    promised: str = ""
    ended: str = ""


class Look:
    """A log with what several looks need: the hour of the day of every event, whether it has one, and its day."""

    def __init__(self, log: Log, calendar: Calendar, known: Known) -> None:
        self.log, self.calendar, self.known = log, calendar, known
        self.timed = log.at != NEVER
        times = log.at[self.timed]
        first, last = (int(times.min()), int(times.max())) if len(times) else (0, 0)
        self.days, self.starts = midnights(log.zone, first, last)
        at = np.where(self.timed, log.at, first)
        self.day = day_of(self.starts, at)
        self.hour = at - self.starts[self.day]
        self.dated = self.timed & (self.hour == 0)
        self.clocked = self.timed & ~self.dated

    def events(self, wrong: NDArray[np.bool_], among: NDArray[np.bool_] | None = None) -> Found:
        """The answer for events; examples are their cases."""
        rows = np.flatnonzero(wrong)
        cases = np.unique(np.searchsorted(self.log.bounds, rows[: SHOWN * 20], "right") - 1)
        of = self.log.events if among is None else int(among.sum())
        return Found(len(rows), of, self._names(cases))

    def cases(self, wrong: NDArray[np.bool_], of: int) -> Found:
        """The answer for cases."""
        rows = np.flatnonzero(wrong)
        return Found(len(rows), of, self._names(rows))

    def _names(self, cases: NDArray[np.intp]) -> tuple[str, ...]:
        return tuple(sorted(self.log.cases[int(case)] for case in cases[:SHOWN]))


def _zero_length(look: Look) -> Found:
    log = look.log
    same = np.zeros(log.events, np.bool_)
    same[1:] = log.at[1:] == log.at[:-1]
    same[log.bounds[:-1]] = False
    if log.began is not None:
        same |= log.began == log.at
    return look.events(same & look.clocked, look.clocked)


def _one_moment(look: Look) -> Found:
    log = look.log
    several = log.lengths > 1
    clocked = look.clocked[log.bounds[:-1]]
    return look.cases(several & clocked & (log.first == log.last), int((several & clocked).sum()))


def _backwards(look: Look) -> Found | None:
    began = look.log.began
    if began is None:
        return None
    both = look.timed & (began != NEVER)
    return look.events(both & (began > look.log.at), both)


def _night(look: Look) -> Found:
    early, late = NIGHT[0] * HOUR, NIGHT[1] * HOUR
    return look.events(look.clocked & ((look.hour < early) | (look.hour >= late)), look.clocked)


def _day_off(look: Look) -> Found:
    off = np.array([not look.calendar.is_working(day) for day in look.days])
    return look.events(look.timed & off[look.day], look.timed)


def _nobody(look: Look) -> Found:
    who = look.log.resource
    return look.events(np.ones(look.log.events, np.bool_) if who is None else who.codes == UNKNOWN)


def _stranger(look: Look) -> Found | None:
    who, register = look.log.resource, look.known.register
    if who is None or register is None:
        return None
    strange = np.array([name not in register for name in who.names] + [False])
    return look.events(strange[who.codes], who.codes != UNKNOWN)


def _promised_day(look: Look) -> Found | None:
    log, name = look.log, look.known.promised
    if name not in log.case_dates:
        return None
    due, last = log.case_dates[name], _ends(look)
    both = (due != NEVER) & (last != NEVER)
    day = [day_of(look.starts, np.where(both, times, look.starts[0])) for times in (due, last)]
    near = np.abs(due - last) < 2 * DAY
    return look.cases(both & near & (day[0] == day[1]), int(both.sum()))


def _ends(look: Look) -> Times:
    return look.log.case_dates.get(look.known.ended, look.log.last)


def _no_end(look: Look) -> Found | None:
    ended = look.log.case_dates.get(look.known.ended)
    return None if ended is None else look.cases(ended == NEVER, len(look.log))


LOOKS: Mapping[Doubt, Callable[[Look], Found | None]] = {
    Doubt.NO_TIME: lambda look: look.events(~look.timed),
    Doubt.DATE_ONLY: lambda look: look.events(look.dated, look.timed),
    Doubt.ZERO_LENGTH: _zero_length,
    Doubt.ONE_MOMENT: _one_moment,
    Doubt.BACKWARDS: _backwards,
    Doubt.NIGHT: _night,
    Doubt.DAY_OFF: _day_off,
    Doubt.NOBODY: _nobody,
    Doubt.STRANGER: _stranger,
    Doubt.PROMISED_DAY: _promised_day,
    Doubt.NO_END: _no_end,
}
