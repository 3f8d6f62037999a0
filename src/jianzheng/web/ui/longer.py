"""A longer term beside the promise that stands: whether that was overrun, and why (优化营商环境条例第三十六条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day
from jianzheng.core.case import Moment
from jianzheng.core.case.events import Extended


@dataclass(frozen=True, slots=True)
class Longer:
    """An approved longer term of a matter: the day it was promised by, which stands, whether that was overrun, the reason, the
    notice."""

    promised: date
    over: bool
    reason: str
    document: str


def longer(found: Opened, place: int, at: Moment) -> Longer | None:
    """The extension of a matter, or of the joint term it is part of, where its promised day stands; None without one."""
    item = found.case.items[place]
    told = [each.event for each in found.happened if isinstance(each.event, Extended)]
    last = next((one for one in reversed(told) if one.item == place or one.whole), None)
    clock = item.promised
    day = last_day(clock.due) if clock and not clock.paused and not clock.extended else None
    if last is None or clock is None or day is None:
        return None
    end = item.decided_at or item.ended_at or at
    return Longer(day, end >= clock.due, last.reason, last.document)
