"""Monthly figures: how long the law allowed, what was promised, what it took; days that do not count shown apart."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Count, F, IntegerField, QuerySet, Sum
from django.db.models.expressions import Case as When
from django.db.models.expressions import Value
from django.db.models.expressions import When as If
from django.db.models.functions import Coalesce

from jianzheng.apps.cases.models import Item
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.oversight.mapping import both
from jianzheng.apps.oversight.models import Card
from jianzheng.apps.oversight.rules import chosen
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.core.clock import Unit
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term
from jianzheng.core.text import Text

DAY = 86400
YEARS = range(1970, 3000)
GROUPS = ("case__edition_id", "place", "organ", "used")


@dataclass
class Sums:
    """Sums over decided matters while they are being added up; days are working days but for `span` (days by the calendar)."""

    decided: int = 0
    legal: int = 0
    promised: int = 0
    both: tuple[int, int] = (0, 0)
    used: int = 0
    out: int = 0
    waited: int = 0
    span: float = 0.0
    legal_of: int = 0
    promised_of: int = 0
    on_time: int = 0
    early: int = 0
    lawful: int = 0
    by_calendar: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of a month: an organ's matter (`title`), an organ, or all; `by_calendar` of them have a legal term in days by
    the calendar, which is in no average of working days. Averages are of decided matters; None where nothing
    is to be averaged; `compression` is 1 − Σ promised ÷ Σ legal of the matters that have both."""

    organ: str
    title: Text
    decided: int
    legal: float | None
    promised: float | None
    used: float
    out: float
    waited: float
    span: float
    on_time: int
    early: int
    lawful: int
    compression: float | None
    by_calendar: int

    @property
    def office(self) -> Text:
        """The organ's name."""
        return both(organ_named(self.organ).title)

    @property
    def percent(self) -> float | None:
        """The compression in percent."""
        return None if self.compression is None else 100 * self.compression


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of a month: by matter, by organ, and all together; points by organ."""

    first: dt.date
    matters: tuple[Figures, ...]
    organs: tuple[Figures, ...]
    whole: Figures
    points: dict[str, float] = field(default_factory=dict)


def month_of(words: str) -> dt.date:
    """The first day of "2026-11". Raises Refused for what is no month."""
    try:
        first = dt.datetime.strptime(words, "%Y-%m").date()
    except ValueError:
        raise Refused("月份写成 2026-11 这样。", "Write the month like 2026-11.") from None
    if first.year not in YEARS:
        raise Refused("请写 1970 年至 2999 年的月份。", "Write a month of the years 1970 to 2999.")
    return first


def month(first: dt.date, organ: str = "") -> Month:
    """The figures of the month that begins on `first`, of all organs or one."""
    start, end = bounds(first)
    found = Item.objects.filter(decided_at__gte=start, decided_at__lt=end)
    if organ:
        found = found.filter(organ=organ)
    by_matter: dict[tuple[str, str], Sums] = defaultdict(Sums)
    titles: dict[tuple[str, str], Text] = {}
    for row in _grouped(found):
        offered = service(row["case__edition_id"])
        matter = offered.matters[row["place"]]
        key = (row["organ"], matter.code or f"{offered.id} {matter.id}")
        if key not in titles or len(offered.matters) == 1:
            titles[key] = both(matter.title)
        _add(by_matter[key], row, matter.legal, matter.promised)
    lines = [_figures(key[0], titles[key], sums) for key, sums in sorted(by_matter.items())]
    organs = sorted({key[0] for key in by_matter})
    totals = [_figures(o, Text(""), _joined(s for k, s in by_matter.items() if k[0] == o)) for o in organs]
    whole = _figures("", Text("合计", "all"), _joined(by_matter.values()))
    return Month(first, tuple(lines), tuple(totals), whole, points(first, organ))


def bounds(first: dt.date) -> tuple[int, int]:
    """When the month of a first day begins, and when the next one does."""
    following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return rules().opening(first), rules().opening(following)


def _grouped(found: QuerySet[Item]) -> Iterable[dict[str, Any]]:
    """Decided matters added up in the database: one row for each matter and number of days used."""
    span = Sum(F("decided_at") - F("received_at"), output_field=BigIntegerField())
    rows: Iterable[dict[str, Any]] = (
        found.values(*GROUPS)
        .annotate(
            decided=Count("id"),
            outs=Sum("out"),
            waits=Sum("waited"),
            spans=Coalesce(span, 0),
            kept=_count(promised_due__gt=F("decided_at")),
            lawful=_count(legal_due__gt=F("decided_at")),
        )
        .order_by()
    )
    return rows


def _count(**where: object) -> Sum:
    return Sum(When(If(**where, then=Value(1)), default=Value(0), output_field=IntegerField()))


def _add(sums: Sums, row: dict[str, int], legal: Term | None, promised: Term | None) -> None:
    count = row["decided"]
    sums.decided += count
    sums.used += row["used"] * count
    sums.out += row["outs"]
    sums.waited += row["waits"]
    sums.span += row["spans"] / DAY
    sums.on_time += row["kept"] if promised else row["lawful"]
    sums.lawful += row["lawful"]
    days = [term.length if term and term.unit is Unit.WORKING else None for term in (legal, promised)]
    if legal and days[0] is None:
        sums.by_calendar += count
    if days[0] is not None:
        sums.legal, sums.legal_of = sums.legal + days[0] * count, sums.legal_of + count
    if days[1] is not None:
        sums.promised, sums.promised_of = sums.promised + days[1] * count, sums.promised_of + count
        sums.early += count if row["used"] < days[1] else 0
    if days[0] is not None and days[1] is not None:
        sums.both = (sums.both[0] + days[0] * count, sums.both[1] + days[1] * count)


def _joined(parts: Iterable[Sums]) -> Sums:
    whole = Sums()
    for part in parts:
        for name in Sums.__dataclass_fields__:
            if name != "both":
                setattr(whole, name, getattr(whole, name) + getattr(part, name))
        whole.both = (whole.both[0] + part.both[0], whole.both[1] + part.both[1])
    return whole


def _figures(organ: str, title: Text, sums: Sums) -> Figures:
    count = sums.decided or 1
    return Figures(
        organ,
        title,
        sums.decided,
        sums.legal / sums.legal_of if sums.legal_of else None,
        sums.promised / sums.promised_of if sums.promised_of else None,
        sums.used / count,
        sums.out / count,
        sums.waited / count,
        sums.span / count,
        sums.on_time,
        sums.early,
        sums.lawful,
        1 - sums.both[1] / sums.both[0] if sums.both[0] else None,
        sums.by_calendar,
    )


def points(first: dt.date, organ: str = "") -> dict[str, float]:
    """Points of each organ that got a card in a month: what the rule set in force starts with, less what the cards cost."""
    start, end = bounds(first)
    rows = Card.objects.filter(at__gte=start, at__lt=end)
    if organ:
        rows = rows.filter(organ=organ)
    most = chosen().points
    return {
        name: most - lost for name, lost in rows.values_list("organ").annotate(Sum("score")).order_by("organ")
    }
