"""The statements of a transition on PostgreSQL: one statement, one round trip, prepared on the server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connections

from jianzheng.apps.cases.mapping import CASE, ITEM, WORK

if TYPE_CHECKING:
    from jianzheng.apps.cases.store import Change

LOAD = "SELECT id, edition_id, head, turns_at, standing FROM cases_case WHERE number = %s"
LOAD_ITEM = (
    "SELECT c.id, c.edition_id, c.head, c.turns_at, c.standing FROM cases_item i JOIN cases_case c ON c.id = i.case_id"
    " WHERE i.number = %s"
)
EVENT = {"sequence": "int", "at": "bigint", "kind": "text", "by": "text", "data": "text", "hash": "bytea"}
_ITEM_TYPES = {
    "state": "int",
    "light": "int",
    "used": "int",
    "out": "int",
    "waited": "int",
    "result_no": "text",
}
_WORK_TYPES = {
    "step": "int",
    "item": "int",
    "organ": "text",
    "kind": "text",
    "light": "int",
    "claimed_by": "text",
}


def unnest(types: dict[str, str], alias: str) -> str:
    """Columns handed over as arrays, as a table called `alias`."""
    marks = ", ".join(f"%s::{type}[]" for type in types.values())
    return f"unnest({marks}) AS {alias}({quoted(types)})"


def quoted(names: Iterable[str]) -> str:
    """Column names, quoted: some of ours are words of SQL."""
    return ", ".join(f'"{name}"' for name in names)


WORK_TYPES = {name: _WORK_TYPES.get(name, "bigint") for name in WORK}
ITEM_TYPES = {"place": "int", **{name: _ITEM_TYPES.get(name, "bigint") for name in ITEM}}
NEW_ITEM_TYPES = {
    "place": "int",
    "number": "text",
    "matter": "text",
    "organ": "text",
    "received_at": "bigint",
    **{name: _ITEM_TYPES.get(name, "bigint") for name in ITEM},
}
_EVENTS = (
    f"ev AS (INSERT INTO cases_event (case_id, {', '.join(EVENT)})"
    f" SELECT head.id, e.* FROM head, {unnest(EVENT, 'e')})"
)
_OUTBOX = (
    "ob AS (INSERT INTO cases_outbox (case_id, sequence, kind, taken_until, tries)"
    " SELECT head.id, o.*, 0, 0 FROM head, unnest(%s::int[], %s::text[]) AS o(sequence, kind))"
)
_ITEMS = (
    f"it AS (UPDATE cases_item t SET {', '.join(f'{name} = i.{name}' for name in ITEM)}"
    f" FROM head, {unnest(ITEM_TYPES, 'i')} WHERE t.case_id = head.id AND t.place = i.place)"
)
_GONE = "gone AS (DELETE FROM cases_work w USING head WHERE w.case_id = head.id AND w.step = ANY(%s::int[]))"
_PUT = "ON CONFLICT (case_id, step) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in WORK if name != "step"
)
_WORK = (
    f"wk AS (INSERT INTO cases_work (case_id, {', '.join(WORK)})"
    f" SELECT head.id, w.* FROM head, {unnest(WORK_TYPES, 'w')}"
    f" {_PUT})"
)
_HEAD = (
    f"WITH head AS (UPDATE cases_case SET head = %s, {', '.join(f'{name} = %s' for name in CASE)}"
    " WHERE id = %s AND sequence = %s RETURNING id), "
)
SERIAL = (
    "INSERT INTO cases_serial (code, day, last) VALUES (%s, %s, %s)"
    " ON CONFLICT (code, day) DO UPDATE SET last = cases_serial.last + excluded.last RETURNING last"
)


def plain() -> tuple[Any, bool]:
    """The psycopg connection beneath Django's; an append is a transaction of its own, so none is ever begun here."""
    wrapper = connections["default"]
    if wrapper.connection is None:
        wrapper.ensure_connection()
    return wrapper.connection, True


def execute(raw: Any, query: str, values: Any) -> Any:
    """Run a statement, prepared on the server; the cursor."""
    from psycopg import Cursor

    return Cursor(raw).execute(query, values, prepare=True)


