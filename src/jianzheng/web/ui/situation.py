"""What only the applicant can say of their situation, each asked once, and what is applied for and brought in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jianzheng.core.case.free import unlisted
from jianzheng.core.case.scope import scope
from jianzheng.core.process import Step
from jianzheng.core.service import Matter, Service
from jianzheng.core.text import Text
from jianzheng.web.ui.say import say

HOLDS, CHOICE, NONE = "when-", "choose-", "-"
"""Before the name of a condition, and of a group of alternatives: the field that says which. NONE: none of the group."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Conditions that were answered, and the alternative taken of each group (a step's id, or NONE)."""

    conditions: dict[str, bool]
    chosen: dict[str, str]

    @property
    def taken(self) -> dict[str, str]:
        """The alternatives that were taken."""
        return {group: step for group, step in self.chosen.items() if step != NONE}


def conditions(offered: Service) -> list[str]:
    """The conditions a service asks about by themselves; those that stand for one of several alternatives are not."""
    asked = dict.fromkeys(step.when for step in offered.process.steps if step.when)
    return [name for name in asked if name not in _of_choices(offered)]


def _of_choices(offered: Service) -> set[str]:
    return {step.when for steps in offered.process.alternatives().values() for step in steps if step.when}


def none_fits(steps: list[Step]) -> bool:
    """Whether none of some alternatives may apply: each is needed under a condition only."""
    return all(step.when for step in steps)


def told(offered: Service, form: Mapping[str, str]) -> Situation:
    """What a form says; a choice answers the conditions of its alternatives too."""
    holds = {
        name: form[f"{HOLDS}{name}"] == "yes" for name in conditions(offered) if f"{HOLDS}{name}" in form
    }
    chosen = {}
    for group, steps in offered.process.alternatives().items():
        said = form.get(f"{CHOICE}{group}", "")
        if said in {step.id for step in steps} or (said == NONE and none_fits(steps)):
            chosen[group] = said
            holds |= {step.when: step.id == said for step in steps if step.when}
    return Situation(holds, chosen)


