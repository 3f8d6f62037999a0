"""Core's case to the columns of its rows; rebuilding compares what this gives with what is stored."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter
from typing import NamedTuple

from jianzheng.apps.cases.standing import standing
from jianzheng.core.case import Case, Debt, Item, Light, State, Work, alarm, checks, movable, unserved
from jianzheng.core.case.case import BEFORE, POSITIVE, UNSERVED
from jianzheng.core.case.debts import alive
from jianzheng.core.service import Service


class CaseRow(NamedTuple):
    """The columns of a case that follow from its events."""

    stage: int
    light: int
    sequence: int
    due_at: int | None
    turns_at: int | None
    ended_at: int | None
    provisional: bool
    standing: str


CASE = CaseRow._fields
ItemRow = tuple[int | str | None, ...]
ITEM = (
    "state",
    "light",
    "accepted_at",
    "decided_at",
    "ended_at",
    "due_at",
    "legal_due",
    "promised_due",
    "used",
    "out",
    "waited",
    "result_no",
)
WorkRow = tuple[int, int, str, str, int, int, int, str]
WORK = ("step", "item", "organ", "kind", "opened_at", "due_at", "light", "claimed_by")


def case_row(case: Case) -> CaseRow:
    """The columns of a case as it stands."""
    due, light = 0, int(case.light)
    if not case.ended_at:
        for item in case.items:
            if clock := item.clock:
                due = clock.due if not due or clock.due < due else due
            if item.light > light:
                light = int(item.light)
    return CaseRow(
        stage(case),
        light,
        case.sequence,
        due or None,
        alarm(case) or None,
        case.ended_at or None,
        movable(case),
        standing(case),
    )


def stage(case: Case) -> int:
    """0 before acceptance, 1 at work, 2 decided and to be delivered, 3 ended."""
    if case.ended_at:
        return 3
    found = 2
    for item in case.items:
        if not item.ended_at:
            if item.state in BEFORE:
                return 0
            if item.state not in _DECIDED:
                found = 1
    return found


_DECIDED = POSITIVE | UNSERVED


def item_row(item: Item) -> ItemRow:
    """The columns of a matter that follow from events, in the order of ITEM."""
    clock = item.clock
    return (
        int(item.state),
        int(item.light),
        item.accepted_at or None,
        item.decided_at or None,
        item.ended_at or None,
        clock.due if clock else None,
        item.legal.due if item.legal else None,
        item.promised.due if item.promised else None,
        *item.running,
        item.result_no,
    )


_SHOWN = itemgetter(
    *map(
        Item._fields.index,
        (
            "state",
            "light",
            "notice",
            "legal",
            "promised",
            "deliver",
            "accepted_at",
            "decided_at",
            "ended_at",
            "running",
            "result_no",
        ),
    )
)
_STATE = itemgetter(Item._fields.index("state"))
"""What the columns of a matter, and those of its work, follow from."""


def altered(before: Case, case: Case) -> list[int]:
    """The places of the matters whose columns, or those of their work, may differ."""
    places = []
    for place, (now, was) in enumerate(zip(case.items, before.items, strict=True)):
        if now is not was and _SHOWN(now) != _SHOWN(was):
            places.append(place)
    return places


FAR = 253_402_300_800
"""Due "never" (the year 10000), so that work without a limit sorts last."""


COPY, CHECK = "copy", "check"
"""The kinds of work that are no steps of the process: answering what another organ told (抄告), and looking at a paper that
was handed in later or at a promise."""
CHECKS = 20_000
"""Where the numbers of such checks begin, by material."""
SERVE, UNDO = "serve", "undo"
"""Two kinds more: delivering a decision that went against somebody or the notice before one, and deciding whether a result is
undone."""
SERVES, UNDOES, TELLS, LAPSES = 30_000, 31_000, 32_000, 32_300
"""Where their numbers begin, by matter; of the notice from `TELLS` on; from `LAPSES` on, by material, a false promise that was
not put right in time: nothing is left to check, its organ refuses or annuls."""


def work_rows(case: Case, service: Service) -> dict[int, WorkRow]:
    """The open work by step, in the order of WORK; a copy that waits for its answer is work of the organ it was sent to,
    numbered behind the steps; what waits to be checked is its checker's, also once the case is archived."""
    return {work.step: _work(case, service, work) for work in case.open} | _beside(case, service)


