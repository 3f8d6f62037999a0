"""What the pages of logs share: answering a refusal in words, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jianzheng.core.refusal import Refused
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.say import said, say

View = Callable[..., HttpResponse]
ZONES = ("Asia/Shanghai", "UTC", "Europe/Amsterdam", "Europe/Berlin", "America/New_York", "Asia/Tokyo")
"""Time zones offered; any other may be typed."""
CALENDARS = ("cn", "weekdays", "nl", "de", "us")
"""Working calendars offered; any other may be typed."""


def answering(view: View) -> View:
    """Answer a refusal with a page that says what to do next; after a form, on the page of the log or of all logs."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Refused as refused:
            if request.method == "POST":
                messages.error(request, said(refused))
                return redirect("studio:log", **named) if named else redirect("studio:logs")
            return page(request, 404, say("This cannot be shown", "无法显示"), said(refused))

    return answered
