"""One log: how far its import is, or its figures, the doubts first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jianzheng.apps.logs import actions, queries
from jianzheng.apps.logs.queries import LogRow
from jianzheng.core.text import Text
from jianzheng.lab.log.report import Oddity
from jianzheng.web.studio.logs.opening import answering
from jianzheng.web.ui.may import may


@may("engineer")
@require_safe
@answering
def log(request: HttpRequest, log_id: int) -> HttpResponse:
    """Show the log, or how far it is."""
    row = queries.log_row(request.user, log_id)
    if row.state == "reading":
        actions.settle(owner=request.user, log_id=log_id)
        row = queries.log_row(request.user, log_id)
    if row.state == "asking":
        return redirect("studio:log_columns", log_id)
    return render(request, "studio/log_state.html", {"log": row, **how_read(row)})


def how_read(row: LogRow) -> dict[str, Any]:
    """What happened to the rows of the file on their way in."""
    report = row.report
    odd = [(Oddity(each["kind"]).says, each["count"], each["examples"]) for each in report.get("odd", [])]
    notes = [Text(note["zh"], note["en"]) for note in report.get("notes", [])]
    return {"odd": odd, "notes": notes, "report": report}
