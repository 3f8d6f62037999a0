"""Events in, rows out: the few statements a transition costs, on SQLite and on PostgreSQL.

A case is loaded with one statement; what was decided is written with a few: on PostgreSQL sent together (a single round
trip that is its own transaction), on SQLite inside one immediate transaction. Who finds the case changed since they
loaded it gets `Moved` and decides again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from jianzheng.apps.cases import mapping, on_postgres, on_sqlite, statements
from jianzheng.apps.cases.standing import dumped, stood
from jianzheng.core.case import Act, Case, Events, evolve
from jianzheng.core.case.plain import kind_of, link
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

REPORTED = frozenset(
    (
        "Received",
        "SupplementAsked",
        "Accepted",
        "NotRequired",
        "NotApplicable",
        "NotOurs",
        "Paused",
        "PauseDisregarded",
        "Resumed",
        "Extended",
        "Decided",
        "Issued",
        "Delivered",
        "Served",
        "Intended",
        "Pleaded",
        "Relented",
        "Withdrawn",
        "Recalled",
        "Revoked",
        "DebtSettled",
        "DebtReturned",
        "GapClosed",
        "DebtLapsed",
        "PromiseBroken",
        "CreditRepaired",
        "Recounted",
        "Copied",
        "Renewed",
        "Attempted",
    )
)
"""Events somebody must hear of: they are put in the outbox in the same transaction."""


EventRow = tuple[int, int, str, str, str, bytes]
"""An event as stored: sequence, at, kind, by, data, hash."""


class Moved(Exception):
    """Somebody else appended to the case meanwhile; load it again."""


class Loaded(NamedTuple):
    """A case as stored: its row id, its edition, the hash of its last event, its columns in the order of mapping.CASE, and
    core's value."""

    id: int
    edition: int
    head: bytes
    row: mapping.CaseRow
    case: Case

    @property
    def turns_at(self) -> int:
        """When the clock next has something to do by itself; 0 = never."""
        return self.row.turns_at or 0


class Change(NamedTuple):
    """Everything one append writes: the case's columns as they are and as they were, its events, the items that differ (place,
    columns, columns before; of a new case whole rows), the work that differs."""

    id: int
    number: str
    head: bytes
    row: mapping.CaseRow
    was: mapping.CaseRow | None
    events: list[EventRow]
    items: list[tuple[Any, ...]]
    gone: list[int]
    work: list[mapping.WorkRow]
    outbox: list[tuple[int, str]]


@cache
def _backend() -> Any:
    return on_postgres if connection.vendor == "postgresql" else on_sqlite


class Session:
    """Around load, decide and append, over the plain connection beneath Django's: on SQLite an immediate transaction, so
    that nobody moves the case meanwhile; on PostgreSQL nothing, where `append` itself finds out (inside a transaction that
    is open already the case is locked, as nothing could be tried again there)."""

    __slots__ = ("_on", "_raw", "_within")

    def __init__(self) -> None:
        self._on = _backend()
        self._raw, self._within = self._on.plain()

    def __enter__(self) -> Session:
        if not self._within:
            self._on.begin(self._raw)
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if not self._within:
            self._on.end(self._raw, kind is None)

    def load(self, number: str) -> Loaded:
        """The case of a number, its own or that of any of its matters. Raises Refused when there is none."""
        row = self._on.load(self._raw, number, self._within)
        if row is None:
            shown = number[:50]
            raise Refused(
                f"没有编号为“{shown}”的办件，请核对。", f"There is no case “{shown}”; check the number."
            )
        return loaded(row)

    def append(self, loaded: Loaded, deeds: Deeds) -> Case:
        """Append to a loaded case and write the rows that follow. Raises Moved when the case has moved on."""
        if not any(map(_DONE, deeds)):
            return loaded.case
        change, case = changed(loaded, deeds)
        if not self._on.append(self._raw, change, self._within):
            raise Moved
        return case

    def numbers(self, codes: Sequence[str], day: str) -> tuple[str, ...]:
        """A case code of a day for each task code, as `numbers`."""
        return tuple(row[0] for row in _numbers(self._on, self._raw, self._within, codes, (day, 1)))

    def create(self, act: Act, event: Any, columns: dict[str, Any]) -> str:
        """A new case from its `Applied`; `columns` are those no event carries (edition, owner, window). Its number is
        returned."""
        case, head, rows = chained(Case(), b"", [(act, (event,))])
        outbox = [(row[0], row[2]) for row in rows if row[2] in REPORTED]
        row, items = mapping.case_row(case), new_items(case, act.service)
        change = Change(0, case.number, head, row, None, rows, items, [], [], outbox)
        found_by = {tidy(event.applicant.get(key, "")) for key in ("code", "agent_code")} - {""}
        parties = [(statements.PARTY, (code, case.number)) for code in sorted(found_by)]
        self._on.create(self._raw, change, {**columns, **applied_columns(case, event)}, parties)
        return case.number


