"""By which power an act is done: one's own wherever it suffices, else the delegation that gives it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.core import case as core
from jianzheng.core.authority import Given, NotEmpowered
from tests.core.case.cast import QIAN, SUN, ZHAO, Run, at, licence

PAUSES = Given("o.other", "handler", frozenset(["pause"]))
CHIEF = Given(SUN.post, SUN.role, frozenset(["decide"]))
HEAD = Given(QIAN.post, QIAN.role, frozenset(["extend"]))
DEPUTY = replace(ZHAO, given=(PAUSES, CHIEF, HEAD))
LONGER = {"item": 0, "days": 5, "reason": "情况复杂，需要补充核实材料", "document": "延1"}


def by(run: Run, verb: str, **said: object) -> str:
    """How the envelope names the deputy for a verb."""
    act, events = core.decided(core.VERBS[verb], run.case, run.act(DEPUTY, at(2025, 9, 26)), said)
    run.did(act, events)
    return run.happened[-1].by


class TestAnAct:
    @pytest.fixture
    def run(self) -> Run:
        return Run(licence(kinds=("review",))).accepted(at(2025, 9, 25))

    def test_rests_on_the_own_power_whoever_else_has_delegated(self, run: Run) -> None:
        assert by(run, "claim", step=0) == "zhao@o.handler"
        assert by(run, "pause", item=0, reason="hearing", days=3, document="停1") == "zhao@o.handler"

    def test_names_the_delegation_that_gave_the_power_and_no_other(self, run: Run) -> None:
        assert by(run, "extend", **LONGER) == "zhao@o.handler<o.head"
        assert by(run, "finish", step=0, outcome="agree", facts={"opinion": "齐全"}) == "zhao@o.handler"
        assert by(run, "decide", step=1, outcome="grant") == "zhao@o.handler<o.chief"

    def test_is_refused_where_no_power_suffices(self, run: Run) -> None:
        act = run.act(replace(DEPUTY, given=(PAUSES, CHIEF)), at(2025, 9, 26))
        with pytest.raises(NotEmpowered):
            core.decided(core.VERBS["extend"], run.case, act, LONGER)
