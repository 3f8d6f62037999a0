"""Who sat at a joint meeting: for each office one of its staff is chosen, with what the office said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import organs, staff
from jianzheng.core.kinds.meeting import Voice
from jianzheng.core.text import Text

MOST = 100
"""Offices a form is read of at most."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An office that may have been at a meeting: its staff, whether it works on the case, and what was filled in."""

    organ: str
    title: Text
    people: list[Person]
    at_work: bool
    person: str
    says: str
    why: str

    @property
    def filled(self) -> bool:
        """Whether anything was filled in."""
        return bool(self.person or self.says or self.why)


def seats(found: Opened, own: str, form: QueryDict) -> list[Seat]:
    """The offices that have staff, those at work on the case first and one's own before all; each with what a refused form
    said."""
    seated, known = staff(timezone.localdate()), organs()
    typed = {voice.organ: voice for voice in present(form)}
    working = {own, *_at_work(found)}
    order = sorted(
        (word for word in known if word in seated), key=lambda word: (word != own, word not in working)
    )
    blank = Voice("", "", "")
    return [
        Seat(word, known[word].title, seated[word], word in working, *typed.get(word, blank)[1:])
        for word in order
    ]


def _at_work(found: Opened) -> Iterable[str]:
    service = found.service
    for n, step in enumerate(service.process.steps):
        if not found.case.skipped >> n & 1 and step.kind != "deliver":
            yield step.office or service.matters[service.owner[n]].organ


def present(form: QueryDict) -> tuple[Voice, ...]:
    """What each office said, as the form has it; an office of which nothing was filled in was not there."""
    words = [key.removeprefix("person-") for key in form if key.startswith("person-")][:MOST]
    rows = (Voice(word, *(form.get(f"{name}-{word}", "").strip() for name in _NAMES)) for word in words)
    return tuple(row for row in rows if any(row[1:]))


_NAMES = ("person", "says", "why")
