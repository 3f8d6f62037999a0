"""Laying a process against law and data: which of its orders are demanded, by what, and which demands it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from jianzheng.core import network as graph
from jianzheng.core.ground import Ground, data, strongest
from jianzheng.core.lawbook import Demand, Lawbook, demands
from jianzheng.core.materials import Yields, asked, yielders
from jianzheng.core.process import Order, Process
from jianzheng.core.stages import staged

Pair = tuple[str, str]


@dataclass(frozen=True)
class Confronted:
    """`process` as printed, every printed order with the strongest ground found; `demanded`: pairs (before, after) of
    steps law or data demand; `binding`: those a redesign keeps; `broken`: those the print contradicts; `mended`: steps
    that must leave their printed place so that broken demands can be kept; `merges`: steps law lets be handled as one."""

    process: Process
    lawbook: Lawbook
    demanded: dict[Pair, Ground]
    binding: dict[Pair, Ground]
    broken: dict[Pair, Ground]
    mended: frozenset[str]
    merges: tuple[Demand, ...]

    @cached_property
    def rings(self) -> list[list[str]]:
        """Rings of steps that wait for one another, by the print alone or because each reads or needs the other."""
        printed = self.process.rings()
        if printed:
            return printed
        index, ids = self.process.index, [step.id for step in self.process.steps]
        net = graph.network([0] * len(ids), [(index[a], index[b]) for a, b in self.demanded])
        return [[ids[i] for i in ring] for ring in graph.rings(net)]

    @cached_property
    def yields(self) -> Yields:
        """The look-up of which step yields a material."""
        return Yields(self.process)

    @property
    def unprinted(self) -> dict[Pair, Ground]:
        """Pairs law or data demand that the print leaves open."""
        printed = closure(self.process)
        index = self.process.index
        return {
            pair: ground
            for pair, ground in self.binding.items()
            if pair not in self.broken and not printed[index[pair[1]]] >> index[pair[0]] & 1
        }


def confront(process: Process, lawbook: Lawbook) -> Confronted:
    """Find the ground of every order of `process` in the lawbook, in what steps read, and in what the print states."""
    related = demands(lawbook, process)
    found: dict[Pair, list[Ground]] = {}
    for demand in _sufficient(process, related):
        if demand.rule.relation == "before":
            found.setdefault((demand.before.id, demand.after.id), []).append(demand.ground)
    for before, after, material in _reads(process):
        found.setdefault((before, after), []).append(data(material))
    for pair, ground in staged(process).items():
        found.setdefault(pair, []).append(ground)
    grounds = {pair: strongest(list_) for pair, list_ in found.items()}
    orders = tuple(
        replace(order, ground=strongest([order.ground, grounds[pair]]))
        if (pair := (order.before, order.after)) in grounds
        else order
        for order in process.orders
    )
    grounded = replace(process, orders=orders)
    demanded = {**_stated(grounded), **grounds}
    binding, broken = _sorted_out(grounded, demanded)
    mended = _mended(grounded, binding, broken, demanded)
    merges = tuple(demand for demand in related if demand.rule.relation == "merge")
    return Confronted(grounded, lawbook, demanded, binding, broken, mended, merges)


def _sufficient(process: Process, related: list[Demand]) -> Iterator[Demand]:
    """Of demands that any one step meets, those the print meets; the first of them where it meets none."""
    printed, index = closure(process), process.index
    met: dict[tuple[str, str], list[Demand]] = {}
    for demand in related:
        if demand.rule.any_one:
            met.setdefault((demand.rule.id.rstrip("abcdefgh"), demand.after.id), []).append(demand)
        else:
            yield demand
    for choices in met.values():
        before = [d for d in choices if printed[index[d.after.id]] >> index[d.before.id] & 1]
        yield from before or choices[:1]


def _reads(process: Process) -> Iterator[tuple[str, str, str]]:
    """(yielding step, reading step, material) for everything one step reads from another."""
    lookup = Yields(process)
    for item in asked(process):
        for maker in yielders(lookup, item.step, item.need):
            if not _alternatives(process, maker, item.step.id):
                yield maker, item.step.id, item.need.material


def _alternatives(process: Process, one: str, other: str) -> bool:
    """Whether two steps are alternatives of one another, so that neither can wait for the other."""
    group = process.step(one).one_of
    return bool(group) and group == process.step(other).one_of


def _sorted_out(
    process: Process, demanded: dict[Pair, Ground]
) -> tuple[dict[Pair, Ground], dict[Pair, Ground]]:
    """Split demanded pairs into those the printed order allows and those it contradicts."""
    printed = closure(process)
    index = process.index
    binding: dict[Pair, Ground] = {}
    broken: dict[Pair, Ground] = {}
    for (before, after), ground in demanded.items():
        against = printed[index[before]] >> index[after] & 1
        (broken if against else binding)[before, after] = ground
    return _without_rings(process, binding, broken)


def _mended(
    process: Process, binding: dict[Pair, Ground], broken: dict[Pair, Ground], demanded: dict[Pair, Ground]
) -> frozenset[str]:
    """Make broken demands that are certain and not mutual binding; answer the steps that must leave their printed place:
    the one that is printed too late, and what it needs that is printed behind the one it must precede."""
    certain = {
        (first, second): ground
        for (first, second), ground in broken.items()
        if (second, first) not in demanded and (not ground.when or process.conditions.get(ground.when))
    }
    if not certain:
        return frozenset()
    index, ids = process.index, [step.id for step in process.steps]
    printed = closure(process)
    needed = graph.ancestors(graph.network([0] * len(ids), [(index[a], index[b]) for a, b in binding]))
    moved: set[str] = set()
    for first, second in certain:
        behind = [i for i in graph.bits(needed[index[first]]) if printed[i] >> index[second] & 1]
        moved |= {first, *(ids[i] for i in behind)}
    binding.update(certain)
    if graph.network([0] * len(ids), [(index[a], index[b]) for a, b in binding]).ringed:
        for pair in certain:
            del binding[pair]
        return frozenset()
    return frozenset(moved)


def _stated(process: Process) -> dict[Pair, Ground]:
    """Printed orders whose own ground binds."""
    return {
        (order.before, order.after): order.ground
        for order in process.orders
        if order.ground.binds and {order.before, order.after} <= process.index.keys()
    }


def _without_rings(
    process: Process, binding: dict[Pair, Ground], broken: dict[Pair, Ground]
) -> tuple[dict[Pair, Ground], dict[Pair, Ground]]:
    """Move demands that wait for one another in a ring to `broken`: nothing can satisfy them all."""
    index, ids = process.index, [step.id for step in process.steps]
    printed = [
        (index[o.before], index[o.after]) for o in process.orders if {o.before, o.after} <= index.keys()
    ]
    while True:
        net = graph.network([0] * len(ids), printed + [(index[a], index[b]) for a, b in binding])
        ring = next(iter(graph.rings(net)), None)
        links = [(ids[a], ids[b]) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)] if ring else []
        loose = [pair for pair in links if pair in binding]
        if not loose:
            return binding, broken
        for pair in loose:
            broken[pair] = binding.pop(pair)


def closure(process: Process) -> list[int]:
    """For every step number the bits of the steps printed before it; steps in or behind a ring have none."""
    return graph.ancestors(process.network)


def kept_orders(confronted: Confronted) -> list[Order]:
    """Orders no redesign may drop, in the order of the steps."""
    index = confronted.process.index
    pairs = sorted(confronted.binding, key=lambda pair: (index[pair[1]], index[pair[0]]))
    return [Order(before, after, confronted.binding[before, after]) for before, after in pairs]


__all__ = ["Confronted", "Pair", "closure", "confront", "kept_orders"]
