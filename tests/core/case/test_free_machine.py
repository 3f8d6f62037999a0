"""A machine of the intake: whatever window and applicant do with the one notice and its free lines, what must hold holds."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jianzheng.core.authority import Actor
from jianzheng.core.case import COMING, FREE, State
from jianzheng.core.case.declined import still_lacking
from jianzheng.core.refusal import Refused
from tests.core.case.cast import LI, WANG, Run, at, signed
from tests.core.case.test_free import HYGIENE, OTHER, TOBACCO, chain
from tests.core.case.test_machine import lawful

WHY = "缺少的材料是审查申请的依据"
PAPERS = ["样品一份", "场所照片", "租赁合同"]
LINES = st.lists(st.sampled_from([*PAPERS, "", PAPERS[0]]), max_size=3)
LINE = st.integers(FREE, FREE + 4)
MATTER = st.sampled_from([HYGIENE, TOBACCO, OTHER])


class Intake(RuleBasedStateMachine):
    """One application for a matter with a list and two without."""

    @initialize(came=st.sets(st.integers(0, 3)), tobacco=LINES, other=LINES)
    def apply(self, came: set[int], tobacco: list[str], other: list[str]) -> None:
        self.moment, self.run = at(2025, 3, 3), Run(chain())
        self.run.apply(self.moment, papers=dict.fromkeys(sorted(came), "5"))
        self.run.do("receive", WANG, self.moment)
        self.asks({n: "缺" for n in range(4) if n not in came}, tobacco, other)

    def tries(self, verb: str, who: Actor, **said: object) -> bool:
        """Somebody does something; refused, nothing changes."""
        self.run.elapse(self.moment)
        before = self.run.case
        try:
            self.run.do(verb, who, self.moment, **said)
        except Refused:
            assert self.run.case == before
            return False
        event(verb)
        return True

    @rule(hours=st.sampled_from([1, 24]))
    def passes(self, hours: int) -> None:
        self.moment += hours * 3600
        self.run.elapse(self.moment)

    @rule(wanted=st.dictionaries(st.integers(0, 3), st.just("缺")), tobacco=LINES, other=LINES)
    def asks(self, wanted: Mapping[int, str], tobacco: list[str], other: list[str]) -> None:
        free = {TOBACCO: tobacco, OTHER: other}
        self.tries("ask_supplement", WANG, wanted=wanted, free=free)

    @rule(
        listed=st.dictionaries(st.integers(0, 3), st.just("6")),
        lines=st.dictionaries(LINE, st.sampled_from(["7", COMING])),
    )
    def answers(self, listed: Mapping[int, str], lines: Mapping[int, str]) -> None:
        known = {n: file for n, file in lines.items() if n < FREE + len(self.run.case.free)}
        self.tries("supplement", LI, papers={**listed, **known})

    @rule(listed=st.sets(st.integers(0, 3)), lines=st.sets(LINE))
    def accepts(self, listed: set[int], lines: set[int]) -> None:
        papers = dict.fromkeys((*listed, *lines), "brought")
        self.tries("accept", WANG, papers=papers, signed=signed(papers))

    @rule(item=MATTER)
    def turns_away(self, item: int) -> None:
        lacked = still_lacking(self.run.case, self.run.service, item)
        if self.tries("not_complete", WANG, item=item, reason=WHY):
            assert lacked
            assert self.run.case.items[item].state == State.NOT_OURS

    @rule(item=MATTER)
    def takes_back(self, item: int) -> None:
        self.tries("withdraw", LI, items=(item,), reason="不办了")

    @invariant()
    def lawful(self) -> None:
        lawful(self.run, self.moment)
        for number, (place, text) in enumerate(self.run.case.free, FREE):
            item = self.run.case.items[place]
            event(f"line of a matter {item.state.name}")
            assert text in PAPERS
            assert number in self.run.case.told
            assert place != HYGIENE


TestIntake = Intake.TestCase
TestIntake.settings = settings(
    max_examples=150, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
