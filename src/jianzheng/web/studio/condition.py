"""Saying which conditions hold, so that articles under a condition apply or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.catalogue import actions
from jianzheng.web.studio.opening import process_url, refusing
from jianzheng.web.ui.may import may, reader

HOLDS = {"yes": True, "no": False}


@may("engineer")
@require_POST
@refusing
def condition(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Write the conditions; unknown is simply left out."""
    names, values = request.POST.getlist("name"), request.POST.getlist("holds")
    known = {name: HOLDS[value] for name, value in zip(names, values, strict=False) if value in HOLDS}
    actions.situate(
        owner=reader(request), source=source, process=process_id, conditions=known, now=timezone.now()
    )
    return redirect(process_url(source, process_id))
