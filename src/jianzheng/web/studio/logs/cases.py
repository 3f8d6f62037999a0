"""The cases behind a figure, and one case with its events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzheng.apps.logs.queries import Loaded, log_row
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.log.log import DAY, NEVER, SECOND, Log
from jianzheng.lab.log.own import ENDED, OFFICE, SERVICE, ours
from jianzheng.lab.waiting.split import PARTS, Part
from jianzheng.web.studio.logs.opening import TABS, Opened, answering, in_words, tab
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.pages import Pages, page_of

A_PAGE = 50
SORTS = {
    "long": Text("历时最长在先", "longest first"),
    "short": Text("历时最短在先", "shortest first"),
    "late": Text("最近开始在先", "latest first"),
    "waited": Text("此环节或部门等待最久在先", "longest wait there first"),
}
MOST_COLUMNS = 8
MOST_EVENTS = 2_000
OURS = {
    OFFICE: Text("部门", "Office"),
    SERVICE: Text("服务编号", "Id of the service"),
    "edition": Text("版本", "Edition"),
    "channel": Text("渠道", "Channel"),
    "simulated": Text("模拟", "Simulated"),
    ENDED: Text("办结", "Ended"),
}
"""The columns of our own log that a reader is shown."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the list: its place in the log, name, events, first and last moment, natural and working days, and the
    days waited for what is asked for (None: nothing is)."""

    place: int
    name: str
    events: int
    first: str
    last: str
    days: float | None
    open_days: float | None
    waited: float | None


@may("engineer")
@require_safe
@tab("log_cases")
def log_cases(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """List the cases asked for, page by page."""
    of, page = opened.of, page_of(request, "page")
    waited = _waited(opened)
    sort = request.GET.get("sort", "")
    sort = (
        sort
        if sort in SORTS and (sort != "waited" or waited is not None)
        else "long"
        if waited is None
        else "waited"
    )
    places = _sorted(of, np.flatnonzero(opened.kept), sort, waited)
    shown = places[(page - 1) * A_PAGE : page * A_PAGE]
    rest = f"&{opened.asked.query}&sort={sort}"
    return {
        "rows": [_row(of, int(place), waited) for place in shown],
        "cases": len(places),
        "sort": sort,
        "sorts": [(word, text) for word, text in SORTS.items() if word != "waited" or waited is not None],
        "waiting": waited is not None,
        "pages": Pages("page", page, len(places), A_PAGE, rest),
    }


def _waited(opened: Opened) -> Any:
    """Microseconds each case waited in the activity or the office asked for; None where neither is."""
    of, asked = opened.of, opened.asked
    if asked.activity:
        column, name = of.paired.activity, asked.activity
    elif asked.office:
        column, name = of.apart.office, asked.office
    else:
        return None
    code = column.names.index(name) if name in column.names else -2
    return np.add.reduceat(np.where(column.codes == code, of.apart.waited, 0), of.paired.bounds[:-1])


def _sorted(of: Loaded, places: Any, sort: str, waited: Any) -> Any:
    log = of.log
    length = np.where((log.first == NEVER) | (log.last == NEVER), -1, log.last - log.first)
    key = {"long": -length, "short": length, "late": -log.first}.get(
        sort, waited if waited is None else -waited
    )
    return places[np.argsort(np.asarray(key)[places], kind="stable")]


def _row(of: Loaded, place: int, waited: Any) -> CaseRow:
    log, time = of.log, of.worktime
    first, last = int(log.first[place]), int(log.last[place])
    timed = NEVER not in (first, last)
    worked = time.at(np.array([first, last])) if timed else None
    return CaseRow(
        place,
        log.cases[place],
        int(log.lengths[place]),
        moment(first, log.zone),
        moment(last, log.zone),
        (last - first) / DAY if timed else None,
        None if worked is None else float(worked[1] - worked[0]) / time.day_length,
        None if waited is None else float(waited[place]) / DAY,
    )


def moment(at: int, zone: str) -> str:
    """A moment in the log's zone, to the minute; a dash for none."""
    if at == NEVER:
        return "–"
    return f"{dt.datetime.fromtimestamp(at // SECOND, ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@may("engineer")
@require_safe
@answering
def log_case(request: HttpRequest, log_id: int, place: int) -> HttpResponse:
    """Show one case."""
    row, of = log_row(reader(request), log_id), in_words(request, log_id)
    if place >= len(of.log):
        raise Refused("没有这个办件。", "There is no such case.")
    log = of.log
    about = [(_word(log, name), column.at(place)) for name, column in log.case_columns.items()]
    about += [
        (_word(log, name), moment(int(times[place]), log.zone)) for name, times in log.case_dates.items()
    ]
    shown = {
        "log": row,
        "tabs": TABS,
        "here": "log_cases",
        "case": _row(of, place, None),
        "about": [(name, value) for name, value in about if name and value],
        "events": _events(of, place),
        "extra": [_word(log, name) for name in _extra(log)],
        "split": _split(of, place),
        "blind": of.apart.blind,
        "zone": log.zone,
        "cut": int(log.lengths[place]) > MOST_EVENTS,
    }
    return render(request, "studio/log_case.html", shown)


def _extra(log: Log) -> list[str]:
    """The further columns of events that are shown."""
    return [name for name in log.columns if _word(log, name)][:MOST_COLUMNS]


def _word(log: Log, name: str) -> Text | None:
    """What a column is called; None where our own log holds it for programs or for the other language."""
    return OURS.get(name) if ours(log) else Text(name, name)


def _events(of: Loaded, place: int) -> list[dict[str, Any]]:
    log = of.log
    begin, end = int(log.bounds[place]), int(log.bounds[place + 1])
    rows, before, extra = [], NEVER, _extra(log)
    for event in range(begin, min(end, begin + MOST_EVENTS)):
        at = int(log.at[event])
        began = NEVER if log.began is None else int(log.began[event])
        since = (at - before) / DAY if NEVER not in (at, before) else None
        rows.append(
            {
                "at": moment(at, log.zone),
                "began": moment(began, log.zone) if began != NEVER else "",
                "since": since,
                "activity": log.activity.at(event) or "–",
                "who": log.resource.at(event) if log.resource else None,
                "more": [log.columns[name].at(event) or "" for name in extra],
            }
        )
        before = at
    return rows


def _split(of: Loaded, place: int) -> list[tuple[Part, float, float]]:
    """The parts of the case's time: natural days and share."""
    begin, end = int(of.paired.bounds[place]), int(of.paired.bounds[place + 1])
    apart = of.apart
    sums = np.bincount(apart.part[begin:end], apart.waited[begin:end].astype(float), PARTS)
    sums[Part.WORKING] += float(apart.worked[begin:end].sum())
    whole = float(sums.sum())
    return [(part, sums[part] / DAY, sums[part] / whole) for part in Part if sums[part]] if whole else []
