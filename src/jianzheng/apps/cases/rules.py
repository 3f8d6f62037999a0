"""The rules cases run under here: the calendar, the legal zone, the terms and the lights the city has chosen."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from jianzheng.core.case import Lights, Rules
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.formats.packs import load

TERMS_PACK = "cn-terms"


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules in force, read once for each process."""
    try:
        terms = {term.id: term for term in load(TERMS_PACK).terms}
    except Refused:
        terms = {}
    return Rules(calendar(settings.CALENDAR), ZoneInfo(settings.TIME_ZONE), terms, Lights())


def moment(now: dt.datetime) -> int:
    """A time as a moment: whole seconds since 1970."""
    return int(now.timestamp())


def local(at: int | None) -> dt.datetime | None:
    """A moment in legal time, for people; None for never."""
    return dt.datetime.fromtimestamp(at, rules().zone) if at else None


def last_day(due: int | None) -> dt.date | None:
    """The last day of a term that ends at a moment."""
    return dt.datetime.fromtimestamp(due - 1, rules().zone).date() if due else None
