"""Proof that nothing was bent: every chain of hashes recomputed, every row compared with what its events make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from jianzheng.apps.cases import mapping
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.case import Case, evolve
from jianzheng.core.case.plain import link, loads

CASES = f"SELECT id, number, edition_id, head, {', '.join(mapping.CASE)} FROM cases_case WHERE id > %s ORDER BY id LIMIT %s"
EVENTS = (
    "SELECT case_id, sequence, at, kind, by, data, hash FROM cases_event"
    " WHERE case_id >= %s AND case_id <= %s ORDER BY case_id, sequence"
)
ITEMS = (
    f"SELECT case_id, place, {', '.join(mapping.ITEM)} FROM cases_item"
    " WHERE case_id >= %s AND case_id <= %s ORDER BY case_id, place"
)
WORK = f"SELECT case_id, {', '.join(mapping.WORK)} FROM cases_work WHERE case_id >= %s AND case_id <= %s"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Verified:
    """How many cases and events were recomputed, and the first difference in both languages ("" = all equal)."""

    cases: int
    events: int
    zh: str = ""
    en: str = ""

    @property
    def equal(self) -> bool:
        """Whether everything agreed."""
        return not self.zh


def verify(number: str = "") -> Verified:
    """Recompute every case, or the one of a number, and stop at the first difference."""
    cases = events = 0
    for row, happened, items, work in _stored(number):
        said = _difference(row, happened, items, work)
        cases, events = cases + 1, events + len(happened)
        if said:
            return Verified(cases, events, f"办件 {row[1]}：{said[0]}", f"case {row[1]}: {said[1]}")
    return Verified(cases, events)


def _rows(query: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _stored(number: str) -> Iterator[tuple[Any, list[Any], list[Any], list[Any]]]:
    last = 0
    while True:
        if number:
            batch = _rows(CASES.replace("id > %s ORDER", "number = %s ORDER"), (number, 1))
        else:
            batch = _rows(CASES, (last, BATCH))
        if not batch:
            return
        bounds = (batch[0][0], batch[-1][0])
        parts = [_grouped(_rows(query, bounds)) for query in (EVENTS, ITEMS, WORK)]
        for row in batch:
            yield row, *(part.get(row[0], []) for part in parts)  # type: ignore[misc]
        last = bounds[1]
        if number:
            return


def _grouped(rows: list[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for id, *rest in rows:
        groups.setdefault(id, []).append(tuple(rest))
    return groups


def _difference(row: Any, happened: list[Any], items: list[Any], work: list[Any]) -> tuple[str, str] | None:
    """What disagrees, in both languages; None when all is equal."""
    _, number, edition, head, *columns = row
    case, chain = Case(), b""
    for place, (sequence, at, kind, by, data, hash) in enumerate(happened, 1):
        chain = link(chain, number, sequence, at, (kind, by, data))
        if sequence != place or chain != bytes(hash):
            return f"第 {place} 个事件的链条断了", f"the chain breaks at event {place}"
        case = evolve(case, at, by, loads(kind, data))
    if chain != bytes(head):
        return "最后的事件缺失", "its last events are missing"
    return _rows_differ(case, service(edition), columns, items, work)


def _rows_differ(case: Case, offered: Any, columns: Any, items: Any, work: Any) -> tuple[str, str] | None:
    stored = {row[0]: tuple(row) for row in work}
    pairs = (
        ("办件", "case row", tuple(columns), mapping.case_row(case)),
        ("事项", "matter rows", items, mapping.item_rows(case)),
        ("工作", "work rows", stored, mapping.work_rows(case, offered)),
    )
    for zh, en, found, wanted in pairs:
        if found != wanted:
            return f"{zh}行与事件不符", f"{en} differ from the events"
    return None
