"""The clocks of a case: when a term ends, when its light turns, what a lawful pause or extension does to it.

Moments are whole seconds since 1970 (UTC); a term ends at the first moment after its last day. Days of a pause after the
day it began up to and including the day it ended are not counted (行政许可法第四十五条); all other days are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from jianzheng.core.calendar import Calendar
from jianzheng.core.case.local import DEFAULT, Local
from jianzheng.core.case.swift import swift
from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.service import Term
from jianzheng.core.text import Text

Moment = int
NEVER = 0
HOUR = 3600
_HOURS = Unit.HOURS.value
_WORDS = {unit: unit.value for unit in Unit}


class Light(IntEnum):
    """The colour supervision shows, in the order a term goes through them."""

    GREEN = 0
    WARN = 1
    YELLOW = 2
    RED = 3

    @property
    def title(self) -> Text:
        """The word shown to people."""
        return _LIGHTS[self]


_LIGHTS = (
    Text("正常", "on time"),
    Text("预警", "near due"),
    Text("黄牌", "yellow card"),
    Text("红牌", "red card"),
)


@dataclass(frozen=True, slots=True)
class Lights:
    """A rule set for lights (domain.md §4, data): WARN when at most max(`warn_days`, `warn_percent` of the term) counted
    days remain; YELLOW and RED on the n-th working day past due (1 = the moment the term ends), 0 = on its last day."""

    id: str = "default"
    warn_days: int = 1
    warn_percent: int = 20
    yellow: int = 0
    red: int = 1


class Clock(NamedTuple):
    """One running term: from `start` until `due`, its light turning at `warn`, `yellow` and `red`; `length` counts an
    extension; `paused` is when it stopped (0 = it runs), `left` what was then left, `out` the units pauses took out so far."""

    term: str
    unit: str
    length: int
    start: Moment
    due: Moment
    warn: Moment
    yellow: Moment
    red: Moment
    extended: int = 0
    paused: Moment = NEVER
    left: int = 0
    out: int = 0
    provisional: bool = False

    def light(self, at: Moment) -> Light:
        """The light at a moment; a stopped clock keeps showing green."""
        if self.paused:
            return Light.GREEN
        return Light((at >= self.warn) + (at >= self.yellow) + (at >= self.red))

    def turns_at(self, light: Light) -> Moment:
        """When the light next turns from `light`; NEVER for a stopped clock or after red."""
        return NEVER if self.paused else (self.warn, self.yellow, self.red, NEVER)[light]

    @property
    def last_moment(self) -> Moment:
        """The last second of the term, to show its last day."""
        return self.due - 1


swift(Clock)
_clock = partial(tuple.__new__, Clock)


@dataclass(frozen=True, slots=True)
class Cause:
    """A case in which the law lets a result be annulled (`act` revoke) or taken back (recall): its title and article; whether
    it rests on a promise found false, whether it is deceit or bribery; where it was read."""

    id: str
    act: str
    title: Text
    ground: Ground = UNSTATED
    promise: bool = False
    deceit: bool = False
    source: str = ""

    @property
    def printed(self) -> Text:
        """Title and article, as the papers print them."""
        cite = self.ground.cite
        return Text(f"{self.title.zh}（{cite}）", f"{self.title.en} ({cite})") if cite else self.title


@dataclass(frozen=True)
class Rules:
    """What time and law say when something is decided: the calendar, the legal zone, lights, terms by id, the figures no law
    fixes, and the cases in which a result may be undone, by id."""

    calendar: Calendar
    zone: dt.tzinfo
    terms: Mapping[str, Term] = field(default_factory=dict)
    lights: Lights = Lights()
    local: Local = DEFAULT
    causes: Mapping[str, Cause] = field(default_factory=dict)

    def day(self, moment: Moment) -> dt.date:
        """The legal day of a moment."""
        return self._day(moment)

    @cached_property
    def _day(self) -> Callable[[Moment], dt.date]:
        return lru_cache(maxsize=4096)(lambda moment: dt.datetime.fromtimestamp(moment, self.zone).date())

    @cached_property
    def _midnight(self):  # type: ignore[no-untyped-def]
        return lru_cache(maxsize=4096)(
            lambda day: int(dt.datetime.combine(day, dt.time(), self.zone).timestamp())
        )

    def opening(self, day: dt.date) -> Moment:
        """The first moment of a day."""
        return int(self._midnight(day))

    def closing(self, day: dt.date) -> Moment:
        """The first moment after a day."""
        return int(self._midnight(day + dt.timedelta(days=1)))

    def clock(self, term: Term, start: Moment) -> Clock:
        """The clock of a term that starts at a moment; a length of 0 ends with the day it starts."""
        unit, length = _WORDS[term.unit], term.length
        if unit == _HOURS:
            return self._hours(Clock(term.id, unit, length, start, 0, 0, 0, 0), start, length)
        due, warn, yellow, red, provisional = self._days(unit, self.day(start), length, length)
        return _clock((term.id, unit, length, start, due, warn, yellow, red, 0, NEVER, 0, 0, provisional))

    def _running(self, clock: Clock, start: Moment, left: int) -> Clock:
        """The clock with `left` units still to count after `start`."""
        if clock.unit == _HOURS:
            return self._hours(clock, start, left)
        due, warn, yellow, red, provisional = self._days(clock.unit, self.day(start), left, clock.length)
        return clock._replace(
            due=due, warn=warn, yellow=yellow, red=red, provisional=provisional, paused=NEVER, left=0
        )

    def _hours(self, clock: Clock, start: Moment, left: int) -> Clock:
        due = start + left * HOUR
        warn = due - max(HOUR, left * HOUR * self.lights.warn_percent // 100)
        return clock._replace(due=due, warn=warn, yellow=due - HOUR, red=due, paused=NEVER, left=0)

    @cached_property
    def _days(self):  # type: ignore[no-untyped-def]
        return lru_cache(maxsize=16384)(self._count)

    def _count(
        self, unit: str, day: dt.date, left: int, length: int
    ) -> tuple[Moment, Moment, Moment, Moment, bool]:
        """Due, warn, yellow, red and whether a notice yet to come may move them, for `left` days after `day`."""
        working = unit == Unit.WORKING.value
        last = self._last(working, day, left)
        lights, soon = self.lights, max(self.lights.warn_days, length * self.lights.warn_percent // 100)
        warn = self._last(working, day, left - soon + 1) if left >= soon else day
        nth = self._past(last, lights.yellow) if lights.yellow else self.opening(last)
        doubtful = self.calendar.provisional(last) or (working and self.calendar.provisional(day))
        warned = min(self.opening(warn), nth)
        return self.closing(last), warned, nth, self._past(last, lights.red), doubtful

    def _last(self, working: bool, day: dt.date, left: int) -> dt.date:
        if left <= 0:
            return day
        if working:
            return self.calendar.working_day_after(day, left)
        return self.calendar.next_working(day + dt.timedelta(days=left))

    def _past(self, last: dt.date, nth: int) -> Moment:
        """The start of the nth working day past due; the first begins the moment the term ends."""
        return self.closing(last) if nth <= 1 else self.opening(self.calendar.working_day_after(last, nth))

    def spent(self, clock: Clock, at: Moment) -> int:
        """Counted units from the clock's start to `at`, pauses not considered."""
        if clock.unit == Unit.HOURS.value:
            return (at - clock.start) // HOUR
        return self.days(clock.unit, clock.start, at)

    def days(self, unit: str, start: Moment, end: Moment) -> int:
        """Days counted after the day of `start` up to and including that of `end`, working or natural."""
        first, last = self.day(start), self.day(end)
        if unit == Unit.WORKING.value:
            return self.calendar.working_days(first, last)
        return max(0, (last - first).days)

    def remaining(self, clock: Clock, at: Moment) -> int:
        """Counted units left at a moment: today counts as left while it lasts; below zero when overdue."""
        if clock.paused:
            return clock.left
        if clock.unit == Unit.HOURS.value:
            return (clock.due - at) // HOUR
        last = clock.due - 1
        if at < clock.due:
            return self.days(clock.unit, at, last) + (
                1 if clock.unit != Unit.WORKING.value or self.calendar.is_working(self.day(at)) else 0
            )
        return -max(1, self.days(clock.unit, last, at))

    def ahead(self, clock: Clock, at: Moment) -> int:
        """Counted units after today, as the day a term starts is not counted either: 0 on its last day, below zero when
        overdue; for a stopped clock what is left, counted alike from the day it runs again."""
        if clock.paused:
            return clock.left
        if clock.unit == Unit.HOURS.value or at >= clock.due:
            return self.remaining(clock, at)
        return self.days(clock.unit, at, clock.due - 1)

    def paused(self, clock: Clock, at: Moment) -> Clock:
        """The clock stopped at a moment: what is left is counted after the day of the stop."""
        if clock.unit == Unit.HOURS.value:
            return clock._replace(paused=at, left=(clock.due - at) // HOUR)
        left = clock.length + clock.out - self.days(clock.unit, clock.start, at)
        return clock._replace(paused=at, left=max(0, left))

    def resumed(self, clock: Clock, at: Moment) -> Clock:
        """The clock running again: what was left is counted after the day of the resumption; where nothing was left, as the
        pause began on the last day, it is due at the end of the first working day from the resumption on. A term that had
        ended before the pause stays as it was."""
        if clock.paused >= clock.due:
            return clock._replace(paused=NEVER, left=0)
        if clock.left <= 0 and clock.unit != Unit.HOURS.value:
            at = self.opening(self.calendar.next_working(self.day(at)))
        out = (
            (at - clock.paused) // HOUR
            if clock.unit == Unit.HOURS.value
            else self.days(clock.unit, clock.paused, at)
        )
        return self._running(clock._replace(out=clock.out + out), at, clock.left)

    def extended(self, clock: Clock, by: int) -> Clock:
        """The clock lengthened by `by` units after its due day ; of a stopped one what is left grows, and
        the day is known when it runs again."""
        longer = clock._replace(length=clock.length + by, extended=clock.extended + by)
        if clock.paused:
            return longer._replace(left=clock.left + by)
        return self.recounted(longer)

    def recounted(self, clock: Clock) -> Clock:
        """The clock counted anew from its start, as after a holiday notice: its length and what pauses took out."""
        return clock if clock.paused else self._running(clock, clock.start, clock.length + clock.out)
