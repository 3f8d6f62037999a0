"""Rule sets of supervision as data: when a light turns, which card follows, what it costs, who is told (domain: 电子监察)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jianzheng.core.case.clocks import Light
from jianzheng.core.text import Text

TRIGGERS = ("remaining", "overdue", "ratio", "missing_event")
"""Days left (today counts), working days past due (the first begins the moment a term ends), percent of the term left, or
a breach that was found."""


@dataclass(frozen=True, slots=True)
class LightRule:
    """One rule: `trigger` against `threshold` (at most, for remaining and ratio; at least, for overdue; nothing for a
    breach, which `event` names) gives `card`; `score` points are taken off, the roles in `notify` are told."""

    trigger: str
    card: Light
    threshold: int = 0
    unit: str = "working"
    score: float = 0.0
    notify: tuple[str, ...] = ()
    event: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A set of rules with where it was read; `points` is what a unit starts each month with."""

    id: str
    title: Text
    rules: tuple[LightRule, ...] = ()
    points: float = 100.0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder: what the act is called, whose role does it (`by`; "clock" = by itself), whom it goes to, and
    the working days until an answer is due (0 = none is); with `by_itself` the clock takes it where the one below
    went unanswered; `ended` what it is called of a case that has ended, where nothing is left to urge."""

    id: str
    title: Text
    by: str
    to: tuple[str, ...] = ()
    answer_days: int = 0
    source: str = ""
    by_itself: bool = False
    ended: Text = Text("")

    def of(self, over: bool) -> Rung:
        """The rung as it is called of a case that has ended, or has not."""
        return replace(self, title=self.ended) if over and str(self.ended) else self


DEFAULT = RuleSet(
    "default",
    Text("默认规则", "default rules"),
    (
        LightRule("remaining", Light.WARN, 1, notify=("handler",)),
        LightRule("ratio", Light.WARN, 20, notify=("handler",)),
        LightRule("remaining", Light.YELLOW, 1, notify=("handler", "chief")),
        LightRule("overdue", Light.RED, 1, notify=("handler", "chief", "supervisor")),
    ),
    source="本系统建议的默认值，可由各地改动 proposed by this software; each place may change it",
)
"""What runs where a city has chosen nothing: warn when at most max(1 day, a fifth) is left, yellow on the last day."""
