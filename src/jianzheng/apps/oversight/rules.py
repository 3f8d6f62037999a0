"""The rule set and the ladder in force here, and the register of staff the detectors judge by."""

from __future__ import annotations

from dataclasses import dataclass

from jianzheng.apps.cases.rules import rules
from jianzheng.core.case.local import FIGURES
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.core.watch import DEFAULT, RuleSet, Rung
from jianzheng.formats.packs import SUPERVISION, load


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure the place sets: what it counts, its value and unit, and its source ("中文 / English")."""

    title: Text
    value: int
    unit: Text
    source: str


UNSTATED = "未写明，按本系统默认值 / not stated; the default of this software"


def sets() -> dict[str, RuleSet]:
    """The rule sets there are, by id."""
    return {chosen.id: chosen for chosen in load(SUPERVISION).lights}


def chosen() -> RuleSet:
    """The set the clocks of cases turn by."""
    return sets().get(rules().lights.id, DEFAULT)


def ladder() -> tuple[Rung, ...]:
    """The ladder of acts, lowest rung first."""
    return load(SUPERVISION).ladder


def figures() -> tuple[Figure, ...]:
    """The figures no law fixes that are in force here, each with where it was read."""
    stated = {each.id: each.source for each in load(SUPERVISION).local}
    return tuple(
        Figure(what, getattr(rules().local, id), unit, stated.get(id, UNSTATED))
        for id, (what, unit) in FIGURES.items()
    )


def rung(id: str) -> Rung:
    """A rung by its id. Raises Refused when there is none."""
    for each in ladder():
        if each.id == id:
            return each
    raise Refused(f"没有“{id[:30]}”这一级措施。", f"There is no step “{id[:30]}” on the ladder.")
