"""Everything one look at a log gathers: summaries that add up, so that a log may lie in parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from jianzheng.lab.analysis.terms import WEEKDAYS, Terms, worktime
from jianzheng.lab.conform.log import Conformance, conform
from jianzheng.lab.deadlines import Deadlines
from jianzheng.lab.discover.batches import Minutes
from jianzheng.lab.discover.rework import Rework, between, ping_pong, through_applicant
from jianzheng.lab.discover.tally import Tally
from jianzheng.lab.follows import Follows
from jianzheng.lab.honesty import Honesty
from jianzheng.lab.kept import Keep
from jianzheng.lab.log.log import UNKNOWN, Coded, Log
from jianzheng.lab.log.pairs import paired
from jianzheng.lab.profile import Profile
from jianzheng.lab.waiting.split import office_column, office_of
from jianzheng.lab.waiting.table import Waiting
from jianzheng.lab.worktime import WorkTime


@dataclass(frozen=True, slots=True)
class Gathered:
    """What single figures are read off; None where the log, or what was said of it, gives nothing to look at. Adds up over
    partitions by case. `day_length` is one working day in microseconds."""

    profile: Profile
    follows: Follows
    rework: Rework
    honesty: Honesty
    waiting: Waiting
    deadlines: Deadlines
    minutes: Minutes
    people: Tally | None
    offices: Tally | None
    to_and_fro: Tally | None
    applicant: Tally | None
    conformance: Conformance | None
    day_length: int

    @classmethod
    def of(cls, log: Log, keep: Keep, terms: Terms) -> Gathered:
        """Of the chosen cases."""
        log = log if keep.all() else log.chosen(keep)
        time, roles = worktime(log, terms.calendar), terms.roles
        office = office_of(log, roles)
        return cls(
            profile=Profile.of(log),
            follows=Follows.of(log),
            rework=Rework.of(log),
            honesty=Honesty.of(log, terms.calendar, terms.known),
            waiting=Waiting.of(paired(log), time, roles),
            deadlines=Deadlines.of(log, terms.deadlines),
            minutes=Minutes.of(log),
            people=ping_pong(log, log.resource) if log.resource else None,
            offices=_among(between, log, office),
            to_and_fro=_among(ping_pong, log, office),
            applicant=through_applicant(log, roles.applicant) if roles.applicant else None,
            conformance=_conform(log, terms, time),
            day_length=time.day_length,
        )

    def __add__(self, other: Gathered) -> Gathered:
        names = [one.name for one in fields(self) if one.name != "day_length"]
        sums = {name: _sum(getattr(self, name), getattr(other, name)) for name in names}
        return Gathered(**sums, day_length=self.day_length)


def _sum(one: Any, other: Any) -> Any:
    return one + other if one is not None and other is not None else one if other is None else other


def _conform(log: Log, terms: Terms, time: WorkTime) -> Conformance | None:
    """Where cases leave the declared process; limits count on the calendar only where one was named."""
    if terms.declared is None:
        return None
    limits = None if terms.calendar is WEEKDAYS or terms.calendar == WEEKDAYS else time
    office = office_column(log, terms.roles)
    return conform(log, terms.declared.process, told=terms.steps, time=limits, office=office)


def _among(look: Callable[[Log, Coded], Tally], log: Log, office: Coded) -> Tally | None:
    """What is seen between offices; None where no column names them."""
    named = office is not log.resource and (office.codes != UNKNOWN).any()
    return look(log, office) if named else None
