"""An analysis as sections of sentences and tables, the same for screen, page and paper."""

from __future__ import annotations

from jianzheng.core.text import Text
from jianzheng.lab.analysis import Analysis
from jianzheng.lab.analysis.dues import due_section
from jianzheng.lab.analysis.fits import fit_section
from jianzheng.lab.analysis.orders import broken_section, habit_section
from jianzheng.lab.analysis.section import (
    AFTER,
    ARROW,
    BEFORE,
    CASES,
    COUNT,
    EXAMPLES,
    MEDIAN,
    SHARE,
    SHOWN,
    Section,
    both,
    few,
    named,
    percent,
    warning,
)
from jianzheng.lab.discover.tally import Pattern
from jianzheng.lab.log.log import DAY
from jianzheng.lab.profile import said
from jianzheng.lab.waiting.split import Part
from jianzheng.lab.waiting.table import STEP

FIGURES = {
    "cases": Text("办件", "cases"),
    "events": Text("事件", "events"),
    "activities": Text("活动种类", "activities"),
    "variants": Text("走法种类", "variants"),
    "top_variant_cases": Text("最常见走法的办件", "cases of the most frequent variant"),
    "resources": Text("经办人", "resources"),
    "first": Text("最早事件（UTC）", "first event (UTC)"),
    "last": Text("最晚事件（UTC）", "last event (UTC)"),
    "median_days": Text("时长中位数（自然日）", "median length (natural days)"),
    "mean_days": Text("时长平均数（自然日）", "mean length (natural days)"),
    "p90_days": Text("时长第 90 百分位（自然日）", "90th percentile of length (natural days)"),
    "cases_with_repeat": Text("有重复活动的办件占比", "share of cases with a repeated activity"),
    "handover_rate": Text("换人率", "hand-over rate"),
}


def sections(made: Analysis) -> list[Section]:
    """Doubts first, then the figures, then where the time goes, what to change, and how work is really done."""
    found = [
        _honesty(made),
        _figures(made),
        _waiting(made),
        due_section(made),
        habit_section(made),
        broken_section(made),
        fit_section(made),
        _follows(made),
    ]
    found += [_variants(made), *_rework(made), _batches(made)]
    return [section for section in found if section is not None]


def shares(made: Analysis) -> list[tuple[Part, float]]:
    """The parts of all cases' time, as shares of the whole; [] where no time passed."""
    whole = made.waiting.whole
    return (
        [(part, whole.natural[part] / whole.total) for part in Part if whole.natural[part]]
        if whole.total
        else []
    )


def _honesty(made: Analysis) -> Section:
    rows = [
        (
            both(doubt.says),
            f"{found.count}",
            percent(found.share),
            both(doubt.spoils),
            few(found.examples),
        )
        for doubt, found in made.honesty.items()
    ]
    header = (
        Text("疑点", "doubt"),
        COUNT,
        SHARE,
        Text("因此不能相信", "so do not believe"),
        EXAMPLES,
    )
    note = Text(
        "日志先查是否可信，再看数字；影响时间的疑点在后面各表重复提示。",
        "A log is doubted before it is believed; what touches times is repeated beside the tables below.",
    )
    return Section(Text("先问可信", "Honesty first"), (note,), header, tuple(rows))


def _figures(made: Analysis) -> Section:
    row = made.profile.row()
    rows = tuple((both(text), "–" if row[name] is None else f"{row[name]}") for name, text in FIGURES.items())
    return Section(
        Text("概况", "Profile"), warning(made), (Text("指标", "figure"), Text("数值", "value")), rows
    )


BLIND = Text(
    "日志没有开始时间，办理和等待分不开，全部计入等待。",
    "The log does not say when work began: working and waiting are not told apart and all counts as waiting.",
)
NO_OFFICES = Text(
    "日志没有写明部门，等待按经办人区分。",
    "The log names no offices: people stand for them in what is waited for.",
)


def _waiting(made: Analysis) -> Section:
    blind = (BLIND,) if made.waiting.blind else ()
    people = (NO_OFFICES,) if made.offices is None else ()
    rows = tuple(
        (
            named(made, share.name),
            f"{share.events}",
            *(f"{share.natural[part] / DAY:.1f}" for part in Part),
            f"{sum(share.open) / made.day_length:.1f}",
        )
        for share in made.waiting.by(STEP)[:SHOWN]
    )
    header = (
        Text("环节", "step"),
        Text("事件", "events"),
        *(part.title for part in Part),
        Text(f"其中工作日（{made.calendar}）", f"of it working days ({made.calendar})"),
    )
    title = Text("时间花在哪里（全部办件，自然日）", "Where the time goes (all cases, natural days)")
    return Section(title, (*warning(made), *blind, *people), header, rows)


def _follows(made: Analysis) -> Section:
    rows = tuple(
        (
            e.before,
            e.after,
            f"{e.n}",
            f"{e.time.median / DAY:.2f}",
            f"{e.time.mean / DAY:.2f}",
            f"{e.time.most / DAY:.2f}",
        )
        for e in made.edges[:SHOWN]
    )
    header = (
        BEFORE,
        AFTER,
        COUNT,
        MEDIAN,
        Text("平均（天）", "mean days"),
        Text("最长（天）", "longest days"),
    )
    return Section(Text("紧接关系", "What directly follows what"), warning(made), header, rows)


def _variants(made: Analysis) -> Section:
    rows = tuple((ARROW.join(v.way), f"{v.cases}", percent(v.share)) for v in made.variants[:SHOWN])
    return Section(Text("走法", "Variants"), (), (Text("走法", "way"), CASES, SHARE), rows)


def _rework(made: Analysis) -> list[Section]:
    titles: list[tuple[Text, tuple[Pattern, ...] | None]] = [
        (Text("重复办理", "Done again"), made.repeats),
        (Text("退回重来", "Loops back"), made.loops),
        (Text("来回传递（人）", "To and fro between people"), made.ping_pong),
        (Text("来回传递（部门）", "To and fro between offices"), made.to_and_fro),
        (Text("部门之间的交接", "Hand-overs between offices"), made.offices),
        (Text("经申请人往返", "Loops through the applicant"), made.applicant),
    ]
    header = (Text("内容", "what"), COUNT, CASES, SHARE, MEDIAN, EXAMPLES)
    return [
        Section(title, (), header, tuple(_pattern(pattern) for pattern in found[:SHOWN]))
        for title, found in titles
        if found is not None
    ]


def _pattern(pattern: Pattern) -> tuple[str, ...]:
    return (
        ARROW.join(pattern.what),
        f"{pattern.count}",
        f"{pattern.cases}",
        percent(pattern.share),
        f"{pattern.time.median / DAY:.2f}",
        few(pattern.examples),
    )


def _batches(made: Analysis) -> Section:
    rows = tuple(
        (
            b.resource,
            b.activity,
            f"{b.batches}",
            f"{b.events}",
            percent(b.share),
            f"{b.largest}",
            said(b.since) or "–",
            few(b.examples),
        )
        for b in made.batches[:SHOWN]
    )
    header = (
        Text("经办人", "resource"),
        Text("活动", "activity"),
        Text("批数", "batches"),
        Text("事件", "events"),
        SHARE,
        Text("最大一批", "largest"),
        Text("始于（UTC）", "since (UTC)"),
        EXAMPLES,
    )
    return Section(Text("攒批办理", "Done in batches"), (), header, rows)
