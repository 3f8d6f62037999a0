"""Down from the board: one office with who has its work, one person with theirs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.oversight import board as lists
from jianzheng.apps.people.queries import names
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.core.case import Light
from jianzheng.core.text import Text
from jianzheng.web.ui.may import may
from jianzheng.web.watch.board import gravest
from jianzheng.web.watch.opening import WATCHERS, light_of, scope


@may(*WATCHERS)
@never_cache
@require_safe
def office(request: HttpRequest, organ: str) -> HttpResponse:
    """Show an office: its open matters by light, who has its work."""
    found, staff = lists.offices(organ), lists.staff(organ)
    if not (found or staff) or scope(request) not in ("", organ):
        raise Http404
    row = found[0] if found else lists.Office(organ, (0, 0, 0, 0))
    called = names()
    asked = light_of(request.GET.get("light", ""))
    light = asked if asked is not None else gravest(list(row.counts))
    shown = {
        "organ": organ_named(organ),
        "totals": list(zip(reversed(Light), reversed(row.counts), strict=True)),
        "light": light,
        "page": lists.matters(organs=[organ], light=light, after=request.GET.get("after", "")),
        "staff": [(row, called.get(row.person, Text(row.person, row.person))) for row in staff],
    }
    return render(request, "watch/office.html", shown)


@may(*WATCHERS)
@never_cache
@require_safe
def person(request: HttpRequest, organ: str, person: str) -> HttpResponse:
    """Show somebody's open work in an office."""
    page = lists.work(organ=organ, person=person, after=request.GET.get("after", ""))
    if not (page.lines or request.GET.get("after")) or scope(request) not in ("", organ):
        raise Http404
    shown = {
        "organ": organ_named(organ),
        "person": person,
        "name": names().get(person, Text(person, person)),
        "page": page,
    }
    return render(request, "watch/person.html", shown)
