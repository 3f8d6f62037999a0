"""The sections of a pack that a place sets for itself: `lights` (sets of rules), `ladder` (what follows, by whom, by when) and
`local` (figures no law fixes)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jianzheng.core.case.clocks import Light
from jianzheng.core.case.local import FIGURES, LocalRule
from jianzheng.core.text import Text
from jianzheng.core.watch.finding import KINDS
from jianzheng.core.watch.rules import TRIGGERS, LightRule, RuleSet, Rung
from jianzheng.formats.pack_steps import SOURCE, TITLE, WORDS
from jianzheng.formats.shape import DAYS, ID, TEXT, TRUTH, WHOLE, Problems, Shape, many, one_of, record
from jianzheng.formats.tree import Item

CARDS = tuple(light.name.lower() for light in Light if light)


def _rule(trigger: str, card: str, at_most: int = 0, at_least: int = 0, **more: Any) -> LightRule:
    return LightRule(trigger, Light[card.upper()], at_least if trigger == "overdue" else at_most, **more)


_RULE = record(
    _rule,
    {
        "trigger": one_of(*TRIGGERS),
        "at_most": WHOLE,
        "at_least": WHOLE,
        "unit": one_of("working"),
        "card": one_of(*CARDS),
        "score": DAYS,
        "notify": WORDS,
        "event": one_of(*KINDS),
    },
    ("trigger", "card"),
)
_WANTED = {"overdue": "at_least", "remaining": "at_most", "ratio": "at_most", "missing_event": "event"}


def _whole_rule(item: Item, problems: Problems) -> LightRule | None:
    made: LightRule | None = _RULE.read(item, problems)
    if made is None or item.value["trigger"].value not in TRIGGERS:
        return made
    wanted = _WANTED[made.trigger]
    for key in ("at_most", "at_least", "event"):
        if (key in item.value) != (key == wanted):
            problems.add(
                item,
                f"触发条件“{made.trigger}”用“{wanted}”说明，不用其他键。",
                f"The trigger “{made.trigger}” is stated by “{wanted}” and by no other key.",
            )
            break
    return made


def _set(id: str, title: Text = Text(""), **more: Any) -> RuleSet:
    return RuleSet(id, title if str(title) else Text(id), **more)


def _rung(id: str, by: str, title: Text = Text(""), **more: Any) -> Rung:
    return Rung(id, title if str(title) else Text(id), by, **more)


RULE = Shape(_whole_rule, _RULE.schema)
RULE_SET = record(
    _set, {"id": ID, "title": TITLE, "source": SOURCE, "points": DAYS, "rules": many(RULE)}, ("id", "rules")
)
RUNG = record(
    _rung,
    {
        "id": ID,
        "title": TITLE,
        "by": TEXT,
        "to": WORDS,
        "answer_days": WHOLE,
        "source": SOURCE,
        "by_itself": TRUTH,
        "ended": TITLE,
    },
    ("id", "by"),
)
LOCAL = record(LocalRule, {"id": one_of(*FIGURES), "value": WHOLE, "source": SOURCE}, ("id", "value"))


_RUNG = ("id", "title", "by", "to", "answer_days", "source", "by_itself", "ended")


def watch_values(
    sets: Sequence[RuleSet], ladder: Sequence[Rung], local: Sequence[LocalRule]
) -> dict[str, Any]:
    """Rule sets, a ladder and local figures in the shape of a pack file; {} where there are none."""
    lights = [_set_values(each) for each in sets]
    rungs = [_kept(each, _RUNG) for each in ladder]
    figures = [_kept(each, ("id", "source")) | {"value": each.value} for each in local]
    return {key: rows for key, rows in (("lights", lights), ("ladder", rungs), ("local", figures)) if rows}


def _kept(value: RuleSet | Rung | LightRule | LocalRule, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields that are not empty, texts and tuples as a file writes them."""
    kept = {name: getattr(value, name) for name in names if str(getattr(value, name) or "")}
    for name, title in kept.items():
        if isinstance(title, Text):
            kept[name] = {"zh": title.zh} | ({"en": title.en} if title.en else {})
    return {name: list(each) if isinstance(each, tuple) else each for name, each in kept.items()}


def _set_values(chosen: RuleSet) -> dict[str, Any]:
    rules = [_rule_values(rule) for rule in chosen.rules]
    return _kept(chosen, ("id", "title", "source")) | {"points": chosen.points, "rules": rules}


def _rule_values(rule: LightRule) -> dict[str, Any]:
    wanted = _WANTED[rule.trigger]
    bound = {} if wanted == "event" else {wanted: rule.threshold}
    head = {"trigger": rule.trigger, **bound, "card": rule.card.name.lower()}
    return head | _kept(rule, ("event", "score", "notify"))
