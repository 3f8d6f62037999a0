"""What the steps before found and proposed, with every answer under its question: what a chief decides on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jianzheng.apps.cases.deciders import left_to_others
from jianzheng.apps.cases.opinions import last_done
from jianzheng.apps.cases.queries import Opened, Row
from jianzheng.apps.cases.rules import local
from jianzheng.apps.people.queries import names
from jianzheng.core.case import Happened
from jianzheng.core.case.events import StepDone
from jianzheng.core.kinds import kind_of
from jianzheng.core.kinds.meeting import MEETING
from jianzheng.core.process import Step
from jianzheng.core.text import Text
from jianzheng.web.ui.meetings import Said, objected, said_by
from jianzheng.web.ui.timeline.scene import answers


@dataclass(frozen=True, slots=True)
class Opinion:
    """One finished step: who finished it and when, its outcome, its answers, who took part; the objections to joint opinions on
    its matter that stand, where it is shown by itself or is such an opinion."""

    title: Text
    at: datetime | None
    person: Text
    outcome: Text
    answers: tuple[tuple[Text, Text], ...]
    staff: tuple[Text, ...]
    objected: list[Said]


def opinions(found: Opened, place: int) -> list[Opinion]:
    """The opinions on one matter that still stand, in the order they were given."""
    last = {
        each.event.step: each
        for each in found.happened
        if isinstance(each.event, StepDone) and found.service.owner[each.event.step] == place
    }
    called, steps = names(), found.service.process.steps
    standing = sorted((n for n in last if found.case.is_done(n)), key=lambda n: last[n].sequence)
    against = objected(found, place)
    return [
        _opinion(last[n], steps[n], called, against if steps[n].kind == MEETING.word else [])
        for n in standing
    ]


def proposals(rows: Iterable[Row], person: str) -> list[tuple[Row, Opinion | None, bool]]:
    """Each row of work with the last opinion on its matter, and whether `person` examined it, so that others decide it; all
    found at once."""
    rows = tuple(rows)
    done, called, apart = last_done(rows), names(), left_to_others(rows, person)
    made = []
    for row in rows:
        each, step, against = done.get(row.key, (None, None, ()))
        shown = _opinion(each, step, called, said_by(against, called)) if each and step else None
        made.append((row, shown, (row.number, row.step) in apart))
    return made


def _opinion(each: Happened, step: Step, called: Mapping[str, Text], against: list[Said]) -> Opinion:
    event, kind = each.event, kind_of(step.kind)
    assert isinstance(event, StepDone)
    person = each.by.partition("@")[0]
    outcome = kind.outcomes.get(event.outcome, Text(event.outcome, event.outcome))
    staff = tuple(called.get(login, Text(login)) for login in event.staff if login != person)
    return Opinion(
        step.title,
        local(each.at),
        called.get(person, Text(person)),
        outcome,
        answers(kind.asks, event.facts, called),
        staff,
        against,
    )
