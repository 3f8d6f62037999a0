"""Accept together what was ticked in the window's list: what is complete is accepted, the rest says what it waits for."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases.mass import MOST, accept_many, hindrance
from jianzheng.apps.cases.queries import STAGES, Row, among
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.ui.case import acting
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said

READY = Text("材料已齐，可以受理。", "Nothing is missing; it can be accepted.")


@may("clerk")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Accept what was ticked and go to the page that says what became of each; that page, asked for again, says it anew."""
    if request.method == "POST":
        numbers = request.POST.getlist("number")[: MOST + 1]
        try:
            accept_many(numbers=numbers, actor=acting(request), now=timezone.now())
        except Refused as refused:
            messages.error(request, said(refused))
            words = request.POST.get("q", "")
            return redirect(reverse("window:cases") + (f"?{urlencode({'q': words})}" if words else ""))
        return redirect(f"{reverse('window:accept')}?{urlencode({'number': numbers}, doseq=True)}")
    rows = _became(request)
    left = sum(1 for _, trouble in rows if trouble)
    page = {"rows": rows, "left": left, "accepted": len(rows) - left, "stage": STAGES[0]}
    return render(request, "window/accept.html", page)


def _became(request: HttpRequest) -> list[tuple[Row, str]]:
    """Each case of this window, and what keeps it from being accepted ("" = it has been)."""
    actor, now = acting(request), timezone.now()
    found = among(window=actor.organ, numbers=request.GET.getlist("number")[:MOST])
    rows = []
    for row, case, edition in found:
        waits = any(not item.accepted_at and not item.ended_at for item in case.items)
        rows.append((row, said(hindrance(case, edition, actor, now) or READY) if waits else ""))
    return rows