def unanswered(offered: Service, situation: Situation) -> dict[str, str]:
    """What is still to be said, by field."""
    open_ones = [f"{HOLDS}{name}" for name in conditions(offered) if name not in situation.conditions]
    groups = offered.process.alternatives()
    open_ones += [f"{CHOICE}{group}" for group in groups if group not in situation.chosen]
    return dict.fromkeys(open_ones, say("Please answer this question.", "请回答这一项。"))


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its ways to answer (value, words, whether it is the answer): the field, what it is called, what follows
    from it, what is wrong with the answer."""

    field: str
    title: Text
    help: Text
    answers: list[tuple[str, Text, bool]]
    trouble: str


def questions(offered: Service, situation: Situation, wrong: Mapping[str, str]) -> list[Question]:
    """For the page: every condition and every group of alternatives, in the order of the process."""
    asked = [_condition(offered, name, situation.conditions.get(name), wrong) for name in conditions(offered)]
    return [
        *(_choice(group, steps, situation, wrong) for group, steps in offered.process.alternatives().items()),
        *asked,
    ]


def _condition(offered: Service, name: str, holds: bool | None, wrong: Mapping[str, str]) -> Question:
    titles = list(dict.fromkeys(_hanging(offered, name)))
    zh, en = "、".join(title.zh for title in titles), ", ".join(title.en or title.zh for title in titles)
    return Question(
        f"{HOLDS}{name}",
        Text(f"您需要办理“{zh}”吗（条件：{name}）？", f"Do you need this: {en}?"),
        Text(
            f"选“是”，要办：{zh}；选“否”，不办。拿不准的，先问受理窗口。",
            f"The printed condition: “{offered.called(name).en or name}”. With “no” it is not applied for. Not sure? "
            "Ask the window.",
        ),
        [("yes", Text("是", "yes"), holds is True), ("no", Text("否", "no"), holds is False)],
        wrong.get(f"{HOLDS}{name}", ""),
    )


def _hanging(offered: Service, name: str) -> list[Text]:
    """What is done only under a condition: of several matters the matters, of one its steps."""
    steps = [(n, step) for n, step in enumerate(offered.process.steps) if step.when == name]
    if len(offered.matters) == 1:
        return [step.title for _, step in steps]
    return [offered.matters[offered.owner[n]].title for n, _ in steps]


def _choice(group: str, steps: list[Step], situation: Situation, wrong: Mapping[str, str]) -> Question:
    taken = situation.chosen.get(group)
    answers = [(step.id, step.title, step.id == taken) for step in steps]
    if none_fits(steps):
        answers.append((NONE, Text("都不适用", "none of these"), taken == NONE))
    return Question(
        f"{CHOICE}{group}",
        _which(steps),
        Text("只办您选的这一种，其余的不办。", "Only the one you choose is applied for."),
        answers,
        wrong.get(f"{CHOICE}{group}", ""),
    )


def _which(steps: list[Step]) -> Text:
    """The question of some alternatives, by what their names have in common."""
    zh, en = _common([step.name for step in steps]), _common([step.en for step in steps])
    return Text(
        f"{zh}：您适用哪一种？" if zh else "您适用下列哪一种？",
        f"{en}: which of these applies to you?" if en else "Which of these applies to you?",
    )


def _common(names: list[str]) -> str:
    """What some names begin with, all of them."""
    short = min(names, key=len)
    ends = range(len(short), 0, -1)
    begins = (short[:n] for n in ends if all(name.startswith(short[:n]) for name in names))
    return next(begins, "").strip(" （(")


@dataclass(frozen=True, slots=True)
class Part:
    """A matter in this situation: `needed` yes, no, or None while a question about it is open, `why` not; `asked` the numbers
    of the materials that stand with it; `listed` whether its source lists any at all."""

    place: int
    matter: Matter
    needed: bool | None
    why: Text
    asked: tuple[int, ...]
    listed: bool


def parts(offered: Service, situation: Situation) -> list[Part]:
    """The matters of a service in this situation. A material that several need stands with the first of them; one that only a
    matter with an open question needs is not asked yet."""
    surely, why = _needed(offered, situation, False)
    perhaps, _ = _needed(offered, situation, True)
    mine, no_list = _materials(offered, surely), unlisted(offered)
    found = []
    for place, matter in enumerate(offered.matters):
        work = {step.id for step in offered.steps_of(place)}
        needed = True if work & surely else None if work & perhaps else False
        asked = tuple(mine.get(place, ()))
        found.append(
            Part(place, matter, needed, _why(offered, situation, place, why), asked, place not in no_list)
        )
    return found


def _why(offered: Service, situation: Situation, place: int, why: Mapping[int, Text]) -> Text:
    """Why a matter is not applied for: the choice that was made instead, else the answer."""
    groups = {step.one_of for step in offered.steps_of(place)} & set(situation.chosen)
    for group in groups:
        taken = {step.id: step for step in offered.process.alternatives()[group]}.get(situation.chosen[group])
        zh, en = (taken.name, taken.en) if taken else ("都不适用", "none of these")
        return Text(f"选的是“{zh}”", f"you chose “{en}”")
    return why.get(place, Text(""))


def _materials(offered: Service, surely: set[str]) -> dict[int, list[int]]:
    """Place of a matter → the materials that stand with it."""
    index, mine = offered.process.index, dict[int, list[int]]()
    for n, asked in enumerate(offered.asked):
        needing = [offered.owner[index[id]] for id in asked.steps if id in surely]
        if needing:
            mine.setdefault(min(needing), []).append(n)
    return mine


def _needed(offered: Service, situation: Situation, open_ones: bool) -> tuple[set[str], Mapping[int, Text]]:
    """The steps needed where every open question is answered so that they are (or so that they are not), and why a matter is
    not applied for."""
    holds = {step.when: open_ones for step in offered.process.steps if step.when}
    within = scope(offered, holds | situation.conditions, situation.taken)
    undecided = {group for group in offered.process.alternatives() if group not in situation.chosen}
    needed = {
        step.id
        for n, step in enumerate(offered.process.steps)
        if (open_ones if step.one_of in undecided else not within.gone >> n & 1)
    }
    return needed, within.why


def by_need(found: list[Part]) -> dict[str, list[Part]]:
    """For the page: the matters applied for, those an open question decides, and those that are not."""
    words = {True: "applied", None: "undecided", False: "apart"}
    return {word: [part for part in found if part.needed is needed] for needed, word in words.items()}
