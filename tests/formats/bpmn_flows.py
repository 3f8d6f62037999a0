"""Random processes with conditions, alternatives and odd ids, and the sequences that the core itself allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text

CONDITIONS = ("划拨用地", "供餐 <&>")
GROUPS = ("消防", 'it\'s "环评"')


@st.composite
def processes(draw: st.DrawFn, most: int = 7) -> Process:
    """Up to `most` steps; orders that conditions and alternatives run through, some of them implied by others."""
    size = draw(st.integers(1, most))
    ids = [draw(st.sampled_from([f"s{i}", f"s-{i}.", f"环节 {i}<&>", f"n.{size - i}"])) for i in range(size)]
    steps = tuple(
        Step(
            id,
            f"环节{number}",
            draw(st.sampled_from(["规划局", "环保局", ""])),
            when=draw(st.sampled_from(["", "", *CONDITIONS])),
            one_of=draw(st.sampled_from(["", "", *GROUPS])),
        )
        for number, id in enumerate(ids)
    )
    waits = [draw(st.integers(0, 2**number - 1)) for number in range(size)]
    orders = [Order(ids[a], ids[b]) for b in range(size) for a in range(b) if waits[b] >> a & 1]
    shuffled = draw(st.permutations(steps))
    known = draw(st.dictionaries(st.sampled_from(CONDITIONS), st.booleans(), max_size=1))
    if all(known.get(step.when) is False for step in steps):
        known = {}  # a process of which nothing is left is refused, see test_bpmn.py
    return Process("random", Text("随机", "random"), tuple(shuffled), tuple(orders), conditions=known)


class Situation:
    """One way a case can be: which conditions hold and which alternative of every group is chosen."""

    def __init__(self, process: Process, holds: dict[str, bool], chosen: dict[str, str]) -> None:
        self.holds = {**holds, **process.conditions}
        self.chosen = chosen
        self.skipped = {
            step.id
            for step in process.steps
            if not self.holds.get(step.when, True) or chosen.get(step.one_of, step.id) != step.id
        }


@st.composite
def situations(draw: st.DrawFn, process: Process) -> Situation:
    """A situation in which no alternative is chosen that is known not to be needed."""
    holds = {condition: draw(st.booleans()) for condition in CONDITIONS}
    chosen = {}
    for group, steps in process.alternatives().items():
        open_ids = [step.id for step in steps if process.conditions.get(step.when, True)]
        if open_ids:
            chosen[group] = draw(st.sampled_from(open_ids))
    return Situation(process, holds, chosen)


def sequences(process: Process, skipped: set[str], done: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """Every sequence of step ids that `Process.ready` allows from `done` to the end."""
    ready = process.ready(done, skipped)
    if not ready:
        yield tuple(done)
    for step in ready:
        yield from sequences(process, skipped, [*done, step.id])
