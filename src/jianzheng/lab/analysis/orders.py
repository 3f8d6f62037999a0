"""The sections about order: habits with what they cost, and the demands the log breaks."""

from __future__ import annotations

from jianzheng.core.text import Text
from jianzheng.lab.analysis import WEEKDAYS, Analysis
from jianzheng.lab.analysis.section import (
    AFTER,
    BEFORE,
    CASES,
    EXAMPLES,
    MEDIAN,
    SHOWN,
    Section,
    few,
    named,
    percent,
    warning,
)
from jianzheng.lab.discover.habits import Habits

TITLE = Text("只是惯例的先后", "Orders that are only habit")
HEADER = (
    BEFORE,
    AFTER,
    CASES,
    Text("一贯程度", "always"),
    Text("最多可省（天，合计）", "frees at most (days, all cases)"),
    MEDIAN,
    Text("最长链（工作日）", "longest chain (working days)"),
    EXAMPLES,
)
UNDECLARED = Text(
    "没有对照的流程，所以不知道哪些先后有法律或数据依据。",
    "No process was declared, so nothing is known of law or data.",
)


def habit_section(made: Analysis) -> Section:
    """Orders always seen and demanded by nobody."""
    if made.habits is None:
        return Section(TITLE, (made.unordered or Text(""),), HEADER, ())
    rows = tuple(
        (
            named(made, h.before),
            named(made, h.after),
            f"{h.both}",
            percent(h.share),
            f"{h.freed.total / made.day_length:.1f}",
            f"{h.freed.median / made.day_length:.2f}",
            "–" if h.chain is None else f"{h.chain:g}",
            few(h.examples),
        )
        for h in made.habits.habits[:SHOWN]
    )
    undeclared = () if made.titles else (UNDECLARED,)
    return Section(TITLE, (*undeclared, _meaning(made, made.habits), *warning(made)), HEADER, rows)


def _meaning(made: Analysis, found: Habits) -> Text:
    """What was counted, and in which days."""
    unit = Text(f"工作日（{made.calendar}）", f"working days ({made.calendar})")
    if made.calendar == WEEKDAYS.id:
        unit = Text("自然日", "natural days")
    return Text(
        f"看到 {found.seen} 对直接先后，其中法律或数据要求的 {found.demanded} 对；其余没有依据。"
        f"“最多可省”指后一步若只等其余必经步骤，可提前的时间，单位：{unit.zh}。",
        f"{found.seen} direct orders were seen, {found.demanded} of them demanded by law or data. Freed: how much "
        f"earlier the later step could have begun, had it waited only for all else that precedes it; {unit.en}.",
    )


def broken_section(made: Analysis) -> Section | None:
    """Orders demanded and not kept; None where there are none."""
    if made.habits is None or not made.habits.broken:
        return None
    rows = tuple(
        (
            named(made, b.before),
            named(made, b.after),
            b.ground.cite,
            f"{b.cases}",
            f"{b.reversed}",
            f"{b.skipped}",
            few(b.examples),
        )
        for b in made.habits.broken
    )
    header = (
        BEFORE,
        AFTER,
        Text("依据", "ground"),
        CASES,
        Text("颠倒", "reversed"),
        Text("缺前一步", "without the first"),
        EXAMPLES,
    )
    return Section(Text("违反的法定先后", "Demanded orders that the log breaks"), (), header, rows)
