"""One log: how far its import is, or its figures, the doubts first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jianzheng.apps.logs import actions, queries
from jianzheng.apps.logs.queries import LogRow
from jianzheng.core.text import Text
from jianzheng.lab.analysis.sections import FIGURES
from jianzheng.lab.log.report import Oddity
from jianzheng.lab.profile import Profile
from jianzheng.web.studio.logs.opening import Opened, answering, in_frame
from jianzheng.web.ui.may import may, reader

SHARES = ("cases_with_repeat", "handover_rate")


@may("engineer")
@require_safe
@answering
def log(request: HttpRequest, log_id: int) -> HttpResponse:
    """Show the log, or how far it is."""
    row = queries.log_row(reader(request), log_id)
    if row.state == "reading":
        actions.settle(owner=reader(request), log_id=log_id)
        row = queries.log_row(reader(request), log_id)
    if (
        row.state != "reading"
        and "HX-Request" in request.headers
        and request.headers.get("HX-Target", "").endswith("progress")
    ):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if row.state == "asking":
        return redirect("studio:log_columns", log_id)
    if row.state == "kept":
        return in_frame(request, log_id, "log", overview)
    return render(request, "studio/log_state.html", {"log": row})


def overview(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Doubts about the whole log, figures of the cases asked for, and how the file was read."""
    row = Profile.of(opened.of.log, opened.keep).row()
    doubts = [
        (
            doubt,
            found.count,
            f"{found.share:.1%}",
            opened.asked.but(doubt=doubt.value),
            _known(opened, found.examples),
        )
        for doubt, found in opened.of.doubts.items()
    ]
    figures = [(text, _figure(name, row[name])) for name, text in FIGURES.items()]
    return {"every_doubt": doubts, "figures": figures, **how_read(opened.row)}


def _known(opened: Opened, examples: tuple[str, ...]) -> list[tuple[str, int | None]]:
    """Examples with the place of their case; None where an example is no case."""
    return [(name, opened.of.places.get(name)) for name in examples]


def _figure(name: str, value: object) -> str:
    if value is None:
        return "–"
    if name in SHARES and isinstance(value, float | int):
        return f"{value:.1%}"
    return (
        f"{value:,}" if isinstance(value, int) else f"{value:.2f}" if isinstance(value, float) else str(value)
    )


def how_read(row: LogRow) -> dict[str, Any]:
    """What happened to the rows of the file on their way in."""
    report = row.report
    odd = [(Oddity(each["kind"]).says, each["count"], each["examples"]) for each in report.get("odd", [])]
    notes = [Text(note["zh"], note["en"]) for note in report.get("notes", [])]
    return {"odd": odd, "notes": notes, "report": report}
