"""The proof as one HTML file that needs nothing else: for mail, archives and printing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from pathlib import Path

from jianzheng.core.picture import picture
from jianzheng.core.study import Study
from jianzheng.formats.picture import picture_html
from jianzheng.formats.proof import proof_values

STYLE = Path(__file__).resolve().parent.parent / "web" / "static" / "jz" / "picture.css"


def html(studies: Sequence[Study], day: dt.date, language: str = "zh-hans") -> str:
    """The whole report as a page."""
    values = proof_values(studies, day, language)
    style = STYLE.read_text(encoding="utf-8")
    parts = [
        _study(study, shown, values["words"], language)
        for study, shown in zip(studies, values["studies"], strict=True)
    ]
    return (
        f'<!doctype html><html lang="{values["lang"]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(values["title"])}</title>'
        f"<style>{style}</style></head><body class='jz-report'><main><h1>{escape(values['title'])}</h1>"
        f"<p>{escape(values['subtitle'])}</p>{''.join(parts)}</main></body></html>"
    )


def _study(study: Study, shown: dict[str, object], words: dict[str, str], language: str) -> str:
    drawn = picture(study.process, study.after, study.kept)
    figures = _table([words[key] for key in ("figure", "today", "after", "change")], shown["figures"])
    moves = _table(
        [words[key] for key in ("kind", "what", "ground", "amend", "effect")],
        [
            [row[key] for key in ("kind", "said", "ground", "amend", "effect")]
            for row in _rows(shown["moves"])
        ],
    )
    kept = _table([words[key] for key in ("before", "next", "ground")], shown["kept"])
    assumptions = "".join(f"<li>{escape(line)}</li>" for line in _lines(shown["assumptions"]))
    return (
        f"<section><h2>{escape(str(shown['title']))}</h2><p>{escape(str(shown['source']))}</p>"
        f"<h3>{escape(words['figures'])}</h3>{figures}<p><strong>{escape(str(shown['headline']))}</strong></p>"
        f"<h3>{escape(words['picture'])}</h3>{picture_html(drawn, language) if drawn else escape(words['noPicture'])}"
        f"<h3>{escape(words['moves'])}</h3>{moves}<h3>{escape(words['kept'])}</h3>{kept}"
        f"<h3>{escape(words['assumptions'])}</h3><ul>{assumptions}</ul>"
        f"<h3>{escape(words['recompute'])}</h3><p>{escape(str(shown['recompute']))}</p>"
        f"<pre>{escape(str(shown['command']))}</pre><p><small>{escape(str(shown['digest']))}</small></p></section>"
    )


def _rows(value: object) -> list[dict[str, str]]:
    return list(value) if isinstance(value, list) else []


def _lines(value: object) -> list[str]:
    return list(value) if isinstance(value, list) else []


def _table(header: Sequence[str], rows: object) -> str:
    return table([escape(cell) for cell in header], rows if isinstance(rows, list) else [])


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of a printed report; `heads` are HTML already, every cell is escaped."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="jz-scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
