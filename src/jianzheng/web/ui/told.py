"""What a line of a timeline says beyond its heading: everything to officials, to the applicant what is theirs to know."""

from __future__ import annotations

from collections.abc import Callable

from jianzheng.apps.people.queries import organ
from jianzheng.core.case.plain import kind_of
from jianzheng.core.case.terms import PAUSES
from jianzheng.core.text import Text

OUTSIDE: dict[str, tuple[str, ...]] = {
    "Received": ("document",),
    "SupplementAsked": ("document",),
    "Accepted": ("document",),
    "NotRequired": ("reason", "document"),
    "NotOurs": ("organ", "reason", "document"),
    "Paused": ("pause", "document"),
    "Extended": ("reason",),
    "Decided": ("reasons", "remedies", "document"),
    "Issued": ("number", "document"),
    "Withdrawn": ("reason",),
    "Recalled": ("reason",),
    "Revoked": ("reason",),
    "DebtLapsed": ("consequence",),
    "PromiseBroken": ("found",),
    "Closed": ("reason",),
}
"""Events by what the applicant reads of them; what an office thought, wrote to another or found on the way is not theirs."""
INSIDE: dict[str, tuple[str, ...]] = {
    **OUTSIDE,
    "Returned": ("reason",),
    "Copied": ("organ", "text"),
    "CopyAnswered": ("organ", "answer"),
    "PauseDisregarded": ("pause", "fault"),
    "Met": ("opinion",),
    "StepDone": ("opinion",),
}
QUIET = frozenset(("Turned", "Claimed", "Attempted", "Copied", "CopyAnswered", "Returned"))
"""Events the applicant is not shown at all."""


def _opinion(event: object) -> Text:
    facts = getattr(event, "facts", {})
    said = getattr(event, "opinion", "") or (facts.get("opinion", "") if isinstance(facts, dict) else "")
    return Text(str(said), str(said))


def _pause(event: object) -> Text:
    reason = str(getattr(event, "reason", ""))
    return PAUSES.get(reason, Text(reason, reason))


_SAID: dict[str, Callable[[object], Text]] = {
    "opinion": _opinion,
    "pause": _pause,
    "organ": lambda event: organ(str(getattr(event, "organ", ""))).title,
}


def told(event: object, inside: bool) -> Text:
    """The rest of the line, in both languages; empty when there is none."""
    fields = (INSIDE if inside else OUTSIDE).get(kind_of(event), ())
    parts = [_said(event, name) for name in fields]
    parts = [part for part in parts if part.zh or part.en]
    return Text(
        "；".join(part.zh or part.en for part in parts), "; ".join(part.en or part.zh for part in parts)
    )


def _said(event: object, name: str) -> Text:
    if name in _SAID:
        return _SAID[name](event)
    value = str(getattr(event, name, "") or "")
    return Text(value, value)
