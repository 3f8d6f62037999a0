"""Logs against a Petri net, as others draw processes: exactly which ways fit, and how far off the others are.

A way fits when the net can go it from the initial to the final marking; silent transitions are free. Which markings can be
reached by one more event is remembered for each set of markings, so that a whole log costs little more than its distinct
ways. The distance is that of an optimal alignment: events left out plus visible transitions put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from jianzheng.core.refusal import Refused

Marking = tuple[int, ...]
"""Tokens on every place."""
MOST = 2_000_000
"""States an alignment may look at before it is given up."""
ENDLESS = Refused("这个网有无穷多状态，无法判断。", "This net has no end of states; it cannot be judged.")


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition: its label (None: silent) and the places it takes from and gives to."""

    label: str | None
    takes: tuple[int, ...]
    gives: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """A labelled Petri net with its initial and final marking."""

    places: int
    transitions: tuple[Transition, ...]
    initial: Marking
    final: Marking

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


Packed = tuple[list[tuple[int, int]], list[int], int]


class Acceptor:
    """Which ways a net can go, remembered: sets of markings are states, numbered as they are met. A marking is a whole number
    with `WIDTH` bits for each place, so that firing is arithmetic."""

    WIDTH = 8

    def __init__(self, net: Net) -> None:
        self.net = net
        self.most = (1 << self.WIDTH) - 1
        self.silent = [self._packed(t) for t in net.transitions if t.label is None]
        self.visible: dict[str, list[Packed]] = {}
        for transition in net.transitions:
            if transition.label is not None:
                self.visible.setdefault(transition.label, []).append(self._packed(transition))
        self.final = self._whole(net.final)
        self.closures: dict[int, frozenset[int]] = {}
        start = self._closure(self._whole(net.initial))
        self.states = [start]
        self.number = {start: 0}
        self.steps: dict[tuple[int, str], int] = {}

    def fits(self, way: Iterable[str]) -> bool:
        """Whether the net can go this way to its end."""
        state = 0
        for label in way:
            after = self.steps.get((state, label))
            state = self._step(state, label) if after is None else after
            if state < 0:
                return False
        return self.final in self.states[state]

    def _whole(self, marking: Marking) -> int:
        return sum(tokens << self.WIDTH * place for place, tokens in enumerate(marking))

    def _packed(self, transition: Transition) -> Packed:
        """What it takes from each place (shift, tokens), where it gives (shifts), and what firing adds to a marking."""
        takes = [(self.WIDTH * place, transition.takes.count(place)) for place in set(transition.takes)]
        change = sum(1 << self.WIDTH * place for place in transition.gives)
        change -= sum(1 << self.WIDTH * place for place in transition.takes)
        return takes, [self.WIDTH * place for place in transition.gives], change

    def _fired(self, marking: int, packed: Packed) -> int:
        """The marking after a transition; -1 where it may not fire. Raises Refused when a place overflows."""
        takes, gives, change = packed
        for shift, tokens in takes:
            if marking >> shift & self.most < tokens:
                return -1
        for shift in gives:
            if marking >> shift & self.most == self.most:
                raise ENDLESS
        return marking + change

    def _closure(self, marking: int) -> frozenset[int]:
        """All markings that silent transitions reach."""
        found = self.closures.get(marking)
        if found is None:
            seen, todo = {marking}, [marking]
            while todo:
                here = todo.pop()
                for packed in self.silent:
                    after = self._fired(here, packed)
                    if after >= 0 and after not in seen:
                        seen.add(after)
                        todo.append(after)
                if len(seen) > MOST:
                    raise ENDLESS
            found = self.closures[marking] = frozenset(seen)
        return found

    def _step(self, state: int, label: str) -> int:
        """The state after one more event, -1 when there is none."""
        found: set[int] = set()
        for packed in self.visible.get(label, ()):
            for marking in self.states[state]:
                after = self._fired(marking, packed)
                if after >= 0 and after not in found:
                    found |= self._closure(after)
        markings = frozenset(found)
        number = -1
        if markings:
            number = self.number.setdefault(markings, len(self.states))
            if number == len(self.states):
                self.states.append(markings)
        self.steps[state, label] = number
        return number


def fitting(net: Net, ways: Mapping[tuple[str, ...], int]) -> float:
    """The share of cases that fit, of ways with their numbers of cases."""
    total, acceptor = sum(ways.values()), Acceptor(net)
    return sum(count for way, count in ways.items() if acceptor.fits(way)) / total if total else 1.0


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
