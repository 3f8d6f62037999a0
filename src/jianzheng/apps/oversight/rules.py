"""The rule set and the ladder in force here, and the register of staff the detectors judge by."""

from __future__ import annotations

from jianzheng.apps.cases.rules import rules
from jianzheng.core.refusal import Refused
from jianzheng.core.watch import DEFAULT, RuleSet, Rung
from jianzheng.formats.packs import load

PACK = "cn-lights"


def sets() -> dict[str, RuleSet]:
    """The rule sets there are, by id."""
    return {chosen.id: chosen for chosen in load(PACK).lights}


def chosen() -> RuleSet:
    """The set the clocks of cases turn by."""
    return sets().get(rules().lights.id, DEFAULT)


def ladder() -> tuple[Rung, ...]:
    """The ladder of acts, lowest rung first."""
    return load(PACK).ladder


def rung(id: str) -> Rung:
    """A rung by its id. Raises Refused when there is none."""
    for each in ladder():
        if each.id == id:
            return each
    raise Refused(f"没有“{id[:30]}”这一级措施。", f"There is no step “{id[:30]}” on the ladder.")
