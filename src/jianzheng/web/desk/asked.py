"""What supervision asked of one's own organ, and the answer to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.oversight import actions, queries
from jianzheng.apps.people.queries import names
from jianzheng.apps.people.roles import titles
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.core.watch import who as who_of
from jianzheng.web.desk.tabs import tabs
from jianzheng.web.ui.case import acting
from jianzheng.web.ui.may import may
from jianzheng.web.ui.pages import Pages, page_of
from jianzheng.web.ui.say import said, say

ASKED = ("handler", "chief", "head")


@may(*ASKED)
@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show what awaits the answer of one's organ, and what was answered."""
    return _shown(request)


def _shown(request: HttpRequest, kept: tuple[int, str] = (0, ""), trouble: str = "") -> HttpResponse:
    """The list; `kept` is an answer that was refused because of `trouble`, with the id of the act it answers."""
    who, page = acting(request), page_of(request, "page")
    rows, count = tuple[queries.Act, ...](), 0
    if who.organ:
        rows, count = queries.asked_of(organ=who.organ, skip=(page - 1) * queries.PAGE)
    called = names()
    shown = [
        (
            act,
            who.role in (*act.rung.to, "head"),
            titles(act.rung.to),
            called.get(who_of(act.answered_by).person, Text(act.answered_by)),
            kept[1] if kept[0] == act.id else "",
        )
        for act in rows
    ]
    pages = Pages("page", page, count, queries.PAGE, "")
    words = {"rows": shown, "pages": pages, "trouble": trouble, "tabs": tabs(request, who, "asked")}
    return render(request, "desk/asked.html", words, status=422 if trouble else 200)


@may(*ASKED)
@require_POST
def answer(request: HttpRequest, deed: int) -> HttpResponse:
    """Answer, and come back to the list; refused, with what was written."""
    text = request.POST.get("text", "")
    try:
        actions.answer(deed=deed, actor=acting(request), text=text, now=timezone.now())
    except Refused as refused:
        return _shown(request, (deed, text), said(refused))
    messages.success(request, say("Answered.", "已答复。"))
    return redirect("desk:asked")
