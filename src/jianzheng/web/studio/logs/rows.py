"""The list of one's logs, and bringing another: a file, or the cases of this city."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.logs import actions, queries
from jianzheng.apps.logs.models import State
from jianzheng.core.refusal import Refused
from jianzheng.web.studio.logs.opening import CALENDARS, ZONES, answering, busy
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import say


@may("engineer")
@require_safe
def logs(request: HttpRequest) -> HttpResponse:
    """Show the list and the form."""
    return _shown(request)


def _shown(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    for row in queries.log_rows(reader(request)):
        if row.state == "reading":
            actions.settle(owner=reader(request), log_id=row.id)
    shown = {
        "logs": queries.log_rows(reader(request)),
        "most": queries.most_upload(),
        "zones": ZONES,
        "calendars": CALENDARS,
        "refused": refused,
    }
    return render(request, "studio/logs.html", shown, status=422 if refused else 200)


@may("engineer")
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Keep a file; go on to its columns, or to its progress."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refused("请先选择文件。", "Choose a file first.")
        row = actions.bring(
            owner=reader(request),
            name=file.name or "log",
            chunks=file.chunks(),
            asked={"zone": zone_of(request.POST.get("zone", "")), "objects": _objects(request)},
            calendar=request.POST.get("calendar", "").strip() or "weekdays",
            now=timezone.now(),
        )
    except actions.Busy as refused:
        return busy(request, refused)
    except Refused as refused:
        return _shown(request, refused)
    return redirect("studio:log_columns" if row.state == State.ASKING else "studio:log", row.pk)


def zone_of(name: str) -> str:
    """The zone typed. Raises Refused for none."""
    try:
        return ZoneInfo(name.strip() or "UTC").key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            f"没有时区“{name[:60]}”；请写如 Asia/Shanghai。",
            f"No zone “{name[:60]}”; write one like Asia/Shanghai.",
        ) from None


@may("engineer")
@require_POST
@answering
def own(request: HttpRequest) -> HttpResponse:
    """Export the cases of this house into a log."""
    now = timezone.now()
    day = f"{timezone.localtime(now):%Y-%m-%d %H:%M}"
    title = say(f"Our own cases, {day}", f"本系统办件 {day}")
    row = actions.bring_own(owner=reader(request), title=title, now=now)
    return redirect("studio:log", row.pk)


@may("engineer")
@require_POST
@answering
def cancel(request: HttpRequest, log_id: int) -> HttpResponse:
    """Stop an import."""
    actions.cancel(owner=reader(request), log_id=log_id)
    return redirect("studio:log", log_id)


@may("engineer")
@require_POST
@answering
def again(request: HttpRequest, log_id: int) -> HttpResponse:
    """Read a log again that was cancelled or refused, perhaps with other objects as its cases."""
    actions.read_as(owner=reader(request), log_id=log_id, asked={"objects": _objects(request)})
    return redirect("studio:log", log_id)


def _objects(request: HttpRequest) -> str:
    """Which type of OCEL's objects are the cases; "" lets the reader choose."""
    return request.POST.get("objects", "").strip()[:200]


@may("engineer")
@require_POST
@answering
def remove(request: HttpRequest, log_id: int) -> HttpResponse:
    """Delete a log."""
    actions.remove(owner=reader(request), log_id=log_id)
    return redirect("studio:logs")
