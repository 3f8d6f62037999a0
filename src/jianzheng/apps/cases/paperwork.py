"""The official paper a verb leaves behind: what it says follows from the case as the verb makes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jianzheng.apps.cases.rules import last_day, local, moment, rules
from jianzheng.apps.papers.actions import issue
from jianzheng.apps.people.queries import organ
from jianzheng.core.case import Case, events
from jianzheng.core.case.terms import PAUSES
from jianzheng.core.document import COMPETENT_ORGAN, TIME_NEEDED, VALID, Document, DocumentKind, Line
from jianzheng.core.service import Matter, Service
from jianzheng.core.text import Text

HANDLED = {
    "brought": Text("已提交", "brought"),
    "on_file": Text("政府已有，免交", "on file, not asked"),
    "promised": Text("告知承诺", "promised"),
    "tolerated": Text("容缺后补", "to follow"),
    "missing": Text("未提交", "not brought"),
}
KINDS: dict[type, DocumentKind] = {
    events.Received: DocumentKind.RECEIPT,
    events.SupplementAsked: DocumentKind.NOTICE,
    events.Accepted: DocumentKind.ACCEPTANCE,
    events.NotRequired: DocumentKind.NOT_REQUIRED,
    events.NotOurs: DocumentKind.NON_ACCEPTANCE,
    events.Paused: DocumentKind.PAUSE,
    events.Extended: DocumentKind.EXTENSION,
    events.Decided: DocumentKind.DECISION,
    events.Issued: DocumentKind.LICENCE,
}
"""The events that leave a paper."""


def write(service: Service, case: Case, applicant: str, event: Any, now: dt.datetime) -> str:
    """Issue the paper an event demands, as the case then stands; its number is returned. Joins the caller's transaction."""
    place = getattr(event, "item", -1)
    matter = service.matters[place] if place >= 0 else None
    kind = KINDS[type(event)]
    if isinstance(event, events.Decided) and event.outcome == "refuse":
        kind = DocumentKind.REFUSAL
    says = _SAYS[type(event)](service, case, event)
    document = Document(
        kind=kind,
        organ=organ(_organ(service, matter)).title,
        addressee=applicant,
        case_no=case.items[place].number if place >= 0 else case.number,
        matter=matter.title if matter else service.title,
        issued_on=rules().day(moment(now)),
        **says,
    )
    return issue(document=document, organ=organ(_organ(service, matter)), now=now).number


def _organ(service: Service, matter: Matter | None) -> str:
    if matter:
        return matter.organ
    return service.matters[0].organ if len(service.matters) == 1 else service.window


def _materials(service: Service, case: Case) -> tuple[Line, ...]:
    rows = tuple(
        (Text(service.asked[paper.asked].material), HANDLED[paper.handling])
        for paper in case.papers
        if paper.handling
    )
    return rows or ((Text("申请事项", "Applied for"), service.title),)


def _received(service: Service, case: Case, event: events.Received) -> dict[str, Any]:
    notice = next((item.notice for item in case.items if item.notice), None)
    return {"lines": _materials(service, case), "due_on": last_day(notice.due) if notice else None}


def _notice(service: Service, case: Case, event: events.SupplementAsked) -> dict[str, Any]:
    return {
        "lines": tuple(
            (Text(service.asked[asked].material), Text(what, what)) for asked, what in event.wanted
        )
    }


def _accepted(service: Service, case: Case, event: events.Accepted) -> dict[str, Any]:
    clocks = [clock for item in case.items for clock in (item.promised, item.legal) if clock]
    due = case.whole.due if case.whole else max((clock.due for clock in clocks), default=0)
    if len(case.items) == 1 and case.items[0].clock:
        due = case.items[0].clock.due
    lines = _materials(service, case)
    for debt in case.debts:
        owed = service.asked[debt.asked].material
        until = last_day(debt.due)
        lines += ((Text(f"{owed}：补交或核查期限", f"{owed}: due"), Text(str(until), str(until))),)
    return {"lines": lines, "due_on": last_day(due or case.applied_at + 1)}


def _reason(service: Service, case: Case, event: events.NotRequired) -> dict[str, Any]:
    return {"paragraphs": (Text(event.reason, event.reason),)}


def _elsewhere(service: Service, case: Case, event: events.NotOurs) -> dict[str, Any]:
    return {
        "paragraphs": (Text(event.reason, event.reason),),
        "lines": ((COMPETENT_ORGAN, Text(event.organ, event.organ)),),
    }


def _paused(service: Service, case: Case, event: events.Paused) -> dict[str, Any]:
    until = last_day(event.until)
    why = PAUSES.get(event.reason, Text(event.reason, event.reason))
    return {
        "paragraphs": (
            Text(
                f"依法需要{why.zh}，所需时间不计算在期限内。",
                f"{why.en} is needed by law; its time is not counted.",
            ),
        ),
        "lines": ((TIME_NEEDED, Text(f"至 {until}", f"until {until}")),),
    }


def _extended(service: Service, case: Case, event: events.Extended) -> dict[str, Any]:
    clock = event.whole or event.promised or event.legal
    return {
        "paragraphs": (Text(event.reason, event.reason),),
        "lines": ((Text("延长日数", "Days added"), Text(str(event.days), str(event.days))),),
        "due_on": last_day(clock.due if clock else case.applied_at + 1),
    }


def _grounds(matter: Matter) -> tuple[str, ...]:
    cites = [matter.ground.cite, matter.legal.ground.cite if matter.legal else ""]
    return tuple(dict.fromkeys(cite for cite in cites if cite)) or ("行政许可法第三十八条",)


def _decided(service: Service, case: Case, event: events.Decided) -> dict[str, Any]:
    said = tuple(Text(text, text) for text in (event.reasons,) if text)
    remedies = tuple(Text(text, text) for text in (event.remedies,) if text)
    return {"paragraphs": said, "grounds": _grounds(service.matters[event.item]), "remedies": remedies}


def _licence(service: Service, case: Case, event: events.Issued) -> dict[str, Any]:
    matter = service.matters[event.item]
    until = local(event.valid_until - 1) if event.valid_until else None
    valid = (
        Text(f"至 {until.date()}", f"until {until.date()}")
        if until
        else Text("长期，或以决定载明为准", "no end, or as decided")
    )
    lines = (
        (Text("证件编号", "Number of the licence"), Text(event.number, event.number)),
        (Text("许可事项", "Permitted"), matter.title),
        (VALID, valid),
    )
    return {"lines": lines, "grounds": _grounds(matter), "title": matter.result}


_SAYS: dict[type, Any] = {
    events.Received: _received,
    events.SupplementAsked: _notice,
    events.Accepted: _accepted,
    events.NotRequired: _reason,
    events.NotOurs: _elsewhere,
    events.Paused: _paused,
    events.Extended: _extended,
    events.Decided: _decided,
    events.Issued: _licence,
}
