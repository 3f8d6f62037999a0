"""What supervision asked of one's own organ, and the answer to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.oversight import actions, queries
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say
from jianzheng.web.watch.opening import acting, told

ASKED = ("handler", "chief", "head")


@may(*ASKED)
@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show what awaits the answer of one's post, and what was answered."""
    who = acting(request)
    rows = queries.asked_of(organ=who.organ) if who.organ else ()
    mine = [(act, who.role in (*act.rung.to, "head"), told(act.rung.to)) for act in rows]
    return render(request, "watch/asked.html", {"rows": mine})


@may(*ASKED)
@require_POST
def answer(request: HttpRequest, deed: int) -> HttpResponse:
    """Answer, and come back to the list."""
    try:
        actions.answer(
            deed=deed, actor=acting(request), text=request.POST.get("text", ""), now=timezone.now()
        )
        messages.info(request, say("Answered.", "已答复。"))
    except Refused as refused:
        messages.error(request, said(refused))
    return redirect("watch:asked")
