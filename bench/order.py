"""Partial orders of 10,000 steps and 40,000 orders: our standard library against networkx and rustworkx."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import networkx as nx
import rustworkx as rx

from bench.timing import best
from jianzheng.core import network as ours

STEPS, ORDERS, MOST_DAYS = 10_000, 40_000, 30
Pairs = list[tuple[int, int]]


def example(seed: int = 20260101) -> tuple[list[int], Pairs]:
    """Days and orders without rings; each order reaches at most 200 steps ahead, as in long real processes."""
    chance = random.Random(seed)
    days = [chance.randint(0, MOST_DAYS) for _ in range(STEPS)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ORDERS:
        before = chance.randrange(STEPS - 1)
        pairs.add((before, min(STEPS - 1, before + chance.randint(1, 200))))
    numbers = list(range(STEPS))
    chance.shuffle(numbers)
    return days, [(numbers[a], numbers[b]) for a, b in sorted(pairs)]


def networkx_graph(days: list[int], pairs: Pairs) -> nx.DiGraph:
    """The same in networkx; an edge carries the days of the step it leaves, a last node ends them all."""
    made = nx.DiGraph()
    made.add_nodes_from(range(len(days) + 1))
    made.add_edges_from((a, b, {"weight": days[a]}) for a, b in pairs)
    made.add_edges_from((i, len(days), {"weight": day}) for i, day in enumerate(days))
    return made


def rustworkx_graph(days: list[int], pairs: Pairs) -> rx.PyDiGraph:
    """The same in rustworkx."""
    made = rx.PyDiGraph()
    made.add_nodes_from(range(len(days) + 1))
    made.add_edges_from([(a, b, days[a]) for a, b in pairs])
    made.add_edges_from([(i, len(days), day) for i, day in enumerate(days)])
    return made


def peer_slack(
    order: list[int], before: Callable[[int], Any], after: Callable[[int], Any], days: list[int]
) -> list[int]:
    """Slack of every step by the two textbook passes over a peer's own graph."""
    starts = [0] * len(days)
    for i in order:
        starts[i] = max((starts[j] + days[j] for j in before(i)), default=0)
    total = max(start + day for start, day in zip(starts, days, strict=True))
    latest = [total] * len(days)
    for i in reversed(order):
        latest[i] = min((latest[j] for j in after(i)), default=total) - days[i]
    return [late - early for late, early in zip(latest, starts, strict=True)]


def slack_networkx(graph: nx.DiGraph, days: list[int]) -> list[int]:
    """Slack with networkx's order and neighbours."""
    order = [i for i in nx.topological_sort(graph) if i < len(days)]
    own = graph.subgraph(range(len(days))).copy()
    return peer_slack(order, own.predecessors, own.successors, days)


def slack_rustworkx(graph: rx.PyDiGraph, days: list[int]) -> list[int]:
    """Slack with rustworkx's order and neighbours."""
    order = [i for i in rx.topological_sort(graph) if i < len(days)]
    last = len(days)
    return peer_slack(
        order,
        graph.predecessor_indices,
        lambda i: [j for j in graph.successor_indices(i) if j != last],
        days,
    )


def compare() -> None:
    """Print one row for each question: ours, networkx, rustworkx, and the ratios."""
    days, pairs = example()
    net, theirs, rust = ours.network(days, pairs), networkx_graph(days, pairs), rustworkx_graph(days, pairs)
    done = set(list(net.topo)[: STEPS // 2])
    questions: list[tuple[str, tuple[Callable[[], Any], ...]]] = [
        (
            "建图 build",
            (
                lambda: bool(ours.network(days, pairs)),
                lambda: bool(networkx_graph(days, pairs)),
                lambda: bool(rustworkx_graph(days, pairs)),
            ),
        ),
        (
            "最长链 longest chain",
            (
                lambda: ours.length(net),
                lambda: nx.dag_longest_path_length(theirs),
                lambda: rx.dag_longest_path_length(rust, weight_fn=lambda _a, _b, weight: weight),
            ),
        ),
        (
            "余量 slack",
            (
                lambda: ours.schedule(net).slack,
                lambda: slack_networkx(theirs, days),
                lambda: slack_rustworkx(rust, days),
            ),
        ),
        (
            "可开始 ready set",
            (
                lambda: sorted(ours.ready(net, done)),
                lambda: [
                    i for i in range(STEPS) if i not in done and done.issuperset(theirs.predecessors(i))
                ],
                lambda: [
                    i for i in range(STEPS) if i not in done and done.issuperset(rust.predecessor_indices(i))
                ],
            ),
        ),
    ]
    print(f"{STEPS:,} 步 steps · {ORDERS:,} 条先后 orders · ms, best of 5")
    print(
        f"{'':24}{'简政 ours':>12}{'networkx':>12}{'rustworkx':>12}{'networkx/ours':>16}{'rustworkx/ours':>16}"
    )
    for name, runs in questions:
        (ms, answer), *peers = [best(run) for run in runs]
        for _, other in peers:
            if other != answer:
                raise SystemExit(f"{name}: the answers differ")
        print(
            f"{name:24}{ms:12.1f}{peers[0][0]:12.1f}{peers[1][0]:12.1f}"
            f"{peers[0][0] / ms:15.1f}×{peers[1][0] / ms:15.1f}×"
        )
