"""Promised terms overrun after an extension, and why: what an office explains in public (优化营商环境条例第三十六条)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from jianzheng.apps.cases.models import Event, Item
from jianzheng.apps.cases.rules import last_day, local, moment
from jianzheng.apps.papers.models import Issued
from jianzheng.core.case.plain import loads
from jianzheng.core.document import DocumentKind

MOST = 50
"""Notices of extension looked at, the newest first."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """A matter decided, or still open, after its promised day: its id and number, the day promised, the day it was decided,
    and the reason told."""

    matter: str
    number: str
    promised: dt.date | None
    decided: dt.date | None
    reason: str


def overrun(*, organs: Collection[str], matters: Collection[str], now: dt.datetime) -> list[Overrun]:
    """What these organs have to explain of these matters, the newest extension first."""
    told = Issued.objects.filter(organ__in=organs, kind=DocumentKind.EXTENSION.value).order_by("-id")
    numbers = list(told.values_list("case_no", flat=True)[:MOST])
    late = Q(decided_at__gte=F("promised_due")) | Q(
        decided_at=None, ended_at=None, promised_due__lte=moment(now)
    )
    rows = {row.number: row for row in Item.objects.filter(late, number__in=numbers, matter__in=matters)}
    extended = _extensions(row.case_id for row in rows.values())
    found = (_explained(rows[number], extended) for number in numbers if number in rows)
    return [one for one in found if one]


def _extensions(cases: Iterable[int]) -> dict[int, list[Any]]:
    """The extensions of some cases, by their rows, the newest first."""
    kept = Event.objects.filter(case_id__in=list(cases), kind="Extended").order_by("-sequence")
    found = defaultdict[int, list[Any]](list)
    for case, text in kept.values_list("case_id", "data"):
        found[case].append(loads("Extended", text))
    return found


def _explained(row: Item, extended: Mapping[int, Sequence[Any]]) -> Overrun | None:
    """The last reason told for a matter; None where no extension is its own."""
    event = next((one for one in extended[row.case_id] if one.item == row.place or one.whole), None)
    day = local(row.decided_at)
    decided = day.date() if day else None
    return event and Overrun(row.matter, row.number, last_day(row.promised_due), decided, event.reason)
