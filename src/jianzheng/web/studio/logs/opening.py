"""What the pages of logs share: opening a log for the person who asks with the cases asked for, refusals in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from jianzheng.apps.logs.actions import Busy
from jianzheng.apps.logs.queries import Loaded, LogRow, loaded, log_row
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.log.log import Coded
from jianzheng.lab.log.own import services
from jianzheng.web.studio.logs.filter import Filter, NoneLeft
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.may import reader
from jianzheng.web.ui.say import said, say

View = Callable[..., HttpResponse]
ZONES = ("Asia/Shanghai", "UTC", "Europe/Amsterdam", "Europe/Berlin", "America/New_York", "Asia/Tokyo")
"""Time zones offered; any other may be typed."""
CALENDARS = ("cn", "weekdays", "nl", "de", "us")
"""Working calendars offered; any other may be typed."""
TABS = {
    "log": Text("概况与可信度", "Overview"),
    "log_map": Text("流程图", "Map"),
    "log_waiting": Text("等待", "Waiting"),
    "log_variants": Text("走法", "Variants"),
    "log_habits": Text("惯例", "Habits"),
    "log_fit": Text("符合度", "Fit"),
    "log_offices": Text("部门与返工", "Offices, rework"),
    "log_compare": Text("比较", "Compare"),
    "log_cases": Text("办件", "Cases"),
}
WARNED = 0.01
"""A doubt about at least this share is repeated on every page."""
MOST_OFFICES = 200


def in_words(request: HttpRequest, log_id: int) -> Loaded:
    """A log in memory, called in the reader's language where it knows the names in both. Raises Refused for another's."""
    of = loaded(reader(request), log_id)
    return of.english if get_language() == "en" else of


@dataclass(frozen=True, slots=True)
class Opened:
    """A log on the desk: its row, the log in memory, what was asked, and the cases that leaves (None: all)."""

    row: LogRow
    of: Loaded
    asked: Filter
    keep: Keep | None

    @property
    def kept(self) -> Keep:
        """One boolean a case."""
        return chosen(self.of.log, self.keep)

    @property
    def cases(self) -> int:
        """How many cases are left."""
        return int(self.kept.sum())


Tab = Callable[[HttpRequest, Opened], dict[str, Any]]


def answering(view: View) -> View:
    """Answer a refusal with a page that says what to do next; after a form, on the page of the log or of all logs."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Refused as refused:
            if isinstance(refused, Busy):
                return busy(request, refused)
            if request.method == "POST":
                messages.error(request, said(refused))
                return redirect("studio:log", **named) if named else redirect("studio:logs")
            return page(request, 404, say("This cannot be shown", "无法显示"), said(refused))

    return answered


def busy(request: HttpRequest, refused: Busy) -> HttpResponse:
    """Lead to the log that is being read, where one sees how far it is and may cancel it."""
    messages.error(request, said(refused))
    return redirect("studio:log", refused.log_id)


def tab(here: str) -> Callable[[Tab], View]:
    """A page of one log: its own part in the frame that all of them have; a filter that leaves nothing says so in it."""

    def framed(view: Tab) -> View:
        @wraps(view)
        @answering
        def shown(request: HttpRequest, log_id: int) -> HttpResponse:
            return in_frame(request, log_id, here, view)

        return shown

    return framed


def in_frame(request: HttpRequest, log_id: int, here: str, view: Tab) -> HttpResponse:
    """Open the log, ask the page for its part, answer both."""
    row, of = log_row(reader(request), log_id), in_words(request, log_id)
    asked = Filter.of(request.GET).called(of)
    frame = {
        "log": row,
        "here": here,
        "tabs": TABS,
        "asked": asked,
        "query": asked.query,
        **_frame(of, asked),
    }
    try:
        opened = Opened(row, of, asked, asked.keep(of))
        part = {"left": opened.cases, **view(request, opened)}
    except NoneLeft as none:
        return render(request, "studio/log_none.html", {**frame, "none": none, "left": 0})
    return render(request, f"studio/{here}.html", {**frame, **part})


def _frame(of: Loaded, asked: Filter) -> dict[str, Any]:
    return {
        "doubts": [(d.says, f"{found.share:.0%}") for d, found in of.doubts.items() if found.share >= WARNED],
        "chips": asked.said(of),
        "services": sorted(services(of.log).items(), key=lambda row: row[1].zh),
        "offices": names(of.office),
        "offices_known": of.offices_known,
    }


def names(column: Coded) -> list[str]:
    """The names of a column that occur most, in their order."""
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.names))
    busiest = np.argsort(-counts, kind="stable")[:MOST_OFFICES]
    return sorted(column.names[code] for code in busiest.tolist() if counts[code])
