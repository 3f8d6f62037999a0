"""Working calendars of other countries, from the holidays package: national holidays and the usual weekend, nothing local."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version

from jianzheng.core.calendar import SATURDAY, Calendar
from jianzheng.core.text import Text

YEARS = range(1990, 2041)


def abroad(id: str) -> Calendar | None:
    """The calendar of a country ("nl") or of a part of it ("de-by"); None when the package has none of that name."""
    import holidays

    country, _, part = id.upper().partition("-")
    parts = holidays.list_supported_countries().get(country)
    if parts is None or (part and part not in parts):
        return None
    free = holidays.country_holidays(country, subdiv=part or None, years=YEARS)
    off = {day: Text(name, name) for day, name in free.items()}
    on: dict[dt.date, Text] = {}
    odd = set(free.weekend) ^ {SATURDAY, SATURDAY + 1}
    if odd:
        _other_weekend(set(free.weekend), off, on)
    source = f"holidays {version('holidays')}"
    return Calendar(id.lower(), off, on, dict.fromkeys(YEARS, source))


def _other_weekend(weekend: set[int], off: dict[dt.date, Text], on: dict[dt.date, Text]) -> None:
    """Where the weekend is not Saturday and Sunday: name every day that differs."""
    day, last = dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31)
    rest, work = Text("周末", "weekend"), Text("工作日", "working day")
    while day <= last:
        if day.weekday() in weekend and day.weekday() < SATURDAY:
            off.setdefault(day, rest)
        elif day.weekday() >= SATURDAY and day.weekday() not in weekend and day not in off:
            on[day] = work
        day += dt.timedelta(days=1)
