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
    """The rung `wanted`, if it may be taken now; `urgent`, why the next one cannot wait for the answer to the last. Raises
    Refused, saying what comes first: no reason skips a rung, one once taken is not taken again, and nobody goes back down."""
    rung = ladder[_place(ladder, wanted)]
    if done and _place(ladder, wanted) <= max(_place(ladder, each.rung) for each in done):
        raise Refused(
            f"已经采取过“{rung.title.zh}”或更高一级的措施，请等待答复或采取下一级措施。",
            f"“{rung.title.en}” or a higher step was taken already; wait for the answer or take the next one.",
        )
    nxt = above(ladder, [each.rung for each in done])
    if nxt and rung != nxt:
        raise Refused(
            f"不能越级：请先采取“{nxt.title.zh}”。", f"No step may be skipped: take “{nxt.title.en}” first."
        )
    if not done or rung == following(ladder, done, at) or urgent.strip():
        return rung
    raise Refused(
        "上一级措施未到答复期限或已经答复，不能升级；确属紧急的，请写明理由。",
        "The answer to the step before came or is not overdue; state the reason if the next one cannot wait.",
    )


def above(ladder: Sequence[Rung], done: Sequence[str]) -> Rung | None:
    """The one rung a person may go up to from those `done`: the first that is not the clock's, then always the next."""
    if not done:
        return next((each for each in ladder if each.by != CLOCK), None)
    place = max(_place(ladder, each) for each in done) + 1
    return ladder[place] if place < len(ladder) else None


def _place(ladder: Sequence[Rung], id: str) -> int:
    for place, rung in enumerate(ladder):
        if rung.id == id:
            return place
    raise Refused(
        f"没有“{id[:30]}”这一级措施，请刷新页面。", f"There is no step “{id[:30]}”; reload the page."
    )
