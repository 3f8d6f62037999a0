"""On what terms a log is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from jianzheng.core.calendar import Calendar
from jianzheng.core.confront import Confronted
from jianzheng.lab.deadlines import Columns
from jianzheng.lab.discover.habits import Question
from jianzheng.lab.honesty import Known
from jianzheng.lab.log.log import NEVER, Log
from jianzheng.lab.waiting.split import Roles
from jianzheng.lab.worktime import WorkTime

WEEKDAYS = Calendar("weekdays")
"""Monday to Friday: what counts as working where no calendar is named."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a log is read: the calendar, the declared process with its law and which activity is which of its steps,
    who the applicant is and which column names the office, what counts as always, what is known beside the log, which columns
    hold due dates. `most` rows of each list are kept."""

    calendar: Calendar = WEEKDAYS
    declared: Confronted | None = None
    steps: Mapping[str, str] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)
    question: Question = field(default_factory=Question)
    known: Known = field(default_factory=Known)
    deadlines: Columns = field(default_factory=Columns)
    most: int = 20


def worktime(log: Log, calendar: Calendar) -> WorkTime:
    """Working time over the whole log, in its zone."""
    known = log.at[log.at != NEVER]
    first, last = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    if log.began is not None:
        begun = log.began[log.began != NEVER]
        first = min(first, int(begun.min())) if len(begun) else first
    return WorkTime.of(calendar, log.zone, first, last)


def asked(terms: Terms) -> Question:
    """What counts as always, and in which days: working days where a calendar was named."""
    if terms.question.worktime is not None or terms.calendar is WEEKDAYS:
        return terms.question
    return replace(terms.question, worktime=partial(worktime, calendar=terms.calendar))
