"""Proof that nothing supervision wrote was bent: chains recomputed, findings, cards and deeds compared with their records."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from jianzheng.apps.cases.compared import differing
from jianzheng.apps.oversight.mapping import link
from jianzheng.apps.oversight.models import Card, Deed, Finding, Record
from jianzheng.core.text import Text

FINDING = ("kind", "evidence", "organ", "item", "step", "person", "zh", "en", "at", "found_at")
CARD = ("item", "light", "why", "due", "organ", "rules", "score", "at")
DEED = ("rung", "organ", "item", "by", "to", "text", "urgent", "at", "due_at")
ANSWER = ("lapsed_at", "answer", "answered_at", "answered_by")
TABLES: tuple[tuple[str, Text, Any, tuple[str, ...], int], ...] = (
    ("Found", Text("监督发现", "finding"), Finding, FINDING, 2),
    ("Carded", Text("亮牌", "card"), Card, CARD, 4),
    ("Acted", Text("督办措施", "act of supervision"), Deed, (*DEED, *ANSWER), 1),
)
"""Kind of record, what follows from it: its name, its rows, their columns, the first of which tell them apart in a case."""


@dataclass(frozen=True, slots=True)
class Verified:
    """How many records were recomputed, and the first that differs in both languages ("" = all equal)."""

    records: int
    zh: str = ""
    en: str = ""

    @property
    def equal(self) -> bool:
        """Whether everything agreed."""
        return not self.zh


@dataclass(slots=True)
class Written:
    """The rows the records read so far ask for, by kind of record, case and what tells them apart."""

    rows: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = field(
        default_factory=lambda: {"Found": {}, "Carded": {}, "Acted": {}}
    )

    def add(self, number: str, at: int, kind: str, by: str, content: dict[str, Any]) -> None:
        """Take up one record."""
        if kind == "Lapsed":
            self.rows["Acted"][number, content["rung"]]["lapsed_at"] = at
        elif kind == "Answered":
            answered = {"answer": content["answer"], "answered_at": at, "answered_by": by}
            self.rows["Acted"][number, content["rung"]].update(answered)
        else:
            _, _, _, columns, own = next(table for table in TABLES if table[0] == kind)
            key = (number, *(content[name] for name in columns[:own]))
            self.rows[kind][key] = {
                "at": at,
                "found_at": at,
                "by": by,
                "answer": "",
                "answered_by": "",
            } | content


def verify() -> Verified:
    """Recompute the records of every case and stop at the first that differs, or the first row that does not follow."""
    rows = Record.objects.order_by("case_id", "sequence")
    columns = ("case_id", "case__number", "sequence", "at", "kind", "by", "text", "hash")
    count, last, head, place, written = 0, 0, b"", 0, Written()
    for case, number, sequence, at, kind, by, text, hash in rows.values_list(*columns).iterator(
        chunk_size=2000
    ):
        if case != last:
            last, head, place = case, b"", 0
        place += 1
        head = link(head, number, sequence, at, (kind, by, text))
        if sequence != place or head != bytes(hash):
            return Verified(
                count,
                f"办件 {number}：第 {place} 条监督记录的链条断了",
                f"case {number}: the chain breaks at record {place} of supervision",
            )
        count += 1
        written.add(number, at, kind, by, json.loads(text))
    said = _differing(written)
    return Verified(count, said.zh, said.en) if said else Verified(count)


def _differing(written: Written) -> Text | None:
    for kind, title, model, columns, own in TABLES:
        found = {
            row[: own + 1]: row[1:]
            for row in model.objects.order_by("id").values_list("case__number", *columns)
        }
        wanted = {key: tuple(row.get(name) for name in columns) for key, row in written.rows[kind].items()}
        said = differing(title, columns, found, wanted)
        if said:
            return said
    return None
