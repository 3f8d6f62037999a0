"""What decisions, results, withdrawals and debts make of a case."""

from __future__ import annotations

from typing import Any

from jianzheng.core.case import events as e
from jianzheng.core.case.case import POSITIVE, UNSERVED, Case, State, Undoing
from jianzheng.core.case.change import debt, ended, finish, item, items, papers, shut
from jianzheng.core.case.clocks import Light, Moment


def decided(case: Case, at: Moment, by: str, event: e.Decided) -> Case:
    """The case after `Decided`."""
    state = _OUTCOMES[event.outcome]
    granted = state in POSITIVE
    case = finish(case, event.step, event.opened, at) if granted else shut(case, event.closes)
    changed: dict[str, Any] = {"state": state, "outcome": event.outcome, "decided_at": at}
    changed |= {"running": event.running, "valid_until": event.valid_until}
    case = item(case, event.item, **changed, deliver=event.deliver, light=Light.GREEN, pause="")
    return item(case, event.item, ended_at=at) if event.ends else case


_OUTCOMES = {
    "grant": State.GRANTED,
    "grant_with_gap": State.GRANTED_WITH_GAP,
    "refuse": State.REFUSED,
}


def issued(case: Case, at: Moment, by: str, event: e.Issued) -> Case:
    """The case after `Issued`."""
    return item(finish(case, event.step, event.opened, at), event.item, result_no=event.number)


def delivered(case: Case, at: Moment, by: str, event: e.Delivered) -> Case:
    """The case after `Delivered`."""
    case = finish(case, event.step, event.opened, at)
    return item(case, event.item, ended_at=at, light=Light.GREEN)


def served(case: Case, at: Moment, by: str, event: e.Served) -> Case:
    """The case after `Served`."""
    found = case.items[event.item]
    if found.state in UNSERVED and not found.ended_at:
        return item(case, event.item, ended_at=at, light=Light.GREEN)
    before = case.undoing(event.item)
    if before and before.serve is None:
        return undoing(case, event.item, told_at=event.on, until=event.until, light=Light.GREEN)
    return undoing(case, event.item, served_at=event.on, light=Light.GREEN)


def undoing(case: Case, place: int, **changed: Any) -> Case:
    """The case with how the result of a matter is undone changed."""
    kept = tuple(one._replace(**changed) if one.item == place else one for one in case.undoings)
    return case._replace(undoings=kept)


def recounted(case: Case, event: e.Recounted) -> Case:
    """The case after `Recounted` of a result to be undone."""
    if not event.serving:
        return undoing(case, event.item, until=event.until)
    before = case.undoing(event.item)
    name = "serve" if before and before.serve else "notice"
    return undoing(case, event.item, **{name: event.serving}, light=Light.GREEN)


def intended(case: Case, at: Moment, by: str, event: e.Intended) -> Case:
    """The case after `Intended`."""
    others = tuple(one for one in case.undoings if one.item != event.item)
    new = Undoing(event.item, event.act, event.ground, event.cited, event.reason, event.until)
    return case._replace(undoings=(*others, new._replace(notice=event.deliver, days=event.days)))


def pleaded(case: Case, at: Moment, by: str, event: e.Pleaded) -> Case:
    """The case after `Pleaded`."""
    before = case.undoing(event.item)
    said = "\n".join(filter(None, (before.heard if before else "", event.heard)))
    if event.denied:
        return undoing(
            case,
            event.item,
            answered_at=at if said and not event.more else 0,
            heard=said,
            noted_by="",
            denied=True,
        )
    noted = {"way": event.way, "noted_by": by if event.noted else ""}
    return undoing(case, event.item, answered_at=0 if event.more else at, heard=said, **noted)


def relented(case: Case, at: Moment, by: str, event: e.Relented) -> Case:
    """The case after `Relented`."""
    return case._replace(undoings=tuple(one for one in case.undoings if one.item != event.item))


def withdrawn(case: Case, at: Moment, by: str, event: e.Withdrawn) -> Case:
    """The case after `Withdrawn`."""
    case = shut(case, event.closes)
    for place in event.items:
        case = ended(case, place, at, state=State.WITHDRAWN, outcome=event.reason)
    return case


def recalled(case: Case, at: Moment, by: str, event: e.Recalled) -> Case:
    """The case after `Recalled`."""
    case = undoing(case, event.item, serve=event.deliver, light=Light.GREEN)
    return ended(shut(case, event.closes), event.item, at, state=State.RECALLED)


def revoked(case: Case, at: Moment, by: str, event: e.Revoked) -> Case:
    """The case after `Revoked`."""
    case = undoing(case, event.item, serve=event.deliver, light=Light.GREEN)
    return ended(shut(case, event.closes), event.item, at, state=State.REVOKED)


def debt_handed_in(case: Case, at: Moment, by: str, event: e.DebtHandedIn) -> Case:
    """The case after `DebtHandedIn`."""
    return papers(debt(case, event.asked, state="handed_in"), ((event.asked, "brought", event.file),))


def debt_returned(case: Case, at: Moment, by: str, event: e.DebtReturned) -> Case:
    """The case after `DebtReturned`."""
    case = debt(case, event.asked, state="open", due=event.due)
    owed = case.owed(event.asked)
    handling = "promised" if owed and owed.kind == "false" else "tolerated"
    return papers(case, ((event.asked, handling, ""),))


def gap_closed(case: Case, at: Moment, by: str, event: e.GapClosed) -> Case:
    """The case after `GapClosed`."""
    return items(case, event.items, state=State.GRANTED)


def debt_settled(case: Case, at: Moment, by: str, event: e.DebtSettled) -> Case:
    """The case after `DebtSettled`."""
    case = debt(case, event.asked, state="settled")
    return papers(case, ((event.asked, "brought", event.file),)) if event.file else case


def debt_lapsed(case: Case, at: Moment, by: str, event: e.DebtLapsed) -> Case:
    """The case after `DebtLapsed`."""
    return debt(case, event.asked, state="lapsed")


def debt_dropped(case: Case, at: Moment, by: str, event: e.DebtDropped) -> Case:
    """The case after `DebtDropped`."""
    return debt(case, event.asked, state="dropped")


def credit_repaired(case: Case, at: Moment, by: str, event: e.CreditRepaired) -> Case:
    """The case after `CreditRepaired`."""
    return debt(case, event.asked, kind="repaired")


def promise_broken(case: Case, at: Moment, by: str, event: e.PromiseBroken) -> Case:
    """The case after `PromiseBroken`."""
    return debt(case, event.asked, kind="false", state="open", due=event.due)
