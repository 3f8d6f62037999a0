"""The arithmetic of partial orders, against networkx, rustworkx and slow obvious twins."""

from __future__ import annotations

import networkx as nx
import pytest
import rustworkx as rx
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core import network as graph


@st.composite
def partial_orders(draw: st.DrawFn, most: int = 9) -> tuple[list[int], list[tuple[int, int]]]:
    """Days of n steps and pairs (a, b), a before b, without rings, in shuffled numbering."""
    size = draw(st.integers(0, most))
    days = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    names = draw(st.permutations(range(size)))
    pairs = draw(
        st.lists(st.tuples(st.integers(0, max(size - 1, 0)), st.integers(0, max(size - 1, 0))), max_size=20)
    )
    return days, [(names[a], names[b]) for a, b in pairs if a < b < size]


def peer(days: list[int], pairs: list[tuple[int, int]]) -> nx.DiGraph:
    """The same order as a networkx graph."""
    made = nx.DiGraph()
    made.add_nodes_from(range(len(days)))
    made.add_edges_from(pairs)
    return made


class TestLongestChain:
    @given(partial_orders())
    def test_equals_the_longest_path_rustworkx_finds(self, order):
        days, pairs = order
        made = rx.PyDiGraph()
        made.add_nodes_from([*days, 0])
        end = len(days)
        made.add_edges_from([(a, b, days[a]) for a, b in pairs] + [(i, end, d) for i, d in enumerate(days)])
        expected = rx.dag_longest_path_length(made, weight_fn=lambda _a, _b, weight: weight)
        net = graph.network(days, pairs)
        assert graph.length(net) == expected == graph.schedule(net).length

    @given(partial_orders())
    def test_is_a_chain_of_the_order_and_adds_up(self, order):
        days, pairs = order
        plan = graph.schedule(graph.network(days, pairs))
        assert sum(days[i] for i in plan.chain) == plan.length
        assert set(zip(plan.chain, plan.chain[1:], strict=False)) <= set(pairs)

    def test_is_found_although_parts_of_a_day_do_not_add_up_in_binary(self):
        net = graph.network([0.1, 0.1, 0.1], [(0, 1), (1, 2)])
        assert 0.1 + 0.1 + 0.1 - 0.1 != 0.1 + 0.1
        assert graph.schedule(net).chain == [0, 1, 2]

    @given(partial_orders())
    def test_slack_is_how_far_a_step_can_stretch_without_lengthening_the_whole(self, order):
        days, pairs = order
        plan = graph.schedule(graph.network(days, pairs))
        for i, slack in enumerate(plan.slack):
            stretched = [d + slack if j == i else d for j, d in enumerate(days)]
            longer = [d + slack + 1 if j == i else d for j, d in enumerate(days)]
            assert graph.length(graph.network(stretched, pairs)) == plan.length
            assert graph.length(graph.network(longer, pairs)) == plan.length + 1


class TestReady:
    @given(partial_orders(), st.data())
    def test_names_the_steps_whose_predecessors_are_all_done(self, order, data):
        days, pairs = order
        made = peer(days, pairs)
        done = set()
        for i in nx.topological_sort(made):
            if set(made.pred[i]) <= done and data.draw(st.booleans()):
                done.add(i)
        expected = {i for i in made if i not in done and set(made.pred[i]) <= done}
        assert set(graph.ready(graph.network(days, pairs), done)) == expected

    def test_passes_an_order_on_through_a_skipped_step(self):
        net = graph.network([1, 1, 1], [(0, 1), (1, 2)])
        assert graph.ready(net, set(), skipped={1}) == [0]
        assert graph.ready(net, {0}, skipped={1}) == [2]


class TestRings:
    @given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24))
    def test_one_true_ring_for_every_knot_networkx_finds(self, pairs):
        net = graph.network([1] * 8, pairs)
        made = peer([1] * 8, pairs)
        knots = [
            knot
            for knot in nx.strongly_connected_components(made)
            if len(knot) > 1 or nx.is_path(made, [*knot, *knot])
        ]
        found = graph.rings(net)
        assert len(found) == len(knots)
        for ring in found:
            assert all(made.has_edge(a, b) for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
            assert any(set(ring) <= knot for knot in knots)
        assert net.ringed == bool(knots)

    def test_a_long_chain_between_two_rings_takes_no_time(self):
        size = 20_000
        pairs = [(i, i + 1) for i in range(size - 1)] + [(1, 0), (size - 1, size - 2)]
        assert graph.rings(graph.network([1] * size, pairs)) == [[0, 1], [size - 2, size - 1]]


class TestCovers:
    @given(partial_orders())
    def test_are_the_transitive_reduction_networkx_finds(self, order):
        days, pairs = order
        net = graph.network(days, pairs)
        expected = set(nx.transitive_reduction(peer(days, pairs)).edges)
        assert set(graph.covers(net, len(days))) == expected
        assert set(graph.reduced(net, graph.ancestors(net))) == expected

    @given(partial_orders(), st.integers(0, 9))
    def test_keep_the_order_between_the_first_steps_when_the_rest_only_carry_it(self, order, real):
        days, pairs = order
        real = min(real, len(days))
        closed = set(nx.transitive_closure(peer(days, pairs)).edges)
        kept = nx.DiGraph()
        kept.add_edges_from(graph.covers(graph.network(days, pairs), real))
        assert set(nx.transitive_closure(kept).edges) == {(a, b) for a, b in closed if a < real and b < real}


@pytest.mark.parametrize("repeat", [1, 3])
def test_repeated_pairs_count_once(repeat):
    assert graph.network([1, 1], [(0, 1)] * repeat).before == [[], [0]]
