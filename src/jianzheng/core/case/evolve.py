"""Remembering: what each event makes of a case. No decision falls here and nothing is looked up but the event itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jianzheng.core.case import events as e
from jianzheng.core.case import evolve_ending as ending
from jianzheng.core.case.case import (
    Case,
    Copy,
    Debt,
    Item,
    State,
)
from jianzheng.core.case.change import ended, finish, item, items, opened, papers, shut
from jianzheng.core.case.clocks import NEVER, Clock, Light, Moment
from jianzheng.core.case.free import FREE


@dataclass(frozen=True, slots=True)
class Happened:
    """An event in its envelope: the how-many-th of its case, when, and by whom (`Actor` as `person@post`)."""

    sequence: int
    at: Moment
    by: str
    event: e.Event


def evolve(case: Case, at: Moment, by: str, event: Any) -> Case:
    """The case after an event. Raises KeyError for what is not an event."""
    row: list[Any] = list(_EVOLVE[type(event)](case, at, by, event))
    row[_SEQUENCE] = case.sequence + 1
    return tuple.__new__(Case, row)


_SEQUENCE = Case._fields.index("sequence")


def replay(happened: Iterable[Happened], case: Case = Case()) -> Case:  # noqa: B008 - a frozen value
    """The case that these events make."""
    for each in happened:
        case = evolve(case, each.at, each.by, each.event)
    return case


def _applied(_: Case, at: Moment, by: str, event: e.Applied) -> Case:
    items = tuple(
        Item(number, notice=event.notice) if number else Item("", State.NOT_APPLICABLE, ended_at=at)
        for number in event.numbers
    )
    case = Case(event.number, event.service, event.channel, at, items=items, skipped=event.skipped)
    case = case._replace(renews_until=event.renews_until)
    return papers(case, event.papers)


def _attempted(case: Case, at: Moment, by: str, event: e.Attempted) -> Case:
    return case


def _received(case: Case, at: Moment, by: str, event: e.Received) -> Case:
    applied = tuple(place for place, item in enumerate(case.items) if item.number and not event.later)
    return papers(items(case, applied, received_by=by), event.papers)


def _supplement_asked(case: Case, at: Moment, by: str, event: e.SupplementAsked) -> Case:
    lines = range(FREE, FREE + len(event.free))
    case = case._replace(told=(*(n for n, _ in event.wanted), *lines), free=event.free)
    return items(case, event.items, state=State.SUPPLEMENT, asked_at=at, light=Light.GREEN, notice=None)


def _supplemented(case: Case, at: Moment, by: str, event: e.Supplemented) -> Case:
    case = items(case, event.items, state=State.SUPPLEMENTED, answered_at=at, notice=event.notice)
    return papers(case, event.papers)


def _accepted(case: Case, at: Moment, by: str, event: e.Accepted) -> Case:
    debts = tuple(Debt(*row) for row in event.debts)
    case = items(
        case,
        event.items,
        state=State.ACCEPTED,
        accepted_at=event.since,
        by_clock=event.by_clock,
        notice=None,
        light=Light.GREEN,
    )
    whole = event.whole or case.whole
    return papers(case, event.papers)._replace(debts=(*case.debts, *debts), whole=whole)


def _begun(case: Case, at: Moment, by: str, event: e.Begun) -> Case:
    case = item(
        case, event.item, state=State.STARTED, begun_at=at, legal=event.legal, promised=event.promised
    )
    return case._replace(open=(*case.open, *opened(event.opened, at)))


def _not_required(case: Case, at: Moment, by: str, event: e.NotRequired) -> Case:
    case = case._replace(skipped=case.skipped | event.closes)
    return ended(case, event.item, at, state=State.NOT_REQUIRED, outcome=event.reason)


def _not_applicable(case: Case, at: Moment, by: str, event: e.NotApplicable) -> Case:
    case = shut(case, event.closes)
    case = case._replace(skipped=case.skipped | event.closes, open=(*case.open, *opened(event.opened, at)))
    return ended(case, event.item, at, state=State.NOT_APPLICABLE)


def _not_ours(case: Case, at: Moment, by: str, event: e.NotOurs) -> Case:
    if event.deliver is None:
        return ended(case, event.item, at, state=State.NOT_OURS, outcome=event.organ)
    changed = {"state": State.NOT_OURS, "outcome": event.organ, "deliver": event.deliver}
    return item(case, event.item, notice=None, light=Light.GREEN, **changed)


def _claimed(case: Case, at: Moment, by: str, event: e.Claimed) -> Case:
    return _at_work(case, event.step, claimed_by=event.person)


def _at_work(case: Case, step: int, **changed: Any) -> Case:
    return case._replace(
        open=tuple(work._replace(**changed) if work.step == step else work for work in case.open)
    )


def _step_done(case: Case, at: Moment, by: str, event: e.StepDone) -> Case:
    case = finish(case, event.step, event.opened, at)
    if event.signed:
        return case
    before, person = case.items[event.item].examiners, by.partition("@")[0]
    if person in before and not event.staff:
        return case
    now = dict.fromkeys((*before, person, *event.staff))
    now.pop("", None)
    return item(case, event.item, examiners=tuple(now)) if len(now) > len(before) else case


def _returned(case: Case, at: Moment, by: str, event: e.Returned) -> Case:
    left = tuple(work for work in case.open if not event.undone >> work.step & 1)
    return case._replace(done=case.done & ~event.undone, open=(*left, *opened(event.opened, at, again=True)))


def _copied(case: Case, at: Moment, by: str, event: e.Copied) -> Case:
    return case._replace(copies=(*case.copies, Copy(event.organ, event.due, minutes=event.minutes)))


def _copy_answered(case: Case, at: Moment, by: str, event: e.CopyAnswered) -> Case:
    answered = tuple(
        copy._replace(answer=event.answer) if copy.organ == event.organ and not copy.answer else copy
        for copy in case.copies
    )
    return case._replace(copies=answered)


def _paused(case: Case, at: Moment, by: str, event: e.Paused) -> Case:
    case = case._replace(whole=event.whole or case.whole)
    return item(
        case,
        event.item,
        state=State.PAUSED,
        pause=event.reason,
        pause_until=event.until,
        legal=event.legal,
        promised=event.promised,
        light=Light.GREEN,
    )


def _unchanged(case: Case, at: Moment, by: str, event: e.Event) -> Case:
    return case


def _resumed(case: Case, at: Moment, by: str, event: e.Resumed) -> Case:
    out = case.items[event.item].out + event.out
    case = case._replace(whole=event.whole or case.whole)
    return item(
        case,
        event.item,
        state=State.RESUMED,
        pause="",
        pause_until=NEVER,
        legal=event.legal,
        promised=event.promised,
        out=out,
    )


def _extended(case: Case, at: Moment, by: str, event: e.Extended) -> Case:
    before = case.items[event.item]
    longer = before._replace(
        legal=event.legal, promised=event.promised, extensions=before.extensions + 1, light=Light.GREEN
    )
    # A promise that stands goes on counting, with its light.
    same = longer.clock == before.clock and not event.whole
    case = item(case, event.item, **(longer._replace(light=before.light) if same else longer)._asdict())
    return case._replace(whole=event.whole, light=Light.GREEN) if event.whole else case


def _met(case: Case, at: Moment, by: str, event: e.Met) -> Case:
    return case


def _turned(case: Case, at: Moment, by: str, event: e.Turned) -> Case:
    if event.serving:
        return ending.undoing(case, event.item, light=event.light)
    if event.step >= 0:
        return _at_work(case, event.step, light=event.light)
    if event.item >= 0:
        return item(case, event.item, light=event.light)
    return case._replace(light=event.light)


def _recounted(case: Case, at: Moment, by: str, event: e.Recounted) -> Case:
    if event.work:
        return _at_work(case, event.work[0][0], clock=event.work[0][1], light=Light.GREEN)
    if event.serving or event.until:
        return ending.recounted(case, event)
    if event.item < 0:
        return case._replace(whole=event.legal)
    clocks: dict[str, Clock | None] = {
        name: getattr(event, name) for name in ("notice", "legal", "promised", "deliver")
    }
    return item(case, event.item, light=Light.GREEN, **clocks)


def _renewed(case: Case, at: Moment, by: str, event: e.Renewed) -> Case:
    case = shut(case, event.closes)
    return ended(case, event.item, at, state=State.GRANTED, outcome="grant", decided_at=at, by_clock=True)


def _closed(case: Case, at: Moment, by: str, event: e.Closed) -> Case:
    return case._replace(ended_at=at, open=(), light=Light.GREEN)


_EVOLVE: dict[type, Callable[[Case, Moment, str, Any], Case]] = {
    e.Applied: _applied,
    e.Received: _received,
    e.SupplementAsked: _supplement_asked,
    e.Supplemented: _supplemented,
    e.Accepted: _accepted,
    e.Begun: _begun,
    e.NotRequired: _not_required,
    e.NotApplicable: _not_applicable,
    e.NotOurs: _not_ours,
    e.Attempted: _attempted,
    e.Claimed: _claimed,
    e.StepDone: _step_done,
    e.Returned: _returned,
    e.Copied: _copied,
    e.CopyAnswered: _copy_answered,
    e.Paused: _paused,
    e.PauseDisregarded: _unchanged,
    e.Resumed: _resumed,
    e.Extended: _extended,
    e.Met: _met,
    e.Decided: ending.decided,
    e.Issued: ending.issued,
    e.Delivered: ending.delivered,
    e.Served: ending.served,
    e.Withdrawn: ending.withdrawn,
    e.Intended: ending.intended,
    e.Pleaded: ending.pleaded,
    e.Relented: ending.relented,
    e.Recalled: ending.recalled,
    e.Revoked: ending.revoked,
    e.DebtHandedIn: ending.debt_handed_in,
    e.DebtReturned: ending.debt_returned,
    e.DebtSettled: ending.debt_settled,
    e.GapClosed: ending.gap_closed,
    e.DebtLapsed: ending.debt_lapsed,
    e.DebtDropped: ending.debt_dropped,
    e.PromiseBroken: ending.promise_broken,
    e.CreditRepaired: ending.credit_repaired,
    e.Turned: _turned,
    e.Recounted: _recounted,
    e.Renewed: _renewed,
    e.Closed: _closed,
}
