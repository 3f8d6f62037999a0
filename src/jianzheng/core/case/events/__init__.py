"""What can happen to a case, in the past tense; every event carries all it changes, so that replaying needs no calendar.

`item` and `step` are numbers in the service; `asked` numbers in `service.asked`; `closes` steps (bits) that are not done any
more. When and by whom stands in the envelope.
"""

from __future__ import annotations

from jianzheng.core.case.events.ending import (
    Closed,
    DebtLapsed,
    DebtSettled,
    Decided,
    Delivered,
    Issued,
    PromiseBroken,
    Recalled,
    Renewed,
    Revoked,
)
from jianzheng.core.case.events.intake import (
    Accepted,
    Applied,
    Begun,
    NotApplicable,
    NotOurs,
    NotRequired,
    Received,
    SupplementAsked,
    Supplemented,
    Withdrawn,
)
from jianzheng.core.case.events.opened import Opened
from jianzheng.core.case.events.working import (
    Attempted,
    Claimed,
    Copied,
    CopyAnswered,
    Extended,
    Met,
    Paused,
    PauseDisregarded,
    Recounted,
    Resumed,
    Returned,
    StepDone,
    Turned,
)

EVENTS: tuple[type, ...] = (
    Applied,
    Received,
    SupplementAsked,
    Supplemented,
    Accepted,
    Begun,
    NotRequired,
    NotApplicable,
    NotOurs,
    Attempted,
    Claimed,
    StepDone,
    Returned,
    Copied,
    CopyAnswered,
    Paused,
    PauseDisregarded,
    Resumed,
    Extended,
    Met,
    Decided,
    Issued,
    Delivered,
    Withdrawn,
    Recalled,
    Revoked,
    DebtSettled,
    DebtLapsed,
    PromiseBroken,
    Turned,
    Recounted,
    Renewed,
    Closed,
)
"""Every kind of event, in the order a case may meet them; names are words of the glossary and never change."""

Event = object
"""One of EVENTS."""

__all__ = [
    "EVENTS",
    "Accepted",
    "Applied",
    "Attempted",
    "Begun",
    "Claimed",
    "Closed",
    "Copied",
    "CopyAnswered",
    "DebtLapsed",
    "DebtSettled",
    "Decided",
    "Delivered",
    "Event",
    "Extended",
    "Issued",
    "Met",
    "NotApplicable",
    "NotOurs",
    "NotRequired",
    "Opened",
    "PauseDisregarded",
    "Paused",
    "PromiseBroken",
    "Recalled",
    "Received",
    "Recounted",
    "Renewed",
    "Resumed",
    "Returned",
    "Revoked",
    "StepDone",
    "SupplementAsked",
    "Supplemented",
    "Turned",
    "Withdrawn",
]
