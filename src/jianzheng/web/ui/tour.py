"""A guided tour of the demonstration: who to be, where to go, what to do, through one complete case; and where one stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.queries import newest
from jianzheng.apps.cases.rules import moment
from jianzheng.apps.people.queries import Door, demo_people
from jianzheng.core.case import Case
from jianzheng.web.ui.may import may_anyone
from jianzheng.web.ui.stops import GUEST, SERVICE, STOPS, Stop

AFTERWARDS = 3600
"""How many seconds after the tour's case has ended every page still points to the last stop."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stop with its number, who to be there, where it leads, and whether it is done or the next one."""

    n: int
    stop: Stop
    door: Door
    to: str
    done: bool
    next: bool


def places(case: Case | None) -> list[Place]:
    """The stops as far as this case has come."""
    doors = {door.login: door for door in demo_people()}
    number = case.number if case else ""
    done = [bool(case and stop.done(case)) for stop in STOPS]
    coming = done.index(False)
    return [
        Place(n + 1, stop, doors[stop.login], stop.to(number), done[n], n == coming)
        for n, stop in enumerate(STOPS)
        if stop.login in doors
    ]


def toured() -> Case | None:
    """The case the tour is about: the guest's last one, unless it ended without a result."""
    case = newest(login=GUEST, service=SERVICE)
    return None if case and case.ended_at and not case.items[0].result_no else case


def ahead(request: HttpRequest) -> Place | None:
    """The next stop, for every page of the demonstration; None before the tour began and when it is over."""
    if not settings.DEMO or not hasattr(request, "user"):
        return None
    case = toured()
    if case is None or (case.ended_at and moment(timezone.now()) - case.ended_at > AFTERWARDS):
        return None
    return next((place for place in places(case) if place.next), None)


@may_anyone
@never_cache
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show the tour; outside the demo it does not exist."""
    if not settings.DEMO:
        raise Http404
    case = toured()
    return render(request, "ui/tour.html", {"places": places(case), "number": case.number if case else ""})
