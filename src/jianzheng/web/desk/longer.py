"""What the form to lengthen a term shows: how it runs now, how far it may go, or why it may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, moment, rules
from jianzheng.core import case as core
from jianzheng.core.authority import Actor
from jianzheng.core.case import Act
from jianzheng.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Longer:
    """The last day now and at most (None while the clock is stopped), by how many days; or `closed`, why it may not be."""

    most: int = 0
    now: date | None = None
    then: date | None = None
    closed: Refused | None = None


def longer(found: Opened, place: int, who: Actor) -> Longer:
    """How a matter's term may be lengthened now."""
    act = Act(found.service, rules(), who, moment(timezone.now()))
    try:
        most, now, then = core.lengthening(found.case, act, place)
    except Refused as refused:
        return Longer(closed=refused)
    if now.paused:
        return Longer(most)
    return Longer(most, last_day(now.due), last_day(then.due))
