"""What would stand on the board under each rule set, counted over all open matters by where their due moments fall."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from jianzheng.apps.cases.models import Item
from jianzheng.apps.cases.rules import rules
from jianzheng.core.case import Light, Moment, Rules, State
from jianzheng.core.watch import RuleSet

PAUSED = int(State.PAUSED)


@dataclass(frozen=True, slots=True)
class Compared:
    """A rule set with what it would show: open matters by light; `approximate` where it goes by a share of each term, which
    is counted as one working day."""

    rules: RuleSet
    counts: tuple[int, int, int, int]
    approximate: bool
    running: bool


def compared(sets: list[RuleSet], running: str, at: Moment, organ: str = "") -> tuple[Compared, ...]:
    """Each rule set with its counts; the one that runs with the lights as they are."""
    return tuple(_compared(each, each.id == running, at, organ) for each in sets)


def _compared(chosen: RuleSet, runs: bool, at: Moment, organ: str) -> Compared:
    found = Item.objects.filter(ended_at__isnull=True)
    if organ:
        found = found.filter(organ=organ)
    if runs:
        lit = dict(found.values_list("light").annotate(Count("id")).order_by())
        return Compared(chosen, (lit.get(0, 0), lit.get(1, 0), lit.get(2, 0), lit.get(3, 0)), False, True)
    bounds = {light: _bound(chosen, light, rules(), at) for light in Light}
    live = found.exclude(state=PAUSED)
    wanted = {f"at{int(light)}": Count("id", filter=Q(due_at__lte=bounds[light])) for light in Light if light}
    row = live.aggregate(all=Count("id"), **wanted)
    counts = _stacked(found.filter(state=PAUSED).count() + row["all"], [row[f"at{n}"] for n in (1, 2, 3)])
    shares = any(rule.trigger == "ratio" for rule in chosen.rules)
    return Compared(chosen, counts, shares, False)


def _stacked(whole: int, reached: list[int]) -> tuple[int, int, int, int]:
    """Counts of each light from how many have reached it: a graver light hides the others."""
    warn, yellow, red = reached
    yellow = max(yellow, red)
    warn = max(warn, yellow)
    return whole - warn, warn - yellow, yellow - red, red


def _bound(chosen: RuleSet, light: Light, by: Rules, at: Moment) -> Moment:
    """The latest due moment at which a matter shows at least this light now; 0 for none."""
    found = [_reach(rule.trigger, rule.threshold, by, at) for rule in chosen.rules if rule.card is light]
    return max(found, default=0)


def _reach(trigger: str, threshold: int, by: Rules, at: Moment) -> Moment:
    """The latest due moment a rule about time catches at `at`."""
    today = by.day(at)
    if trigger == "overdue":
        return at if threshold <= 1 else _past(threshold, by, at)
    if trigger not in ("remaining", "ratio"):
        return 0
    days = threshold if trigger == "remaining" else 1
    left = days - by.calendar.is_working(today)
    last = by.calendar.working_day_after(today, left) if left > 0 else today
    return by.closing(last)


def _past(days: int, by: Rules, at: Moment) -> Moment:
    """The latest due moment that is at least `days` working days past at `at`."""
    day = by.day(at)
    count = 0
    while count < days:
        count += by.calendar.is_working(day)
        day -= dt.timedelta(days=1)
    return by.closing(day)
