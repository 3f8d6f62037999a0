"""What only the applicant can say of their situation: which conditions hold, which of several ways is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jianzheng.core.process import Step
from jianzheng.core.service import Service
from jianzheng.web.ui.say import say

HOLDS, CHOICE = "when-", "choose-"
"""Before the name of a condition, and of a group of alternatives: the field that says which."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Conditions that were answered, and the alternative taken of each group."""

    conditions: dict[str, bool]
    chosen: dict[str, str]


def conditions(offered: Service) -> list[str]:
    """The conditions a service asks about."""
    return list(dict.fromkeys(step.when for step in offered.process.steps if step.when))


def told(offered: Service, form: Mapping[str, str]) -> Situation:
    """What a form says."""
    holds = {
        name: form[f"{HOLDS}{name}"] == "yes" for name in conditions(offered) if f"{HOLDS}{name}" in form
    }
    chosen = {
        group: form[f"{CHOICE}{group}"]
        for group, steps in offered.process.alternatives().items()
        if form.get(f"{CHOICE}{group}") in {step.id for step in steps}
    }
    return Situation(holds, chosen)


def unanswered(offered: Service, situation: Situation) -> dict[str, str]:
    """What is still to be said, by field."""
    open_ones = [f"{HOLDS}{name}" for name in conditions(offered) if name not in situation.conditions]
    groups = offered.process.alternatives()
    open_ones += [f"{CHOICE}{group}" for group in groups if group not in situation.chosen]
    return dict.fromkeys(open_ones, say("Please answer this question.", "请回答这一项。"))


Asked = tuple[str, bool | None, str]
Choice = tuple[str, list[Step], str | None, str]


def questions(
    offered: Service, situation: Situation, wrong: Mapping[str, str]
) -> dict[str, list[Asked] | list[Choice]]:
    """For the page: every condition and every group with its answer and what is wrong with it."""
    return {
        "conditions": [
            (name, situation.conditions.get(name), wrong.get(f"{HOLDS}{name}", ""))
            for name in conditions(offered)
        ],
        "choices": [
            (group, steps, situation.chosen.get(group), wrong.get(f"{CHOICE}{group}", ""))
            for group, steps in offered.process.alternatives().items()
        ],
    }