def one(query: str, values: tuple[Any, ...]) -> bool:
    """Whether a statement (marks as `?`) finds a row: for what is asked at every act, past Django's cursors."""
    raw, _ = (on := _backend()).plain()
    return on.one(raw, query, values) is not None


def loaded(row: Sequence[Any]) -> Loaded:
    """A case from the columns its row is loaded with."""
    id, edition, head, *columns = row
    kept = mapping.CaseRow._make(columns)
    return Loaded(id, edition, bytes(head), kept, stood(kept.standing))


def load(number: str) -> Loaded:
    """The case of a number, to look at. Raises Refused when there is none."""
    with Session() as session:
        return session.load(number)


_DONE = itemgetter(1)
Deeds = Sequence[tuple[Act, Events]]
"""What is appended together: what each actor did (the clock, then a person), in order."""


def changed(loaded: Loaded, deeds: Deeds) -> tuple[Change, Case]:
    """What appending writes, and the case afterwards."""
    case, head, rows = chained(loaded.case, loaded.head, deeds)
    before, service = loaded.case, deeds[0][0].service
    altered, row = mapping.altered(before, case), mapping.case_row(case)
    items = []
    for place in altered:
        now, was = mapping.item_row(case.items[place]), mapping.item_row(before.items[place])
        if now != was:
            items.append((place, now, was))
    gone, work = mapping.work_changes(before, case, service, altered)
    outbox = [(row[0], row[2]) for row in rows if row[2] in REPORTED]
    return Change(loaded.id, case.number, head, row, loaded.row, rows, items, gone, work, outbox), case


def chained(case: Case, head: bytes, deeds: Deeds) -> tuple[Case, bytes, list[EventRow]]:
    """The case after the deeds, the new head, and the events' rows."""
    sequence = case.sequence
    for act, events in deeds:
        by, at = act.by, act.at
        for event in events:
            case = evolve(case, at, by, event)
    return case, *linked(case.number, sequence, head, deeds)


def linked(number: str, sequence: int, head: bytes, deeds: Deeds) -> tuple[bytes, list[EventRow]]:
    """The new head of a case that stood at a sequence and a head, and the rows of the events appended."""
    rows: list[EventRow] = []
    for act, events in deeds:
        by, at = act.by, act.at
        for event in events:
            sequence += 1
            kind, text = kind_of(event), dumped(event)
            head = link(head, number, sequence, at, (kind, by, text))
            rows.append((sequence, at, kind, by, text, head))
    return head, rows


def applied_columns(case: Case, event: Any) -> dict[str, Any]:
    """The columns of a case that its application fixes for good."""
    return {
        "number": case.number,
        "applicant": event.applicant.get("name", "")[:200],
        "channel": case.channel,
        "applied_at": case.applied_at,
        "simulated": event.simulated,
    }


def new_items(case: Case, service: Service) -> list[tuple[Any, ...]]:
    """The rows of the matters a new case applies for: place, number, matter, organ, received_at, then the columns of ITEM."""
    return [
        (place, item.number, matter.id, matter.organ, case.applied_at, *mapping.item_row(item))
        for place, (item, matter) in enumerate(zip(case.items, service.matters, strict=True))
        if item.number
    ]


def numbers(codes: Sequence[str], day: str, count: int = 1) -> list[list[str]]:
    """For each task code `count` case codes of a day (yyyymmdd): task code, day, serial of four digits (more when a day
    brings more). Serials are taken at once; one that is then not used leaves a gap."""
    on = _backend()
    raw, within = on.plain()
    return _numbers(on, raw, within, codes, (day, count))


def _numbers(
    on: Any, raw: Any, within: bool, codes: Sequence[str], wanted: tuple[str, int]
) -> list[list[str]]:
    day, count = wanted
    lasts = [on.serial(raw, within, code, day, count) for code in codes]
    return [
        [f"{code}{day}{serial:04d}" for serial in range(last - count + 1, last + 1)]
        for code, last in zip(codes, lasts, strict=True)
    ]
