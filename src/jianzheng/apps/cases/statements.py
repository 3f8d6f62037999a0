"""What a transition writes, as a list of small statements: the same on SQLite and on PostgreSQL, marks as `?`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianzheng.apps.cases.mapping import CASE, ITEM, WORK

if TYPE_CHECKING:
    from jianzheng.apps.cases.store import Change

Statement = tuple[str, tuple[Any, ...]]
"""A statement and its values."""

LOAD = "SELECT id, edition_id, head, turns_at, standing FROM cases_case WHERE number = ?"
LOAD_ITEM = (
    "SELECT c.id, c.edition_id, c.head, c.turns_at, c.standing FROM cases_item i JOIN cases_case c ON c.id = i.case_id"
    " WHERE i.number = ?"
)
UPDATE = f"UPDATE cases_case SET head = ?, {', '.join(f'{name} = ?' for name in CASE)} WHERE id = ? AND sequence = ?"
EVENT = "INSERT INTO cases_event (case_id, sequence, at, kind, by, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
UPDATE_ITEM = (
    f"UPDATE cases_item SET {', '.join(f'{name} = ?' for name in ITEM)} WHERE case_id = ? AND place = ?"
)
NEW_ITEM = (
    f"INSERT INTO cases_item (case_id, place, number, matter, organ, received_at, {', '.join(ITEM)})"
    f" VALUES ({', '.join('?' * (6 + len(ITEM)))})"
)
GONE = "DELETE FROM cases_work WHERE case_id = ? AND step = ?"
PUT = "ON CONFLICT (case_id, step) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in WORK if name != "step"
)
PUT_WORK = (
    f"INSERT INTO cases_work (case_id, {', '.join(WORK)}) VALUES ({', '.join('?' * (1 + len(WORK)))}) {PUT}"
)
OUTBOX = "INSERT INTO cases_outbox (case_id, sequence, kind, taken_until, tries) VALUES (?, ?, ?, 0, 0)"
PARTY = "INSERT INTO cases_party (code, number) VALUES (?, ?)"
SERIAL = (
    "INSERT INTO cases_serial (code, day, last) VALUES (?, ?, ?)"
    " ON CONFLICT (code, day) DO UPDATE SET last = cases_serial.last + excluded.last RETURNING last"
)


def update(change: Change) -> Statement:
    """The case's own row, only if the case stands where it stood when it was loaded."""
    return UPDATE, (change.head, *change.row, change.id, change.expected)


def new_case(change: Change, columns: dict[str, Any]) -> Statement:
    """The row of a new case."""
    names = (*(f'"{name}"' for name in columns), "head", *CASE)
    query = f"INSERT INTO cases_case ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) RETURNING id"
    return query, (*columns.values(), change.head, *change.row)


def beside(change: Change, id: int) -> list[Statement]:
    """What an append writes beside the case's own row."""
    return [
        *((EVENT, (id, *row)) for row in change.events),
        *((UPDATE_ITEM, (*columns, id, place)) for place, *columns in change.items),
        *((GONE, (id, step)) for step in change.gone),
        *((PUT_WORK, (id, *work)) for work in change.work),
        *((OUTBOX, (id, *row)) for row in change.outbox),
    ]


def beside_new(change: Change, id: int) -> list[Statement]:
    """What a new case writes beside its own row."""
    return [
        *((NEW_ITEM, (id, *row)) for row in change.items),
        *((EVENT, (id, *row)) for row in change.events),
        *((OUTBOX, (id, *row)) for row in change.outbox),
    ]
