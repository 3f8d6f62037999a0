"""What the studio's pages share: opening a process for the person who asks, answering a refusal in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from jianzheng.apps.catalogue.queries import Workbench, workbench
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.may import reader
from jianzheng.web.ui.say import said, say

View = Callable[..., HttpResponseBase]


def open_bench(request: HttpRequest, source: str, process_id: str) -> Workbench:
    """The process as the person who asks sees it. Raises Refused."""
    return workbench(reader(request), source, process_id)


def refusing(view: View) -> View:
    """Answer a refusal with a page that says what to do next; after a POST, with a message on the page it came from."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **named)
        except Refused as refused:
            if request.method == "POST" and {"source", "process_id"} <= named.keys():
                messages.error(request, said(refused))
                return redirect("studio:process", named["source"], named["process_id"])
            return page(request, 404, say("This cannot be shown", "无法显示"), said(refused))

    return answered


def process_url(source: str, process_id: str) -> str:
    """The address of a process's page."""
    return reverse("studio:process", args=[source, process_id])


def download(response: HttpResponse, name: str) -> HttpResponse:
    """Make an answer a download under a name that may be Chinese."""
    ascii_name = name.encode("ascii", "ignore").decode().replace('"', "") or "process"
    response["Content-Disposition"] = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
    return response
