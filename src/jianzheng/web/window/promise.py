"""The text of a promise in place of proof, to be read and signed at the window: to print before the clerk ticks it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.promises import live
from jianzheng.apps.people.queries import organ
from jianzheng.core.promise import needing
from jianzheng.web.ui.applicant import agent_of
from jianzheng.web.ui.case import refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.promises import promising
from jianzheng.web.window.cases import at_window


@may("clerk")
@never_cache
@require_safe
@refusing
def promise(request: HttpRequest, number: str, asked: int) -> HttpResponse:
    """Show the notice and the statements with room to sign; Http404 where no promise may stand."""
    found = at_window(request, number)
    places = live(found.case)
    one = promising(found.service, asked, places, {}) if asked < len(found.service.asked) else None
    if one is None:
        raise Http404
    matter = found.service.matters[needing(found.service, asked, places)[0]]
    shown = {
        "number": number,
        "found": found,
        "agent": agent_of(found.applicant),
        "matter": matter.title,
        "organ": organ(matter.organ).title,
        "promise": one,
    }
    return render(request, "window/promise.html", shown)
