"""Alignments with a partial order: by hand, and against every way of doing the process, one after the other."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.lab.conform.align import Declared, Deviation, Named


def process(steps: list[Step], orders: list[tuple[str, str]]) -> Process:
    """A process of some steps."""
    return Process("p", Text("流程"), tuple(steps), tuple(Order(a, b) for a, b in orders))


FLOW = process(
    [Step(id, id) for id in ("accept", "plan", "fire", "decide")],
    [("accept", "plan"), ("accept", "fire"), ("plan", "decide"), ("fire", "decide")],
)


class TestACase:
    @pytest.mark.parametrize(
        ("way", "distance", "named"),
        [
            (["accept", "plan", "fire", "decide"], 0, ()),
            (["accept", "fire", "plan", "decide"], 0, ()),
            (["accept", "plan", "decide"], 1, (Named(Deviation.SKIPPED, "fire"),)),
            (["accept", "plan", "stamp", "fire", "decide"], 1, (Named(Deviation.ADDED, "stamp"),)),
            (["accept", "plan", "fire", "plan", "decide"], 1, (Named(Deviation.REPEATED, "plan"),)),
            (["accept", "plan", "decide", "fire"], 2, (Named(Deviation.REORDERED, "decide", "fire"),)),
            ([], 4, tuple(Named(Deviation.SKIPPED, s) for s in ("accept", "plan", "fire", "decide"))),
        ],
    )
    def test_is_as_far_off_as_events_and_steps_must_change(
        self, way: list[str], distance: int, named: tuple[Named, ...]
    ) -> None:
        """What is out of order costs two: it is left out here and put in there."""
        found = Declared(FLOW).align(way)
        assert found.distance == distance
        if not any(one.kind is Deviation.REORDERED for one in named):
            assert sorted(map(str, found.deviations)) == sorted(map(str, named))
        else:
            assert [one.kind for one in found.deviations] == [Deviation.REORDERED]

    def test_may_leave_out_what_depends_on_a_condition(self) -> None:
        """Whether it held, the log does not say."""
        flow = process(
            [Step("a", "a"), Step("b", "b", when="二楼以上"), Step("c", "c")], [("a", "b"), ("b", "c")]
        )
        assert [
            Declared(flow).align(way).distance for way in (["a", "c"], ["a", "b", "c"], ["b", "a", "c"])
        ] == [0, 0, 1]

    def test_does_exactly_one_of_alternatives(self) -> None:
        """Neither none nor both."""
        flow = process([Step("a", "a", one_of="way"), Step("b", "b", one_of="way"), Step("c", "c")], [])
        ways = (["a", "c"], ["b", "c"], ["a", "b", "c"], ["c"])
        assert [Declared(flow).align(way).distance for way in ways] == [0, 0, 1, 1]


def slowly(flow: Process, way: list[str]) -> int:
    """Every set of optional steps, every order of the steps that keeps to the process: the fewest changes to any."""
    ids = [step.id for step in flow.steps]
    orders = {(order.before, order.after) for order in flow.orders}
    for _ in ids:
        orders |= {(a, d) for a, b in orders for c, d in orders if b == c}
    free = [step.id for step in flow.steps if step.when]
    best = 10**9
    for n in range(len(free) + 1):
        for gone in combinations(free, n):
            left = [id for id in ids if id not in gone]
            for line in permutations(left):
                if all(line.index(a) < line.index(b) for a, b in orders if a in left and b in left):
                    best = min(best, changes(way, list(line)))
    return best


def changes(one: list[str], other: list[str]) -> int:
    """The fewest words to leave out of the one and of the other until they are the same."""
    row = list(range(len(other) + 1))
    for i, word in enumerate(one):
        new = [i + 1]
        for j, there in enumerate(other):
            new.append(row[j] if word == there else 1 + min(row[j + 1], new[j]))
        row = new
    return row[-1]


@st.composite
def flows(draw: st.DrawFn) -> tuple[Process, list[str]]:
    """A small process with any order, some steps on a condition; and any way."""
    ids = ["a", "b", "c", "d", "e"][: draw(st.integers(1, 5))]
    steps = [Step(id, id, when="x" if draw(st.booleans()) and draw(st.booleans()) else "") for id in ids]
    pairs = [(a, b) for a, b in combinations(ids, 2) if draw(st.booleans())]
    shuffled = draw(st.permutations(ids))
    renamed = dict(zip(ids, shuffled, strict=True))
    way = draw(st.lists(st.sampled_from([*ids, "z"]), max_size=8))
    return process(steps, [(renamed[a], renamed[b]) for a, b in pairs]), way


class TestAnyCase:
    @settings(max_examples=300)
    @given(flows())
    def test_is_as_far_off_as_trying_everything_says(self, given_: tuple[Process, list[str]]) -> None:
        """Exact, not a replay's guess."""
        flow, way = given_
        assert Declared(flow).align(way).distance == slowly(flow, way)
