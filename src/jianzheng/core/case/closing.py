"""A case ends with its last matter, and what is owed for nothing falls away."""

from __future__ import annotations

from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events
from jianzheng.core.case.case import Case
from jianzheng.core.case.debts import alive
from jianzheng.core.case.evolve import evolve

_ENDING = frozenset(
    (
        e.NotRequired,
        e.NotApplicable,
        e.NotOurs,
        e.Delivered,
        e.Served,
        e.Withdrawn,
        e.Recalled,
        e.Revoked,
        e.Renewed,
    )
)
"""The events that may end a matter, beside a decision."""


def closing(case: Case, act: Act, events: Events) -> Events:
    """The events; behind them what is no longer owed as all it bears on has come to nothing, and `Closed` when they end the
    last matter."""
    if not any(map(_ends, events)):
        return events
    after, by = case, act.by
    for event in events:
        after = evolve(after, act.at, by, event)
    if after.debts:
        events = (*events, *_dropped(after, act))
    if after.ended_at or not all(item.ended_at for item in after.items):
        return events
    return (*events, e.Closed())


def _ends(event: object) -> bool:
    """Whether it may end a matter: a grant with something still to issue and deliver goes on."""
    if isinstance(event, e.Decided):
        return event.ends or event.outcome == "refuse"
    return type(event) in _ENDING


def _dropped(case: Case, act: Act) -> Events:
    return tuple(
        e.DebtDropped(debt.asked)
        for debt in case.debts
        if debt.state in ("open", "handed_in") and not alive(case, act.service, debt)
    )
