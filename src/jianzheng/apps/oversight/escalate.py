"""What supervision does by itself, again and again: cards for lights that turned, reminders, answers that did not come, and
another look through cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from jianzheng.apps.cases.models import Case, Item, Mark
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.oversight import actions
from jianzheng.apps.oversight.models import Card, Deed
from jianzheng.apps.oversight.queries import history_of
from jianzheng.apps.oversight.register import register
from jianzheng.core.case import Light
from jianzheng.core.watch import across_cases

MOST = 100
LOOKED = "oversight.looked"


@dataclass(frozen=True, slots=True)
class Escalated:
    """How many cards fell, how many were reminded, how many answers lapsed."""

    cards: int = 0
    reminded: int = 0
    lapsed: int = 0

    @property
    def all(self) -> int:
        """Everything that was done."""
        return self.cards + self.reminded + self.lapsed


def escalate(*, now: dt.datetime, most: int = MOST) -> Escalated:
    """One round for the tick: what lights and days ask for by `now`, at most `most` of each; again when there is more."""
    cards = reminded = 0
    for light in (Light.RED, Light.YELLOW, Light.WARN):
        for number, item, due in _uncarded(light, most):
            cards += actions.card(number=number, item=item, light=light, due_at=due, now=now)
            reminded += actions.remind(number=number, item=item, now=now)
    open_deeds = Deed.objects.filter(
        answered_at__isnull=True, lapsed_at__isnull=True, due_at__lte=moment(now)
    )
    late = list(open_deeds.order_by("due_at", "id").values_list("id", flat=True)[:most])
    return Escalated(cards, reminded, sum(actions.lapse(deed=deed, now=now) for deed in late))


def _uncarded(light: Light, most: int) -> list[tuple[str, int, int]]:
    """Open matters whose light has no card yet for the term that runs."""
    fallen = Card.objects.filter(
        case_id=OuterRef("case_id"),
        item=OuterRef("place"),
        light=int(light),
        why="time",
        due=OuterRef("due_at"),
    )
    rows = Item.objects.filter(ended_at__isnull=True, light=int(light), due_at__isnull=False)
    found = rows.filter(~Exists(fallen)).values_list("case__number", "place", "due_at")
    return [(number, place, due) for number, place, due in found[:most] if due]


def look(*, now: dt.datetime, most: int = MOST) -> int:
    """Look through the next `most` cases after those looked through last, each alone and all together. The first pass sees
    every case, later ones those still open or ended since; a pass done rests until the next day. How many findings are new is
    returned."""
    today = rules().day(moment(now)).isoformat()
    last, _, done = (
        Mark.objects.filter(name=LOOKED).values_list("value", flat=True).first() or "0@"
    ).partition("@")
    if (last, done) == ("0", today):
        return 0
    rows = _next(int(last), done, most)
    staff = register()
    seen = {number: history_of(id, staff) for id, number in rows}
    found = sum(actions.refresh(number=number, now=now, seen=each) for number, each in seen.items())
    found += _together(seen, now)
    reached = f"{rows[-1][0]}@{done}" if len(rows) == most else f"0@{today}"
    Mark.objects.update_or_create(name=LOOKED, defaults={"value": reached})
    return found


def _next(last: int, done: str, most: int) -> list[tuple[int, str]]:
    """The cases to look at next; after a full pass, done on a day, only what may have moved since the day before."""
    rows = Case.objects.filter(id__gt=last)
    if done:
        before = rules().opening(dt.date.fromisoformat(done) - dt.timedelta(days=1))
        rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=before))
    return list(rows.order_by("id").values_list("id", "number")[:most])


@transaction.atomic
def _together(seen: Mapping[str, actions.Seen], now: dt.datetime) -> int:
    """Write down what only many cases show, with the last of the cases concerned."""
    found = across_cases([history for history, _ in seen.values()])
    return sum(
        actions.keep(number=each.case, found=each, organs=seen[each.case][1], now=now) for each in found
    )
