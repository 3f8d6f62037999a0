"""The arithmetic of a partial order: topological order, rings, longest chain, slack, ready sets, closures.

Steps are numbered 0..n-1. A set of steps is a Python integer whose bit i stands for step i: closing a relation over
10,000 steps is then a few thousand big-integer ORs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import compress, filterfalse

Days = float
NONE = -1


@dataclass(frozen=True, slots=True)
class Network:
    """A directed graph of steps: `before[i]` lists what step i waits for, `after[i]` what waits for it;
    `topo` is a topological order of the steps that are in no ring and behind none; `last[i]` is the step of `before[i]`
    that stands last in it, -1 for none."""

    days: Sequence[Days]
    before: Sequence[Sequence[int]]
    after: Sequence[Sequence[int]]
    topo: Sequence[int]
    last: Sequence[int]

    @property
    def ringed(self) -> bool:
        """Whether some steps wait for one another in a circle."""
        return len(self.topo) < len(self.days)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Earliest start and slack of every step, the length in working days and one longest chain (step numbers)."""

    starts: list[Days]
    slack: list[Days]
    length: Days
    chain: list[int]


def network(days: Sequence[Days], pairs: Iterable[tuple[int, int]]) -> Network:
    """Build the graph from `pairs` (a, b): b waits for a. Repeated pairs count once; O(steps + pairs)."""
    before: list[list[int]] = [[] for _ in days]
    after: list[list[int]] = [[] for _ in days]
    for a, b in dict.fromkeys(pairs):
        before[b].append(a)
        after[a].append(b)
    waiting = [len(row) for row in before]
    last = [NONE] * len(before)
    topo = [i for i, count in enumerate(waiting) if not count]
    for a in topo:
        for b in after[a]:
            waiting[b] -= 1
            if not waiting[b]:
                last[b] = a
                topo.append(b)
    return Network(days, before, after, topo, last)


def length(net: Network) -> Days:
    """Working days of the longest chain (0 for no steps). The graph must have no ring."""
    finish = [0.0] * len(net.days)
    at = finish.__getitem__
    for i in net.topo:
        waits = net.before[i]
        finish[i] = (max(map(at, waits)) if waits else 0) + net.days[i]
    return max(finish, default=0)


def schedule(net: Network) -> Schedule:
    """Earliest starts, slack and one longest chain. The graph must have no ring; O(steps + orders)."""
    days, starts = net.days, [0.0] * len(net.days)
    finish = list(starts)
    at = finish.__getitem__
    for i in net.topo:
        waits = net.before[i]
        starts[i] = start = max(map(at, waits)) if waits else 0
        finish[i] = start + days[i]
    total = max(finish, default=0)
    latest = [total] * len(days)
    begin = list(latest)
    last = begin.__getitem__
    for i in reversed(net.topo):
        followers = net.after[i]
        latest[i] = end = min(map(last, followers)) if followers else total
        begin[i] = end - days[i]
    slack = [late - early for late, early in zip(begin, starts, strict=True)]
    return Schedule(starts, slack, total, _chain(net, finish, total))


def _chain(net: Network, finish: list[Days], total: Days) -> list[int]:
    """One longest chain, walked backwards from the step that ends last (most steps, then list order, among equals)."""
    if not finish:
        return []
    step = finish.index(total)
    chain = [step]
    while net.before[step]:
        start = max(finish[a] for a in net.before[step])
        step = next(a for a in net.before[step] if finish[a] == start)
        chain.append(step)
    return chain[::-1]


def ready(net: Network, done: Set[int], skipped: Set[int] = frozenset()) -> list[int]:
    """Steps that may start now: not done, not skipped, everything they wait for settled. A skipped step is settled
    once all it waited for is settled, so an order that ran through it still holds."""
    settled: set[int] = set(done)
    if skipped:
        for i in net.topo:
            if i in skipped and settled.issuperset(net.before[i]):
                settled.add(i)
    left = list(filterfalse((settled | skipped).__contains__, net.topo))
    settled.add(NONE)
    # A step whose last predecessor is open cannot start: most are told by this one look.
    likely = list(compress(left, map(settled.__contains__, map(net.last.__getitem__, left))))
    return list(compress(likely, map(settled.issuperset, map(net.before.__getitem__, likely))))


