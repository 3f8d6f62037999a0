"""What the one notice asks the applicant for, and the files gathered so far to answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jianzheng.apps.cases.drafts import gathered
from jianzheng.apps.cases.models import Reply
from jianzheng.apps.cases.promises import in_person, live, on_record
from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.papers.queries import BroughtPaper, papers
from jianzheng.apps.people.models import Person
from jianzheng.core.case import COMING, FREE, State, material, required
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.case.free import numbers
from jianzheng.core.case.notice import wanted as told
from jianzheng.core.materials import is_optional
from jianzheng.core.promise import IN_PERSON
from jianzheng.core.text import Text
from jianzheng.web.ui.promises import PROMISE, WAY, Promising, open_to, promising


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the notice asks for: number of the material, its name, what to do (of a free line the matter it is for), the file
    kept for it, why one was not taken; the promise that may stand in its place, why that choice is not open; whether it is a
    free line, and will be brought to the window instead (`coming`); `also` the other matters it serves, as one paper is asked
    for once."""

    number: int
    material: Text
    what: Text
    paper: BroughtPaper | None
    trouble: str
    promise: Promising | None = None
    barred: Text | None = None
    free: bool = False
    coming: bool = False
    also: tuple[Text, ...] = ()


def wanted(found: Opened, wrong: dict[str, str] | None = None) -> list[Wanted]:
    """What the notice asks for that is not answered yet, each with the file kept so far; [] where nothing is asked."""
    if not any(item.state == State.SUPPLEMENT and not item.ended_at for item in found.case.items):
        return []
    ids, form, said = gathered(found.row), chosen(found), wrong or {}
    files = papers(ids.values())
    came = {n: files.get(id) for n, id in ids.items()}
    rows = _listed(found, came, form, said) + _lines(found, came, form, said)
    same = alike(rows)
    others = {n for group in same.values() for n in group}
    of = {row.number: row.what for row in rows if row.free}
    return [
        replace(row, also=tuple(of[n] for n in same.get(row.number, ())))
        for row in rows
        if row.number not in others
    ]


def alike(rows: Iterable[Wanted]) -> dict[int, tuple[int, ...]]:
    """Of papers asked for under one name the number of the first, and those of the free lines that repeat it."""
    first: dict[str, int] = {}
    found: dict[int, tuple[int, ...]] = {}
    for row in rows:
        number = first.setdefault(row.material.zh.strip(), row.number)
        if number != row.number and row.free:
            found[number] = (*found.get(number, ()), row.number)
    return found


def shared(found: Opened, papers: Mapping[int, str]) -> dict[int, str]:
    """The papers of an answer, each under every number it was asked for by."""
    same = alike(_listed(found, {}, {}, {}) + _lines(found, {}, {}, {}))
    more = {other: way for n, way in papers.items() for other in same.get(n, ())}
    return more | dict(papers)


Came = Mapping[int, BroughtPaper | None]


def _listed(found: Opened, came: Came, form: Mapping[str, str], said: Mapping[str, str]) -> list[Wanted]:
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    asked = [row for event in notices[-1:] for row in event.wanted]
    open_ones = any(found.service.asked[n].promisable for n, _ in asked)
    barred = _barred(found) if open_ones else None
    return [
        Wanted(
            n,
            found.service.asked[n].title,
            told(what),
            came.get(n),
            said.get(f"paper-{n}", ""),
            *open_to(
                promising(found.service, n, live(found.case), form, said.get(f"{PROMISE}{n}", "")), barred
            ),
        )
        for n, what in asked
    ]


def _lines(found: Opened, came: Came, form: Mapping[str, str], said: Mapping[str, str]) -> list[Wanted]:
    return [
        Wanted(
            n,
            Text(text),
            found.service.matters[place].title,
            came.get(n),
            said.get(f"paper-{n}", ""),
            free=True,
            coming=form.get(f"{WAY}{n}") == COMING,
        )
        for n, (place, text) in enumerate(found.case.free, FREE)
    ]


def _barred(found: Opened) -> Text | None:
    """Why the account the case belongs to may not promise."""
    if not in_person(found.applicant, Person.objects.filter(cases=found.row).first()):
        return IN_PERSON
    return next((one.said for one in on_record(found.applicant.get("code", ""))), None)


def outstanding(found: Opened) -> list[Text]:
    """The materials that have not come yet, while nobody has answered whether the application is accepted."""
    if not any(
        item.state == State.RECEIVED and item.number for item in found.case.items if not item.ended_at
    ):
        return []
    came = {
        paper.asked for paper in found.case.papers if paper.file or paper.handling in ("brought", "promised")
    }
    needed = [(n, material(found.case, found.service, n)) for n in required(found.case, found.service)]
    missing = [asked for n, asked in needed if n not in came and not asked.held]
    return [asked.title for asked in missing if not is_optional(asked.material)]


def to_bring(found: Opened) -> list[Text]:
    """What the applicant said they will bring to the window, while it is not accepted or refused yet."""
    places = [place for place, item in enumerate(found.case.items) if item.state == State.SUPPLEMENTED]
    coming = {paper.asked for paper in found.case.papers if paper.handling == COMING}
    return [material(found.case, found.service, n).title for n in numbers(found.case, places) if n in coming]


def answer_by(found: Opened) -> date | None:
    """The last day the organ has set for the answer to its one notice; None where it set none."""
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    return last_day(notices[-1].until) if notices else None


def chosen(found: Opened) -> dict[str, str]:
    """What is to be promised instead, as kept so far."""
    return dict(Reply.objects.filter(case_id=found.row).values_list("form", flat=True).first() or {})
