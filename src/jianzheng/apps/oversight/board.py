"""The live board: open matters by light, the overdue and the nearly due, down to office and person; index walks only."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from jianzheng.apps.cases.mapping import FAR
from jianzheng.apps.cases.models import Item, Work
from jianzheng.apps.cases.queries import after_key, beyond, place, walk, work_title
from jianzheng.apps.cases.queries import board as counted
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.oversight.mapping import both
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.core.case import Light, State
from jianzheng.core.text import Text

PAGE = 25
NOBODY = "-"
"""How an address names work nobody has claimed."""


@dataclass(frozen=True, slots=True)
class Office:
    """An organ's open matters by light, in the order of Light."""

    organ: str
    counts: tuple[int, int, int, int]

    @property
    def office(self) -> Text:
        """The organ's name."""
        return both(organ_named(self.organ).title)

    @property
    def open(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Line:
    """One open matter, or one piece of open work where `step_title` names it."""

    case: str
    title: Text
    organ: str
    state: Text
    light: Light
    due_on: dt.date | None
    key: str
    person: str = ""
    step_title: Text = Text("")

    @property
    def office(self) -> Text:
        """The organ's name."""
        return both(organ_named(self.organ).title)


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines and where the next page begins ("" = there is none)."""

    lines: tuple[Line, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody's open work in an office by light; `person` is NOBODY for what nobody has claimed."""

    person: str
    counts: tuple[int, int, int, int]

    @property
    def open(self) -> int:
        """All of it."""
        return sum(self.counts)


def offices(organ: str = "") -> tuple[Office, ...]:
    """Every organ with open matters (or the one), the reddest first."""
    rows = [Office(name, _four(lights)) for name, lights in counted(organ=organ).items()]
    return tuple(sorted(rows, key=lambda row: (*(-count for count in reversed(row.counts[1:])), row.organ)))


def _four(lights: dict[int, int]) -> tuple[int, int, int, int]:
    return lights.get(0, 0), lights.get(1, 0), lights.get(2, 0), lights.get(3, 0)


def matters(*, organs: Sequence[str], light: Light, after: str = "", size: int = PAGE) -> Page:
    """Open matters of some organs under a light, the earliest due first: one walk along one index for each organ."""
    due, id = after_key(after)
    found: list[Item] = []
    for organ in organs:
        rows = Item.objects.filter(organ=organ, light=int(light), ended_at__isnull=True)
        found += walk(rows.select_related("case").only(*_LINE), due, id, size + 1)
    first = heapq.nsmallest(size + 1, found, key=lambda row: (row.due_at or FAR, row.pk))
    return _paged([_line(row) for row in first], size)


_LINE = ("place", "matter", "organ", "state", "light", "due_at", "case__number", "case__edition_id")


def _paged(lines: list[Line], size: int) -> Page:
    return Page(tuple(lines[:size]), lines[size - 1].key if len(lines) > size else "")


def _line(row: Item) -> Line:
    offered = service(row.case.edition_id)
    return Line(
        row.case.number,
        both(offered.matters[row.place].title),
        row.organ,
        State(row.state).title,
        Light(row.light),
        last_day(row.due_at),
        f"{row.due_at or FAR}-{row.pk}",
    )


def staff(organ: str) -> tuple[Staff, ...]:
    """Who has open work in an office, the reddest first."""
    rows = (
        Work.objects.filter(organ=organ).values_list("claimed_by", "light").annotate(Count("step")).order_by()
    )
    people: dict[str, dict[int, int]] = {}
    for person, light, count in rows:
        people.setdefault(person or NOBODY, {})[light] = count
    found = [Staff(person, _four(lights)) for person, lights in people.items()]
    return tuple(sorted(found, key=lambda row: (*(-count for count in reversed(row.counts[1:])), row.person)))


def work(*, organ: str, person: str, after: str = "", size: int = PAGE) -> Page:
    """Somebody's open work in an office, the earliest due first."""
    due, id = after_key(after)
    rows = Work.objects.filter(organ=organ, due_at__gte=due)
    rows = (
        rows.filter(claimed_by="") if person == NOBODY else rows.filter(claimed_by=person, claimed_by__gt="")
    )
    if due:
        rows = rows.filter(beyond(due, id))
    found = rows.select_related("case").only(*_WORK).order_by("due_at", "case_id", "step")[: size + 1]
    return _paged([_work_line(row) for row in found], size)


_WORK = ("step", "item", "organ", "due_at", "light", "claimed_by", "case__number", "case__edition_id")


def _work_line(row: Work) -> Line:
    offered = service(row.case.edition_id)
    return Line(
        row.case.number,
        both(offered.matters[row.item].title),
        row.organ,
        Text(""),
        Light(row.light),
        last_day(row.due_at) if row.due_at < FAR else None,
        place(row),
        row.claimed_by,
        both(work_title(offered, row.step)),
    )
