"""Why a paper that follows, a promise to check, or a false promise to put right has the last day it has: a figure of the place,
counted from what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jianzheng.core.case import events as e
from jianzheng.core.case.case import Debt
from jianzheng.core.case.clocks import Rules
from jianzheng.core.case.evolve import Happened
from jianzheng.core.case.explain import Why, explained
from jianzheng.core.clock import Unit
from jianzheng.core.service import Term
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Grounded:
    """A last day told day by day, and the id of the local figure (core/case/local) that says how long the term is."""

    why: Why
    figure: str


_LOCAL = Text(
    "；多长由各地规定，在册条文没有规定", "; how long is set by this place, no article on file does"
)
_TOLD = {
    "broken": ("gap_days", Text("整改期限", "term to put the promise right"),
               Text("从认定承诺不实之日起算", "counted from the day the promise was found false")),
    "returned": ("again_days", Text("重新提交期限", "term to hand it in anew"),
                 Text("从退回之日起算", "counted from the day it was sent back")),
    "promised": ("verify_days", Text("承诺核查期限", "term to check the promise"),
                 Text("从受理之日起算", "counted from the day of acceptance")),
    "tolerated": ("gap_days", Text("补交期限", "term to bring the paper"),
                  Text("从受理之日起算", "counted from the day of acceptance")),
}  # fmt: skip


def why_owed(debt: Debt, happened: Sequence[Happened], rules: Rules) -> Grounded | None:
    """The last day of a debt explained by the latest event whose term ends on it; None where none does (another rule held
    then, or the promised term of the matter is what cuts it short)."""
    for each in reversed(happened):
        kind = _began(each.event, debt.asked)
        if not kind:
            continue
        figure, title, since = _TOLD[kind]
        clock = rules.clock(Term(figure, getattr(rules.local, figure), Unit.WORKING), each.at)
        if clock.due == debt.due:
            since = Text(since.zh + _LOCAL.zh, since.en + _LOCAL.en)
            stands = clock._replace(provisional=False)
            return Grounded(explained(stands, (), title, "", since, rules), figure)
    return None


def _began(event: object, asked: int) -> str:
    """What kind of term on a material an event began; "" where it began none."""
    if isinstance(event, e.Accepted):
        return next((debt[1] for debt in event.debts if debt[0] == asked), "")
    if getattr(event, "asked", -1) != asked:
        return ""
    return {e.PromiseBroken: "broken", e.DebtReturned: "returned"}.get(type(event), "")
