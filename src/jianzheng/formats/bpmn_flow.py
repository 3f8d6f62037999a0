"""A process as BPMN nodes and flows: every step becomes a block of join, check, task, merge and split."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum

from jianzheng.core import network as graph
from jianzheng.core.process import Process, Step, under
from jianzheng.core.refusal import Refused

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Slot(IntEnum):
    """The place of a node in its block, left to right."""

    JOIN = 0
    CHECK = 1
    MAIN = 2
    MERGE = 3
    SPLIT = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node; `kind` names its BPMN element, `default` the flow an exclusive gateway takes otherwise."""

    id: str
    kind: str
    slot: Slot
    default: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The nodes that stand for one step, or for the start or the end (`step` None); `rank` is the column."""

    nodes: tuple[Node, ...]
    rank: int
    step: Step | None = None

    @property
    def main(self) -> Node:
        """The task or event itself."""
        return next(node for node in self.nodes if node.slot is Slot.MAIN)


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow between two nodes; `blocks` are the numbers of the blocks it leaves and enters."""

    id: str
    source: str
    target: str
    blocks: tuple[int, int]
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Variables:
    """What the expressions read: condition → its boolean variable; group of alternatives → its variable, whose
    value is the key of the step chosen; `keys` gives every step id its key, safe in XML and in expressions."""

    conditions: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def condition(self, step: Step) -> str:
        """The expression under which a step is done; "" = always."""
        parts = [self.conditions[step.when]] if step.when in self.conditions else []
        if step.one_of in self.choices:
            parts.append(f'{self.choices[step.one_of]} == "{self.keys[step.id]}"')
        return " and ".join(parts)


@dataclass(frozen=True, slots=True)
class Chart:
    """The blocks (steps, then start and end), the flows, the variables, and the process they stand for."""

    process: Process
    blocks: tuple[Block, ...]
    flows: tuple[Flow, ...]
    variables: Variables

    @property
    def between(self) -> list[tuple[int, int]]:
        """The pairs of blocks that a flow connects."""
        return [flow.blocks for flow in self.flows if flow.blocks[0] != flow.blocks[1]]


def chart(process: Process) -> Chart:
    """The chart of a process in its known conditions. Raises Refused for no steps, equal ids or a ring."""
    process = under(process, {})
    _check(process)
    steps, variables = process.steps, _variables(process)
    start, end = len(steps), len(steps) + 1
    pairs = _pairs(process, start, end)
    ranks = _ranks(process)
    into, out = Counter(b for _, b in pairs), Counter(a for a, _ in pairs)
    blocks = [
        _step_block(step, ranks[i], variables, (into[i] > 1, out[i] > 1)) for i, step in enumerate(steps)
    ]
    blocks.append(_edge_block("start", 0, out[start] > 1))
    blocks.append(_edge_block("end", max(ranks) + 1, into[end] > 1))
    return Chart(process, tuple(blocks), tuple(_flows(blocks, pairs, variables)), variables)


def _check(process: Process) -> None:
    if not process.steps:
        zh, en = (_brief(process.title.within(language) or process.id) for language in ("zh", "en"))
        raise Refused(
            f"流程“{zh}”没有环节，或已知条件下一个也不需要，画不成流程图。请先加上环节或更改条件。",
            f"Process “{en}” has no steps, or none its known conditions need, so there is nothing to draw. "
            "Add steps or change the conditions first.",
        )
    twice = next((id for id, count in Counter(step.id for step in process.steps).items() if count > 1), None)
    if twice is not None:
        raise Refused(
            f"两个环节的编号都是“{_brief(twice)}”。请给每个环节一个自己的编号。",
            f"Two steps have the id “{_brief(twice)}”. Give every step an id of its own.",
        )
    if process.network.ringed:
        ring = process.rings()[0]
        zh, en = (_around(process, ring, language) for language in ("zh", "en"))
        raise Refused(
            f"这些环节互相等待，谁也不能开始：{zh}。请先去掉其中一个先后关系。",
            f"These steps wait for one another, so none can start: {en}. Remove one of these orders first.",
        )


