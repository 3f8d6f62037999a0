"""Core's findings and acts to rows and back, and the words the chain of records is made of."""

from __future__ import annotations

import json
from typing import Any

from jianzheng.apps.cases.models import Item
from jianzheng.apps.oversight.models import Deed
from jianzheng.core.case import plain
from jianzheng.core.text import Text
from jianzheng.core.watch import Done, Finding


def dumps(content: dict[str, Any]) -> str:
    """Content as compact JSON, its keys in order."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def link(before: bytes, number: str, sequence: int, at: int, written: tuple[str, str, str]) -> bytes:
    """The hash of a record chained to the one before, apart from the chain of the case's own events."""
    return plain.link(before, f"watch:{number}", sequence, at, written)


GROWING = ("unknown_operator",)
"""Kinds whose evidence grows with the case: written down once, by the first event that shows them."""


def evidence(found: Finding) -> str:
    """What shows a finding: sequence numbers, or the cases where it took many."""
    shown = found.cases or tuple(str(number) for number in found.evidence)
    if found.kind in GROWING:
        shown = shown[:1]
    joined = ",".join(shown)
    return joined if len(joined) <= 400 else joined[:380].rpartition(",")[0] + f",+{len(shown)}"


def finding_row(found: Finding, organ: str) -> dict[str, Any]:
    """The columns of a finding."""
    return {
        "organ": organ,
        "kind": found.kind,
        "evidence": evidence(found),
        "item": found.item,
        "step": found.step,
        "person": found.person,
        "zh": found.said.zh,
        "en": found.said.en,
        "at": found.at,
    }


def done(deed: Deed) -> Done:
    """A deed as the ladder sees it."""
    return Done(deed.rung, deed.at, deed.due_at or 0, deed.answer, deed.answered_at or 0)


def worst(case: int) -> tuple[int, str]:
    """The open matter of a case whose light is gravest and due first, with its organ; the first one where none is open."""
    rows = Item.objects.filter(case_id=case).values_list("place", "organ", "light", "due_at", "ended_at")
    return min(
        ((ended is not None, -light, due or 0, place, organ) for place, organ, light, due, ended in rows)
    )[3:]


def both(text: Text) -> Text:
    """A text that is never empty in English: a name nobody translated stands as it is."""
    return Text(text.zh, text.en or text.zh)
