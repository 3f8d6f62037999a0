"""Lights and cards under any rule set, whatever set the clocks of a case were started with; and the points they cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jianzheng.core.case import Case, Clock, Light, Lights, Moment, Rules
from jianzheng.core.refusal import Refused
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.rules import LightRule, RuleSet


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a case at a moment: of a matter (`item`), of open work (`step`), or of the whole (both -1); `finding` names
    the breach it was given for, "" where it was time."""

    light: Light
    rule: LightRule
    item: int = -1
    step: int = -1
    due: Moment = 0
    finding: str = ""


def matching(clock: Clock, chosen: RuleSet, rules: Rules, at: Moment) -> LightRule | None:
    """The gravest rule about time that a running clock meets; None for none and for a stopped clock."""
    if clock.paused:
        return None
    left = rules.remaining(clock, at)
    met = [rule for rule in chosen.rules if _meets(rule, clock, left, at)]
    return max(met, key=lambda rule: rule.card, default=None)


def _meets(rule: LightRule, clock: Clock, left: int, at: Moment) -> bool:
    if rule.trigger == "overdue":
        return at >= clock.due and -left >= rule.threshold
    if rule.trigger == "remaining":
        return left <= rule.threshold
    if rule.trigger == "ratio":
        # Whole days, as the clocks of a case count them: a fifth of 4 days is none.
        return left <= clock.length * rule.threshold // 100
    return False


def light(clock: Clock | None, chosen: RuleSet, rules: Rules, at: Moment) -> Light:
    """The light a clock shows under a rule set."""
    rule = matching(clock, chosen, rules, at) if clock else None
    return rule.card if rule else Light.GREEN


def cards(
    case: Case, chosen: RuleSet, rules: Rules, at: Moment, found: Sequence[Finding] = ()
) -> tuple[Card, ...]:
    """The cards of a case at a moment: for every clock that counts the gravest, for every finding what the set gives."""
    clocks: list[tuple[int, int, Clock | None]] = [(n, -1, item.clock) for n, item in enumerate(case.items)]
    clocks += [(-1, work.step, work.clock) for work in case.open]
    clocks.append((-1, -1, None if case.ended_at else case.whole))
    given = []
    for item, step, clock in clocks:
        rule = matching(clock, chosen, rules, at) if clock else None
        if rule and clock:
            given.append(Card(rule.card, rule, item, step, clock.due))
    for finding in found:
        given += [
            Card(rule.card, rule, finding.item, finding.step, 0, finding.kind)
            for rule in chosen.rules
            if rule.trigger == "missing_event" and rule.event == finding.kind
        ]
    return tuple(given)


def lights(chosen: RuleSet) -> Lights:
    """The rule set as the clocks of cases turn by it. Raises Refused for a set that clocks cannot turn by: it is for
    comparison only."""
    warn = {rule.trigger: rule for rule in chosen.rules if rule.card is Light.WARN}
    days = warn["remaining"].threshold if "remaining" in warn else 0
    percent = warn["ratio"].threshold if "ratio" in warn else 0
    return Lights(chosen.id, days, percent, _nth(chosen, Light.YELLOW), _nth(chosen, Light.RED))


def _nth(chosen: RuleSet, card: Light) -> int:
    """On which working day past due a card falls, 0 = the last day of the term."""
    for rule in chosen.rules:
        if rule.card is card and rule.trigger == "overdue" and rule.unit == "working":
            return rule.threshold
        if rule.card is card and rule.trigger == "remaining" and rule.threshold == 1:
            return 0
    raise Refused(
        f"规则“{chosen.title.zh}”不按时间给{card.title.zh}，只能用于比较，不能作为运行规则。请另选一套。",
        f"The rules “{chosen.title.en}” give no {card.title.en} by time: they serve to compare. Choose another set.",
    )


def scores(
    given: Iterable[tuple[str, Card, Moment]], chosen: RuleSet, rules: Rules
) -> Mapping[tuple[str, dt.date], float]:
    """Points by unit and month (its first day) after the cards (unit, card, when): `points` less what each card costs."""
    points: dict[tuple[str, dt.date], float] = {}
    for unit, card, at in given:
        key = (unit, rules.day(at).replace(day=1))
        points[key] = points.get(key, chosen.points) - card.rule.score
    return points