def rings(net: Network) -> list[list[int]]:
    """One shortest ring for every knot of steps that wait for one another, in the order they wait; O(steps + orders)."""
    found = []
    for knot in _knots(net):
        start = min(knot)
        if len(knot) > 1 or start in net.after[start]:
            found.append(_ring_through(net, start, knot))
    return sorted(found)


def _ring_through(net: Network, start: int, within: set[int]) -> list[int]:
    """The shortest ring through `start`, which lies in the knot `within`."""
    came: dict[int, int] = {}
    queue = [start]
    for a in queue:
        for b in net.after[a]:
            if b == start:
                ring = [a]
                while ring[-1] != start:
                    ring.append(came[ring[-1]])
                return ring[::-1]
            if b in within and b not in came:
                came[b] = a
                queue.append(b)
    return queue  # pragma: no cover - a knot always holds a ring


def _knots(net: Network) -> list[set[int]]:
    """Strongly connected components of what is left outside the topological order (Kosaraju, without recursion)."""
    left = set(range(len(net.days))) - set(net.topo)
    components = []
    for root in reversed(_finished(net.after, left)):
        if root in left:
            knot = _reach(net.before, root, left)
            left -= knot
            components.append(knot)
    return components


def _reach(rows: Sequence[Sequence[int]], start: int, within: set[int]) -> set[int]:
    seen, queue = {start}, [start]
    for a in queue:
        for b in rows[a]:
            if b in within and b not in seen:
                seen.add(b)
                queue.append(b)
    return seen


def _finished(rows: Sequence[Sequence[int]], within: set[int]) -> list[int]:
    """Steps in the order a depth-first walk leaves them."""
    seen: set[int] = set()
    order: list[int] = []
    for root in sorted(within):
        stack = [] if root in seen else [(root, iter(rows[root]))]
        seen.add(root)
        while stack:
            step, followers = stack[-1]
            child = next((b for b in followers if b in within and b not in seen), None)
            if child is None:
                order.append(step)
                stack.pop()
            else:
                seen.add(child)
                stack.append((child, iter(rows[child])))
    return order


def ancestors(net: Network) -> list[int]:
    """For every step the set (bits) of all steps that come before it. The graph must have no ring."""
    above = [0] * len(net.days)
    for i in net.topo:
        bits = 0
        for a in net.before[i]:
            bits |= above[a] | (1 << a)
        above[i] = bits
    return above


def bits(mask: int) -> list[int]:
    """The members of a set of steps, ascending."""
    members = []
    while mask:
        low = mask & -mask
        members.append(low.bit_length() - 1)
        mask ^= low
    return members


def covers(net: Network, real: int) -> list[tuple[int, int]]:
    """The fewest pairs among steps 0..real-1 that imply every path between them (transitive reduction); steps from
    `real` on only carry order. Works on bits numbered by topological rank, so the latest ancestor is the top bit."""
    rank = {step: place for place, step in enumerate(net.topo)}
    wanted = sum(1 << rank[step] for step in range(real) if step in rank)
    above = [0] * len(net.topo)
    pairs = []
    for place, b in enumerate(net.topo):
        mask = 0
        for a in net.before[b]:
            mask |= above[rank[a]] | (1 << rank[a])
        above[place] = mask = mask & wanted
        while b < real and mask:
            top = mask.bit_length() - 1
            pairs.append((net.topo[top], b))
            mask &= ~(above[top] | 1 << top)
    return pairs


def reduced(net: Network, above: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of the graph that no longer path implies, in the order of the steps; `above` as `ancestors` gives it."""
    pairs = []
    for b, waits in enumerate(net.before):
        hidden = 0
        for a in waits:
            hidden |= above[a]
        pairs += [(a, b) for a in waits if not hidden >> a & 1]
    return pairs
