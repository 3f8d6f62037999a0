"""Rows to core values and back: a document as JSON loses nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jianzheng.core.document import Document, DocumentKind
from jianzheng.core.text import Text


def packed(document: Document) -> dict[str, Any]:
    """The document as JSON; PostgreSQL cannot hold NUL, no paper prints it."""
    return {
        "kind": document.kind.value,
        "organ": _pair(document.organ),
        "addressee": _clean(document.addressee),
        "case_no": _clean(document.case_no),
        "matter": _pair(document.matter),
        "issued_on": document.issued_on.isoformat(),
        "lines": [[_pair(label), _pair(value)] for label, value in document.lines],
        "paragraphs": [_pair(text) for text in document.paragraphs],
        "grounds": [_clean(cite) for cite in document.grounds],
        "remedies": [_pair(text) for text in document.remedies],
        "due_on": document.due_on.isoformat() if document.due_on else None,
        "valid_until": document.valid_until.isoformat() if document.valid_until else None,
        "number": document.number,
        "verify_url": document.verify_url,
        "verify_code": document.verify_code,
        "title": _pair(document.title),
        "closing": [_pair(text) for text in document.closing],
        "address": _clean(document.address),
        "phone": _clean(document.phone),
    }


def unpacked(value: dict[str, Any]) -> Document:
    """The document that `packed` wrote."""
    return Document(
        kind=DocumentKind(value["kind"]),
        organ=Text(*value["organ"]),
        addressee=value["addressee"],
        case_no=value["case_no"],
        matter=Text(*value["matter"]),
        issued_on=dt.date.fromisoformat(value["issued_on"]),
        lines=tuple((Text(*label), Text(*said)) for label, said in value["lines"]),
        paragraphs=tuple(Text(*text) for text in value["paragraphs"]),
        grounds=tuple(value["grounds"]),
        remedies=tuple(Text(*text) for text in value["remedies"]),
        due_on=dt.date.fromisoformat(value["due_on"]) if value["due_on"] else None,
        valid_until=dt.date.fromisoformat(value["valid_until"]) if value.get("valid_until") else None,
        number=value["number"],
        verify_url=value["verify_url"],
        verify_code=value["verify_code"],
        title=Text(*value["title"]),
        # The first papers said nothing behind their facts, nor where the organ is reached.
        closing=tuple(Text(*text) for text in value.get("closing", ())),
        address=value.get("address", ""),
        phone=value.get("phone", ""),
    )


def _pair(text: Text) -> list[str]:
    return [_clean(text.zh), _clean(text.en)]


def _clean(text: str) -> str:
    return text.replace("\0", "")
