"""A process map: the activities and what directly follows what, few enough to read, placed in layers from start to end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from jianzheng.core import network as graph
from jianzheng.lab.follows import Edge, Follows

START, END = "▶", "■"
"""The places every case comes from and goes to; no activity is called so."""
SWEEPS = 12
Pair = tuple[str, str]
Spot = tuple[int, int]
"""Layer from the start (0) on, and place in the layer."""


@dataclass(frozen=True, slots=True)
class Node:
    """One activity, its events, and where it stands."""

    name: str
    events: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class Arc:
    """`n` times from one node to another; `median` microseconds between (None to and from the ends); `back` where it runs
    against the layers: a loop. `via`: the places it passes in the layers between, from `before` to `after`."""

    before: str
    after: str
    n: int
    median: float | None
    back: bool
    via: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Nodes by layer and place, arcs most frequent first; `hidden` activities and `unseen` pairs were left out."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    hidden: int
    unseen: int

    @classmethod
    def of(cls, follows: Follows, activities: int = 20, arcs: int = 40) -> Map:
        """The map of the most frequent activities and pairs. Every activity shown keeps the pair that most often leads to it
        and the one that most often leads on, so that nothing hangs in the air."""
        counts = dict(zip(follows.names, follows.events.tolist(), strict=True))
        shown = set(sorted(counts, key=lambda name: (-counts[name], name))[:activities])
        edges = {(e.before, e.after): e for e in follows.edges()}
        every = {pair: edge.n for pair, edge in edges.items()} | _ends(follows)
        kept = _kept({pair: n for pair, n in every.items() if {*pair} <= shown | {START, END}}, arcs)
        forward = _forward(kept)
        layers = _layers(forward, shown)
        rows = _ordered(layers, [pair for pair in kept if pair[0] != pair[1]])
        spots = {what: (level, place) for level, row in rows.items() for place, what in enumerate(row)}
        nodes = [Node(name, counts.get(name, 0), spots[name,]) for name in layers]
        return cls(
            tuple(sorted(nodes, key=lambda node: node.spot)),
            tuple(_arc(pair, n, edges.get(pair), pair in forward, spots) for pair, n in kept.items()),
            len(counts) - len(shown),
            len(every) - len(kept),
        )


Thing = tuple[str] | tuple[str, str, int]
"""What stands in a layer: a node, or an arc passing through it (before, after, layer)."""


def _arc(pair: Pair, n: int, edge: Edge | None, forward: bool, spots: Mapping[Thing, Spot]) -> Arc:
    here, there = spots[pair[0],][0], spots[pair[1],][0]
    between = range(here + 1, there) if here <= there else range(here - 1, there, -1)
    via = tuple(spots[*pair, level] for level in between)
    return Arc(*pair, n, edge.time.median if edge and edge.time.n else None, not forward, via)


def _ends(follows: Follows) -> dict[Pair, int]:
    """How often a case starts and ends with each activity."""
    starts = zip(follows.names, follows.starts.tolist(), strict=True)
    ends = zip(follows.names, follows.ends.tolist(), strict=True)
    return {(START, name): n for name, n in starts if n} | {(name, END): n for name, n in ends if n}


def _kept(pairs: Mapping[Pair, int], most: int) -> dict[Pair, int]:
    """The most frequent pairs, and for every name the strongest in and out; most frequent first."""
    order = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    kept = set(order[:most])
    for side in (0, 1):
        reached: set[str] = set()
        for pair in order:
            if pair[0] != pair[1] and pair[side] not in reached:
                reached.add(pair[side])
                kept.add(pair)
    return {pair: pairs[pair] for pair in order if pair in kept}


def _grown(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs in the order in which they lead away from the start, the strongest that can be reached first."""
    left, reached, order = [pair for pair in pairs if pair[0] != pair[1]], {START}, []
    while left:
        fresh = [pair for pair in left if pair[0] in reached and pair[1] not in reached]
        taken = fresh[0] if fresh else left[0]
        left.remove(taken)
        order.append(taken)
        reached |= {*taken} if fresh else set()
    return order


def _forward(pairs: Iterable[Pair]) -> set[Pair]:
    """The pairs that close no ring with those taken before them; what reaches an activity for the first time comes first."""
    order = _grown(pairs)
    bit = {name: 1 << number for number, name in enumerate(dict.fromkeys(n for pair in order for n in pair))}
    above = dict.fromkeys(bit, 0)
    forward = set()
    for before, after in order:
        if not above[before] & bit[after]:
            forward.add((before, after))
            more = above[before] | bit[before]
            for name in above:
                if name == after or above[name] & bit[after]:
                    above[name] |= more
    return forward


def _layers(forward: Iterable[Pair], shown: set[str]) -> dict[str, int]:
    """The layer of every name: the longest way from the start."""
    pairs = sorted(forward)
    names = sorted(shown | {name for pair in pairs for name in pair})
    index = {name: number for number, name in enumerate(names)}
    net = graph.network([1] * len(names), [(index[a], index[b]) for a, b in pairs])
    return dict(zip(names, map(int, graph.schedule(net).starts), strict=True))


def _ordered(layers: Mapping[str, int], pairs: list[Pair]) -> dict[int, list[Thing]]:
    """What stands in each layer, nodes and passing arcs, in an order that brings neighbours near each other."""
    near: dict[Thing, list[Thing]] = {(name,): [] for name in layers}
    rows: dict[int, list[Thing]] = defaultdict(list)
    for name, level in sorted(layers.items()):
        rows[level].append((name,))
    for before, after in pairs:
        low, high = sorted((layers[before], layers[after]))
        through: list[Thing] = [(before, after, level) for level in range(low + 1, high)]
        for thing, level in zip(through, range(low + 1, high), strict=True):
            near[thing] = []
            rows[level].append(thing)
        chain = through if layers[before] <= layers[after] else through[::-1]
        for one, other in pairwise([(before,), *chain, (after,)]):
            near[one].append(other)
            near[other].append(one)
    _swept(rows, near)
    return rows


def _swept(rows: dict[int, list[Thing]], near: Mapping[Thing, list[Thing]]) -> None:
    """Move every thing towards the middle of its neighbours in the layer before, then after, a few times."""
    spot = {thing: place - (len(row) - 1) / 2 for row in rows.values() for place, thing in enumerate(row)}
    level_of = {thing: level for level, row in rows.items() for thing in row}
    for sweep in range(SWEEPS):
        step = 1 if sweep % 2 == 0 else -1
        for level in sorted(rows, reverse=step < 0):
            ahead = {
                thing: [spot[other] for other in near[thing] if level_of[other] == level - step]
                for thing in rows[level]
            }
            wish = {
                thing: sum(spots) / len(spots) if spots else spot[thing] for thing, spots in ahead.items()
            }
            rows[level].sort(key=wish.__getitem__)
            spot |= {thing: place - (len(rows[level]) - 1) / 2 for place, thing in enumerate(rows[level])}
