"""One line about a whole case: single matters by their state, several counted, those not applied for left out."""

from __future__ import annotations

from jianzheng.core.case import State
from jianzheng.core.case.case import Case, Item
from jianzheng.core.case.clocks import Clock
from jianzheng.core.case.summary import due_for, summary

RECEIVED = Item("n", received_by="王")


def clock(due: int) -> Clock:
    """A clock that runs until a moment."""
    return Clock("term", "working", 5, 0, due, due, due, due)


class TestALine:
    def test_tells_handed_in_from_received(self) -> None:
        assert summary(Case(items=(Item("n"),))).zh == "已提交，待收件"
        assert summary(Case(items=(RECEIVED,))).zh == "已收件，待答复是否受理"

    def test_tells_how_it_ended(self) -> None:
        for state in (State.WITHDRAWN, State.NOT_OURS, State.NOT_REQUIRED, State.REFUSED):
            assert summary(Case(items=(RECEIVED._replace(state=state, ended_at=9),))) == state.title

    def test_counts_several_matters_and_leaves_out_what_was_not_applied_for(self) -> None:
        items = (
            RECEIVED._replace(state=State.GRANTED),
            RECEIVED._replace(state=State.GRANTED),
            RECEIVED._replace(state=State.REFUSED, ended_at=1),
            Item(""),
        )
        assert summary(Case(items=items)).zh == "准予（待送达） 2 项，办结（不予） 1 项"


class TestTheNextDate:
    def test_is_that_of_the_earliest_clock(self) -> None:
        waiting = RECEIVED._replace(notice=clock(50))
        working = RECEIVED._replace(state=State.STARTED, legal=clock(40))
        granted = RECEIVED._replace(state=State.GRANTED, deliver=clock(30))
        assert due_for(Case(items=(waiting,))).zh == "前（含当日）答复是否受理"
        assert due_for(Case(items=(waiting, working))).zh == "前（含当日）办结"
        assert due_for(Case(items=(waiting, working, granted))).zh == "前（含当日）送达"

    def test_is_none_while_the_applicant_is_waited_for(self) -> None:
        assert str(due_for(Case(items=(RECEIVED._replace(state=State.SUPPLEMENT),)))) == ""
