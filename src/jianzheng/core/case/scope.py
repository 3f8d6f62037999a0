"""Which matters of a service one applies for in a situation: of the others nothing is left to examine or to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Scope:
    """What a situation leaves of a service: the `matters` to apply for and the materials `asked` (numbers), the steps `gone`
    (bits, all those of matters not applied for among them), and `why` each other matter (by number) is not applied for."""

    matters: tuple[int, ...]
    asked: tuple[int, ...]
    gone: int
    why: Mapping[int, Text] = field(default_factory=dict)


def scope(service: Service, conditions: Mapping[str, bool], choose: Mapping[str, str]) -> Scope:
    """The scope of an application: which conditions hold (unanswered = yes), which alternative is taken (group → step id;
    unanswered = the first that may hold). Raises Refused where two answers contradict each other, or name no step."""
    remembered: dict[Any, Scope] = service.__dict__.setdefault("_scopes", {})
    situation = (frozenset(conditions.items()), frozenset(choose.items()))
    if situation not in remembered:
        if len(remembered) >= MOST:
            remembered.clear()
        remembered[situation] = _scope(service, conditions, choose)
    return remembered[situation]


MOST = 1000
"""So many situations are remembered for a service."""


def _scope(service: Service, conditions: Mapping[str, bool], choose: Mapping[str, str]) -> Scope:
    known = {**service.process.conditions, **conditions}
    taken = {group: _taken(steps, known, choose.get(group)) for group, steps in _groups(service).items()}
    gone, why = 0, dict[int, list[Text]]()
    for number, step in enumerate(service.process.steps):
        said = _unneeded(step, known, taken)
        if str(said):
            gone |= 1 << number
            why.setdefault(service.owner[number], []).append(said)
    kept = tuple(place for place in range(len(service.matters)) if remains(service, gone, place))
    for place in set(range(len(service.matters))) - set(kept):
        gone |= service.all_of[place]
    return Scope(
        kept,
        needed(service, gone),
        gone,
        {place: _joined(said) for place, said in why.items() if place not in kept},
    )


def remains(service: Service, gone: int, place: int) -> bool:
    """Whether anything of a matter is left to examine and to decide once the steps `gone` fall away."""
    examined, decided = service.essential[place]
    return bool((not examined or examined & ~gone) and (not decided or decided & ~gone))


def needed(service: Service, gone: int) -> tuple[int, ...]:
    """The materials that steps not `gone` ask for, by number in `service.asked`."""
    remembered: dict[int, tuple[int, ...]] = service.__dict__.setdefault("_needed", {})
    if gone not in remembered:
        if len(remembered) >= MOST:
            remembered.clear()
        remembered[gone] = _needed(service, gone)
    return remembered[gone]


def _needed(service: Service, gone: int) -> tuple[int, ...]:
    live = {step.id for number, step in enumerate(service.process.steps) if not gone >> number & 1}
    return tuple(n for n, asked in enumerate(service.asked) if not live.isdisjoint(asked.steps))


def _groups(service: Service) -> dict[str, list[Step]]:
    return service.process.alternatives()


def _taken(steps: list[Step], known: Mapping[str, bool], chosen: str | None) -> Step:
    """The alternative taken: as chosen, else the first that may hold."""
    if not chosen:
        return next((step for step in steps if known.get(step.when, True)), steps[0])
    found = next((step for step in steps if step.id == chosen), None)
    if found is None:
        raise Refused("没有这个选项，请刷新页面。", "There is no such choice; reload the page.")
    if not known.get(found.when, True):
        raise Refused(
            f"您选择了“{found.name}”，又说明“{found.when}”为否，两处不一致，请改其中一处。",
            f"You chose “{found.en}” but said that “{found.when}” does not hold; change one of the two.",
        )
    return found


def _unneeded(step: Step, known: Mapping[str, bool], taken: Mapping[str, Step]) -> Text:
    """Why a step is not needed in the situation; empty where it is."""
    if not known.get(step.when, True):
        return Text(f"“{step.when}”为否", f"“{step.when}” does not hold")
    other = taken[step.one_of] if step.one_of else step
    if other is not step:
        return Text(f"选择的是“{other.name}”", f"“{other.en}” was chosen")
    return Text("")


def _joined(said: list[Text]) -> Text:
    once = list(dict.fromkeys(said))
    return Text("；".join(text.zh for text in once), "; ".join(text.en for text in once))
