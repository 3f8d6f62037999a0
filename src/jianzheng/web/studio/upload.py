"""Bringing one's own process: YAML, JSON, CSV or Excel; every problem is named at once and nothing is lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jianzheng.apps.catalogue import actions
from jianzheng.apps.catalogue.mapping import OWN, pack_of
from jianzheng.core.refusal import Refused
from jianzheng.formats.problems import Unreadable
from jianzheng.web.studio.opening import process_url
from jianzheng.web.ui.may import may, reader

MOST_PROBLEMS = 200


@may("engineer")
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Show the form; keep what can be read and go to it; else show what to correct."""
    if request.method == "GET":
        return render(request, "studio/upload.html", {})
    files = [(file.name or "file", file.read()) for file in request.FILES.getlist("files")]
    try:
        row = actions.upload(owner=reader(request), files=files, now=timezone.now())
    except Unreadable as wrong:
        shown = {"problems": wrong.problems[:MOST_PROBLEMS], "count": len(wrong.problems)}
        return render(request, "studio/upload.html", shown, status=422)
    except Refused as refused:
        return render(request, "studio/upload.html", {"refused": refused}, status=422)
    source = f"{OWN}{row.pk}"
    pack, _ = pack_of(source, request.user.pk)
    if len(pack.processes) == 1:
        return redirect(process_url(source, pack.processes[0].id))
    return redirect("studio:processes")
