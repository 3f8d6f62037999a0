"""The papers that follow from what time did by itself: nobody pressed a button, yet somebody must hold it in writing."""

from __future__ import annotations

import datetime as dt

from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.occasion import Occasion
from jianzheng.apps.cases.paperwork import application, cancel, write
from jianzheng.apps.cases.store import load
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.authority import SYSTEM
from jianzheng.core.case.plain import loads

WRITTEN = ("Accepted", "Withdrawn")
"""The events by the clock that this answers."""


def write_for_clock(*, case: int, sequence: int, now: dt.datetime) -> None:
    """Accepted by the clock: the acceptance in writing (行政许可法第三十二条). Taken as withdrawn after a grant with a gap: the
    decision counts no more. What an official did has its paper already."""
    row = CaseRow.objects.only("id", "number", "edition_id", "simulated").get(pk=case)
    kind, text = Event.objects.values_list("kind", "data").get(case_id=case, sequence=sequence)
    event = loads(kind, text)
    if row.simulated or kind not in WRITTEN or not event.by_clock:
        return
    stands = load(row.number).case
    if kind == "Accepted":
        write(Occasion(service(row.edition_id), stands, event, application(case), SYSTEM), now)
        return
    for place in event.items:
        cancel(stands.items[place].number, event.reason, now)
