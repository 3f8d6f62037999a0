"""Proposals about order and time: run together, defer, drop, merge, decide at once."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core import network as graph
from jianzheng.core.confront import Confronted, closure
from jianzheng.core.examine.finding import quoted
from jianzheng.core.ground import Ground, GroundKind, strongest
from jianzheng.core.lawbook import beyond, demands
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.redesign.moves import Move
from jianzheng.core.redesign.relation import loose
from jianzheng.core.text import Text

STRIKE = Text("事项清单：取消该环节", "List of matters: strike the step")


def run_together(confronted: Confronted) -> Iterator[Move]:
    """For every step (or group of alternatives) that waits without law or data: start it when law and data allow."""
    process = confronted.process
    for targets, orders in _waits(confronted).items():
        names = quoted([process.step(id).title for id in targets])
        before = quoted([process.step(id).title for id in dict.fromkeys(order.before for order in orders)])
        rules = sorted({order.ground.cite for order in orders if order.ground.kind is GroundKind.RULE})
        yield Move(
            "run_together",
            targets,
            strongest([order.ground for order in orders]),
            _amend_rules(rules)
            if rules
            else Text("办事指南与流程图：改为同时办理", "Guide and flowchart: run them together"),
            Text(
                f"{names.zh}不再等{before.zh}，法律和数据要求的前置具备即可开始",
                f"{names.en} no longer waits for {before.en}: it starts once what law and data demand is there",
            ),
            tuple(orders),
        )


def _waits(confronted: Confronted) -> dict[tuple[str, ...], list[Order]]:
    """The orders each step, or group of alternatives, could be released from: those printed on no binding ground, or,
    where it has none of its own, those that only follow from what its lawful predecessors wait for."""
    process, index = confronted.process, confronted.process.index
    own: dict[str, list[Order]] = {}
    for order in process.orders:
        pair = order.before, order.after
        if {*pair} <= index.keys() and pair not in confronted.binding and loose(order.ground):
            own.setdefault(order.after, []).append(order)
    printed = closure(process)
    binding = [(index[a], index[b]) for a, b in confronted.binding]
    bound = graph.ancestors(graph.network([0] * len(index), binding))
    groups: dict[str, tuple[list[str], list[Order]]] = {}
    for number, step in enumerate(process.steps):
        waits = own.get(step.id) or _implied(process, printed, printed[number] & ~bound[number], step)
        if waits and step.id not in confronted.mended:
            targets, orders = groups.setdefault(step.one_of or step.id, ([], []))
            targets.append(step.id)
            orders += waits
    return {tuple(targets): orders for targets, orders in groups.values()}


def _implied(process: Process, printed: list[int], unbound: int, step: Step) -> list[Order]:
    """The latest of the steps that come before `step` only because others do."""
    hidden = 0
    for number in graph.bits(unbound):
        hidden |= printed[number]
    return [Order(process.steps[number].id, step.id) for number in graph.bits(unbound & ~hidden)]


def _amend_rules(rules: list[str]) -> Text:
    return Text("修订：" + "、".join(rules), "Amend: " + ", ".join(rules))


def deferred(confronted: Confronted) -> Iterator[Move]:
    """Steps law wants only before something this flow does not reach (开工, 投入使用): nothing in the flow need wait."""
    process = confronted.process
    needed = {before for before, _ in confronted.binding}
    for id, rule in beyond(confronted.lawbook, process).items():
        released = tuple(order for order in process.orders if order.before == id and loose(order.ground))
        if released and id not in needed:
            step, deadline = process.step(id), confronted.lawbook.name(rule.second)
            english = deadline.within("en")
            yield Move(
                "defer",
                (id,),
                rule.ground,
                Text(f"流程图：改为“不晚于{deadline.zh}”", f"Flowchart: “no later than {english}”"),
                Text(
                    f"“{step.name}”只须不晚于“{deadline.zh}”办结，其他环节不再等它",
                    f"“{step.en}” need only be done by “{english}”; nothing else waits for it",
                ),
                released,
                deadline.zh,
            )


def removed(confronted: Confronted) -> Iterator[Move]:
    """Steps a reform strikes, unless one of them alone does what law wants done before another."""
    book, process = confronted.lawbook, confronted.process
    struck = {step.id: ground for step in process.steps if (ground := book.removal(step))}
    wanted = (
        [demand for demand in demands(book, process) if demand.rule.relation == "before"] if struck else []
    )
    met = {(demand.rule.id, demand.after.id) for demand in wanted if demand.before.id not in struck}
    sole = {demand.before.id for demand in wanted if (demand.rule.id, demand.after.id) not in met}
    for id, ground in struck.items():
        if id not in sole:
            yield _drop(process.step(id), ground, STRIKE)


def dropped(confronted: Confronted) -> Iterator[Move]:
    """Steps that are there by habit, or by a rule that can be amended, and whose results nobody needs."""
    process = confronted.process
    needed = {before for before, _ in confronted.binding}
    for step in process.steps:
        idle = step.id not in needed and not confronted.lawbook.removal(step)
        if idle and step.ground.kind in (GroundKind.HABIT, GroundKind.RULE):
            by_rule = step.ground.kind is GroundKind.RULE
            yield _drop(step, step.ground, _amend_rules([step.ground.cite]) if by_rule else STRIKE)


def _drop(step: Step, ground: Ground, amend: Text) -> Move:
    return Move("drop", (step.id,), ground, amend, Text(f"取消“{step.name}”", f"Drop “{step.en}”"))


def merged(confronted: Confronted) -> Iterator[Move]:
    """Steps law lets be handled as one."""
    for demand in confronted.merges:
        one, two = demand.before, demand.after
        yield Move(
            "merge",
            (one.id, two.id),
            demand.ground,
            Text(
                "办事指南：合并为一个环节、一套材料、一次办结",
                "Guide: one step, one set of materials, one result",
            ),
            Text(f"“{one.name}”与“{two.name}”合并办理", f"Handle “{one.en}” and “{two.en}” as one"),
        )


def at_once(confronted: Confronted) -> Iterator[Move]:
    """Steps law lets be decided at once: its limit is 0, or the article is stated with the step."""
    for step in confronted.process.steps:
        ground = _instant(confronted, step)
        if ground and step.nominal_days:
            yield Move(
                "decide_at_once",
                (step.id,),
                ground,
                Text("承诺时限改为即办", "Promise: at once"),
                Text(f"“{step.name}”材料齐全即当场办结", f"“{step.en}” is decided at once when complete"),
            )


def _instant(confronted: Confronted, step: Step) -> Ground | None:
    if step.conduct.instant.binds:
        return step.conduct.instant
    limit = confronted.lawbook.limit(step)
    return limit.ground if limit and limit.days == 0 else None
