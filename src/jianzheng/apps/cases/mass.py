"""Mass acceptance: many applications whose papers are all there, accepted in one transaction, each decided for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction

from jianzheng.apps.cases import batch
from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.occasion import Occasion
from jianzheng.apps.cases.paperwork import PAPERS, applications, paper
from jianzheng.apps.cases.promises import against
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.store import Loaded, chained
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.papers.actions import issue_many
from jianzheng.core import case as core
from jianzheng.core.authority import SYSTEM, Actor
from jianzheng.core.case import Act, Case
from jianzheng.core.case.events import Applied
from jianzheng.core.case.free import untold
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

MOST = 100
"""Applications accepted in one go."""


@dataclass(slots=True)
class _Life:
    """One case while it is decided: what it has become, what was done, and the papers that asks for (place of the deed and
    of the event in it)."""

    loaded: Loaded
    applied: Applied
    case: Case
    deeds: list[tuple[Act, core.Events]]
    papers: list[tuple[int, int, Occasion]]

    def does(self, act: Act, events: core.Events) -> None:
        for event in events:
            self.case = core.evolve(self.case, act.at, act.by, event)
        for place, event in enumerate(events):
            if type(event) in PAPERS:
                seen = Occasion(act.service, self.case, event, self.applied, act.actor)
                self.papers.append((len(self.deeds), place, seen))
        self.deeds.append((act, events))


@batch.undisturbed()
@transaction.atomic
def accept_many(*, numbers: Sequence[str], actor: Actor, now: dt.datetime) -> int:
    """Receive and accept every one of these applications in which nothing is missing, each with its receipt and its notice
    of acceptance; how many were accepted. The others stay as they are (`hindrance` says why), but for what time has done to
    them. Raises Refused for more than MOST, or for none."""
    if not 0 < len(set(numbers)) <= MOST:
        raise Refused(
            f"请勾选要受理的办件，一次最多 {MOST} 件。", f"Tick the cases to accept, at most {MOST} at once."
        )
    found = _locked(sorted(set(numbers)))
    first = applications(loaded.id for loaded in found)
    lives = [_Life(loaded, first[loaded.id], loaded.case, [], []) for loaded in found]
    accepted = sum(_accepted(life, actor, moment(now)) for life in lives)
    _write(lives, now)
    batch.append_many((life.loaded, life.deeds) for life in lives)
    return accepted


def _locked(numbers: list[str]) -> list[Loaded]:
    """The cases, held until the transaction ends, in the order of their rows, so that two clerks cannot wait for each other."""
    marks = ", ".join(["%s"] * len(numbers))
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    return batch.load_many(f"number IN ({marks}) ORDER BY id{lock}", numbers)


def _accepted(life: _Life, actor: Actor, at: int) -> bool:
    """Live through what time has done, then receiving and accepting; whether it may be accepted."""
    act = Act(service(life.loaded.edition), rules(), actor, at)
    clock = act._replace(actor=SYSTEM)
    life.does(clock, core.elapse(life.case, clock))
    received = any(item.received_by for item in life.case.items)
    try:
        _looked_at(life.case, act.service)
        first = not received and bool(core.waiting(life.case))
        taken = [core.decided(core.receive, life.case, act, {})] if first else []
        case = chained(life.case, b"", taken)[0]
        broken = against(life.applied.applicant, _promised(case))
        accepted = core.decided(core.accept, case, act, {"papers": {}, "broken": broken})
    except Refused:
        return False
    for deed in (*taken, accepted):
        life.does(*deed)
    return True


def _looked_at(case: Case, offered: Service) -> None:
    """Raises Refused for a case of which nobody can tell that nothing is missing, as one of its matters has no list."""
    if titles := [offered.matters[place].title for place in untold(case, offered)]:
        zh, en = "；".join(one.zh for one in titles), "; ".join(one.en or one.zh for one in titles)
        raise Refused(
            f"这些事项没有取得公开的材料清单：{zh}。请打开办件，需要的材料一次性告知；不需要的，直接受理。受理后不能再要求材料。",
            f"No published list of materials was available for: {en}. Open the case: tell at once what they "
            "need, or accept it if that is nothing. Once accepted, nothing more may be asked for.",
        )


def _promised(case: Case) -> bool:
    return any(paper.handling == "promised" for paper in case.papers)


def _applicant(case: Case) -> dict[str, str]:
    row = CaseRow.objects.values_list("pk", flat=True).get(number=case.number)
    return applications([row])[row].applicant


def _write(lives: list[_Life], now: dt.datetime) -> None:
    """Issue every paper the lives ask for, and let the events name them."""
    asked = [(life, *rest) for life in lives for rest in life.papers]
    made = issue_many(wanted=[paper(seen, now) for *_, seen in asked], now=now)
    for (life, deed, place, _), issued in zip(asked, made, strict=True):
        act, events = life.deeds[deed]
        event: Any = events[place]
        named = replace(event, document=issued.number)
        life.deeds[deed] = (act, (*events[:place], named, *events[place + 1 :]))


def hindrance(case: Case, edition: int, actor: Actor, now: dt.datetime) -> Refused | None:
    """Why an application cannot be accepted as it is; None where it could be."""
    act = Act(service(edition), rules(), actor, moment(now))
    try:
        _looked_at(case, act.service)
        broken = against(_applicant(case), True) if _promised(case) else ()
        core.decided(core.accept, case, act, {"papers": {}, "broken": broken})
    except Refused as refused:
        return refused
    return None
