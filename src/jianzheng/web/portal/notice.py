"""What the one notice asks the applicant for, and the files gathered so far to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jianzheng.apps.cases.models import Reply
from jianzheng.apps.cases.promises import in_person, live, on_record
from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.papers.queries import BroughtPaper, papers
from jianzheng.apps.people.models import Person
from jianzheng.core.case import State, required
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.promise import IN_PERSON
from jianzheng.core.text import Text
from jianzheng.web.ui.promises import PROMISE, Promising, open_to, promising


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the notice asks for: number of the material, its name, what to do, the file kept for it, why one was not taken; the
    promise that may stand in its place, and why that choice is not open."""

    number: int
    material: Text
    what: str
    paper: BroughtPaper | None
    trouble: str
    promise: Promising | None
    barred: Text | None


def wanted(found: Opened, wrong: dict[str, str] | None = None) -> list[Wanted]:
    """What the notice asks for that is not answered yet, each with the file kept so far; [] where nothing is asked."""
    if not any(item.state == State.SUPPLEMENT and not item.ended_at for item in found.case.items):
        return []
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    asked = [row for event in notices[-1:] for row in event.wanted]
    ids, form, said = gathered(found), chosen(found), wrong or {}
    files = papers(ids.values())
    open_ones = any(found.service.asked[n].promisable for n, _ in asked)
    barred = _barred(found) if open_ones else None
    return [
        Wanted(
            n,
            found.service.asked[n].title,
            what,
            files.get(ids.get(n, 0)),
            said.get(f"paper-{n}", ""),
            *open_to(
                promising(found.service, n, live(found.case), form, said.get(f"{PROMISE}{n}", "")), barred
            ),
        )
        for n, what in asked
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
    asked = found.service.asked
    needed = required(found.case, found.service)
    return [asked[n].title for n in needed if n not in came and not asked[n].held]


def answer_by(found: Opened) -> date | None:
    """The last day the organ has set for the answer to its one notice; None where it set none."""
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    return last_day(notices[-1].until) if notices else None


def gathered(found: Opened) -> dict[int, int]:
    """The files gathered so far: number of the material → paper."""
    reply = Reply.objects.filter(case_id=found.row).first()
    return {int(n): int(id) for n, id in reply.papers.items()} if reply else {}


def chosen(found: Opened) -> dict[str, str]:
    """What is to be promised instead, as kept so far."""
    return dict(Reply.objects.filter(case_id=found.row).values_list("form", flat=True).first() or {})
