"""Who goes where on which half day: open inspections and panels of one's organ, the offices of one case together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.visits import planned
from jianzheng.apps.people.queries import handlers, organs
from jianzheng.web.desk.tabs import tabs
from jianzheng.web.ui.case import acting
from jianzheng.web.ui.may import may

MOST_OFFICERS = 99


@may("handler", "chief", "head", "government_head")
@never_cache
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """The plan from the next working day on; `n-ORGAN` in the address counts on another number of officers."""
    who, today, known = acting(request), timezone.localdate(), organs()
    people = {organ: _said(request, organ, count) for organ, count in handlers(today).items()}
    plan = planned(people=people, today=today, organ="" if who.role == "government_head" else who.organ)
    mine = plan.visits
    rows = [
        (one, [(known[organ].title, count) for organ, count in sorted(one.needs.items())]) for one in mine
    ]
    with_us = {organ for one in mine for organ in one.needs}
    shown = {
        "tabs": tabs(request, who, "visits"),
        "rows": rows,
        "people": [(organ, known[organ].title, plan.people[organ]) for organ in sorted(with_us)],
        "most": MOST_OFFICERS,
        "unread": [
            known[organ].title
            for organ in sorted(people)
            if _typed(request, organ) and not _number(request, organ)
        ],
        "proved": all(one.proved for one in mine),
        "steps": sum(one.steps for one in mine),
        "late": sum(one.late for one in mine),
    }
    return render(request, "desk/visits.html", shown)


def _said(request: HttpRequest, organ: str, count: int) -> int:
    return _number(request, organ) or count


def _typed(request: HttpRequest, organ: str) -> str:
    return request.GET.get(f"n-{organ}", "")


def _number(request: HttpRequest, organ: str) -> int:
    """How many officers of an organ the address asks for; 0 where it says no number from 1 to MOST_OFFICERS."""
    said = _typed(request, organ)
    return int(said) if said.isascii() and said.isdigit() and len(said) <= len(str(MOST_OFFICERS)) else 0
