"""The best set of moves, against trying every set."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.confront import confront
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.redesign import propose
from jianzheng.core.redesign.apply import timing_of
from jianzheng.core.redesign.relation import chain_length
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.search import best
from tests.core.flows import BOOK, BUILDING, printed_flows, serial


def tried(confronted, moves, budget, costs):
    """The shortest chain and the least cost of reaching it, by trying every affordable set."""
    results = []
    for size in range(len(moves) + 1):
        for chosen in combinations(moves, size):
            cost = sum(costs.get(move.id, 1) for move in chosen)
            if cost <= budget:
                try:
                    results.append((chain_length(confronted, timing_of(confronted.process, chosen)), cost))
                except Refused:
                    continue
    return min(results)


@settings(max_examples=60, deadline=None)
@given(printed_flows(), st.integers(0, 4), st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_no_affordable_set_does_better(process, budget, prices):
    confronted = confront(process, Lawbook())
    moves = [move for move in propose(confronted) if move.changes_time]
    costs = {move.id: float(price) for move, price in zip(moves, prices, strict=False)}
    answer = best(confronted, moves, budget, costs)
    assert answer.proved
    assert (answer.days, answer.cost) == tried(confronted, moves, budget, costs)


@pytest.mark.parametrize("budget", range(6))
def test_agrees_on_a_flow_with_merges_and_deferrals(budget):
    confronted = confront(BUILDING, BOOK)
    moves = propose(confronted)
    answer = best(confronted, moves, budget)
    assert (answer.days, answer.cost) == tried(
        confronted, [move for move in moves if move.changes_time], budget, {}
    )


@pytest.mark.parametrize("budget", range(3))
def test_agrees_on_a_flow_whose_print_contradicts_a_law(budget):
    steps = [BUILDING.step(id) for id in ("eia", "permit", "design", "quality", "plan")]
    confronted = confront(serial(*steps), BOOK)
    assert confronted.mended
    answer = best(confronted, propose(confronted), budget)
    moves = [move for move in propose(confronted) if move.changes_time]
    assert (answer.days, answer.cost, answer.proved) == (*tried(confronted, moves, budget, {}), True)


def test_proves_the_best_eight_moves_of_three_hundred_steps():
    steps = [Step(f"s{i}", f"环节{i}", "局", i * 7 % 10) for i in range(300)]
    orders = tuple(Order(f"s{i}", f"s{i + 1 + i % 3}") for i in range(296))
    confronted = confront(Process("long", Text("长流程"), tuple(steps), orders), Lawbook())
    answer = best(confronted, propose(confronted), 8)
    assert answer.proved
    assert answer.days == answer.bound < confronted.process.schedule.length


def test_a_negative_budget_is_refused():
    with pytest.raises(Refused, match="-1"):
        best(confront(BUILDING, BOOK), [], -1)
