"""The statements of a transition on PostgreSQL: prepared on the server, sent together, one round trip, one transaction.

They go through the plain libpq connection beneath psycopg, whose own cursors cost more here than the server does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.db import connections

from jianzheng.apps.cases import statements
from jianzheng.apps.cases.mapping import CASE, ITEM, WORK

if TYPE_CHECKING:
    from jianzheng.apps.cases.statements import Statement
    from jianzheng.apps.cases.store import Change

_GUARDED = statements.EVENT.replace(
    "VALUES (?", "VALUES ((SELECT id FROM cases_case WHERE id = ? AND head = ?)"
)
"""The first event of an append finds no case, and so fails, unless the case took the new hash just before."""
_MOVED = (b"23502", b"23505")
"""How the first event fails where the case has moved: no case has the new hash (NOT NULL); or it has, because the same act
was done at the same moment by the same person, and the event is there already (UNIQUE)."""
_SQLSTATE = ord("C")
_IDLE = 0
_WELL, _FATAL = (1, 2), 7
"""Of libpq's states of a result (ExecStatusType): a command or rows; an error."""
_NEXT = "SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))"
_prepared: WeakKeyDictionary[Any, dict[str, bytes]] = WeakKeyDictionary()


def plain() -> tuple[Any, bool]:
    """The psycopg connection beneath Django's, and whether a transaction is open already."""
    wrapper = connections["default"]
    if wrapper.connection is None:
        wrapper.ensure_connection()
    raw, within = wrapper.connection, wrapper.in_atomic_block
    if within and raw.pgconn.transaction_status == _IDLE:
        raw.pgconn.exec_(b"BEGIN")  # psycopg begins with its own first statement only, and we go past it
    return raw, within


def begin(raw: Any) -> None:
    """Nothing: what is sent together is a transaction of its own, and finds out when somebody moved the case."""


def end(raw: Any, well: bool) -> None:
    """Nothing, as `begin`."""


def load(raw: Any, number: str, within: bool) -> Any:
    """The columns a case is loaded with; None when there is none. Inside a transaction the case is locked."""
    lock = " FOR UPDATE OF c" if within else ""
    found = one(raw, statements.LOAD + lock, (number,)) or one(raw, statements.LOAD_ITEM + lock, (number,))
    if found is None:
        return None
    id, edition, head, *columns, standing = found
    return (
        _int(id),
        _int(edition),
        head,
        *(None if value is None else _int(value) for value in columns),
        standing.decode(),
    )


def append(raw: Any, change: Change, within: bool) -> bool:
    """Write an append; False when the case has moved on."""
    rest = statements.beside(change, change.id)
    first = (change.id, change.head, *change.events[0])
    failed = _send(raw, [statements.update(change), (_GUARDED, first), *rest[1:]])
    if failed is not None and failed.error_field(_SQLSTATE) not in _MOVED:
        _sound(failed, raw)
    return failed is None


def create(raw: Any, change: Change, columns: dict[str, Any], parties: list[Statement]) -> None:
    """Write a new case, and by which numbers it is found; its row id is known to the server alone."""
    rows = [statements.new_case(change, columns)]
    rows += [(_of_new(query), values[1:]) for query, values in statements.beside_new(change, 0)]
    if (failed := _send(raw, [*rows, *parties])) is not None:
        _sound(failed, raw)


@lru_cache(16)
def _of_new(query: str) -> str:
    """The statement for the case this connection has just made."""
    return query.replace("VALUES (?", "VALUES (currval('cases_case_id_seq')")


def serial(raw: Any, within: bool, code: str, day: str, count: int) -> int:
    """The last of `count` serials taken. Alone it does not wait for the disk: the case that uses it does, and the log keeps
    what came before."""
    query = statements.SERIAL if within else _UNHURRIED
    taken = one(raw, query, (code, day, count))
    assert taken
    return _int(taken[0])


_UNHURRIED = f"{statements.SERIAL}, set_config('synchronous_commit', 'off', true)"


def _int(value: bytes) -> int:
    return int.from_bytes(value, "big", signed=True)


@lru_cache(256)
def _numbered(query: str) -> bytes:
    """The statement with marks as PostgreSQL counts them."""
    mark = count(1)
    return "".join(f"${next(mark)}" if letter == "?" else letter for letter in query).encode()


def _name(raw: Any, query: str) -> bytes:
    """The name under which a statement is prepared on this connection."""
    names = _prepared.setdefault(raw, {})
    known = names.get(query)
    if known is None:
        known = names[query] = f"jz{len(names)}".encode()
        _sound(raw.pgconn.prepare(known, _numbered(query)), raw)
    return known


def _values(values: Sequence[Any]) -> list[bytes | None]:
    """Values as text."""
    return [None if value is None else _text(value).encode() for value in values]


def _text(value: Any) -> str:
    return f"\\x{value.hex()}" if type(value) is bytes else str(value)


