"""What another organ told this one (抄告), and waits to hear about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.people.queries import names
from jianzheng.core.case.events import Copied
from jianzheng.core.text import Text
from jianzheng.core.watch import who as who_of


@dataclass(frozen=True, slots=True)
class Told:
    """What another organ told this one (抄告) and waits to hear about: the text, from whom, the last day for the answer;
    `minutes` of a joint meeting, which one agrees with or not."""

    text: str
    person: Text
    last: date | None
    minutes: bool


def answering(found: Opened, organ: str) -> Told | None:
    """The copy that waits for an organ's answer."""
    waiting = [copy for copy in found.case.copies if copy.organ == organ and not copy.answer]
    due = waiting[0].due if waiting else 0
    for each in reversed(found.happened):
        if due and isinstance(each.event, Copied) and each.event.organ == organ:
            person = who_of(each.by).person
            minutes = any(copy.minutes for copy in waiting)
            return Told(each.event.text, names().get(person, Text(person)), last_day(due), minutes)
    return None
