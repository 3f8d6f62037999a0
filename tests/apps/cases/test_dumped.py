"""The fast writer of events writes what the plain one writes, whatever a person typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jianzheng.apps.cases.standing import dumped
from jianzheng.core.case import events as e
from jianzheng.core.case.clocks import Clock
from jianzheng.core.case.plain import dumps, loads

TYPED = st.text(st.characters(exclude_categories=["Cs"]))
FACTS = st.dictionaries(TYPED, st.one_of(TYPED, st.booleans(), st.integers(-(2**53), 2**53), st.lists(TYPED)))
CLOCK = Clock("decide_20", "working", 20, 1, 2, 3, 4, 5)


@given(TYPED, FACTS, st.booleans())
def test_writes_every_event_alike(text: str, facts: dict[str, object], touched: bool) -> None:
    clock = CLOCK._replace(paused=7, left=3) if touched else CLOCK
    done = e.StepDone(1, 0, text, facts, (text,), ((2, clock),))
    assert dumped(done) == dumps(done)
    assert loads("StepDone", dumped(done)) == loads("StepDone", dumps(done))