def load(raw: Any, number: str) -> Any:
    """Row id, edition, head, turns_at, standing; None when there is none."""
    return execute(raw, LOAD, (number,)).fetchone() or execute(raw, LOAD_ITEM, (number,)).fetchone()


def columns_of(rows: list[Any], width: int) -> list[list[Any]]:
    """Rows turned into one list a column."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def append(raw: Any, change: Change) -> bool:
    """Write an append; False when the case has moved on."""
    parts, values = [_EVENTS], [*columns_of(change.events, len(EVENT))]
    if change.items:
        parts.append(_ITEMS)
        values += columns_of(change.items, len(ITEM_TYPES))
    if change.gone:
        parts.append(_GONE)
        values.append(change.gone)
    if change.work:
        parts.append(_WORK)
        values += columns_of(change.work, len(WORK))
    if change.outbox:
        parts.append(_OUTBOX)
        values += columns_of(change.outbox, 2)
    query = _HEAD + ", ".join(parts) + " SELECT count(*) FROM head"
    done = execute(raw, query, (change.head, *change.row, change.id, change.expected, *values)).fetchone()
    return bool(done[0])


def create(raw: Any, within: bool, change: Change, columns: dict[str, Any]) -> int:
    """Write a new case; its row id."""
    names = (*columns, "head", *CASE)
    head = (
        f"WITH head AS (INSERT INTO cases_case ({quoted(names)})"
        f" VALUES ({', '.join(['%s'] * len(names))}) RETURNING id), "
    )
    items = (
        f"it AS (INSERT INTO cases_item (case_id, {', '.join(NEW_ITEM_TYPES)})"
        f" SELECT head.id, i.* FROM head, {unnest(NEW_ITEM_TYPES, 'i')})"
    )
    query = head + ", ".join((items, _EVENTS, _OUTBOX)) + " SELECT id FROM head"
    values = (
        *columns.values(),
        change.head,
        *change.row,
        *columns_of(change.items, len(NEW_ITEM_TYPES)),
        *columns_of(change.events, len(EVENT)),
        *columns_of(change.outbox, 2),
    )
    return int(execute(raw, query, values).fetchone()[0])


def serial(raw: Any, code: str, day: str, count: int) -> int:
    """The last of `count` serials taken."""
    return int(execute(raw, SERIAL, (code, day, count)).fetchone()[0])


_ID = {"case_id": "bigint"}
_MANY: tuple[tuple[dict[str, str], str], ...] = (
    ({**_ID, **EVENT}, f"INSERT INTO cases_event (case_id, {quoted(EVENT)}) SELECT n.* FROM {{}}"),
    (
        {**{name: ITEM_TYPES[name] for name in ITEM}, **_ID, "place": "int"},
        f"UPDATE cases_item t SET {', '.join(f'{name} = n.{name}' for name in ITEM)}"
        " FROM {} WHERE t.case_id = n.case_id AND t.place = n.place",
    ),
    (
        {**_ID, "step": "int"},
        "DELETE FROM cases_work w USING {} WHERE w.case_id = n.case_id AND w.step = n.step",
    ),
    ({**_ID, **WORK_TYPES}, f"INSERT INTO cases_work (case_id, {quoted(WORK)}) SELECT n.* FROM {{}} {_PUT}"),
    (
        {**_ID, "sequence": "int", "kind": "text"},
        "INSERT INTO cases_outbox (case_id, sequence, kind, taken_until, tries) SELECT n.*, 0, 0 FROM {}",
    ),
)
"""For events, items, gone work, work and outbox: the columns handed over and the statement."""


def rest_many(raw: Any, *lots: list[Any]) -> None:
    """What many appends write beside the cases' own rows (events, items, gone work, work, outbox), each kind with one
    statement; rows begin with the case's id (items end with it and their place, as on SQLite)."""
    for rows, (types, query) in zip(lots, _MANY, strict=True):
        if rows:
            execute(raw, query.format(unnest(types, "n")), columns_of(rows, len(types)))
