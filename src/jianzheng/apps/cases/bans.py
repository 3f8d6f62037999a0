"""Bans on applying again (行政许可法第七十八条、第七十九条): written with their decision, read when somebody applies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from jianzheng.apps.cases import store
from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.promises import in_person
from jianzheng.apps.cases.queries import Opened, opened
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.people.actions import bar, lift_ban
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import bans_on
from jianzheng.core.authority import Actor, require
from jianzheng.core.case import Case
from jianzheng.core.case.ban import Ban, ban, key
from jianzheng.core.case.plain import loads
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.core.text import Text

Action = Callable[..., Case]


_BARRED = "SELECT 1 FROM people_ban WHERE code = ? AND lifted_on IS NULL"
"""Asked at every application, nearly always for nothing."""


def of_applicant(
    applicant: Mapping[str, str], now: dt.datetime, owner: Person | None = None
) -> tuple[Ban, ...]:
    """The bans that stand on an applicant and, where an account applies (`owner`; None at the window), on its own number too:
    typing another's number does not get round a ban."""
    today, code = rules().day(moment(now)), tidy(applicant.get("code", ""))
    whose = {code: "own" if in_person(applicant, owner) else "principal"}
    if owner and tidy(owner.id_code) != code:
        whose[tidy(owner.id_code)] = "agent"
    whose.pop("", None)
    rows = bans_on(codes=whose, today=today) if any(store.one(_BARRED, (one,)) for one in whose) else []
    return tuple(Ban(row.matter, row.kind, row.begins, row.last, row.case, whose[row.code]) for row in rows)


def on_applicant(found: Opened, now: dt.datetime) -> list[tuple[Ban, Text]]:
    """The bans that keep the applicant of a case from one of its matters today, each with the matter's name."""
    titles = {key(matter): matter.title for matter in found.service.matters}
    standing = of_applicant(found.applicant, now)
    return [(one, titles[one.matter]) for one in standing if one.matter in titles]


def lift(*, number: str, actor: Actor, now: dt.datetime, item: int, order_no: str) -> Case:
    """Lift the ban one decision of a case brought, where a review or a court changed it. Raises NotEmpowered for others than
    the head of the organ that decided, Refused without the number of that ruling."""
    found = opened(number)
    if not 0 <= item < len(found.case.items):
        raise Refused("没有这个事项，请刷新页面。", "There is no such matter; reload the page.")
    require(actor, "revoke", organ=found.service.matters[item].organ)
    day, decided = rules().day(moment(now)), found.case.items[item].number
    lift_ban(case=decided, order_no=order_no, by=f"{actor.person}@{actor.post}", today=day)
    return found.case


def barring(action: Action) -> Action:
    """The action of a verb that may bar a new application (`ban` among its facts): the ban is
    written in the transaction of the decision."""

    def barred(*, number: str, actor: Actor, now: dt.datetime, **said: Any) -> Case:
        kind = str(said.get("facts", {}).get("ban", ""))
        if not kind:
            return action(number=number, actor=actor, now=now, **said)
        with transaction.atomic():
            case = action(number=number, actor=actor, now=now, **said)
            _write(case, kind, said, now)
        return case

    barred.__name__ = action.__name__
    barred.__doc__ = action.__doc__
    return barred


def _write(case: Case, kind: str, said: dict[str, Any], now: dt.datetime) -> None:
    row = CaseRow.objects.only("id", "edition_id").get(number=case.number)
    offered: Service = service(row.edition_id)
    place = said["item"] if "item" in said else offered.owner[said["step"]]
    first = Event.objects.values_list("kind", "data").get(case_id=row.pk, sequence=1)
    code = loads(*first).applicant.get("code", "")
    one = ban(offered.matters[place], kind, rules().day(moment(now)), case.items[place].number)
    bar(code=code, matter=one.matter, kind=kind, days=(one.begins, one.last), case=one.case)
