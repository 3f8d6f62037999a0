"""A guided tour of the demonstration: who to be, where to go, what to do, through one complete case; and where one stands."""

from __future__ import annotations

from collections.abc import Collection
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
OWN, SEEN, WEEK = "tour", "tour-seen", 7 * A_DAY
"""The cookie of whoever opened the tour: its case, or from which moment on an application becomes it; that of a tour gone
through to its end, which names its case; and how long both are kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stop with its number, who to be there, where it leads, and whether it is done or the next one."""

    n: int
    stop: Stop
    door: Door
    to: str
    done: bool
    next: bool


def places(case: Case | None, seen: bool = False) -> list[Place]:
    """The stops as far as this case has come; the last only looks, which is done once somebody says so (`seen`)."""
    doors = {door.login: door for door in demo_people()}
    number = case.number if case else ""
    done = [bool(case and stop.done(case)) for stop in STOPS]
    done[-1] = bool(seen and case)
    coming = done.index(False) if False in done else -1
    return [
        Place(n + 1, stop, doors[stop.login], stop.to(number), done[n], n == coming)
        for n, stop in enumerate(STOPS)
        if stop.login in doors
    ]


def toured(request: HttpRequest) -> tuple[Case | None, list[Case]]:
    """The case the tour of this browser is about, and the guest's open ones. Where the browser opened the tour before: its
    case while it is open or has a result, else the first application since; where it did not: the first accepted of those
    begun within a day, else the newest, unless that ended without a result."""
    known = [case for case in latest(login=GUEST, service=SERVICE, most=20) if _goes_on(case)]
    open_ones, own = [case for case in known if not case.ended_at], request.COOKIES.get(OWN, "")
    if mine := next((case for case in known if case.number == own), None):
        return mine, open_ones
    if own.isdecimal() and len(own) < _MOMENT:
        later = [case for case in known if case.applied_at >= int(own)]
        return (later[-1] if later else None), open_ones
    since = moment(timezone.now()) - A_DAY
    under_way = [case for case in open_ones if case.applied_at > since and STOPS[1].done(case)]
    return next(iter(under_way[-1:] or open_ones or known), None), open_ones


_MOMENT = 13


def _goes_on(case: Case) -> bool:
    return bool(not case.ended_at or case.items[0].result_no)


def ahead(request: HttpRequest) -> Place | None:
    """The next stop, for every page of a browser that opened the tour; None before it began and when it is over."""
    if not settings.DEMO or not hasattr(request, "user") or OWN not in request.COOKIES:
        return None
    case, _ = toured(request)
    if case is None or (case.ended_at and moment(timezone.now()) - case.ended_at > AFTERWARDS):
        return None
    return next((place for place in places(case, _seen(request, case)) if place.next), None)


def _seen(request: HttpRequest, case: Case | None) -> bool:
    return case is not None and request.COOKIES.get(SEEN) == case.number


@may_anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tour(request: HttpRequest) -> HttpResponse:
    """Show the tour and keep it to this browser; begin it anew, go on with another case, or say that the end was seen.
    Outside the demo it does not exist."""
    if not settings.DEMO:
        raise Http404
    case, open_ones = toured(request)
    number = case.number if case else ""
    if request.method == "POST":
        return _chosen(request, number, {one.number for one in open_ones})
    others = [(one.number, local(one.applied_at)) for one in open_ones if one.number != number]
    page = {"places": places(case, _seen(request, case)), "number": number, "others": others}
    answer = render(request, "ui/tour.html", page)
    if number or OWN not in request.COOKIES:
        _keep(answer, OWN, number or str(moment(timezone.now())))
    return answer


def _chosen(request: HttpRequest, number: str, open_ones: Collection[str]) -> HttpResponse:
    answer, picked = redirect("ui:tour"), request.POST.get("number", "")
    if picked in open_ones:
        _keep(answer, OWN, picked)
    elif "begin" in request.POST:
        _keep(answer, OWN, str(moment(timezone.now())))
    elif "seen" in request.POST and number:
        _keep(answer, SEEN, number)
    return answer


def _keep(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=WEEK, httponly=True, samesite="Lax")