def _around(process: Process, ring: list[str], language: str) -> str:
    names = [_brief(process.step(id).title.within(language)) for id in ring[:8]]
    return " → ".join([*names, *(["…"] if len(ring) > 8 else []), names[0]])


def _brief(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"


def _variables(process: Process) -> Variables:
    """Variables for what is still open: conditions not known, groups with more than one alternative left."""
    whens = dict.fromkeys(step.when for step in process.steps)
    whens = {when: None for when in whens if when and when not in process.conditions}
    groups = [group for group, steps in process.alternatives().items() if len(steps) > 1]
    return Variables(
        {when: f"when_{number}" for number, when in enumerate(whens, 1)},
        {group: f"choice_{number}" for number, group in enumerate(groups, 1)},
        # A dot never occurs in an id taken over as it is, so the two kinds of key cannot meet.
        {
            step.id: step.id if _SAFE_ID.fullmatch(step.id) else f"n.{number}"
            for number, step in enumerate(process.steps, 1)
        },
    )


def _pairs(process: Process, start: int, end: int) -> list[tuple[int, int]]:
    """Which block waits for which: the orders no longer path implies, and the start and end of all."""
    net = process.network
    return [
        *((start, i) for i, waits in enumerate(net.before) if not waits),
        *graph.reduced(net, graph.ancestors(net)),
        *((i, end) for i, followers in enumerate(net.after) if not followers),
    ]


def _ranks(process: Process) -> list[int]:
    """The column of every step: one right of the last step it waits for; the start is column 0."""
    net = process.network
    ranks = [1] * len(process.steps)
    for i in net.topo:
        ranks[i] = max((ranks[a] + 1 for a in net.before[i]), default=1)
    return ranks


def _step_block(step: Step, rank: int, variables: Variables, gates: tuple[bool, bool]) -> Block:
    key, checked = variables.keys[step.id], bool(variables.condition(step))
    nodes = [
        Node(f"join_{key}", "parallelGateway", Slot.JOIN) if gates[0] else None,
        Node(f"check_{key}", "exclusiveGateway", Slot.CHECK, default=f"skip_{key}") if checked else None,
        Node(f"task_{key}", "userTask", Slot.MAIN),
        Node(f"merge_{key}", "exclusiveGateway", Slot.MERGE) if checked else None,
        Node(f"split_{key}", "parallelGateway", Slot.SPLIT) if gates[1] else None,
    ]
    return Block(tuple(node for node in nodes if node), rank, step)


def _edge_block(word: str, rank: int, gate: bool) -> Block:
    """The start (followed by a split) or the end (after a join)."""
    event = Node(word, f"{word}Event", Slot.MAIN)
    if not gate:
        return Block((event,), rank)
    if word == "start":
        return Block((event, Node("start.split", "parallelGateway", Slot.SPLIT)), rank)
    return Block((Node("end.join", "parallelGateway", Slot.JOIN), event), rank)


def _flows(blocks: list[Block], pairs: list[tuple[int, int]], variables: Variables) -> list[Flow]:
    flows: list[Flow] = []
    for number, block in enumerate(blocks):
        inside = (number, number)
        for left, right in zip(block.nodes, block.nodes[1:], strict=False):
            condition = variables.condition(block.step) if block.step and left.slot is Slot.CHECK else ""
            flows.append(Flow(f"flow.{len(flows) + 1}", left.id, right.id, inside, condition))
        if check := next((node for node in block.nodes if node.default), None):
            merge = next(node for node in block.nodes if node.slot is Slot.MERGE)
            flows.append(Flow(check.default, check.id, merge.id, inside))
    for a, b in pairs:
        flows.append(Flow(f"flow.{len(flows) + 1}", blocks[a].nodes[-1].id, blocks[b].nodes[0].id, (a, b)))
    return flows


def lane_of(block: Block) -> str:
    """The office whose lane a block lies in; "" for start and end too, until the layout puts them beside a step."""
    return block.step.office if block.step else ""
