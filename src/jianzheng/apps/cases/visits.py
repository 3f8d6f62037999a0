"""Inspections and panels that are open, laid on the coming half days: the offices of one case go together, nobody is in two
places, and what is due first is seen first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from jianzheng.apps.cases.mapping import FAR
from jianzheng.apps.cases.models import Work
from jianzheng.apps.cases.rules import last_day, rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.kinds.inspect import FEWEST
from jianzheng.core.text import Text
from jianzheng.lab.level import Job, level

HALVES = 2
MOST = 60
"""Open visits of one organ that are planned at once, the earliest due first."""
SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit or panel: `needs` officers by organ, its day and half (0 morning, 1 afternoon), `late` when that is after
    `due_on`; `steps` how many open steps it serves; `proved` whether no plan of it and what shares its officers is better."""

    number: str
    title: Text
    applicant: str
    kind: str
    needs: Mapping[str, int]
    steps: int
    due_on: dt.date | None
    simulated: bool
    day: dt.date = dt.date.min
    half: int = 0
    late: bool = False
    proved: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """Every visit in the order of its half day, and the officers counted on by organ."""

    visits: tuple[Visit, ...]
    people: Mapping[str, int]


def planned(*, people: Mapping[str, int], today: dt.date, organ: str = "") -> Plan:
    """The most punctual plan with so many officers of each organ, from the next working day on; with `organ` only of the
    visits it has part in. An organ is counted with at least as many officers as its largest visit needs."""
    waiting = _waiting(sorted(people))
    least: Counter[str] = Counter()
    for visit in waiting.values():
        least |= Counter(visit.needs)
    there = {organ: max(people.get(organ, 0), count) for organ, count in sorted(least.items())}
    laid: list[Visit] = []
    for together in _apart(waiting):
        if organ and all(organ not in visit.needs for visit in together.values()):
            continue
        jobs = [Job(id, 1, needs=visit.needs, due=_halves(today, visit)) for id, visit in together.items()]
        found = level(jobs, there, SECONDS)
        laid += [
            _on(visit, found.starts[id], found.proved, today)
            for id, visit in together.items()
            if not organ or organ in visit.needs
        ]
    return Plan(tuple(sorted(laid, key=lambda one: (one.day, one.half, one.number))), there)


def _apart(waiting: Mapping[str, Visit]) -> list[dict[str, Visit]]:
    """Visits that share no organ, not even through others, are planned by themselves."""
    groups: list[tuple[set[str], dict[str, Visit]]] = []
    for id, visit in waiting.items():
        organs, visits = set(visit.needs), {id: visit}
        for group in [one for one in groups if one[0] & organs]:
            groups.remove(group)
            organs, visits = organs | group[0], group[1] | visits
        groups.append((organs, visits))
    return [visits for _, visits in groups]


def _waiting(organs: list[str]) -> dict[str, Visit]:
    """Joint visits by case, panels by case and step."""
    found: dict[str, Visit] = {}
    for organ in organs:
        works = Work.objects.filter(organ=organ, kind__in=("inspect", "expert"))
        works = works.select_related("case").defer("case__standing", "case__head")
        for work in works.order_by("due_at", "case_id", "step")[:MOST]:
            id = work.case.number if work.kind == "inspect" else f"{work.case.number} {work.step}"
            visit = _visit(work)
            found[id] = _together(found[id], visit) if id in found else visit
    return found


def _visit(work: Work) -> Visit:
    offered, case = service(work.case.edition_id), work.case
    staff = max(FEWEST if work.kind == "inspect" else 1, offered.process.steps[work.step].conduct.staff)
    due = last_day(work.due_at) if work.due_at < FAR else None
    needs = {work.organ: staff}
    return Visit(case.number, offered.title, case.applicant, work.kind, needs, 1, due, case.simulated)


def _together(one: Visit, other: Visit) -> Visit:
    due = min((day for day in (one.due_on, other.due_on) if day), default=None)
    needs = Counter(one.needs) | Counter(other.needs)
    return Visit(one.number, one.title, one.applicant, one.kind, needs, one.steps + 1, due, one.simulated)


def _halves(today: dt.date, visit: Visit) -> int | None:
    """Half days from the next working day up to and with the due day."""
    if visit.due_on is None:
        return None
    return HALVES * rules().calendar.working_days(today, visit.due_on) if visit.due_on > today else 0


def _on(visit: Visit, start: int, proved: bool, today: dt.date) -> Visit:
    day = rules().calendar.working_day_after(today, start // HALVES + 1)
    late = visit.due_on is not None and day > visit.due_on
    return replace(visit, day=day, half=start % HALVES, late=late, proved=proved)
