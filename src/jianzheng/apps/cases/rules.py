"""The rules cases run under here: the calendar, the legal zone, the terms, lights and figures the city has chosen."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

from jianzheng.core.case import Lights, Rules
from jianzheng.core.case.local import local as local_figures
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.core.watch import lights
from jianzheng.formats.calendars import calendar
from jianzheng.formats.pack import Pack
from jianzheng.formats.packs import SUPERVISION, load

TERMS_PACK = "cn-terms"


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules in force, read once for each process."""
    try:
        law = load(TERMS_PACK)
    except Refused:
        law = Pack(TERMS_PACK, Text(""))
    terms, causes = {term.id: term for term in law.terms}, {cause.id: cause for cause in law.causes}
    zone, figures = ZoneInfo(settings.TIME_ZONE), local_figures(load(SUPERVISION).local)
    return Rules(calendar(settings.CALENDAR), zone, terms, _lights(settings.LIGHTS), figures, causes)


def _lights(id: str) -> Lights:
    """The rule set the clocks turn by. Raises Refused for one nobody wrote."""
    sets = {known.id: known for known in load(SUPERVISION).lights}
    if id not in sets:
        raise Refused(
            f"没有“{id}”这个亮灯规则集，可选：{'、'.join(sets)}。请改环境变量 LIGHTS。",
            f"There is no rule set “{id}”; choose of {', '.join(sets)} in the environment variable LIGHTS.",
        )
    return lights(sets[id])


def source_of(figure: str) -> Text:
    """Where a figure no law fixes was read, as a pack writes it: "中文 / English"."""
    stated = next((one.source for one in load(SUPERVISION).local if one.id == figure), "")
    zh, _, en = stated.partition(" / ")
    return Text(zh, en)


def moment(now: dt.datetime) -> int:
    """A time as a moment: whole seconds since 1970."""
    return int(now.timestamp())


def local(at: int | None) -> dt.datetime | None:
    """A moment in legal time, for people; None for never."""
    return dt.datetime.fromtimestamp(at, rules().zone) if at else None


def last_day(due: int | None) -> dt.date | None:
    """The last day of a term that ends at a moment."""
    return dt.datetime.fromtimestamp(due - 1, rules().zone).date() if due else None
