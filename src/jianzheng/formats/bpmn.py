"""A process as BPMN 2.0 with its diagram, allowing exactly the orders that the process allows.

Shape and meaning are described in docs/reference/bpmn.md. Source: OMG BPMN 2.0 (formal/2011-01-03).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any
from xml.etree import ElementTree as ET

from jianzheng import __version__
from jianzheng.core.process import Order, Process
from jianzheng.core.text import Text
from jianzheng.formats.bpmn_flow import Block, Chart, Flow, Node, Slot, chart
from jianzheng.formats.bpmn_layout import LABEL_WIDTH, Box, Layout, Point, layout
from jianzheng.formats.bpmn_words import NO_OFFICE, SKIP, both, condition_words, documentation, label, short
from jianzheng.formats.write import pack_values

NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "jz": "urn:jianzheng:bpmn:1",
}
EXPRESSIONS = "https://docs.python.org/3/reference/expressions.html"
POOL, PROCESS = "pool", "process"
LANGUAGES = ("zh", "en")
HOW = Text(
    "每个环节等它所等的都办结才开始；条件和择一在开始时给出，见扩展元素 jz:variables。",
    "A step starts when all it waits for is done; conditions and choices are given at the start: see jz:variables.",
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_bpmn(process: Process) -> bytes:
    """The process as BPMN 2.0 XML (UTF-8). Raises Refused for no steps, equal ids, or a ring."""
    drawn = chart(process)
    placed = layout(drawn)
    root = ET.Element("bpmn:definitions", {f"xmlns:{prefix}": uri for prefix, uri in NAMESPACES.items()})
    root.attrib |= {
        "id": "definitions",
        "targetNamespace": NAMESPACES["jz"],
        "expressionLanguage": EXPRESSIONS,
        "exporter": "Jianzheng",
        "exporterVersion": __version__,
    }
    collaboration = _add(root, "bpmn:collaboration", {"id": "collaboration"})
    name = short(both(process.title) or process.id)
    _add(collaboration, "bpmn:participant", {"id": POOL, "name": name, "processRef": PROCESS})
    _process(_add(root, "bpmn:process", {"id": PROCESS, "name": name, "isExecutable": "true"}), drawn, placed)
    _diagram(_add(root, "bpmndi:BPMNDiagram", {"id": "diagram"}), drawn, placed)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document


def _add(parent: ET.Element, tag: str, values: dict[str, Any] | None = None, text: str = "") -> ET.Element:
    """A new child; the one door for text, so that no character XML forbids gets in."""
    child = ET.SubElement(parent, tag, {key: _clean(value) for key, value in (values or {}).items()})
    child.text = _clean(text) or None
    return child


def _clean(value: object) -> str:
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_XML.sub("\ufffd", words)


def _document(parent: ET.Element, words: Text) -> None:
    for language in LANGUAGES:
        _add(parent, "bpmn:documentation", text=words.within(language))


def _process(parent: ET.Element, drawn: Chart, placed: Layout) -> None:
    _document(
        parent, Text(*(f"{drawn.process.title.within(word)}\n{HOW.within(word)}" for word in LANGUAGES))
    )
    _extension(_add(parent, "bpmn:extensionElements"), drawn)
    _lanes(_add(parent, "bpmn:laneSet", {"id": "lanes"}), drawn, placed)
    _nodes(parent, drawn)
    for flow in drawn.flows:
        _flow(parent, flow)


def _nodes(parent: ET.Element, drawn: Chart) -> None:
    """Every node with its words, its step as a pack file writes it, and its flows."""
    ins: dict[str, list[str]] = defaultdict(list)
    outs: dict[str, list[str]] = defaultdict(list)
    for flow in drawn.flows:
        outs[flow.source].append(flow.id)
        ins[flow.target].append(flow.id)
    plain = {step["id"]: step for step in _plain(drawn.process)["steps"]}
    waits: dict[str, list[Order]] = defaultdict(list)
    for order in drawn.process.orders:
        waits[order.after].append(order)
    for block in drawn.blocks:
        for node in block.nodes:
            element = _node(parent, drawn, block, node)
            if block.step and node.slot is Slot.MAIN:
                words = [
                    documentation(drawn.process, block.step, waits[block.step.id], word) for word in LANGUAGES
                ]
                _document(element, Text(*words))
                _mapped(_add(element, "bpmn:extensionElements"), "step", plain[block.step.id])
            for id in ins[node.id]:
                _add(element, "bpmn:incoming", text=id)
            for id in outs[node.id]:
                _add(element, "bpmn:outgoing", text=id)


def _plain(process: Process) -> Any:
    """The process as a pack file writes it."""
    return pack_values([process], process.id, process.title)["processes"][0]


def _node(parent: ET.Element, drawn: Chart, block: Block, node: Node) -> ET.Element:
    values = {"id": node.id}
    if name := label(block, node, drawn.variables):
        values["name"] = name
    if node.default:
        values["default"] = node.default
    element = _add(parent, f"bpmn:{node.kind}", values)
    if block.step and node.slot is Slot.CHECK:
        _document(element, condition_words(block.step, drawn.variables))
    return element


def _flow(parent: ET.Element, flow: Flow) -> None:
    values = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
    if flow.id.startswith("skip_"):
        values["name"] = both(SKIP)
    element = _add(parent, "bpmn:sequenceFlow", values)
    if flow.condition:
        _add(element, "bpmn:conditionExpression", {"xsi:type": "bpmn:tFormalExpression"}, flow.condition)


def _lanes(parent: ET.Element, drawn: Chart, placed: Layout) -> None:
    members: dict[str, list[str]] = {office: [] for office in placed.lanes}
    for block, office in zip(drawn.blocks, placed.lane_of, strict=True):
        members[office] += [node.id for node in block.nodes]
    for number, (office, ids) in enumerate(members.items(), 1):
        lane = _add(
            parent, "bpmn:lane", {"id": f"lane.{number}", "name": short(office or both(NO_OFFICE), 32)}
        )
        for id in ids:
            _add(lane, "bpmn:flowNodeRef", text=id)


def _extension(parent: ET.Element, drawn: Chart) -> None:
    """What the variables stand for, and every order with its ground, also those that others imply."""
    process, variables = drawn.process, drawn.variables
    title = {"title": process.title.zh, "titleEn": process.title.en}
    whole = _add(parent, "jz:process", {"id": process.id, **title})
    named = _add(whole, "jz:variables")
    for when, name in variables.conditions.items():
        _add(named, "jz:condition", {"variable": name, "when": when})
    groups = process.alternatives()
    for group, name in variables.choices.items():
        choice = _add(named, "jz:choice", {"variable": name, "group": group})
        for step in groups[group]:
            _add(choice, "jz:option", {"value": variables.keys[step.id], "step": step.id})
    for when, holds in process.conditions.items():
        _add(whole, "jz:known", {"when": when, "holds": holds})
    for order in _plain(process)["orders"]:
        ends = dict(zip(("before", "after"), order, strict=True)) if isinstance(order, list) else order
        _mapped(whole, "order", ends)


def _mapped(parent: ET.Element, name: str, value: Any) -> None:
    """A value of a pack file as an element: scalars as attributes, lists and mappings as children."""
    if not isinstance(value, dict):
        _add(parent, f"jz:{name}", text=value)
        return
    scalars = {key: inner for key, inner in value.items() if not isinstance(inner, dict | list)}
    element = _add(parent, f"jz:{name}", scalars)
    for key, inner in value.items():
        for each in inner if isinstance(inner, list) else [inner] if isinstance(inner, dict) else []:
            _mapped(element, key, {"material": each} if key == "needs" and isinstance(each, str) else each)


def _diagram(parent: ET.Element, drawn: Chart, placed: Layout) -> None:
    plane = _add(parent, "bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})
    _shape(plane, POOL, placed.pool, {"isHorizontal": True})
    for number, box in enumerate(placed.lanes.values(), 1):
        _shape(plane, f"lane.{number}", box, {"isHorizontal": True})
    for block in drawn.blocks:
        for node in block.nodes:
            marker = {"isMarkerVisible": True} if node.kind == "exclusiveGateway" else {}
            shape = _shape(plane, node.id, placed.nodes[node.id], marker)
            if node.kind != "userTask" and label(block, node, drawn.variables):
                _bounds(_add(shape, "bpmndi:BPMNLabel"), _under(placed.nodes[node.id]))
    _edges(plane, drawn, placed)


def _edges(plane: ET.Element, drawn: Chart, placed: Layout) -> None:
    for flow in drawn.flows:
        edge = _add(plane, "bpmndi:BPMNEdge", {"id": f"{flow.id}.di", "bpmnElement": flow.id})
        for x, y in placed.lines[flow.id]:
            _add(edge, "di:waypoint", {"x": x, "y": y})
        if flow.id.startswith("skip_"):
            _bounds(_add(edge, "bpmndi:BPMNLabel"), _over(placed.lines[flow.id]))


def _under(box: Box) -> Box:
    return Box(box.x + box.width // 2 - LABEL_WIDTH // 2, box.y + box.height + 2, LABEL_WIDTH, 27)


def _over(line: tuple[Point, ...]) -> Box:
    """Room for a word above the middle stretch of a bypass."""
    (left, y), (right, _) = line[1:3]
    return Box((left + right - LABEL_WIDTH) // 2, y - 17, LABEL_WIDTH, 15)


def _shape(plane: ET.Element, id: str, box: Box, more: dict[str, Any]) -> ET.Element:
    shape = _add(plane, "bpmndi:BPMNShape", {"id": f"{id}.di", "bpmnElement": id, **more})
    _bounds(shape, box)
    return shape


def _bounds(parent: ET.Element, box: Box) -> None:
    _add(parent, "dc:Bounds", {"x": box.x, "y": box.y, "width": box.width, "height": box.height})
