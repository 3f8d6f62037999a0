"""The live board: how many are green, near due, yellow, red; the lists behind the numbers; by office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.oversight import board as lists
from jianzheng.apps.oversight.queries import answers_due
from jianzheng.core.case import Light
from jianzheng.web.ui.may import may
from jianzheng.web.watch.opening import WATCHERS, light_of, scope


@may(*WATCHERS)
@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the board of all organs."""
    return render(request, "watch/board.html", shown(request))


@may(*WATCHERS)
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The part of the board that is fetched again every twenty seconds."""
    return render(request, "watch/live.html", shown(request))


@may(*WATCHERS)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Lead to the case of a number that was typed."""
    return redirect("watch:case", request.GET.get("number", "").strip()[:50].replace("/", "") or "-")


def shown(request: HttpRequest) -> dict[str, Any]:
    """Everything the live part shows."""
    own, now = scope(request), timezone.now()
    offices = lists.offices(own)
    totals = [sum(office.counts[light] for office in offices) for light in Light]
    asked = light_of(request.GET.get("light", ""))
    light = asked if asked is not None else gravest(totals)
    after = request.GET.get("after", "")
    answers, awaited = answers_due(organ=own, size=10)
    names = [office.organ for office in offices if office.counts[light]]
    return {
        "offices": offices,
        "totals": list(zip(reversed(Light), reversed(totals), strict=True)),
        "open": sum(totals),
        "light": light,
        "page": lists.matters(organs=names, light=light, after=after),
        "after": after,
        "answers": answers,
        "awaited": awaited,
        "now": now,
    }


def gravest(totals: list[int]) -> Light:
    """The gravest light under which something stands."""
    return next((light for light in reversed(Light) if totals[light]), Light.GREEN)
