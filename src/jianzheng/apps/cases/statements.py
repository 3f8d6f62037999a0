"""What a transition writes, as a list of small statements: the same on SQLite and on PostgreSQL, marks as `?`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING, Any

from jianzheng.apps.cases.mapping import CASE, ITEM, WORK, ItemRow

if TYPE_CHECKING:
    from jianzheng.apps.cases.store import Change

Statement = tuple[str, tuple[Any, ...]]
"""A statement and its values."""

LOADED = ", ".join(f"c.{name}" for name in ("id", "edition_id", "head", *CASE))
"""The columns a case is loaded with."""
LOAD = f"SELECT {LOADED} FROM cases_case c WHERE c.number = ?"
LOAD_ITEM = f"SELECT {LOADED} FROM cases_item i JOIN cases_case c ON c.id = i.case_id WHERE i.number = ?"
EVENT = "INSERT INTO cases_event (case_id, sequence, at, kind, by, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
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
    """The case's own row, only if the case stands where it stood when it was loaded. A column that stays is not named, so
    that its indexes are left alone."""
    changed = _changed(change.row, change.was or ())
    return _update(changed), (change.head, *compress(change.row, changed), change.id, expected(change))


def expected(change: Change) -> int:
    """The sequence the case had when it was loaded."""
    return change.was.sequence if change.was else 0


def update_item(id: int, place: int, row: ItemRow, was: ItemRow) -> Statement:
    """The row of a matter that has changed; again only what differs."""
    changed = _changed(row, was)
    return _update_item(changed), (*compress(row, changed), id, place)


def _changed(row: Sequence[Any], was: Sequence[Any]) -> tuple[bool, ...]:
    """Of each column whether it is another now."""
    return tuple(map(ne, row, was))


@cache
def _update_item(changed: tuple[bool, ...]) -> str:
    sets = ", ".join(f"{name} = ?" for name in compress(ITEM, changed))
    return f"UPDATE cases_item SET {sets} WHERE case_id = ? AND place = ?"


@cache
def _update(changed: tuple[bool, ...]) -> str:
    sets = ", ".join(f"{name} = ?" for name in ("head", *compress(CASE, changed)))
    return f"UPDATE cases_case SET {sets} WHERE id = ? AND sequence = ?"


def new_case(change: Change, columns: dict[str, Any]) -> Statement:
    """The row of a new case."""
    names = (*(f'"{name}"' for name in columns), "head", *CASE)
    query = f"INSERT INTO cases_case ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) RETURNING id"
    return query, (*columns.values(), change.head, *change.row)


def beside(change: Change, id: int) -> list[Statement]:
    """What an append writes beside the case's own row."""
    rows: list[Statement] = [(EVENT, (id, *row)) for row in change.events]
    if change.items:
        rows += [update_item(id, *item) for item in change.items]
    if change.gone:
        rows += [(GONE, (id, step)) for step in change.gone]
    if change.work:
        rows += [(PUT_WORK, (id, *work)) for work in change.work]
    if change.outbox:
        rows += [(OUTBOX, (id, *row)) for row in change.outbox]
    return rows


def beside_new(change: Change, id: int) -> list[Statement]:
    """What a new case writes beside its own row."""
    return [
        *[(NEW_ITEM, (id, *row)) for row in change.items],
        *[(EVENT, (id, *row)) for row in change.events],
        *[(OUTBOX, (id, *row)) for row in change.outbox],
    ]
