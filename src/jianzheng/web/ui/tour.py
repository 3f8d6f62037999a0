"""A guided tour of the demonstration: who to be, where to go, what to do, through one complete case; and where one stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases.queries import latest
from jianzheng.apps.cases.rules import local, moment
from jianzheng.apps.people.queries import Door, demo_people
from jianzheng.core.case import Case
from jianzheng.web.ui.may import may_anyone
from jianzheng.web.ui.stops import GUEST, SERVICE, STOPS, Stop

AFTERWARDS = 3600
"""How many seconds after the tour's case has ended every page still points to the last stop."""
A_DAY = 86400
"""How long, in seconds, a tour begun stays with its case by itself, whatever was handed in since."""
PICKED, WEEK = "tour", 7 * A_DAY
"""The cookie that names the case a visitor picked, and how long it is kept."""


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


def toured(request: HttpRequest) -> tuple[Case | None, list[Case]]:
    """The case the tour is about, and the guest's open ones: the one the visitor picked while it is open, else the first
    accepted of those begun within a day, else the newest, unless that ended without a result."""
    known = latest(login=GUEST, service=SERVICE, most=20)
    open_ones = [case for case in known if not case.ended_at]
    since = moment(timezone.now()) - A_DAY
    picked = [case for case in open_ones if case.number == request.COOKIES.get(PICKED)]
    begun = [case for case in open_ones if case.applied_at > since]
    under_way = [case for case in begun if STOPS[1].done(case)]
    if open_ones:
        return (picked or under_way[-1:] or open_ones)[0], open_ones
    newest = known[0] if known else None
    return (newest if newest and newest.items[0].result_no else None), []


def ahead(request: HttpRequest) -> Place | None:
    """The next stop, for every page of the demonstration; None before the tour began and when it is over."""
    if not settings.DEMO or not hasattr(request, "user"):
        return None
    case, _ = toured(request)
    if case is None or (case.ended_at and moment(timezone.now()) - case.ended_at > AFTERWARDS):
        return None
    return next((place for place in places(case) if place.next), None)


@may_anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tour(request: HttpRequest) -> HttpResponse:
    """Show the tour, or go on with the case the visitor picked; outside the demo it does not exist."""
    if not settings.DEMO:
        raise Http404
    case, open_ones = toured(request)
    if request.method == "POST":
        answer = redirect("ui:tour")
        picked = request.POST.get("number", "")
        if picked in {one.number for one in open_ones}:
            answer.set_cookie(PICKED, picked, max_age=WEEK, httponly=True, samesite="Lax")
        return answer
    number = case.number if case else ""
    others = [(one.number, local(one.applied_at)) for one in open_ones if one.number != number]
    return render(request, "ui/tour.html", {"places": places(case), "number": number, "others": others})
