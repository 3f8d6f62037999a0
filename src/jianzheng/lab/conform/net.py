"""Logs against a Petri net, as others draw processes: exactly which ways fit, and how far off the others are.

A way fits when the net can go it from the initial to the final marking; silent transitions are free. Which markings can be
reached by one more event is remembered for each set of markings, so that a whole log costs little more than its distinct
ways. The distance is that of an optimal alignment: events left out plus visible transitions put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from jianzheng.core.refusal import Refused

Marking = tuple[int, ...]
"""Tokens on every place."""
MOST = 2_000_000
"""States an alignment may look at before it is given up."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition: its label (None: silent) and the places it takes from and gives to."""

    label: str | None
    takes: tuple[int, ...]
    gives: tuple[int, ...]


@dataclass(slots=True)
class Net:
    """A labelled Petri net with its initial and final marking."""

    places: int
    transitions: tuple[Transition, ...]
    initial: Marking
    final: Marking
    _closures: dict[Marking, frozenset[Marking]] = field(default_factory=dict)
    _steps: dict[tuple[frozenset[Marking], str], frozenset[Marking]] = field(default_factory=dict)

    def fire(self, marking: Marking, transition: Transition) -> Marking | None:
        """The marking after a transition; None where it may not fire."""
        after = list(marking)
        for place in transition.takes:
            after[place] -= 1
            if after[place] < 0:
                return None
        for place in transition.gives:
            after[place] += 1
        return tuple(after)

    def closure(self, marking: Marking) -> frozenset[Marking]:
        """All markings that silent transitions reach."""
        if marking not in self._closures:
            seen, todo = {marking}, [marking]
            while todo:
                here = todo.pop()
                for transition in self.transitions:
                    if transition.label is None:
                        after = self.fire(here, transition)
                        if after is not None and after not in seen:
                            seen.add(after)
                            todo.append(after)
                if len(seen) > MOST:
                    raise Refused(
                        "这个网有无穷多状态，无法判断。",
                        "This net has no end of states; it cannot be judged.",
                    )
            self._closures[marking] = frozenset(seen)
        return self._closures[marking]

    def step(self, markings: frozenset[Marking], label: str) -> frozenset[Marking]:
        """All markings after one more event."""
        key = (markings, label)
        if key not in self._steps:
            found: set[Marking] = set()
            for transition in self.transitions:
                if transition.label == label:
                    for marking in markings:
                        after = self.fire(marking, transition)
                        if after is not None:
                            found |= self.closure(after)
            self._steps[key] = frozenset(found)
        return self._steps[key]

    def fits(self, way: Iterable[str]) -> bool:
        """Whether the net can go this way to its end."""
        markings = self.closure(self.initial)
        for label in way:
            markings = self.step(markings, label)
            if not markings:
                return False
        return self.final in markings


def fitting(net: Net, ways: Mapping[tuple[str, ...], int]) -> float:
    """The share of cases that fit, of ways with their numbers of cases."""
    total = sum(ways.values())
    return sum(count for way, count in ways.items() if net.fits(way)) / total if total else 1.0


def distance(net: Net, way: Sequence[str]) -> int:
    """The cost of an optimal alignment: one for every event left out and every visible transition put in. Raises Refused when
    the net cannot end, or has too many states."""
    start = (net.initial, 0)
    best: dict[tuple[Marking, int], int] = {start: 0}
    todo: list[tuple[int, int, Marking]] = [(0, 0, net.initial)]
    while todo:
        cost, less, marking = heappop(todo)
        at = -less
        if cost > best[marking, at]:
            continue
        if at == len(way) and marking == net.final:
            return cost
        for after, further, price in _moves(net, way, marking, at):
            if cost + price < best.get((after, further), cost + price + 1):
                best[after, further] = cost + price
                heappush(todo, (cost + price, -further, after))
        if len(best) > MOST:
            break
    raise Refused(
        "这个网无法走到终点，或状态过多。", "This net cannot reach its end, or has too many states."
    )


def _moves(net: Net, way: Sequence[str], marking: Marking, at: int) -> Iterable[tuple[Marking, int, int]]:
    """Where an alignment may go next, and at what price."""
    if at < len(way):
        yield marking, at + 1, 1
    for transition in net.transitions:
        after = net.fire(marking, transition)
        if after is None:
            continue
        yield after, at, 0 if transition.label is None else 1
        if at < len(way) and transition.label == way[at]:
            yield after, at + 1, 0
