"""The picture as HTML and SVG that need no script: shared by the studio and the report.

Positions are SVG percentages, so the same markup fits 1440 and 390 pixels, prints, and passes a policy without inline
styles. Every row can be reached by keyboard; its notes open on hover and focus.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from jianzheng.core.burden import tidy
from jianzheng.core.ground import Ground
from jianzheng.core.picture import Bar, Picture, Span
from jianzheng.core.text import Text
from jianzheng.formats.cited import in_english

ROW = 30
LEGEND = (
    ("today", Text("今天", "today")),
    ("after", Text("简化后", "redesigned")),
    ("chain", Text("在最长链上", "on the longest chain")),
    ("slack", Text("可宽延", "slack")),
)


def picture_html(picture: Picture, language: str) -> str:
    """The whole picture as one <figure class="jz-picture">."""
    unit = Text("步", "places") if picture.counted else Text("个工作日", "working days")
    caption = Text(
        f"今天 {tidy(picture.today_length)} {unit.zh}，简化后 {tidy(picture.after_length)} {unit.zh}",
        f"Today {tidy(picture.today_length)} {unit.en}, redesigned {tidy(picture.after_length)}",
    )
    note = Text("（来源未列时限，横轴按先后计步）", " (no limits printed: the axis counts places in line)")
    shown = caption.within(language) + (note.within(language) if picture.counted else "")
    if picture.left_out:
        rest = Text(
            f"；宽延最多的 {picture.left_out} 步未画", f"; {picture.left_out} steps with most slack not drawn"
        )
        shown += rest.within(language)
    keys = "".join(_key(name, text.within(language)) for name, text in LEGEND)
    lanes = "".join(
        f'<section class="jz-lane"><h3>{escape(lane.office or Text("（未列部门）", "(no office)").within(language))}</h3>'
        f"<ol>{''.join(_row(bar, picture, language) for bar in lane.bars)}</ol></section>"
        for lane in picture.lanes
    )
    return (
        f'<figure class="jz-picture"><figcaption>{escape(shown)}</figcaption><ul class="jz-legend">{keys}</ul>'
        f'<div class="jz-axis"><span></span>{_axis(picture)}</div>{lanes}</figure>'
    )


def _key(name: str, said_: str) -> str:
    mark = f'<rect class="jz-{name}" width="100%" height="100%"/>'
    return f'<li><svg class="jz-key" aria-hidden="true">{mark}</svg>{escape(said_)}</li>'


def _axis(picture: Picture) -> str:
    marks = "".join(
        f'<text x="{_percent(tick, picture)}" y="14" text-anchor="{"start" if not tick else "middle"}">{tick}</text>'
        for tick in picture.ticks
    )
    return f'<svg width="100%" height="18" aria-hidden="true">{marks}</svg>'


def _percent(days: float, picture: Picture) -> str:
    return f"{100 * days / (picture.length * 1.02 or 1):.3f}%"


def _row(bar: Bar, picture: Picture, language: str) -> str:
    name = bar.step.title.within(language)
    gone = "" if bar.after else " jz-gone"
    bars = _bar(bar.today, "today", 3, picture) + (_bar(bar.after, "after", 16, picture) if bar.after else "")
    grid = "".join(
        f'<line class="jz-grid" x1="{(at := _percent(tick, picture))}" x2="{at}" y1="0" y2="{ROW}"/>'
        for tick in picture.ticks
    )
    label = f"{name}：{_spoken(bar, picture, language)}"
    return (
        f'<li class="jz-row{gone}" id="step-{escape(bar.step.id)}" tabindex="0" data-jz-step="{escape(bar.step.id)}">'
        f'<span class="jz-name">{escape(name)}</span>'
        f'<svg class="jz-track" width="100%" height="{ROW}" role="img" aria-label="{escape(label)}">{grid}{bars}</svg>'
        f'<div class="jz-note">{_note(bar, picture, language)}</div></li>'
    )


def _bar(span: Span | None, side: str, y: int, picture: Picture) -> str:
    if span is None:
        return ""
    chain = " jz-on-chain" if span.on_chain else ""
    start, width = _percent(span.start, picture), _percent(span.days, picture)
    slack = (
        f'<rect class="jz-slack" x="{_percent(span.start + span.days, picture)}" y="{y + 4}" height="3" '
        f'width="{_percent(span.slack, picture)}"/>'
        if span.slack
        else ""
    )
    if not span.days:
        return f'{slack}<circle class="jz-{side}{chain}" cx="{start}" cy="{y + 5}" r="4"/>'
    return f'{slack}<rect class="jz-{side}{chain}" x="{start}" y="{y}" width="{width}" height="11" rx="2"/>'


def _when(span: Span | None, picture: Picture, language: str) -> str:
    if span is None:
        return Text("不再单独办理", "no longer a step of its own").within(language)
    start, end, slack = tidy(span.start), tidy(span.start + span.days), tidy(span.slack)
    if picture.counted:
        return Text(f"第 {int(span.start) + 1} 步", f"place {int(span.start) + 1}").within(language)
    late = Text(f"，可宽延 {slack} 日", f", slack {slack}").within(language) if slack else ""
    chain = Text("，在最长链上", ", on the longest chain").within(language) if span.on_chain else ""
    return (
        Text(f"第 {start} 至 {end} 个工作日", f"working days {start} to {end}").within(language)
        + late
        + chain
    )


def _spoken(bar: Bar, picture: Picture, language: str) -> str:
    today, after = Text("今天", "today").within(language), Text("简化后", "redesigned").within(language)
    return f"{today} {_when(bar.today, picture, language)}; {after} {_when(bar.after, picture, language)}"


def _note(bar: Bar, picture: Picture, language: str) -> str:
    rows = [
        (Text("部门", "Office"), bar.step.office),
        (Text("今天", "Today"), _when(bar.today, picture, language)),
        (Text("简化后", "Redesigned"), _when(bar.after, picture, language)),
        (Text("设定依据", "Ground"), said(bar.step.ground, language)),
        (Text("今天要等", "Waits today for"), waits(bar.waits, language)),
        (Text("法律或数据要求", "Law or data demand"), waits(bar.kept, language)),
        (Text("材料", "Materials"), "；".join(need.material for need in bar.step.needs)),
    ]
    lines = "".join(
        f"<dt>{escape(label.within(language))}</dt><dd>{escape(value)}</dd>" for label, value in rows if value
    )
    return f"<strong>{escape(bar.step.title.within(language))}</strong><dl>{lines}</dl>"


def said(ground: Ground, language: str) -> str:
    """A ground in words: its article, or the name of its kind; of a rule also where it was read, as no law vouches for it."""
    label = ground.kind.label.within(language)
    cite = in_english(ground.cite) if language == "en" else ground.cite
    when = ground.condition.within(language) if ground.when else ""
    read = f"（{ground.source}）" if ground.kind == "rule" and ground.source else ""
    return (cite if cite and ground.kind == "law" else f"{label} {cite}".strip()) + when + read


def waits(pairs: Iterable[tuple[str, Ground]], language: str) -> str:
    """What a step waits for, each with its ground."""
    return "；".join(f"{name}〔{said(ground, language)}〕" for name, ground in pairs)
