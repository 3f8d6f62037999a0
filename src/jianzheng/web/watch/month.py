"""The figures of a month, on a page and as a table to take along."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.oversight.month import Figures, Month, month_of
from jianzheng.apps.oversight.month import month as figures
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.formats.steps_list import FORMULA
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say
from jianzheng.web.watch.opening import WATCHERS, refusing, scope


@may(*WATCHERS)
@never_cache
@require_safe
@refusing
def this_month(request: HttpRequest) -> HttpResponse:
    """Lead to the month that runs, or to the one a form asks for."""
    asked = request.GET.get("month", "")
    first = month_of(asked) if asked else rules().day(moment(timezone.now()))
    return redirect("watch:month", f"{first:%Y-%m}")


@may(*WATCHERS)
@never_cache
@require_safe
@refusing
def month(request: HttpRequest, words: str) -> HttpResponse:
    """Show a month."""
    first = month_of(words)
    before = (first - dt.timedelta(days=1)).strftime("%Y-%m")
    after = (first + dt.timedelta(days=32)).strftime("%Y-%m")
    made = figures(first, scope(request))
    lowest = sorted(made.points.items(), key=lambda one: (one[1], one[0]))
    shown = {"month": made, "words": f"{first:%Y-%m}", "before": before, "after": after}
    return render(
        request,
        "watch/month.html",
        shown | {"points": [(organ_named(name), left) for name, left in lowest]},
    )


@may(*WATCHERS)
@never_cache
@require_safe
@refusing
def month_csv(request: HttpRequest, words: str) -> HttpResponse:
    """The same figures as CSV (UTF-8 with mark), no cell of which a spreadsheet takes for a formula."""
    made = figures(month_of(words), scope(request))
    out = io.StringIO()
    csv.writer(out).writerows(rows(made))
    answer = HttpResponse(b"\xef\xbb\xbf" + out.getvalue().encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="jianzheng-{made.first:%Y-%m}.csv"'
    return answer


def rows(made: Month) -> Iterator[list[object]]:
    """The head, then every matter, every organ, and all."""
    yield [
        say("organ", "单位"),
        say("matter", "事项"),
        say("decided", "办结件数"),
        say("legal days", "法定工作日"),
        say("promised days", "承诺工作日"),
        say("running days", "审批用时（工作日）"),
        say("paused days", "特别程序（工作日）"),
        say("waiting for the applicant", "等待申请人（工作日）"),
        say("span, calendar days", "跨度用时（自然日）"),
        say("on time", "按时"),
        say("early", "提前"),
        say("compression", "压缩率"),
        say("legal term by the calendar", "法定期限按自然日的件数"),
    ]
    for line in (*made.matters, *made.organs, made.whole):
        yield [_safe(cell) for cell in cells(line)]


def cells(line: Figures) -> list[object]:
    """A line's cells, averages to two digits."""
    averages = (line.legal, line.promised, line.used, line.out, line.waited, line.span)
    shown = [None if value is None else round(value, 2) for value in averages]
    compression = None if line.compression is None else round(line.compression, 4)
    return [
        said(line.office) if line.organ else "",
        said(line.title),
        line.decided,
        *shown,
        line.on_time,
        line.early,
        compression,
        line.by_calendar,
    ]


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
