"""Many cases in one transaction: the tick, mass acceptance, bulk import and the load of simulated cases.

Each case is decided by the same core verbs as one by one; only the writing is set by set.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from jianzheng.apps.cases import mapping, on_postgres, on_sqlite, statements, store
from jianzheng.apps.cases.models import Party
from jianzheng.apps.cases.store import Change, Deeds, Loaded
from jianzheng.core.case import Case
from jianzheng.core.service import Service

NEW_CASE = (
    "number",
    "edition_id",
    "owner_id",
    "window",
    "applicant",
    "channel",
    "applied_at",
    "simulated",
    "head",
    *mapping.CASE,
)


@dataclass(frozen=True, slots=True)
class New:
    """A case with its whole history so far, not yet stored: its columns that no event carries, its deeds, the case they make,
    and further numbers it is found by."""

    edition: int
    service: Service
    deeds: Deeds
    case: Case
    owner: int | None = None
    simulated: bool = False
    found_by: tuple[str, ...] = ()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of cycles while a lot is decided and stored: among so many values that live on it finds none, and
    takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def load_many(where: str, values: Sequence[Any]) -> list[Loaded]:
    """The cases a condition on cases_case names, oldest alarm first; `where` is ours, never a reader's."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {statements.LOADED} FROM cases_case c WHERE {where}", values)
        return [store.loaded(row) for row in cursor.fetchall()]


def append_many(appends: Iterable[tuple[Loaded, Deeds]]) -> int:
    """Append to many cases in one transaction; a case that has moved on meanwhile is left for the next time. How many were
    written is returned."""
    changes = [
        store.changed(loaded, deeds)[0] for loaded, deeds in appends if any(events for _, events in deeds)
    ]
    if not changes:
        return 0
    with transaction.atomic():
        kept = _moved_out(changes)
        _rest(kept, {change.id: change.id for change in kept})
    return len(kept)


def _moved_out(changes: list[Change]) -> list[Change]:
    """Update the cases' own rows; the changes whose case had not moved."""
    rows = [(change.id, statements.expected(change), change.head, *change.row) for change in changes]
    if connection.vendor == "postgresql":
        done = on_postgres.update_many(on_postgres.plain()[0], rows)
        return [change for change in changes if change.id in done]
    raw, _ = on_sqlite.plain()
    return [change for change in changes if raw.execute(*statements.update(change)).rowcount]


def _rest(changes: list[Change], ids: dict[int, int]) -> None:
    """Everything an append writes beside the case's own row; `ids` = key of the change → row id."""
    events = [(ids[change.id], *row) for change in changes for row in change.events]
    items = [(*row, ids[change.id], place) for change in changes for place, row, _ in change.items]
    gone = [(ids[change.id], step) for change in changes for step in change.gone]
    work = [(ids[change.id], *row) for change in changes for row in change.work]
    outbox = [(ids[change.id], *row) for change in changes for row in change.outbox]
    if connection.vendor == "postgresql":
        on_postgres.rest_many(on_postgres.plain()[0], events, items, gone, work, outbox)
    else:
        raw, _ = on_sqlite.plain()
        for query, rows in (
            (statements.EVENT, events),
            (UPDATE_ITEM, items),
            (statements.GONE, gone),
            (statements.PUT_WORK, work),
            (statements.OUTBOX, outbox),
        ):
            if rows:
                raw.executemany(query, rows)


def create_many(news: Sequence[New], quiet: bool = True) -> int:
    """Store new cases with their histories in one transaction; `quiet` tells nobody (a load of past cases). How many events
    were written is returned."""
    made = [_change(new, quiet) for new in news]
    if not made:
        return 0
    with transaction.atomic():
        ids = _insert([row for row, _, _ in made])
        items = [(id, *row) for id, (_, _, rows) in zip(ids, made, strict=True) for row in rows]
        _new_items(items)
        changes = [change for _, change, _ in made]
        _rest(changes, {change.id: id for change, id in zip(changes, ids, strict=True)})
        parties = [Party(code=code, number=new.case.number) for new in news for code in new.found_by]
        Party.objects.bulk_create(parties)
    return sum(len(change.events) for change in changes)


def _change(new: New, quiet: bool) -> tuple[tuple[Any, ...], Change, list[tuple[Any, ...]]]:
    """The columns of a new case, what it writes beside them, and the rows of its matters."""
    case = new.case
    head, rows = store.linked(case.number, 0, b"", new.deeds)
    applied: Any = new.deeds[0][1][0]
    fixed = store.applied_columns(case, applied)
    row = mapping.case_row(case)
    columns = (
        case.number,
        new.edition,
        new.owner,
        new.service.window,
        fixed["applicant"],
        case.channel,
        case.applied_at,
        new.simulated,
        head,
        *row,
    )
    work = list(mapping.work_rows(case, new.service).values())
    outbox = [] if quiet else [(event[0], event[2]) for event in rows if event[2] in store.REPORTED]
    key = id(new)
    change = Change(key, case.number, head, row, None, rows, [], [], work, outbox)
    return columns, change, store.new_items(case, new.service)


def _insert(rows: list[tuple[Any, ...]]) -> list[int]:
    """Insert cases; their row ids in order."""
    names = ("id", *NEW_CASE)
    if connection.vendor == "postgresql":
        raw, _ = on_postgres.plain()
        ids = on_postgres.ids(raw, len(rows))
        on_postgres.copy(raw, "cases_case", names, ((id, *row) for id, row in zip(ids, rows, strict=True)))
        return ids
    raw, _ = on_sqlite.plain()
    last = raw.execute("SELECT coalesce(max(id), 0) FROM cases_case").fetchone()[0]
    query = f"INSERT INTO cases_case ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    raw.executemany(query, [(last + place, *row) for place, row in enumerate(rows, 1)])
    return list(range(last + 1, last + 1 + len(rows)))


def _new_items(rows: list[tuple[Any, ...]]) -> None:
    if connection.vendor == "postgresql":
        on_postgres.copy(on_postgres.plain()[0], "cases_item", ("case_id", *NEW_ITEM, *mapping.ITEM), rows)
    else:
        on_sqlite.plain()[0].executemany(statements.NEW_ITEM, rows)


UPDATE_ITEM = f"UPDATE cases_item SET {', '.join(f'{name} = ?' for name in mapping.ITEM)} WHERE case_id = ? AND place = ?"
NEW_ITEM = ("place", "number", "matter", "organ", "received_at")
