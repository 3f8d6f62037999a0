"""Due dates that the log holds, as a section and as JSON."""

from __future__ import annotations

from typing import Any

from jianzheng.core.text import Text
from jianzheng.lab.analysis import Analysis
from jianzheng.lab.analysis.section import SHARE, Section, percent, warning
from jianzheng.lab.deadlines import Kept
from jianzheng.lab.log.log import DAY

HEADER = (
    Text("到期日所在的列", "column of the due date"),
    Text("实际办结", "real end"),
    Text("有到期日", "have it"),
    Text("其中已办结", "of these ended"),
    Text("逾期", "late"),
    SHARE,
    Text("恰在当日", "on the very day"),
    Text("给的天数（中位）", "days allowed (median)"),
)
LAST = Text("最后事件", "last event")
ITSELF = Text("事件时间", "time of the event")
NOTE = Text(
    "到期日和实际办结日都取自日志本身；没有办结的不算逾期。",
    "Due dates and real ends are those of the log itself; what has not ended is not counted as late.",
)


def due_section(made: Analysis) -> Section | None:
    """How often what was promised was kept; None where the log holds no due date."""
    found = made.deadlines
    ends = found.columns.ended or f"{LAST.zh} {LAST.en}"
    overs = found.columns.finished or f"{ITSELF.zh} {ITSELF.en}"
    rows = [
        *(_row(name, ends, kept) for name, kept in found.cases.items()),
        *(_row(name, overs, kept) for name, kept in found.events.items()),
    ]
    title = Text("期限守住了吗", "Were due dates kept")
    return Section(title, (*warning(made), NOTE), HEADER, tuple(rows)) if rows else None


def _row(name: str, ended: str, kept: Kept) -> tuple[str, ...]:
    share = percent(kept.late / kept.both) if kept.both else "–"
    numbers = (f"{count}" for count in (kept.due, kept.both, kept.late))
    return (name, ended, *numbers, share, f"{kept.same_day}", f"{_allowed(kept):.2f}")


def deadlines_json(made: Analysis) -> dict[str, Any]:
    """The same for programs."""
    found = made.deadlines
    return {
        "cases": [
            {"column": name, "ended_by": found.columns.ended or None, "cases": kept.due, **_counts(kept)}
            for name, kept in found.cases.items()
        ],
        "events": [
            {"column": name, "ended_by": found.columns.finished or None, "events": kept.due, **_counts(kept)}
            for name, kept in found.events.items()
        ],
    }


def _counts(kept: Kept) -> dict[str, Any]:
    return {
        "ended": kept.both,
        "late": kept.late,
        "same_day": kept.same_day,
        "day_late": kept.day_late,
        "median_days_allowed": round(_allowed(kept), 4) if len(kept.allowed.lengths) else None,
    }


def _allowed(kept: Kept) -> float:
    return kept.allowed.described()[0].median / DAY