def one(raw: Any, query: str, values: Sequence[Any]) -> list[Any] | None:
    """The first row of an answer, its columns in binary."""
    found = _sound(raw.pgconn.exec_prepared(_name(raw, query), _values(values), None, 1), raw)
    return [found.get_value(0, place) for place in range(found.nfields)] if found.ntuples else None


def _sound(result: Any, raw: Any) -> Any:
    """The result of a statement. Raises psycopg's error when it failed."""
    if result.status in _WELL:
        return result
    from psycopg import errors

    raise errors.error_from_result(result, raw.info.encoding)


def _send(raw: Any, rows: list[Statement]) -> Any:
    """Send statements together; all are kept, or none and the first result that is an error is answered."""
    named = [(_name(raw, query), _values(values)) for query, values in rows]
    line = raw.pgconn
    line.enter_pipeline_mode()
    try:
        for name, given in named:
            line.send_query_prepared(name, given)
        line.pipeline_sync()
        return _failure(line, len(named))
    finally:
        line.exit_pipeline_mode()


def _failure(line: Any, count: int) -> Any:
    """The first result that is an error, once all have been read; None when there is none."""
    failed = None
    for _ in range(count):
        result = line.get_result()
        if result is not None and result.status == _FATAL:
            failed = failed or result
        if result is not None:
            line.get_result()
    line.get_result()
    return failed


def quoted(names: Iterable[str]) -> str:
    """Column names, quoted: some of ours are words of SQL."""
    return ", ".join(f'"{name}"' for name in names)


def unnest(types: dict[str, str], alias: str) -> str:
    """Columns handed over as arrays, as a table called `alias`."""
    marks = ", ".join(f"%s::{type}[]" for type in types.values())
    return f"unnest({marks}) AS {alias}({quoted(types)})"


def columns_of(rows: list[Any]) -> list[str]:
    """Rows turned into one array a column, as PostgreSQL reads them: psycopg writes lists five times as slowly."""
    return ["{" + ",".join(map(_element, column)) + "}" for column in zip(*rows, strict=True)]


def _element(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if type(value) is bytes:
        return f'"\\\\x{value.hex()}"'
    return "NULL" if value is None else str(value)


def copy(raw: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table as one stream."""
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} ({quoted(columns)}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def ids(raw: Any, wanted: int) -> list[int]:
    """Row ids for new cases, taken at once."""
    query = f"{_NEXT} FROM generate_series(1, %s)"
    return [row[0] for row in raw.execute(query, (wanted,))]


_SMALL = frozenset(("step", "item", "place", "state", "light", "used", "out", "waited"))
_WORDS = frozenset(("organ", "kind", "claimed_by", "result_no"))


def _types(names: Iterable[str]) -> dict[str, str]:
    return {name: "text" if name in _WORDS else "int" if name in _SMALL else "bigint" for name in names}


_ITEM = _types((*ITEM, "case_id", "place"))
_GONE = _types(("case_id", "step"))
_WORK = _types(("case_id", *WORK))
UPDATE_ITEMS = (
    f"UPDATE cases_item t SET {', '.join(f'{name} = n.{name}' for name in ITEM)}"
    f" FROM {unnest(_ITEM, 'n')} WHERE t.case_id = n.case_id AND t.place = n.place"
)
DELETE_WORK = (
    f"DELETE FROM cases_work w USING {unnest(_GONE, 'n')} WHERE w.case_id = n.case_id AND w.step = n.step"
)
PUT_WORK = f"INSERT INTO cases_work ({quoted(_WORK)}) SELECT n.* FROM {unnest(_WORK, 'n')} {statements.PUT}"


def rest_many(raw: Any, *lots: list[Any]) -> None:
    """What many appends write beside the cases' own rows: events, items (ending with the case's id and their place), gone
    work, work, outbox; rows begin with the case's id else."""
    events, items, gone, work, outbox = lots
    copy(raw, "cases_event", ("case_id", "sequence", "at", "kind", "by", "data", "hash"), events)
    for rows, query in ((items, UPDATE_ITEMS), (gone, DELETE_WORK), (work, PUT_WORK)):
        if rows:
            raw.execute(query, columns_of(rows))
    told = ((*row, 0, 0) for row in outbox)
    copy(raw, "cases_outbox", ("case_id", "sequence", "kind", "taken_until", "tries"), told)


def update_many(raw: Any, rows: list[Any]) -> set[int]:
    """Update the cases' own rows (id, expected, head, then CASE); the ids of those that had not moved."""
    types = {"id": "bigint", "expected": "int", "head": "bytea", **_CASE}
    sets = ", ".join(f"{name} = n.{name}" for name in ("head", *CASE))
    query = (
        f"UPDATE cases_case c SET {sets} FROM {unnest(types, 'n')}"
        " WHERE c.id = n.id AND c.sequence = n.expected RETURNING c.id"
    )
    return {row[0] for row in raw.execute(query, columns_of(rows))}


_CASE = {
    "stage": "int",
    "light": "int",
    "sequence": "int",
    "due_at": "bigint",
    "turns_at": "bigint",
    "ended_at": "bigint",
    "provisional": "bool",
    "standing": "text",
}
