"""Orders that are only habit, ranked by what dropping them could gain; and demanded orders that the log breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import HttpRequest
from django.views.decorators.http import require_safe

from jianzheng.core.confront import Confronted
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.discover.habits import Habit, Habits, Question, habits
from jianzheng.lab.discover.steps import relabelled, stepped
from jianzheng.lab.kept import named
from jianzheng.lab.log.log import DAY
from jianzheng.web.studio.logs.declared import choices, chosen
from jianzheng.web.studio.logs.opening import Opened, tab
from jianzheng.web.ui.may import may, reader

ALWAYS = (90, 95, 99, 100)
"""Percent of the cases that counts as always."""


@dataclass(frozen=True, slots=True)
class Names:
    """How activities or steps are called here, and the one activity a link can ask for (none where several are one step)."""

    titles: Mapping[str, Text]
    activities: Mapping[str, str]

    def said(self, name: str) -> Text:
        """The title of a step, the name of an activity."""
        return self.titles.get(name, Text(name, name))


@dataclass(frozen=True, slots=True)
class HabitRow:
    """A habit as it is shown; lengths in days, links empty where none can be made."""

    before: Text
    after: Text
    cases: int
    share: str
    total: float
    median: float
    chain: float | None
    reversed: int
    link: str
    against: str


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A demanded order that the log breaks."""

    before: Text
    after: Text
    ground: str
    cases: int
    reversed: int
    skipped: int
    turned: str
    without: str


@may("engineer")
@require_safe
@tab("log_habits")
def log_habits(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Lay the log against a process, or against nothing."""
    word = request.GET.get("process", "")
    always = request.GET.get("always", "95")
    frame = {
        "choices": choices(reader(request)),
        "process": word,
        "always": always,
        "levels": ALWAYS,
        "unit": Text("工作日", "working days") if opened.of.named else Text("自然日", "natural days"),
    }
    try:
        declared = chosen(request, word) if word else None
        found = habits(opened.of.log, opened.keep, declared, None, _question(opened, always))
    except Refused as refused:
        return {**frame, "refused": refused}
    return {**frame, "found": found, **_rows(opened, found, declared)}


def _question(opened: Opened, always: str) -> Question:
    """What counts as always. Raises Refused for a share not offered."""
    if always not in {str(level) for level in ALWAYS}:
        raise Refused("请从所列比例中选择。", "Choose one of the shares offered.")
    line = opened.of.worktime if opened.of.named else None
    return Question(threshold=int(always) / 100, worktime=(lambda _: line) if line else None)


def _rows(opened: Opened, found: Habits, declared: Confronted | None) -> dict[str, Any]:
    names = _names(opened, declared)
    day = opened.of.worktime.day_length if opened.of.named else DAY
    return {
        "habits": [_habit(opened, names, habit, day) for habit in found.habits],
        "broken": [
            BrokenRow(
                names.said(one.before),
                names.said(one.after),
                one.ground.cite,
                one.cases,
                one.reversed,
                one.skipped,
                _link(opened, names, one.after, one.before, "first") if one.reversed else "",
                _link(opened, names, one.before, one.after, "skipped") if one.skipped else "",
            )
            for one in found.broken
        ],
        "unplaced": found.unplaced,
        "unseen": [names.said(step) for step in found.unseen],
        "declared": declared,
    }


def _habit(opened: Opened, names: Names, one: Habit, day: int) -> HabitRow:
    return HabitRow(
        names.said(one.before),
        names.said(one.after),
        one.first,
        f"{one.share:.1%}",
        one.freed.total / day,
        one.freed.median / day,
        one.chain,
        one.reversed,
        _link(opened, names, one.before, one.after, "first"),
        _link(opened, names, one.after, one.before, "first") if one.reversed else "",
    )


def _names(opened: Opened, declared: Confronted | None) -> Names:
    if declared is None:
        return Names({}, {})
    process, log = declared.process, opened.of.log
    activities = defaultdict(list)
    called = relabelled(*stepped(log, process, {})).activity
    both = np.unique(np.stack((called.codes, named(log.activity).codes)), axis=1)
    for step, activity in both.T.tolist():
        activities[called.names[step]].append(named(log.activity).names[activity])
    titles = {step.id: step.title for step in process.steps}
    return Names(titles, {step: found[0] if len(found) == 1 else "" for step, found in activities.items()})


def _link(opened: Opened, names: Names, before: str, after: str, how: str) -> str:
    """The question for the cases with this order; "" where a step is several activities."""
    pair = [names.activities.get(name, name) for name in (before, after)]
    return opened.asked.but(before=pair[0], after=pair[1], how=how) if all(pair) else ""
