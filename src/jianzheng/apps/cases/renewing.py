"""Renewals: the licence an application names, found on file, and what its renewal makes of it (行政许可法第五十条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.models import Event, Item
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.standing import stood
from jianzheng.apps.papers.actions import void
from jianzheng.apps.papers.models import Issued
from jianzheng.apps.papers.queries import IssuedPaper, Standing, of_case
from jianzheng.core.case import Application, State
from jianzheng.core.case.plain import loads
from jianzheng.core.case.renewal import RENEWED, deemed_from
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.document import DocumentKind
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Matter, Service

VOID = (State.RECALLED, State.REVOKED)


@dataclass(frozen=True, slots=True)
class Held:
    """A licence on file: its number, the number of its matter's case, whose it is (their code), when it ends to be valid (0 =
    it sets no end)."""

    number: str
    case: str
    code: str
    until: int


def renewed(offered: Service, form: Mapping[str, str]) -> tuple[Matter, str] | None:
    """The matter by which a licence is renewed, and the number the form names; None where nothing is renewed."""
    matter = next((one for one in offered.matters if one.renews), None)
    number = form.get(RENEWED, "").strip()
    return (matter, number) if matter and number else None


def held(offered: Service, form: Mapping[str, str], but: str = "") -> Held | None:
    """The licence on file that an application names, other than what the case `but` itself issued; None where it renews
    nothing, or nothing stands under that number."""
    named = renewed(offered, form)
    if named is None:
        return None
    matter, number = named
    kinds = {matter.renews, offered.id}
    rows = Item.objects.filter(organ=matter.organ, result_no=number, case__edition__service__in=kinds)
    row = (
        rows.exclude(state__in=VOID)
        .exclude(case__number=but)
        .select_related("case")
        .order_by("-decided_at")
        .first()
    )
    if row is None:
        return None
    code = _applied(row.case_id).get("code", "")
    return Held(number, row.number, code, stood(row.case.standing).items[row.place].valid_until)


def _applied(case: int) -> dict[str, str]:
    text = Event.objects.filter(case_id=case, sequence=1).values_list("data", flat=True)[0]
    said: dict[str, str] = loads("Applied", text).applicant
    return said


def renewing(offered: Service, application: Application, now: dt.datetime) -> Application:
    """The application with the moment silence counts as renewing. Raises Refused for the licence of somebody else, and online
    for one that is not on file: at the window the clerk looks at it."""
    if renewed(offered, application.form) is None:
        return application
    licence = held(offered, application.form)
    if licence is None:
        if application.channel == "window":
            return application
        raise Refused(
            "没有找到这个编号的有效证件，请核对“原证件编号”。证件不是在本系统办理的，请带原件到窗口申请。",
            "No licence on file stands under that number; check it. One not issued here is renewed at the window; bring it.",
        )
    if tidy(licence.code) != tidy(application.applicant.get("code", "")):
        raise Refused(
            "这个编号的证件不是申请人的。延续由持证人申请；名称变更的，请先办理变更。",
            "That licence is not the applicant's. Its holder asks for the renewal; where the holder changed, change it first.",
        )
    until = deemed_from(rules(), licence.until, moment(now)) if licence.until else 0
    return application._replace(renews_until=until)


def keeps(case: str, offered: Service, number: str) -> bool:
    """Whether a case (by its number) renews the licence of this number, which may then keep it."""
    row = CaseRow.objects.values_list("id", flat=True).get(number=case)
    text = Event.objects.filter(case_id=row, sequence=1).values_list("data", flat=True)[0]
    applied = loads("Applied", text)
    licence = held(offered, applied.form)
    own = licence is not None and tidy(licence.code) == tidy(applied.applicant.get("code", ""))
    return own and licence is not None and licence.number == number


def supersede(licence: Held | None, made: Issued, now: dt.datetime) -> None:
    """Say of the papers of a renewed licence that the new one stands in their place."""
    if licence is None:
        return
    for kept in of_case(licence.case):
        if _is_licence(kept):
            reason = f"已延续，由 {made.number} 代替 renewed: {made.number} stands in its place"
            void(code=kept.code, reason=reason, now=now, replaced_by=made.code)


def _is_licence(kept: IssuedPaper) -> bool:
    return kept.document.kind is DocumentKind.LICENCE and kept.standing is Standing.VALID
