"""The statements of a transition on SQLite, through the plain connection: no wrapper, no model instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections

from jianzheng.apps.cases.mapping import CASE, ITEM, WORK

if TYPE_CHECKING:
    from jianzheng.apps.cases.store import Change

LOAD = "SELECT id, edition_id, head, turns_at, standing FROM cases_case WHERE number = ?"
LOAD_ITEM = (
    "SELECT c.id, c.edition_id, c.head, c.turns_at, c.standing FROM cases_item i JOIN cases_case c ON c.id = i.case_id"
    " WHERE i.number = ?"
)
_SET = ", ".join(f"{name} = ?" for name in CASE)
UPDATE = f"UPDATE cases_case SET head = ?, {_SET} WHERE id = ? AND sequence = ?"
EVENT = "INSERT INTO cases_event (case_id, sequence, at, kind, by, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
UPDATE_ITEM = (
    f"UPDATE cases_item SET {', '.join(f'{name} = ?' for name in ITEM)} WHERE case_id = ? AND place = ?"
)
NEW_ITEM = (
    f"INSERT INTO cases_item (case_id, place, number, matter, organ, received_at, {', '.join(ITEM)})"
    f" VALUES ({', '.join('?' * (6 + len(ITEM)))})"
)
GONE = "DELETE FROM cases_work WHERE case_id = ? AND step = ?"
PUT_WORK = (
    f"INSERT INTO cases_work (case_id, {', '.join(WORK)}) VALUES ({', '.join('?' * (1 + len(WORK)))})"
    " ON CONFLICT (case_id, step) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in WORK if name != "step")
)
OUTBOX = "INSERT INTO cases_outbox (case_id, sequence, kind, taken_until, tries) VALUES (?, ?, ?, 0, 0)"
SERIAL = (
    "INSERT INTO cases_serial (code, day, last) VALUES (?, ?, ?)"
    " ON CONFLICT (code, day) DO UPDATE SET last = last + excluded.last RETURNING last"
)


def plain() -> tuple[Any, bool]:
    """The sqlite3 connection beneath Django's, and whether a transaction is open already."""
    wrapper = connections["default"]
    if wrapper.connection is None:
        wrapper.ensure_connection()
    return wrapper.connection, wrapper.in_atomic_block


def begin(raw: Any) -> None:
    """Take the write lock."""
    raw.execute("BEGIN IMMEDIATE")


def end(raw: Any, well: bool) -> None:
    """Keep what was written, or nothing of it."""
    raw.execute("COMMIT" if well else "ROLLBACK")


def load(raw: Any, number: str) -> Any:
    """Row id, edition, head, turns_at, standing; None when there is none."""
    return raw.execute(LOAD, (number,)).fetchone() or raw.execute(LOAD_ITEM, (number,)).fetchone()


def append(raw: Any, change: Change) -> bool:
    """Write an append; False when the case has moved on. Inside a transaction."""
    done = raw.execute(UPDATE, (change.head, *change.row, change.id, change.expected))
    if done.rowcount != 1:
        return False
    rest(raw, change.id, change)
    return True


def rest(raw: Any, id: int, change: Change) -> None:
    """What an append writes beside the case's own row."""
    for row in change.events:
        raw.execute(EVENT, (id, *row))
    for place, *columns in change.items:
        raw.execute(UPDATE_ITEM, (*columns, id, place))
    for step in change.gone:
        raw.execute(GONE, (id, step))
    for work in change.work:
        raw.execute(PUT_WORK, (id, *work))
    for sequence, kind in change.outbox:
        raw.execute(OUTBOX, (id, sequence, kind))


def create(raw: Any, within: bool, change: Change, columns: dict[str, Any]) -> int:
    """Write a new case; its row id."""
    if not within:
        begin(raw)
        try:
            id = create(raw, True, change, columns)
        except BaseException:
            end(raw, False)
            raise
        end(raw, True)
        return id
    names = (*columns, "head", *CASE)
    marks = ", ".join("?" * len(names))
    made = raw.execute(
        f"INSERT INTO cases_case ({', '.join(names)}) VALUES ({marks})",
        (*columns.values(), change.head, *change.row),
    )
    id = int(made.lastrowid)
    for row in change.items:
        raw.execute(NEW_ITEM, (id, *row))
    for event in change.events:
        raw.execute(EVENT, (id, *event))
    for sequence, kind in change.outbox:
        raw.execute(OUTBOX, (id, sequence, kind))
    return id


def serial(raw: Any, code: str, day: str, count: int) -> int:
    """The last of `count` serials taken."""
    return int(raw.execute(SERIAL, (code, day, count)).fetchone()[0])
