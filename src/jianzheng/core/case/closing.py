"""A case ends with its last matter."""

from __future__ import annotations

from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events
from jianzheng.core.case.case import Case
from jianzheng.core.case.evolve import evolve

_ENDING = frozenset(
    (
        e.NotRequired,
        e.NotApplicable,
        e.NotOurs,
        e.Decided,
        e.Delivered,
        e.Withdrawn,
        e.Recalled,
        e.Revoked,
        e.Renewed,
    )
)
"""The events that may end a matter."""


def closing(case: Case, act: Act, events: Events) -> Events:
    """The events, and `Closed` behind them when they end the last matter."""
    if not any(type(event) in _ENDING and getattr(event, "ends", True) for event in events):
        return events
    after, by = case, act.by
    for event in events:
        after = evolve(after, act.at, by, event)
    if after.ended_at or not all(item.ended_at for item in after.items):
        return events
    return (*events, e.Closed())
