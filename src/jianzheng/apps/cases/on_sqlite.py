"""The statements of a transition on SQLite, through the plain connection: no wrapper, no model instances."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import connections

from jianzheng.apps.cases import statements

if TYPE_CHECKING:
    from jianzheng.apps.cases.statements import Statement
    from jianzheng.apps.cases.store import Change


def _itself(value: None) -> None:
    return value


_AS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (bytes, bytearray),
    (bool, int),
    (type(None), _itself),
)
for _kind, _as in _AS:
    sqlite3.register_adapter(_kind, _as)  # else sqlite3 searches for one at every such value: 2 µs each


def plain() -> tuple[Any, bool]:
    """A cursor of the sqlite3 connection beneath Django's, and whether a transaction is open already."""
    wrapper = connections["default"]
    if wrapper.connection is None:
        wrapper.ensure_connection()
    return wrapper.connection.cursor(), wrapper.in_atomic_block


def begin(raw: Any) -> None:
    """Take the write lock, so that nobody moves a case between load and append."""
    raw.execute("BEGIN IMMEDIATE")


def end(raw: Any, well: bool) -> None:
    """Keep what was written, or nothing of it."""
    raw.execute("COMMIT" if well else "ROLLBACK")


def checkpoint(raw: Any) -> int:
    """Write what the log holds into the file, as far as no reader needs it, so that no request has to wait for that; how many
    pages the file has taken in is returned."""
    return int(raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[2])


def one(raw: Any, query: str, values: tuple[Any, ...]) -> Any:
    """The first row of an answer; None where there is none."""
    return raw.execute(query, values).fetchone()


def load(raw: Any, number: str, within: bool) -> Any:
    """The columns a case is loaded with; None when there is none."""
    return one(raw, statements.LOAD, (number,)) or one(raw, statements.LOAD_ITEM, (number,))


def append(raw: Any, change: Change, within: bool) -> bool:
    """Write an append; False when the case has moved on. Inside a transaction."""
    if raw.execute(*statements.update(change)).rowcount != 1:
        return False
    for statement in statements.beside(change, change.id):
        raw.execute(*statement)
    return True


def create(raw: Any, change: Change, columns: dict[str, Any], parties: list[Statement]) -> None:
    """Write a new case, and by which numbers it is found. Inside a transaction."""
    id = int(raw.execute(*statements.new_case(change, columns)).fetchone()[0])
    for statement in (*statements.beside_new(change, id), *parties):
        raw.execute(*statement)


def serial(raw: Any, within: bool, code: str, day: str, count: int) -> int:
    """The last of `count` serials taken."""
    return int(raw.execute(statements.SERIAL, (code, day, count)).fetchone()[0])
