"""Proof that nothing was bent: every chain of hashes recomputed, every column that follows from events compared with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from jianzheng.apps.cases import mapping, store
from jianzheng.apps.cases.compared import differing
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.case import Case, evolve
from jianzheng.core.case.plain import link, loads
from jianzheng.core.text import Text

FIXED = ("number", "applicant", "channel", "applied_at", "simulated", "window")
"""Columns of a case that its application and its service fix for good."""
CASE = (*FIXED, *mapping.CASE)
ITEM = ("number", "matter", "organ", "received_at", *mapping.ITEM)
CASES = (
    "SELECT id, number, edition_id, head, " + ", ".join(f'"{name}"' for name in CASE) + " FROM cases_case"
    " WHERE id > %s ORDER BY id LIMIT %s"
)
EVENTS = (
    "SELECT case_id, sequence, at, kind, by, data, hash FROM cases_event"
    " WHERE case_id >= %s AND case_id <= %s ORDER BY case_id, sequence"
)
ITEMS = (
    f"SELECT case_id, place, {', '.join(ITEM)} FROM cases_item"
    " WHERE case_id >= %s AND case_id <= %s ORDER BY case_id, place"
)
WORK = f"SELECT case_id, {', '.join(mapping.WORK)} FROM cases_work WHERE case_id >= %s AND case_id <= %s"
BESIDE = {"cases_event": "事件", "cases_item": "事项", "cases_work": "工作", "oversight_record": "监督记录"}
"""Tables whose rows belong to a case, and what they hold."""
LOST = "SELECT case_id FROM {} WHERE case_id NOT IN (SELECT id FROM cases_case) LIMIT 1"
SERIAL = 4
"""Fewest digits of a serial."""
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
    used: dict[str, int] = {}
    for row, happened, items, work in _stored(number):
        said = _difference(row, happened, items, work)
        cases, events = cases + 1, events + len(happened)
        if said:
            return Verified(cases, events, f"办件 {row[1]}：{said.zh}", f"case {row[1]}: {said.en}")
        for given in (row[1], *(item[1] for item in items)):
            used[given[:-SERIAL]] = max(used.get(given[:-SERIAL], 0), int(given[-SERIAL:] or 0))
    said = None if number else _lost() or _counted(used)
    return Verified(cases, events, said.zh, said.en) if said else Verified(cases, events)


def _lost() -> Text | None:
    """Rows of a case that is not there any more."""
    for table, zh in BESIDE.items():
        for (id,) in _rows(LOST.format(table), ()):
            return Text(
                f"第 {id} 行办件已不存在，但还有它的{zh}", f"{table} has rows of case row {id}, which is gone"
            )
    return None


def _counted(used: dict[str, int]) -> Text | None:
    """A counter of numbers that stands below a number given out."""
    for code, day, last in _rows("SELECT code, day, last FROM cases_serial ORDER BY code, day", ()):
        if used.get(code + day, 0) > last:
            most = used[code + day]
            return Text(
                f"计数器 {code} {day} 存的是 {last}，但已编到 {most}",
                f"the counter {code} {day} stands at {last}, but number {most} was given out",
            )
    return None


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
            yield row, *(part.get(row[0], []) for part in parts)
        last = bounds[1]
        if number:
            return


def _grouped(rows: list[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for id, *rest in rows:
        groups.setdefault(id, []).append(tuple(rest))
    return groups


def _difference(row: Any, happened: list[Any], items: list[Any], work: list[Any]) -> Text | None:
    """What disagrees; None when all is equal."""
    _, number, edition, head, *columns = row
    case, chain, applied = Case(), b"", None
    for place, (sequence, at, kind, by, data, hash) in enumerate(happened, 1):
        chain = link(chain, number, sequence, at, (kind, by, data))
        if sequence != place or chain != bytes(hash):
            return Text(f"第 {place} 个事件的链条断了", f"the chain breaks at event {place}")
        event = loads(kind, data)
        applied = applied or event
        case = evolve(case, at, by, event)
    if not happened:
        return Text("没有任何事件", "it has no events at all")
    if chain != bytes(head):
        return Text("最后的事件缺失", "its last events are missing")
    return _rows_differ((case, applied, service(edition)), columns, items, work)


def _rows_differ(made: tuple[Case, Any, Any], columns: Any, items: Any, work: Any) -> Text | None:
    case, applied, offered = made
    fixed = {**store.applied_columns(case, applied), "window": offered.window}
    wanted = (*(fixed[name] for name in FIXED), *mapping.case_row(case))
    return (
        differing(Text("办件行", "the case row"), CASE, {"": columns}, {"": wanted})
        or differing(
            Text("事项行", "matter row"), ITEM, _keyed(items), _keyed(store.new_items(case, offered))
        )
        or differing(
            Text("工作行", "work row"),
            mapping.WORK,
            {row[0]: row for row in work},
            mapping.work_rows(case, offered),
        )
    )


def _keyed(rows: Any) -> dict[int, Any]:
    return {row[0]: row[1:] for row in rows}
