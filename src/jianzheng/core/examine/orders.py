"""Defects of order: rings, inputs that come too late, orders law forbids, misses, or nobody can explain."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.confront import Confronted
from jianzheng.core.examine.finding import Finding, quoted
from jianzheng.core.ground import Ground, GroundKind, strongest
from jianzheng.core.materials import asked, is_held
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text


def rings(confronted: Confronted) -> Iterator[Finding]:
    """Steps that wait for one another, whether printed so or because each reads what the other yields."""
    process = confronted.process
    for ring in confronted.rings:
        names = [process.step(id).name for id in ring]
        circle = " → ".join([*names, names[0]])
        turned = " → ".join(process.step(id).en for id in [*ring, ring[0]])
        links = [confronted.demanded.get(pair) for pair in zip(ring, ring[1:] + ring[:1], strict=True)]
        cites = "；".join(ground.cite for ground in links if ground and ground.cite)
        why = f"（{cites}）" if cites else ""
        yield Finding(
            "prerequisite-ring",
            tuple(ring),
            Text(
                f"这些环节互为前置，谁也无法先办：{circle}{why}",
                f"These steps wait for one another, none can start: {turned}{why}",
            ),
            Text(
                "核对各项先后的依据，取消其中没有法律或数据依据的一条。",
                "Check the ground of each order and strike one that neither law nor data demands.",
            ),
            at=process.step(ring[0]).place,
        )


def unknown_steps(confronted: Confronted) -> Iterator[Finding]:
    """Orders that name a step the process does not have."""
    known = confronted.process.index
    for order in confronted.process.orders:
        for id in (order.before, order.after):
            if id not in known:
                yield Finding(
                    "unknown-step",
                    (f"{order.before}→{order.after}",),
                    Text(
                        f"先后次序引用了不存在的环节“{id}”",
                        f"An order names the step “{id}”, which does not exist",
                    ),
                    Text(
                        "改为现有环节的编号，或补上该环节。", "Name an existing step, or add the missing one."
                    ),
                )


def against(confronted: Confronted) -> Iterator[Finding]:
    """Printed orders that put a step before the one whose result it reads or that law wants first; one finding where
    several alternatives of a step break the same article."""
    process = confronted.process
    seen: set[tuple[str, str, str]] = set()
    for (first, second), ground in confronted.broken.items():
        mutual = (second, first) in confronted.demanded
        if mutual and (ground.kind is GroundKind.DATA or (second, first) in confronted.broken):
            continue
        one, two = process.step(first), process.step(second)
        key = (one.one_of or first, two.one_of or second, ground.cite)
        if key not in seen:
            seen.add(key)
            yield (
                _too_early(one, two, ground)
                if ground.kind is GroundKind.DATA
                else _reversed(process, one, two, ground)
            )


def _too_early(one: Step, two: Step, ground: Ground) -> Finding:
    return Finding(
        "input-too-early",
        (f"{two.id}:{ground.cite}", one.id),
        Text(
            f"“{two.name}”要交“{ground.cite}”，而它由排在后面的“{one.name}”产出",
            f"“{two.en}” asks for “{ground.cite}”, which the later step “{one.en}” yields",
        ),
        Text(
            f"把“{one.name}”移到前面，或取消这份材料，或改为办结前补齐。",
            f"Move “{one.en}” before it, drop the material, or let it follow before the decision.",
        ),
        ground,
        two.place,
    )


def _reversed(process: Process, one: Step, two: Step, ground: Ground) -> Finding:
    known = not ground.when or process.conditions.get(ground.when)
    condition = Text("", "") if known else ground.condition
    return Finding(
        "order-against-law",
        (f"{two.id}→{one.id}", two.id, one.id),
        Text(
            f"“{two.name}”排在“{one.name}”之前，{ground.cite}要求的次序正相反{condition.zh}",
            f"“{two.en}” comes before “{one.en}”; {ground.cite} demands the opposite{condition.en}",
        ),
        Text(f"把“{one.name}”排到“{two.name}”之前。", f"Put “{one.en}” before “{two.en}”."),
        ground,
        two.place,
    )


def missing(confronted: Confronted) -> Iterator[Finding]:
    """Orders law demands under conditions known to hold, which the print leaves open."""
    process = confronted.process
    for (first, second), ground in confronted.unprinted.items():
        known = not ground.when or process.conditions.get(ground.when)
        if ground.kind is GroundKind.LAW and known and not process.network.ringed:
            one, two = process.step(first), process.step(second)
            yield Finding(
                "order-missing",
                (f"{first}→{second}", second, first),
                Text(
                    f"{ground.cite}要求“{one.name}”先于“{two.name}”，流程没有写明",
                    f"{ground.cite} wants “{one.en}” before “{two.en}”; the process does not say so",
                ),
                Text("补上这条先后次序。", "Add this order."),
                ground,
                two.place,
            )


def groundless(confronted: Confronted) -> Iterator[Finding]:
    """Steps that wait for others though neither law nor data demands it: one finding for steps that wait for the same."""
    process = confronted.process
    waits: dict[str, list[Order]] = {}
    for order in process.orders:
        pair = order.before, order.after
        explained = pair in confronted.binding or pair[::-1] in confronted.broken
        if {*pair} <= process.index.keys() and not explained and order.ground.kind in _LOOSE:
            waits.setdefault(order.after, []).append(order)
    together: dict[frozenset[str], list[Order]] = {}
    for orders in waits.values():
        together.setdefault(frozenset(order.before for order in orders), []).extend(orders)
    for orders in together.values():
        before = quoted([process.step(id).title for id in dict.fromkeys(order.before for order in orders)])
        after = quoted([process.step(id).title for id in dict.fromkeys(order.after for order in orders)])
        yield Finding(
            "order-without-ground",
            tuple(f"{order.before}→{order.after}" for order in orders),
            Text(
                f"{after.zh}要等{before.zh}办完：未查到法律要求，也不读取其结果",
                f"{after.en} must wait for {before.en}: no law on file demands it and nothing is read from there",
            ),
            Text(
                "说明依据；说不出就改为同时办理。", "State the ground; if there is none, run them together."
            ),
            strongest([order.ground for order in orders]),
            process.step(orders[0].after).place,
        )


_LOOSE = (GroundKind.HABIT, GroundKind.UNSTATED)


def unyielded(confronted: Confronted) -> Iterator[Finding]:
    """Materials that come from another matter which the flow does not contain."""
    for item in asked(confronted.process):
        need = item.need
        if need.origin and not is_held(need) and not confronted.yields.of(need.origin):
            yield Finding(
                "input-nobody-yields",
                (item.target,),
                Text(
                    f"“{item.step.name}”要交的“{need.material}”由“{need.origin}”产出，流程中没有这一环节",
                    f"“{item.step.en}” asks for “{need.material}”, which “{need.origin}” yields; the flow has no such step",
                ),
                Text(
                    "把产出它的事项列入流程，或写明申请人从哪里取得。",
                    "Add the matter that yields it, or say where the applicant gets it.",
                ),
                need.ground,
                need.place or item.step.place,
            )
