"""Every stretch of a case's time, from one event to the next, told apart: at work, or waiting, and on whom.

The time before an event belongs to the event's step and office: the part from `began` on is work, what lies before it is
waiting. A log without `began` cannot tell the two apart; all of it is then waiting, and `Split.blind` says so. Events of one
case are taken in their order in time; where steps run side by side, a stretch belongs to the step that ends it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.log.log import NEVER, UNKNOWN, Coded, Log, Times
from jianzheng.lab.worktime import WorkTime


class Part(IntEnum):
    """What a stretch of time was spent on."""

    WORKING = 0
    OFFICE = 1
    OTHER_OFFICE = 2
    APPLICANT = 3
    PAUSED = 4

    @property
    def title(self) -> Text:
        """The part in words."""
        return TITLES[self]


TITLES = {
    Part.WORKING: Text("办理中", "being worked on"),
    Part.OFFICE: Text("等本部门", "waiting for the office"),
    Part.OTHER_OFFICE: Text("等别的部门接手", "waiting for another office"),
    Part.APPLICANT: Text("等申请人", "waiting on the applicant"),
    Part.PAUSED: Text("依法中止", "paused by law"),
}
PARTS = len(Part)
OFFICES = ("org:group", "department", "office", "organ", "org:role")
"""Columns that usually name the office, the first that is there is taken."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What the log does not say by itself: which activities the applicant does, which open and close a lawful pause
    (activity that opens → activities that close it), and which column names the office."""

    applicant: frozenset[str] = frozenset()
    pauses: Mapping[str, Collection[str]] = field(default_factory=dict)
    office: str = ""


UNTOLD = Roles()


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """One row an event: the `part` its waiting belongs to, waiting and working time, natural and on the working calendar
    (microseconds), and the office it was done in."""

    part: NDArray[np.int64]
    waited: Times
    worked: Times
    waited_open: Times
    worked_open: Times
    office: Coded
    blind: bool


def split(log: Log, time: WorkTime, roles: Roles = UNTOLD) -> Split:
    """Tell every stretch apart; what `roles` names and this log (perhaps a partition) does not have counts for nothing."""
    before = np.empty_like(log.at)
    before[1:] = log.at[:-1]
    first = log.bounds[:-1]
    before[first] = log.at[first] if log.began is None else _earlier(log.began[first], log.at[first])
    before = np.where((before == NEVER) | (log.at == NEVER), log.at, np.minimum(before, log.at))
    began = _begun(log, before)
    office = office_of(log, roles)
    moments = [time.at(moment) for moment in (before, began, log.at)]
    return Split(
        part=_parts(log, roles, office),
        waited=began - before,
        worked=log.at - began,
        waited_open=moments[1] - moments[0],
        worked_open=moments[2] - moments[1],
        office=office,
        blind=log.began is None,
    )


def _earlier(began: Times, at: Times) -> Times:
    return np.where(began == NEVER, at, np.minimum(began, at))


def _begun(log: Log, before: Times) -> Times:
    """When the work on each event began, never before the stretch itself; the end where it is not known."""
    if log.began is None:
        return log.at
    return np.where(log.began == NEVER, log.at, np.clip(log.began, before, log.at))


def office_of(log: Log, roles: Roles) -> Coded:
    """The column that names the office: the one asked for, a usual one, else who did it; else one unknown office."""
    name = office_column(log, roles)
    return log.columns[name] if name else log.resource or Coded(np.full(log.events, UNKNOWN, np.int32), ())


def office_column(log: Log, roles: Roles) -> str:
    """The name of the column that names the office; "" where there is none."""
    return next((name for name in (roles.office, *OFFICES) if name in log.columns), "")


def _parts(log: Log, roles: Roles, office: Coded) -> NDArray[np.int64]:
    """The part each event's waiting belongs to."""
    part = np.full(log.events, Part.OFFICE, np.int64)
    came = np.full(log.events, UNKNOWN, np.int32)
    came[1:] = office.codes[:-1]
    came[log.bounds[:-1]] = UNKNOWN
    other = (came != office.codes) & (came != UNKNOWN) & (office.codes != UNKNOWN)
    part[other] = Part.OTHER_OFFICE
    part[_is(log.activity, roles.applicant)] = Part.APPLICANT
    for opens, closes in roles.pauses.items():
        part[_within(log, opens, closes)] = Part.PAUSED
    return part


def _is(column: Coded, names: Collection[str]) -> NDArray[np.bool_]:
    wanted = np.array([name in names for name in column.names] + [False])
    return np.asarray(wanted[column.codes], dtype=np.bool_)


def _within(log: Log, opens: str, closes: Collection[str]) -> NDArray[np.bool_]:
    """Events whose stretch lies after an opening that no closing has ended yet; the closing's own stretch is within."""
    opening, closing = _is(log.activity, (opens,)), _is(log.activity, closes)
    marks = np.where(opening | closing, np.arange(log.events), -1)
    last = np.maximum.accumulate(marks)
    previous = np.concatenate(([-1], last[:-1]))
    start = log.bounds[:-1][log.owner]
    return np.asarray((previous >= start) & opening[previous], dtype=np.bool_)


def check(log: Log, roles: Roles) -> None:
    """Raises Refused when an activity or a column named in `roles` is not in the whole log: most likely misspelt."""
    named = set(roles.applicant).union(roles.pauses, *roles.pauses.values())
    missing = sorted(named - set(log.activity.names))
    if missing:
        shown = "、".join(missing[:5])
        raise Refused(
            f"日志里没有这些活动：{shown}。请核对名称。", f"The log has no activity {shown}; check the names."
        )
    if roles.office and roles.office not in log.columns:
        there = "、".join(log.columns) or "–"
        raise Refused(
            f"日志里没有“{roles.office}”这一列；有：{there}。",
            f"The log has no column “{roles.office}”; there are: {there}.",
        )
