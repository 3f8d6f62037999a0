"""Promises in place of proof: the notice as it stands here, whoever may not promise, and the letter each promise leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.models import Event, Party
from jianzheng.apps.cases.occasion import Occasion, day_of
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.standing import stood
from jianzheng.apps.cases.store import load
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.apps.papers.actions import issue
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import organ
from jianzheng.core.authority import Actor
from jianzheng.core.case import Case, events
from jianzheng.core.case.plain import loads
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.document import Document, DocumentKind
from jianzheng.core.promise import IN_PERSON, STATEMENTS, Broken, Notice, NotInPerson, needing, notice
from jianzheng.core.service import Service
from jianzheng.core.text import Text

MOST = 20
"""Cases with a false promise looked at for one applicant: one is enough to close the choice."""


def told(service: Service, asked: int, places: Iterable[int]) -> Notice:
    """What is told before a material may be promised, of the first of the matters (`places`) that need it."""
    matter = service.matters[needing(service, asked, places)[0]]
    who = organ(matter.organ).title
    local = rules().local
    return notice(service.asked[asked], matter, who, local.verify_days, local.gap_days)


def live(case: Case) -> list[int]:
    """The matters of a case that have not ended, by number."""
    return [place for place, item in enumerate(case.items) if item.number and not item.ended_at]


def versions(service: Service, asked: Collection[int], places: Collection[int]) -> dict[int, str]:
    """The version of the text in force for each of some materials; those no matter needs are left out."""
    needed = [n for n in asked if 0 <= n < len(service.asked) and needing(service, n, places)]
    return {n: told(service, n, places).version for n in needed}


def on_record(code: str) -> tuple[Broken, ...]:
    """The promises found false that still count against an applicant, by their number; not what others did whom they, or who,
    acted for."""
    numbers = Party.objects.filter(code=tidy(code)).values("number") if tidy(code) else []
    kept = CaseRow.objects.filter(number__in=numbers, standing__contains='"false"').order_by("-id")
    rows = kept.values_list("pk", "number", "edition_id", "standing")[:MOST]
    return tuple(one for row in rows for one in _broken(row, tidy(code)))


def _broken(row: tuple[int, str, int, str], code: str) -> Iterable[Broken]:
    id, number, edition, standing = row
    first = Event.objects.values_list("data", flat=True).get(case_id=id, sequence=1)
    if tidy(loads("Applied", first).applicant.get("code", "")) != code:
        return
    found = Event.objects.filter(case_id=id, kind="PromiseBroken").values_list("at", "data")
    days = {loads("PromiseBroken", text).asked: rules().day(at) for at, text in found}
    for debt in stood(standing).debts:
        if debt.kind == "false":
            title = service_of(edition).asked[debt.asked].title
            yield Broken(number, days[debt.asked], title, organ(debt.checker).title)


def false_on(letter: Document) -> dt.date | None:
    """The day on which the promise a letter records was found false; None while it was not."""
    row = CaseRow.objects.filter(items__number=letter.case_no).values_list("pk", "edition_id").first()
    if row is None:
        return None
    found = Event.objects.filter(case_id=row[0], kind="PromiseBroken").values_list("at", "data")
    for at, text in found:
        title = service_of(row[1]).asked[loads("PromiseBroken", text).asked].title
        if any(f"“{title.zh}”" in value.zh for _, value in letter.lines[:1]):
            return rules().day(at)
    return None


def against(applicant: Mapping[str, str], promised: object) -> tuple[Broken, ...]:
    """The promises found false that count against whoever applies; nothing is looked up where nothing is promised."""
    return on_record(applicant.get("code", "")) if promised else ()


def in_person(applicant: Mapping[str, str], owner: Person | None) -> bool:
    """Whether an account that applies (`owner`; None at the window) is the applicant's own, by its number on record."""
    return owner is None or (bool(owner.id_code) and tidy(owner.id_code) == tidy(applicant.get("code", "")))


def personal(applicant: Mapping[str, str], promised: object, owner: Person | None) -> None:
    """Raise NotInPerson where an account promises for somebody else."""
    if promised and not in_person(applicant, owner):
        raise NotInPerson(IN_PERSON.zh, IN_PERSON.en)


def lettered(apply: Callable[..., str]) -> Callable[..., str]:
    """`apply`, with a letter for every promise made in it, in the same transaction."""

    def applied(*, actor: Actor, now: dt.datetime, **said: Any) -> str:
        if not said["application"].promises:
            return apply(actor=actor, now=now, **said)
        with transaction.atomic():
            number = apply(actor=actor, now=now, **said)
            loaded = load(number)
            first: Any = loads("Applied", Event.objects.get(case_id=loaded.id, sequence=1).data)
            letters(Occasion(service_of(loaded.edition), loaded.case, first, first, actor), now)
        return number

    applied.__name__, applied.__doc__ = apply.__name__, apply.__doc__
    return applied


def letters(occasion: Occasion, now: dt.datetime) -> None:
    """Issue the letter of every promise an event records. Joins the caller's transaction."""
    for asked, version in getattr(occasion.event, "promises", ()):
        place = needing(occasion.service, asked, live(occasion.case))[0]
        matter, item = occasion.service.matters[place], occasion.case.items[place]
        who = organ(matter.organ)
        said = told(occasion.service, asked, live(occasion.case))
        document = Document(
            kind=DocumentKind.COMMITMENT,
            organ=who.title,
            address=who.address,
            phone=who.phone,
            addressee=occasion.applied.applicant.get("name", ""),
            case_no=item.number,
            matter=matter.title,
            issued_on=rules().day(moment(now)),
            paragraphs=(_HEAD,),
            lines=said.lines,
            closing=_promised(occasion, version, now),
        )
        issue(document=document, organ=who, now=now)


_HEAD = Text(
    "下列事项一次告知申请人，由申请人自愿选择是否以书面承诺代替提交材料：",
    "The applicant is told the following, once, and chooses freely whether to promise in writing instead of handing in the "
    "material:",
)


def _promised(occasion: Occasion, version: str, now: dt.datetime) -> tuple[Text, ...]:
    """What the applicant promised, when and how."""
    applicant, day = occasion.applied.applicant, day_of(moment(now) + 1)
    officer = occasion.actor.name
    name, agent = applicant.get("name", ""), applicant.get("agent", "")
    by = Text(f"（由代办人{agent}代为作出）", f", {agent} acting for them") if agent else Text("")
    how = Text(
        f"以上承诺由申请人{name}于{day.zh}在网上逐项确认{by.zh}。所确认的文本版本：{version}。",
        f"{name} confirmed each of these online on {day.en}{by.en}. Version of the text: {version}.",
    )
    if isinstance(occasion.event, events.Accepted):
        how = Text(
            f"以上承诺由申请人{name}于{day.zh}在窗口签署{by.zh}，窗口人员：{officer}。所签署的文本版本：{version}。",
            f"{name} signed this at the window on {day.en}{by.en}, before {officer}. Version of the text: {version}.",
        )
    lines = (Text(f"{n}. {text.zh}", f"{n}. {text.en}") for n, (_, text) in enumerate(STATEMENTS, 1))
    return (Text("申请人承诺：", "The applicant promises:"), *lines, how)
