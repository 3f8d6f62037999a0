"""The ladder of supervision: which act may follow which, and by when each is to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jianzheng.core.case.clocks import NEVER, Moment, Rules
from jianzheng.core.clock import Unit
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term
from jianzheng.core.watch.rules import Rung

CLOCK = "clock"
"""Who does what happens by itself."""


@dataclass(frozen=True, slots=True)
class Done:
    """One act of the ladder on a case: which rung, when, until when an answer is due (0 = none is), the answer and when."""

    rung: str
    at: Moment
    due: Moment = NEVER
    answer: str = ""
    answered_at: Moment = NEVER

    def unanswered(self, at: Moment) -> bool:
        """Whether its answer was due by `at` and has not come."""
        return bool(self.due) and not self.answered_at and at >= self.due


def due(rung: Rung, rules: Rules, at: Moment) -> Moment:
    """Until when an act done at `at` is to be answered; NEVER where no answer is due."""
    if not rung.answer_days:
        return NEVER
    return rules.clock(Term(rung.id, rung.answer_days, Unit.WORKING), at).due


def following(ladder: Sequence[Rung], done: Sequence[Done], at: Moment) -> Rung | None:
    """The rung that may be taken next without a special reason: the first; then the next while the last went unanswered
    past its day. None when nothing may follow now."""
    if not done:
        return ladder[0] if ladder else None
    place = _place(ladder, done[-1].rung)
    if place + 1 >= len(ladder) or not done[-1].unanswered(at):
        return None
    return ladder[place + 1]


def check(ladder: Sequence[Rung], done: Sequence[Done], wanted: str, at: Moment, urgent: str = "") -> Rung:
    """The rung `wanted`, if it may be taken now. Raises Refused, saying what comes first, unless `urgent` states why it cannot
    wait; a rung once taken is not taken again, and nobody goes back down."""
    rung = ladder[_place(ladder, wanted)]
    if done and _place(ladder, wanted) <= max(_place(ladder, each.rung) for each in done):
        raise Refused(
            f"已经采取过“{rung.title.zh}”或更高一级的措施，请等待答复或采取下一级措施。",
            f"“{rung.title.en}” or a higher step was taken already; wait for the answer or take the next one.",
        )
    nxt = following(ladder, done, at)
    by_hand = [each for each in ladder if each.by != CLOCK]
    first = not done and by_hand and rung == by_hand[0]
    if first or rung == nxt or urgent.strip():
        return rung
    raise Refused(
        "上一级措施未到答复期限或尚未采取，不能直接升级；确属紧急的，请写明理由。",
        "The step before has not been taken, or its answer is not overdue; state the reason if it cannot wait.",
    )


def _place(ladder: Sequence[Rung], id: str) -> int:
    for place, rung in enumerate(ladder):
        if rung.id == id:
            return place
    raise Refused(
        f"没有“{id[:30]}”这一级措施，请刷新页面。", f"There is no step “{id[:30]}”; reload the page."
    )