def _beside(case: Case, service: Service) -> dict[int, WorkRow]:
    """The open work that is no step of the process."""
    if not (case.copies or case.debts or case.undoings) and UNSERVED.isdisjoint(map(_STATE, case.items)):
        return {}
    rows = _undoing_rows(case, service)
    for number, copy in enumerate(case.copies, len(service.process.steps)):
        if not copy.answer:
            rows[number] = (number, 0, copy.organ, COPY, 0, copy.due, 0, "")
    rows |= _debt_rows(case, service)
    for place, item in enumerate(case.items):
        if clock := unserved(case, place):
            undoing = case.undoing(place)
            number = (TELLS if undoing and undoing.serve is None else SERVES) + place
            light = int(undoing.light if undoing else item.light)
            organ = service.matters[place].organ
            rows[number] = (number, place, organ, SERVE, clock.start, clock.due, light, "")
    return rows


def _debt_rows(case: Case, service: Service) -> dict[int, WorkRow]:
    rows = {CHECKS + debt.asked: _check(case, service, debt) for debt in checks(case, service)}
    for debt in case.debts:
        if debt.kind == "false" and debt.state == "lapsed" and alive(case, service, debt):
            rows[LAPSES + debt.asked] = _lapsed(case, service, debt)
    return rows


def _undoing_rows(case: Case, service: Service) -> dict[int, WorkRow]:
    rows: dict[int, WorkRow] = {}
    for one in case.undoings:
        if one.serve is None:
            number, organ = UNDOES + one.item, service.matters[one.item].organ
            rows[number] = (number, one.item, organ, UNDO, 0, one.until or FAR, 0, "")
    return rows


def work_changes(
    before: Case, case: Case, service: Service, altered: Collection[int]
) -> tuple[list[int], list[WorkRow]]:
    """The steps whose work is gone, and the rows of work that differ; `altered` as above."""
    left, rows = {work.step: work for work in before.open}, []
    for work in case.open:
        was = left.pop(work.step, None)
        if was is not work or service.owner[work.step] in altered:
            row = _work(case, service, work)
            if was is None or row != _work(before, service, was):
                rows.append(row)
    old, new = _beside(before, service), _beside(case, service)
    gone = [*left, *(old.keys() - new.keys())]
    return gone, [*rows, *(row for step, row in new.items() if old.get(step) != row)] if new else rows


def _check(case: Case, service: Service, debt: Debt) -> WorkRow:
    """A promise is checked by its own day, a paper handed in by that of the matter that waits for it."""
    places = [service.place[id] for id in service.asked[debt.asked].matters]
    place = next((n for n in places if not case.items[n].ended_at), places[0])
    clock = case.items[place].clock
    due = debt.due if debt.kind != "tolerated" else clock.due if clock and not clock.paused else FAR
    light = Light.RED if debt.state == "lapsed" else Light.GREEN
    return (CHECKS + debt.asked, place, debt.checker, CHECK, 0, due, int(light), "")


def _lapsed(case: Case, service: Service, debt: Debt) -> WorkRow:
    """A false promise that was not put right in time is work of whoever may annul."""
    _, place, organ, _, opened, due, light, claimed = _check(case, service, debt)
    return (LAPSES + debt.asked, place, organ, UNDO, opened, due, light, claimed)


def _work(case: Case, service: Service, work: Work) -> WorkRow:
    step, place = service.process.steps[work.step], service.owner[work.step]
    item = case.items[place]
    clock = work.clock or item.clock
    stopped = item.state == State.PAUSED
    due = clock.due if clock and not stopped else FAR
    return (
        work.step,
        place,
        step.office or service.matters[place].organ,
        step.kind,
        work.opened_at,
        due,
        max(int(work.light), int(item.light)),
        work.claimed_by,
    )
