"""The frozen value on paper: one HTML file that needs nothing else, or PDF/A; the table first, then what it stands on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from jianzheng.formats.fonts import fonts
from jianzheng.formats.report import STYLE, table
from jianzheng.formats.study import Json
from jianzheng.lab.prove.printed import Printed, printed

TEMPLATE = Path(__file__).with_name("paper.typ")


def html(value: Json, language: str) -> str:
    """The proof as a page."""
    shown = printed(value, language)
    style = STYLE.read_text(encoding="utf-8")
    first, last = ("".join(_section(*each) for each in group) for group in (shown.sections, shown.annex))
    return (
        f'<!doctype html><html lang="{shown.lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(shown.title)}</title>'
        f"<style>{style}</style></head><body class='jz-report'><main><h1>{escape(shown.title)}</h1>"
        f"<p>{escape(shown.subtitle)}</p><p><strong>{escape(shown.headline)}</strong></p>{first}"
        f"<section><h2>{escape(shown.recompute)}</h2><p>{escape(shown.how)}</p><pre>{escape(shown.command)}</pre>"
        f"<p><small>{escape(shown.digest)}</small></p></section>{last}</main></body></html>"
    )


def _section(title: str, notes: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    said = "".join(f"<li>{escape(note)}</li>" for note in notes)
    laid = table([escape(cell) for cell in header], rows) if rows else ""
    return f"<section><h2>{escape(title)}</h2>{laid}{f'<ul>{said}</ul>' if said else ''}</section>"


def pdf(value: Json, language: str, day: dt.date) -> bytes:
    """The same as PDF/A-2b of that day with its fonts embedded. Raises Refused where no Chinese font is found."""
    import typst

    values = json.dumps({**_plain(printed(value, language)), "day": day.timetuple()[:3]}, ensure_ascii=False)
    compiler = typst.Compiler(str(TEMPLATE), font_paths=fonts(), sys_inputs={"paper": values})
    made = compiler.compile(format="pdf", pdf_standards="a-2b")
    if not isinstance(made, bytes):
        raise TypeError("typst answered no document")
    return made


def _plain(shown: Printed) -> Json:
    words = ("lang", "title", "subtitle", "headline", "recompute", "how", "command", "digest")
    groups = {"sections": shown.sections, "annex": shown.annex}
    laid = {name: [_laid(*each) for each in group] for name, group in groups.items()}
    return {**{word: getattr(shown, word) for word in words}, **laid}


def _laid(title: str, notes: Sequence[str], header: Sequence[str], rows: Sequence[Sequence[str]]) -> Json:
    lines = [list(row) for row in rows]
    widths = _widths(header, rows)
    return {"title": title, "notes": list(notes), "header": list(header), "rows": lines, "widths": widths}


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Room for each column by what stands in it, within bounds."""
    columns = zip(header, *rows, strict=True)
    return [min(56, max(9, *(len(cell.encode("gbk", "replace")) for cell in column))) for column in columns]
