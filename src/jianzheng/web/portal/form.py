"""The form of an application as its page shows it: who, what is asked, the matters in this situation and their materials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.promises import in_person, on_record
from jianzheng.apps.catalogue.queries import Offer
from jianzheng.apps.papers.queries import BroughtPaper
from jianzheng.apps.papers.queries import papers as papers_of
from jianzheng.apps.people.models import Person
from jianzheng.core.promise import IN_PERSON
from jianzheng.core.service import Asked, Service
from jianzheng.core.text import Text
from jianzheng.web.ui.answers import asked_in_form
from jianzheng.web.ui.applicant import WHOSE, kinds, own_number
from jianzheng.web.ui.may import reader
from jianzheng.web.ui.promises import PROMISE, Promising, open_to, promising
from jianzheng.web.ui.say import said
from jianzheng.web.ui.situation import CHOICE, Part, Situation, by_need, parts, questions
from jianzheng.web.ui.sparing import too_large
from jianzheng.web.ui.wrong import asked_of, faults

FEW = 12
"""Materials: up to so many all are shown at once; of more, matter by matter, one opens what one wants to see."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is filled in so far: answers and applicant, files (number of the material → paper), conditions."""

    form: dict[str, str]
    papers: dict[str, int]
    conditions: dict[str, bool]

    @property
    def situation(self) -> Situation:
        """What it says of the applicant's situation."""
        chosen = {key.removeprefix(CHOICE): step for key, step in self.form.items() if key.startswith(CHOICE)}
        return Situation(self.conditions, chosen)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A material on the page: its number, the file kept for it, why the last one was not taken; the promise that may stand in
    its place, and why that choice is not open to the reader."""

    number: int
    asked: Asked
    paper: BroughtPaper | None
    trouble: str
    promise: Promising | None
    barred: Text | None


@dataclass(frozen=True, slots=True)
class Group:
    """A matter applied for with the materials that stand with it; `open` whether they are shown at once."""

    part: Part
    wanted: list[Wanted]
    open: bool

    @property
    def kept(self) -> int:
        """How many of its files are there."""
        return sum(one.paper is not None for one in self.wanted)


def signature(found: list[Part]) -> str:
    """What is applied for, in one word, to see whether it changed since the page was shown."""
    return ".".join(str(part.place) for part in found if part.needed)


def newest(request: HttpRequest, found: Offer) -> str:
    """The number of the case of this service the reader handed in last; "" when there is none."""
    mine = Case.objects.filter(owner=reader(request), edition_id=found.published_id).order_by("-id")
    return mine.values_list("number", flat=True).first() or ""


def shown(
    request: HttpRequest, found: Offer, offered: Service, kept: Kept, wrong: dict[str, str]
) -> HttpResponse:
    """The page of the form; `wrong` is what is to be put right, by field."""
    now = parts(offered, kept.situation)
    asked = questions(offered, kept.situation, wrong)
    person: Any = request.user
    page = {
        "offer": found,
        "service": offered,
        "form": kept.form,
        "whose": kept.form.get(WHOSE, "own"),
        "kinds": kinds(kept.form.get("kind", "")),
        "own_number": own_number(person) if person.id_code else "",
        "questions": asked_in_form(offered, kept.form, wrong),
        "situation": asked,
        "groups": _groups(offered, now, kept, wrong, person),
        **by_need(now),
        "unlisted": [part for part in now if part.needed and not part.listed],
        "seen": signature(now),
        "wrong": wrong,
        "faults": faults(wrong, asked_of(offered, asked)),
        "after": newest(request, found),
        "most": settings.UPLOAD_LIMIT // settings.MEBIBYTE,
        "most_bytes": settings.UPLOAD_LIMIT,
        "most_at_once": settings.REQUEST_LIMIT // settings.MEBIBYTE,
        "too_large": said(too_large("{name}")),
    }
    return render(request, "portal/apply.html", page, status=422 if wrong else 200)


def _groups(
    offered: Service, now: list[Part], kept: Kept, wrong: dict[str, str], owner: Person
) -> list[Group]:
    brought = papers_of(int(id) for id in kept.papers.values())
    few = sum(len(part.asked) for part in now) <= FEW
    barred = _barred(kept, owner) if any(one.promisable for one in offered.asked) else None
    places = [part.place for part in now if part.needed]
    found = []
    for part in now:
        if not part.needed:
            continue
        wanted = [
            Wanted(
                n,
                offered.asked[n],
                brought.get(kept.papers.get(str(n), 0)),
                wrong.get(f"paper-{n}", ""),
                *open_to(promising(offered, n, places, kept.form, wrong.get(f"{PROMISE}{n}", "")), barred),
            )
            for n in part.asked
        ]
        shown_at_once = few or any(one.trouble or (one.promise and one.promise.chosen) for one in wanted)
        found.append(Group(part, wanted, bool(shown_at_once)))
    return found


def _barred(kept: Kept, owner: Person) -> Text | None:
    """Why the reader may not promise: nobody does for another; for themselves, what counts against them."""
    if kept.form.get(WHOSE, "own") != "own" or not in_person(kept.form, owner):
        return IN_PERSON
    return next((one.said for one in on_record(kept.form.get("code", ""))), None)
