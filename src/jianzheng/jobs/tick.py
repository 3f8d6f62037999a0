"""The clock: every case in which time has something to do gets what is due, oldest first, many at a time."""

from __future__ import annotations

import datetime as dt
import hashlib

from jianzheng.apps.cases import batch
from jianzheng.apps.cases.models import Mark
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.core import case as core
from jianzheng.core.authority import SYSTEM
from jianzheng.core.case import Act

MANY = 500
CALENDAR = "calendar"


def sweep(*, now: dt.datetime, many: int = MANY) -> int:
    """Write what time has done in every case that was due; how many cases were written. A case another worker wrote
    meanwhile is left to it."""
    at, written, last = moment(now), 0, (0, 0)
    while True:
        due = batch.load_many(
            "turns_at IS NOT NULL AND turns_at <= %s AND (turns_at, id) > (%s, %s) ORDER BY turns_at, id LIMIT %s",
            (at, *last, many),
        )
        if not due:
            return written
        last = (core.alarm(due[-1].case), due[-1].id)
        with batch.undisturbed():
            deeds = []
            for loaded in due:
                act = Act(service(loaded.edition), rules(), SYSTEM, at)
                deeds.append((loaded, [(act, core.elapse(loaded.case, act))]))
            written += batch.append_many(deeds)


def recount(*, now: dt.datetime, many: int = MANY) -> int:
    """After a holiday notice: every case a day of which a notice could move is counted anew. Runs once for each
    calendar; how many cases moved is returned."""
    print_ = calendar_print()
    if Mark.objects.filter(name=CALENDAR, value=print_).exists():
        return 0
    at, moved, last = moment(now), 0, 0
    because = "放假安排已公布或更新 a holiday notice was published"
    while due := batch.load_many("provisional AND id > %s ORDER BY id LIMIT %s", (last, many)):
        last = due[-1].id
        deeds = []
        for loaded in due:
            act = Act(service(loaded.edition), rules(), SYSTEM, at)
            deeds.append((loaded, [(act, core.recount(loaded.case, act, because=because))]))
        moved += batch.append_many(deeds)
    Mark.objects.update_or_create(name=CALENDAR, defaults={"value": print_})
    return moved


def calendar_print() -> str:
    """A fingerprint of the calendar in force."""
    calendar = rules().calendar
    days = sorted([*calendar.off, *calendar.on, *calendar.local, *calendar.local_on])
    text = "|".join([*map(str, days), *map(str, sorted(calendar.published))])
    return hashlib.sha256(text.encode()).hexdigest()
