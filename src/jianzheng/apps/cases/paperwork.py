"""The official paper a verb leaves behind: what it says follows from the case as the verb makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from jianzheng.apps.cases import paperwork_ending, paperwork_intake, paperwork_receipt, paperwork_undoing
from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.occasion import PROVISIONAL, Occasion
from jianzheng.apps.cases.promises import letters
from jianzheng.apps.cases.renewing import held, supersede
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.papers.actions import issue, void
from jianzheng.apps.papers.models import Issued
from jianzheng.apps.papers.queries import Standing, of_case
from jianzheng.apps.people.queries import organ
from jianzheng.core.authority import Organ
from jianzheng.core.case import events
from jianzheng.core.case.plain import loads
from jianzheng.core.document import Document, DocumentKind
from jianzheng.core.text import Text

Says = Callable[[Occasion], dict[str, Any]]
PAPERS: dict[type, tuple[DocumentKind, Says]] = {
    events.Received: (DocumentKind.RECEIPT, paperwork_receipt.received),
    events.SupplementAsked: (DocumentKind.NOTICE, paperwork_intake.noticed),
    events.Supplemented: (DocumentKind.RECEIPT, paperwork_receipt.supplemented),
    events.Accepted: (DocumentKind.ACCEPTANCE, paperwork_intake.accepted),
    events.NotRequired: (DocumentKind.NOT_REQUIRED, paperwork_intake.not_required),
    events.NotOurs: (DocumentKind.NON_ACCEPTANCE, paperwork_intake.elsewhere),
    events.Paused: (DocumentKind.PAUSE, paperwork_ending.paused),
    events.Extended: (DocumentKind.EXTENSION, paperwork_ending.extended),
    events.Decided: (DocumentKind.DECISION, paperwork_ending.decided),
    events.Issued: (DocumentKind.LICENCE, paperwork_ending.licence),
    events.PromiseBroken: (DocumentKind.RECTIFY, paperwork_undoing.rectify),
    events.Intended: (DocumentKind.INTENT, paperwork_undoing.intended),
    events.Recalled: (DocumentKind.RECALL, paperwork_undoing.undone),
    events.Revoked: (DocumentKind.REVOCATION, paperwork_undoing.undone),
}
"""The events that leave a paper, its kind, and what it says."""
GRANTED = (DocumentKind.DECISION, DocumentKind.LICENCE)
"""The papers that count no more once what they grant is taken back."""


def write(occasion: Occasion, now: dt.datetime) -> str:
    """Issue the paper an event demands, as the case then stands, and void what it takes back; its number is returned. Joins
    the caller's transaction."""
    document, who = paper(occasion, now)
    before = held(occasion.service, occasion.applied.form) if document.kind is DocumentKind.LICENCE else None
    made = issue(document=document, organ=who, now=now)
    supersede(before, made, now)
    letters(occasion, now)
    if document.kind in (DocumentKind.RECALL, DocumentKind.REVOCATION):
        cancel(occasion.number, f"{made.number} {document.heading.zh}", now, made)
    return made.number


def paper(occasion: Occasion, now: dt.datetime) -> tuple[Document, Organ]:
    """The paper an event demands, not numbered yet, and the organ that issues it."""
    kind, says = PAPERS[type(occasion.event)]
    if isinstance(occasion.event, events.Decided) and occasion.event.outcome == "refuse":
        kind = DocumentKind.REFUSAL
    offered, matter = occasion.service, occasion.matter
    who = organ(matter.organ if matter else offered.window)
    document = Document(
        kind=kind,
        organ=who.title,
        address=who.address,
        phone=who.phone,
        addressee=occasion.applied.applicant.get("name", ""),
        case_no=occasion.number,
        matter=matter.title if matter else offered.title,
        issued_on=rules().day(moment(now)),
        **says(occasion),
    )
    return _moving(document), who


def _moving(document: Document) -> Document:
    """The document, saying of the day it is due by that a holiday notice may still move it, where its lines do not."""
    day = document.due_on
    said = any(PROVISIONAL.zh in value.zh for _, value in document.lines)
    if day is None or said or not rules().calendar.provisional(day):
        return document
    note = Text(f"{day}：{PROVISIONAL.zh}。", f"{day}: {PROVISIONAL.en}.")
    return replace(document, closing=(*document.closing, note))


def cancel(case_no: str, reason: str, now: dt.datetime, because: Issued | None = None) -> None:
    """Void the decision and the licence of a matter, naming the paper that takes them back where there is one."""
    for kept in of_case(case_no):
        if kept.document.kind in GRANTED and kept.standing is Standing.VALID:
            void(code=kept.code, reason=reason, now=now, replaced_by=because.code if because else "")


def application(case: int) -> events.Applied:
    """The application a case began with, by its row id."""
    return applications([case])[case]


def applications(cases: Iterable[int]) -> dict[int, events.Applied]:
    """The applications that cases began with, by their row ids."""
    rows = Event.objects.filter(case_id__in=list(cases), sequence=1).values_list("case_id", "data")
    return {case: loads("Applied", text) for case, text in rows}
