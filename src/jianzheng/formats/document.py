"""Official papers on paper: PDF/A-2b with its fonts inside, Chinese first, a QR code to verify, room for the seal."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from jianzheng.core.document import Document, DocumentKind, Line
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.fonts import fonts

_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
TEMPLATE = Path(__file__).with_name("document.typ")
_MILLIMETRE = 72 / 25.4
SEAL_SIZE = 42 * _MILLIMETRE
"""Width and height of the seal in points: the usual round seal of an organ."""
_CENTRE = ((210 - 24 - 33) * _MILLIMETRE, (20 + 50 - 27) * _MILLIMETRE)
SEAL_BOX = (
    round(_CENTRE[0] - SEAL_SIZE / 2),
    round(_CENTRE[1] - SEAL_SIZE / 2),
    round(_CENTRE[0] + SEAL_SIZE / 2),
    round(_CENTRE[1] + SEAL_SIZE / 2),
)
"""Where the seal goes on the last page, over organ and date: left, bottom, right, top in points from the lower left."""
_WORDS = {
    "grounds": Text("依据", "Grounds"),
    "remedies": Text("救济途径", "Remedies"),
    "verify": Text("扫码或输入验证码，核对本文书真伪。", "Scan or type the code to verify this paper."),
}
_CASE_NO = Text("办件编号", "Case number")
_MATTER = Text("事项", "Matter")
_DUE = Text("应于此日前办结", "Due by")
_DUE_OF = {
    DocumentKind.RECEIPT: Text(
        "应于此日前告知是否受理或者一次告知补正", "You hear whether it is accepted, or what is missing, by"
    ),
    DocumentKind.NOTICE: Text("请于此日前补正", "Please supply by"),
}
_ADDRESS = Text("地址", "Address")
_PHONE = Text("电话", "Phone")
_HOLDER = Text("持证人", "Holder")


class _Said(TypedDict):
    """A sentence as the template takes it."""

    zh: str
    en: str


def pdf(document: Document) -> bytes:
    """The paper as PDF/A-2b; the same value gives the same bytes. Raises Refused where a character has no font."""
    import typst

    paper = json.dumps(printed(document), ensure_ascii=False)
    compiler = typst.Compiler(str(TEMPLATE), font_paths=fonts(), sys_inputs={"paper": paper})
    try:
        made = compiler.compile(format="pdf", pdf_standards="a-2b")
    except typst.TypstError as broken:
        raise _unprintable(document, broken) from broken
    if not isinstance(made, bytes):
        raise TypeError("typst answered no document")
    return made


def _unprintable(document: Document, broken: Exception) -> Refused:
    said = str(broken).splitlines()[0][:200]
    return Refused(
        f"文书 {document.number} 无法排版：{said}。如有生僻字，请把含该字的字体放入 JIANZHENG_FONTS 所指文件夹。",
        f"Paper {document.number} cannot be set: {said}. For a rare character, put a font that has it into the "
        f"folder named in JIANZHENG_FONTS.",
    )


def printed(document: Document) -> dict[str, Any]:
    """Everything the template prints."""
    day = document.issued_on
    return {
        "licence": document.kind is DocumentKind.LICENCE,
        "heading": _said(document.heading),
        "number": document.number,
        "organ": _said(document.organ),
        "contact": [[_said(label), _plain(said)] for label, said in contact(document)],
        "addressee": _plain(document.addressee),
        "reference": _rows(reference(document)),
        "rows": _rows(rows(document)),
        "paragraphs": [_said(text) for text in document.paragraphs],
        "closing": [_said(text) for text in document.closing],
        "grounds": list(document.grounds),
        "remedies": [_said(text) for text in document.remedies],
        "issued_on": [day.year, day.month, day.day],
        "date": _said(Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())),
        "verify_url": document.verify_url,
        "verify_code": document.verify_code,
        "qr": qr(document.verify_url or document.verify_code or document.number),
        "words": {name: _said(text) for name, text in _WORDS.items()},
    }


def reference(document: Document) -> Sequence[Line]:
    """What the paper is about, printed before its text: the holder of a licence, the case, the matter."""
    holder = [(_HOLDER, Text(document.addressee))] if document.kind is DocumentKind.LICENCE else []
    return (*holder, (_CASE_NO, Text(document.case_no)), (_MATTER, document.matter))


def contact(document: Document) -> list[tuple[Text, str]]:
    """Where the organ is reached, printed at the foot of every page."""
    known = ((_ADDRESS, document.address), (_PHONE, document.phone))
    return [(label, said) for label, said in known if said.strip()]


def rows(document: Document) -> Sequence[Line]:
    """The document's own labelled facts, printed after its text, and the date it is due by where they do not say it yet."""
    due = document.due_on
    if due is None or any(due.isoformat() in value.en for _, value in document.lines):
        return document.lines
    label = _DUE_OF.get(document.kind, _DUE)
    return (*document.lines, (label, Text(f"{due.year}年{due.month}月{due.day}日", due.isoformat())))


def _rows(lines: Sequence[Line]) -> list[list[_Said]]:
    return [[_said(label), _said(value)] for label, value in lines if str(value).strip()]


def qr(text: str) -> str:
    """A QR code as SVG, error correction M: a folded or stained paper still reads."""
    import segno

    drawn = io.BytesIO()
    segno.make(text or "-", error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, light="white"
    )
    return drawn.getvalue().decode()


def _said(text: Text) -> _Said:
    return {"zh": _plain(text.zh), "en": _plain(text.en)}


def _plain(text: str) -> str:
    """The text without signs that print nothing but may turn around what stands beside them."""
    return _UNSEEN.sub("", text)
