"""Where the time goes: worked on, waiting for whom, by step, office, variant and month; against limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import HttpRequest
from django.views.decorators.http import require_safe

from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.analysis.paper import INK
from jianzheng.lab.log.log import DAY
from jianzheng.lab.spans import Spans
from jianzheng.lab.waiting.split import PARTS, Part, Roles, Split, check, split
from jianzheng.lab.waiting.table import MONTH, OFFICE, STEP, Share, Waiting, by_case
from jianzheng.lab.worktime import WorkTime
from jianzheng.web.studio.logs.filter import way
from jianzheng.web.studio.logs.opening import Opened, names, tab
from jianzheng.web.studio.logs.variants import ways
from jianzheng.web.ui.may import may

BYS = {
    "step": Text("按环节", "by step"),
    "office": Text("按部门", "by office"),
    "variant": Text("按走法", "by variant"),
    "month": Text("按月份", "by month"),
}
PLACES = {"step": STEP, "office": OFFICE, "month": MONTH}
SHOWN = 60
WAYS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, the link to its cases, events, days of each part (natural), working days in all, and the drawn
    parts as (left, width, colour) in thousandths of the longest."""

    name: str
    query: str
    count: int
    days: tuple[float, ...]
    open_days: float
    drawn: tuple[tuple[float, float, str], ...]


@may("engineer")
@require_safe
@tab("log_waiting")
def log_waiting(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Show the split and its bars."""
    of = opened.of
    roles = _roles(request)
    check(of.paired, roles)
    apart = split(of.paired, of.worktime, roles) if roles.applicant or roles.pauses else of.apart
    by = request.GET.get("by", "step")
    by = by if by in BYS else "step"
    waiting = Waiting.of(of.paired, of.worktime, roles, opened.keep)
    shares = _variants(opened, apart) if by == "variant" else _shares(opened, waiting, by)
    limit = _limit(request.GET.get("limit", ""))
    used = tuple(part for part in Part if waiting.whole.natural[part])
    return {
        "by": by,
        "bys": BYS,
        "parts": [(part.title, INK[part], share) for part, share in _whole(waiting.whole)],
        "blind": waiting.blind,
        "all_parts": used,
        "bars": _bars(shares[:SHOWN], of.worktime, used),
        "bar_count": len(shares),
        "lengths": _lengths(waiting, of.worktime),
        "limit": request.GET.get("limit", ""),
        "within": None if limit is None else _within(opened, apart, limit),
        "applicant": roles.applicant,
        "opens": request.GET.get("opens", ""),
        "closes": request.GET.get("closes", ""),
        "activities": names(of.paired.activity),
        "per": Text("件", "case") if by == "variant" else Text("事件", "event"),
    }


def _roles(request: HttpRequest) -> Roles:
    """What the log does not say by itself: what the applicant does, what opens and closes a lawful pause."""
    applicant = frozenset(name for name in request.GET.getlist("applicant") if name)
    opens, closes = (request.GET.get(name, "") for name in ("opens", "closes"))
    if bool(opens) != bool(closes):
        raise Refused("中止的开始和结束活动要一起选。", "Say both what opens and what closes a pause.")
    return Roles(applicant, {opens: {closes}} if opens else {})


Row = tuple[str, str, Share]


def _shares(opened: Opened, waiting: Waiting, by: str) -> list[Row]:
    asks = {"step": "activity", "office": "office", "month": "month"}[by]
    return [
        (share.name or "–", opened.asked.but(**{asks: share.name}) if share.name else "", share)
        for share in waiting.by(PLACES[by])
    ]


def _variants(opened: Opened, apart: Split) -> list[Row]:
    """The same sums for the most frequent ways."""
    log, rows = opened.of.paired, []
    found, _ = ways(opened.of.log, opened.kept, WAYS)
    columns = _by_case(log.bounds, apart)
    for cases in found:
        sums = [tuple(int(column[cases].sum()) for column in side) for side in columns]
        name = " → ".join(way(opened.of.log, int(cases[0])))
        share = Share(name, len(cases), sums[0], sums[1])
        rows.append((name, opened.asked.but(variant=int(cases[0])), share))
    return rows


def _by_case(bounds: Any, apart: Split) -> list[list[Any]]:
    """For every case the microseconds of each part, natural and then working."""
    sides = []
    for waited, worked in ((apart.waited, apart.worked), (apart.waited_open, apart.worked_open)):
        parts = [
            np.add.reduceat(np.where(apart.part == part, waited, 0), bounds[:-1]) for part in range(PARTS)
        ]
        parts[Part.WORKING] = parts[Part.WORKING] + np.add.reduceat(worked, bounds[:-1])
        sides.append(parts)
    return sides


def _whole(whole: Share) -> list[tuple[Part, str]]:
    return [
        (part, f"{whole.natural[part] / whole.total:.1%}")
        for part in Part
        if whole.total and whole.natural[part]
    ]


def _bars(rows: Sequence[Row], time: WorkTime, used: Sequence[Part]) -> list[Bar]:
    longest = max((share.total for _, _, share in rows), default=0) or 1
    return [
        Bar(
            name,
            query,
            share.events,
            tuple(share.natural[part] / DAY for part in used),
            sum(share.open) / time.day_length,
            tuple(_drawn(share, longest)),
        )
        for name, query, share in rows
    ]


def _drawn(share: Share, longest: int) -> Any:
    left = 0.0
    for part in Part:
        width = 1000 * share.natural[part] / longest
        if width:
            yield round(left, 1), round(width, 1), INK[part]
        left += width


def _lengths(waiting: Waiting, time: WorkTime) -> list[tuple[Text, str, str]]:
    """Span and running time, median and mean, natural and working days; never mixed."""
    rows = (
        (Text("历时（首尾之间）", "span, first to last event"), waiting.span, waiting.span_open),
        (
            Text("政府用时（不含申请人和中止）", "running time, without applicant and pauses"),
            waiting.running,
            waiting.running_open,
        ),
    )
    return [(name, _said(natural, DAY), _said(worked, time.day_length)) for name, natural, worked in rows]


def _said(spans: Spans, day: int) -> str:
    [time] = spans.described()
    return f"{time.median / day:.1f} / {time.mean / day:.1f}"


def _limit(text: str) -> float | None:
    """A limit in working days; None where none was typed. Raises Refused for what is no number."""
    if not text.strip():
        return None
    try:
        limit = float(text)
    except ValueError:
        limit = -1
    if not 0 < limit < 10_000:
        raise Refused("期限写成工作日数，如 20。", "Write the limit as working days, such as 20.")
    return limit


def _within(opened: Opened, apart: Split, limit: float) -> tuple[int, str]:
    """Cases whose running time keeps within a limit of working days, and their share."""
    _, (_, running) = by_case(opened.of.paired, apart)
    kept = running[opened.kept] <= limit * opened.of.worktime.day_length
    return int(kept.sum()), f"{float(kept.mean()):.1%}"
