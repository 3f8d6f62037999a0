"""What remains of the printed order once some moves are accepted.

Every step s gets a gate: "all that is printed before s is done". Gates wait for gates, so a step set free does not set
free the steps printed behind it: an accepted move drops exactly what it names and nothing that only followed from it.
Steps are numbered 0..n-1, the gate of step s is n + s.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from jianzheng.core import network as graph
from jianzheng.core.confront import Confronted
from jianzheng.core.ground import UNSTATED, Ground, GroundKind
from jianzheng.core.materials import Yields, yielders
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.refusal import Refused


@dataclass(frozen=True)
class Timing:
    """Which steps are set free of ungrounded waits, let go by ungrounded followers, dropped, merged (member → lead) and
    decided at once, as step numbers."""

    free: frozenset[int] = frozenset()
    deferred: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    merged: Mapping[int, int] = field(default_factory=dict)
    instant: frozenset[int] = frozenset()


def gated(confronted: Confronted, timing: Timing, days: list[float]) -> graph.Network:
    """The graph of steps and gates under `timing`; merged steps stand at their lead. Raises Refused when a merge would
    wait for itself."""
    pairs = _printed(confronted, timing) + binding_pairs(confronted, timing)
    net = graph.network([*days, *[0.0] * len(days)], pairs)
    if net.ringed:
        names = "、".join(confronted.process.steps[i].name for i in net_ring(net, len(days)))
        raise Refused(
            f"这样合并会让环节互相等待：{names}。请先让其中的环节并行，或不合并。",
            f"Merged like this, steps would wait for one another: {names}. Run them together first, or do not merge.",
        )
    return net


def net_ring(net: graph.Network, real: int) -> list[int]:
    """The steps (without gates) of the first ring."""
    ring = next(iter(graph.rings(net)), [])
    return [i for i in dict.fromkeys(node % real for node in ring)]


def _printed(confronted: Confronted, timing: Timing) -> list[tuple[int, int]]:
    process, size = confronted.process, len(confronted.process.steps)
    lead = timing.merged.get
    loosened = timing.free | timing.dropped | {process.index[id] for id in confronted.mended}
    pairs = []
    for b, waits in enumerate(process.network.before):
        for a in waits:
            pairs.append((size + a, size + b))
            if a not in timing.deferred and lead(a, a) != lead(b, b):
                pairs.append((lead(a, a), size + b))
    for step in range(size):
        if step not in loosened:
            pairs.append((size + step, lead(step, step)))
    return pairs


def binding_pairs(confronted: Confronted, timing: Timing) -> list[tuple[int, int]]:
    """Pairs law or data demand, between steps that remain."""
    index, lead = confronted.process.index, timing.merged.get
    numbered = ((index[a], index[b]) for a, b in confronted.binding)
    return [
        (lead(a, a), lead(b, b))
        for a, b in numbered
        if a not in timing.dropped and b not in timing.dropped and lead(a, a) != lead(b, b)
    ]


def durations(process: Process, timing: Timing) -> list[float]:
    """Working days by step number: merged members count at their lead as long as the longest of them."""
    days = [
        0.0 if i in timing.dropped or i in timing.instant else step.nominal_days
        for i, step in enumerate(process.steps)
    ]
    for member, lead in timing.merged.items():
        days[lead] = max(days[lead], days[member])
        if member != lead:
            days[member] = 0.0
    return days


def chain_length(confronted: Confronted, timing: Timing) -> float:
    """Working days of the longest chain under `timing`."""
    return graph.length(gated(confronted, timing, durations(confronted.process, timing)))


def retimed(confronted: Confronted, timing: Timing) -> Process:
    """The process with the steps and the fewest orders that remain; each order keeps the ground it was printed with."""
    process, size = confronted.process, len(confronted.process.steps)
    days = durations(process, timing)
    net = gated(confronted, timing, days)
    gone = timing.dropped | {member for member, lead in timing.merged.items() if member != lead}
    ids = [step.id for step in process.steps]
    grounds = _grounds(confronted)
    pairs = [(ids[a], ids[b]) for a, b in _surviving(net, size, gone)]
    pairs += [(ids[a], ids[b]) for a, b in binding_pairs(confronted, timing)]
    orders = tuple(Order(a, b, grounds.get((a, b), UNSTATED)) for a, b in dict.fromkeys(pairs))
    steps = tuple(
        _merged(process, timing, number, days[number]) for number in range(size) if number not in gone
    )
    heirs = {ids[member]: ids[lead] for member, lead in timing.merged.items()}
    return replace(process, steps=tuple(_reading(step, heirs) for step in steps), orders=orders)


def _reading(step: Step, heirs: Mapping[str, str]) -> Step:
    """The step reading what joined steps yield from the one they became."""
    needs = tuple(replace(need, origin=heirs.get(need.origin, need.origin)) for need in step.needs)
    return replace(step, needs=needs)


def _surviving(net: graph.Network, size: int, gone: AbstractSet[int]) -> list[tuple[int, int]]:
    """The fewest pairs between remaining steps: steps that are gone are moved behind the gates, where they only carry order."""
    kept = [i for i in range(size) if i not in gone]
    place = {step: number for number, step in enumerate([*kept, *gone, *range(size, 2 * size)])}
    pairs = ((place[a], place[b]) for b in range(2 * size) for a in net.before[b])
    renumbered = graph.network([0.0] * (2 * size), pairs)
    return [(kept[a], kept[b]) for a, b in graph.covers(renumbered, len(kept))]


def _grounds(confronted: Confronted) -> dict[tuple[str, str], Ground]:
    printed = {(order.before, order.after): order.ground for order in confronted.process.orders}
    return {**printed, **confronted.binding}


def _merged(process: Process, timing: Timing, number: int, days: float) -> Step:
    """The step as it stands under `timing`: joined with those merged into it, decided at once where that was accepted."""
    step = process.steps[number]
    members = sorted({i for i, lead in timing.merged.items() if lead == number} | {number})
    if number in timing.instant:
        step = replace(step, days=0)
    if members == [number]:
        return step
    together = [process.steps[i] for i in members]
    needs = {
        need.material: need
        for one in together
        for need in one.needs
        if not _inside(process, one, need, together)
    }
    return replace(
        step,
        name=" + ".join(one.name for one in together),
        name_en=" + ".join(one.name_en for one in together) if all(one.name_en for one in together) else "",
        days=days if any(one.days is not None for one in together) else None,
        needs=tuple(needs.values()),
        yields=tuple(dict.fromkeys(thing for one in together for thing in one.yields)),
        fees=tuple(fee for one in together for fee in one.fees),
        visits=max(one.visits for one in together),
        sign_levels=max(one.sign_levels for one in together),
    )


def _inside(process: Process, step: Step, need: Need, together: list[Step]) -> bool:
    """Whether what one of several joined steps shares with another no longer changes hands."""
    makers = yielders(Yields(process), step, need) if need.handling == "reused" else ()
    return bool(makers) and {one.id for one in together}.issuperset(makers)


def loose(ground: Ground) -> bool:
    """Whether an order on this ground may be dropped: anything but law and data."""
    return ground.kind in (GroundKind.HABIT, GroundKind.UNSTATED, GroundKind.RULE)
