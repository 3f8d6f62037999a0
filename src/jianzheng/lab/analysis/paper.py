"""An analysis on paper: one HTML file that needs nothing else, or PDF/A; every sentence in Chinese and in English."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jianzheng.core.text import Text
from jianzheng.formats.fonts import fonts
from jianzheng.formats.report import STYLE, table
from jianzheng.lab.analysis import Analysis
from jianzheng.lab.analysis.drawing import svg
from jianzheng.lab.analysis.section import Section
from jianzheng.lab.analysis.sections import sections, shares

TEMPLATE = Path(__file__).with_name("paper.typ")
TITLE = Text("事件日志分析", "What the event log says")
FIRST = 2
"""Sections that stand before any picture: the doubts, and what the log holds."""
MAP = Text("流程图", "Process map")
INK = ("#0b5cad", "#8a94a6", "#b3261e", "#c98a00", "#5b3f8c")
"""One colour for each Part, in its order; the words beside them say the same."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the reader needs to recompute: the file, its digest, the command, the version, the day (ISO)."""

    file: str
    digest: str
    command: str
    version: str
    day: str


def html(made: Analysis, imprint: Imprint) -> str:
    """The whole analysis as a page."""
    style = STYLE.read_text(encoding="utf-8")
    parts = [_section(section) for section in sections(made)]
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_both(TITLE)}</title>'
        f"<style>{style}</style></head><body class='jz-report'><main><h1>{_both(TITLE)}</h1>"
        f"<p>{escape(imprint.file)} · 简政 Jianzheng {escape(imprint.version)} · {escape(imprint.day)}</p>"
        f"{''.join(parts[:FIRST])}{_picture(made)}{_map(made)}{''.join(parts[FIRST:])}{_imprint(imprint)}"
        "</main></body></html>"
    )


def pdf(made: Analysis, imprint: Imprint) -> bytes:
    """The same as PDF/A-2b with its fonts embedded. Raises Refused where no Chinese font is found."""
    import typst

    values = {
        "title": [TITLE.zh, TITLE.en],
        "subtitle": f"{imprint.file} · 简政 Jianzheng {imprint.version} · {imprint.day}",
        "day": [int(part) for part in imprint.day.split("-")],
        "parts": [
            {"title": f"{part.title.zh} {part.title.en}", "share": share, "ink": INK[part]}
            for part, share in shares(made)
        ],
        "map": svg(made.map, alone=True),
        "mapTitle": list(MAP),
        "mapNote": list(map_note(made)),
        "first": FIRST,
        "sections": [_plain(section) for section in sections(made)],
        "command": imprint.command,
        "digest": imprint.digest,
    }
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts(), sys_inputs={"paper": json.dumps(values, ensure_ascii=False)}
    )
    printed = compiler.compile(format="pdf", pdf_standards="a-2b")
    if not isinstance(printed, bytes):
        raise TypeError("typst answered no document")
    return printed


def _plain(section: Section) -> dict[str, object]:
    return {
        "title": list(section.title),
        "notes": [list(note) for note in section.notes],
        "header": [list(cell) for cell in section.header],
        "widths": _widths(section),
        "rows": [list(row) for row in section.rows],
    }


def _widths(section: Section) -> list[int]:
    """Room for each column in proportion to what stands in it, within bounds."""
    columns = zip(*section.rows, strict=True)
    return [min(44, max(11, *(len(cell.encode("gbk", "replace")) for cell in column))) for column in columns]


def _section(section: Section) -> str:
    notes = "".join(f"<p>{_both(note)}</p>" for note in section.notes)
    laid = table([_both(cell) for cell in section.header], section.rows) if section.rows else "<p>无 none</p>"
    return f"<section><h2>{_both(section.title)}</h2>{notes}{laid}</section>"


def _picture(made: Analysis) -> str:
    """Where the time goes as one bar, with its words."""
    bars, legend, start = "", "", 0.0
    for part, share in shares(made):
        bars += f'<rect x="{1000 * start:.1f}" width="{1000 * share:.1f}" height="28" fill="{INK[part]}"/>'
        key = f'<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" fill="{INK[part]}"/></svg>'
        legend += f"<li>{key} {_both(part.title)} {share:.1%}</li>"
        start += share
    if not legend:
        return ""
    title = Text("办件的时间花在哪里", "Where the time of cases goes")
    return (
        f"<figure class='jz-picture'><figcaption>{_both(title)}</figcaption>"
        f'<svg viewBox="0 0 1000 28" width="100%" height="28" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>'
        f'<ul class="jz-legend">{legend}</ul></figure>'
    )


def _map(made: Analysis) -> str:
    """The process map, with what it leaves out."""
    return (
        f"<section><h2>{_both(MAP)}</h2><p>{_both(map_note(made))}</p>"
        f'<div class="jz-scroll" tabindex="0">{svg(made.map)}</div></section>'
    )


def map_note(made: Analysis) -> Text:
    """How to read the map, and what it leaves out."""
    hidden, unseen = made.map.hidden, made.map.unseen
    return Text(
        f"数字为次数和时间中位数；虚线为退回。未画出的活动 {hidden} 种、紧接关系 {unseen} 对，次数都较少。",
        f"Counts and median times; dashed lines go back. {hidden} activities and {unseen} pairs, all rarer, are not drawn.",
    )


def _imprint(imprint: Imprint) -> str:
    title = Text("如何复算", "How to recompute")
    return (
        f"<section><h2>{_both(title)}</h2><pre>{escape(imprint.command)}</pre>"
        f"<p><small>{escape(imprint.digest)}</small></p></section>"
    )


def _both(text: Text) -> str:
    english = f' <span lang="en">{escape(text.en)}</span>' if text.en and text.en != text.zh else ""
    return escape(text.zh) + english


__all__ = ["INK", "Imprint", "html", "pdf"]
