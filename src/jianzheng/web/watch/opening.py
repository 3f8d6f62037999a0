"""What the pages of the watch hall share: who looks and at which organs, and refusals answered in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.people.queries import actor
from jianzheng.core.authority import Actor
from jianzheng.core.case import Light
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.may import reader
from jianzheng.web.ui.say import said, say

View = Callable[..., HttpResponse]
WATCHERS = ("supervisor", "government_head", "head")
"""Who may look; the head of an organ at their own only."""


def acting(request: HttpRequest) -> Actor:
    """Who asks, with the powers of their post today."""
    return actor(reader(request), rules().day(moment(timezone.now())))


def scope(request: HttpRequest) -> str:
    """The organ whose matters the reader may see; "" for all. Raises Http404 for a head without a post."""
    if reader(request).role != "head":
        return ""
    organ = acting(request).organ
    if not organ:
        raise Http404
    return organ


def light_of(words: str) -> Light | None:
    """The light an address names by its number; None where it names none."""
    return Light(int(words)) if words in ("0", "1", "2", "3") else None


def refusing(view: View) -> View:
    """Answer a refusal with a page that says what to do next; after a POST about a case, with a message on its page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Refused as refused:
            if request.method == "POST" and "number" in named:
                messages.error(request, said(refused))
                return redirect("watch:case", named["number"])
            return page(request, 404, say("This cannot be shown", "无法显示"), said(refused))

    return answered
