"""Cases that run in another register: brought over from one file, checked row by row before anything is taken."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases.moving import MOST, move_in
from jianzheng.apps.catalogue.queries import Offer, in_force, offer
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.core.refusal import Refused
from jianzheng.formats.problems import Unreadable
from jianzheng.web.ui.case import acting
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say
from jianzheng.web.window.moving_rows import columns, read

SHOWN = 200
"""Problems listed on the page."""


@may("clerk")
@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: HttpRequest) -> HttpResponse:
    """Show the form; check a file, or bring its cases over."""
    page = {"offers": _offers(request), "most": MOST}
    chosen = request.POST.get("service") or request.GET.get("service", "")
    if not chosen:
        return render(request, "window/moving.html", page)
    try:
        found = offer(chosen)
        page |= {"offer": found, "columns": columns(service_of(found.published_id))}
        if request.method == "POST":
            return _taken(request, found, page)
    except Unreadable as wrong:
        page |= {"problems": wrong.problems[:SHOWN], "count": len(wrong.problems)}
    except Refused as refused:
        page |= {"wrong": {"all": said(refused)}}
    else:
        return render(request, "window/moving.html", page)
    return render(request, "window/moving.html", page, status=422)


def _offers(request: HttpRequest) -> list[Offer]:
    """The services this window receives."""
    mine = ("", acting(request).organ)
    return [one for one in in_force() if service_of(one.published_id).window in mine]


def _taken(request: HttpRequest, found: Offer, page: dict[str, object]) -> HttpResponse:
    """Bring the cases of the file over, or only try. Raises Refused where a row cannot be taken."""
    file = request.FILES.get("file")
    if file is None:
        raise Refused("请选择文件。", "Choose a file.")
    name, now = (file.name or "file")[:100], timezone.localtime()
    rows = read(service_of(found.published_id), name, file.read(), now)
    only = "check" in request.POST
    with transaction.atomic():
        count = move_in(edition=found.published_id, file=name, rows=rows, actor=acting(request), now=now)
        transaction.set_rollback(only)
    if only:
        page |= {"checked": count, "waiting": sum(not row.accepted for row in rows), "name": name}
        return render(request, "window/moving.html", page)
    messages.success(
        request, say(f"{count} cases brought over from {name}.", f"已从 {name} 迁入 {count} 件。")
    )
    return redirect("window:cases")


@may("clerk")
@require_http_methods(["GET", "HEAD"])
def template(request: HttpRequest, service: str) -> HttpResponse:
    """The table to fill in for a service: its columns, as CSV."""
    try:
        found = offer(service)
    except Refused as refused:
        page = {"offers": _offers(request), "most": MOST, "wrong": {"all": said(refused)}}
        return render(request, "window/moving.html", page, status=422)
    text = io.StringIO()
    csv.writer(text).writerow([said(one.title) for one in columns(service_of(found.published_id))])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.service_id}.csv"'
    return answer
