"""A BPMN file as a stranger reads it: only from the XML, by what docs/reference/bpmn.md promises."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import SpiffWorkflow
from lxml import etree

NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "jz": "urn:jianzheng:bpmn:1",
}
SCHEMA = etree.XMLSchema(etree.parse(Path(SpiffWorkflow.__file__).parent / "bpmn/parser/schema/BPMN20.xsd"))
NODES = "bpmn:startEvent|bpmn:endEvent|bpmn:userTask|bpmn:parallelGateway|bpmn:exclusiveGateway"

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class Reading:
    """What is in the file: steps by task id, variables, boxes and lines of the diagram."""

    def __init__(self, xml: bytes) -> None:
        self.root = etree.fromstring(xml, etree.XMLParser(huge_tree=True))
        process = self.root.find("bpmn:process", NS)
        self.steps = {
            task.get("id"): task.find("bpmn:extensionElements/jz:step", NS).get("id")
            for task in process.findall("bpmn:userTask", NS)
        }
        self.nodes = {node.get("id") for node in process.xpath(NODES, namespaces=NS)}
        self.flows = {
            flow.get("id"): (flow.get("sourceRef"), flow.get("targetRef"))
            for flow in process.findall("bpmn:sequenceFlow", NS)
        }
        self.lanes = {
            lane.get("id"): [ref.text for ref in lane.findall("bpmn:flowNodeRef", NS)]
            for lane in process.findall("bpmn:laneSet/bpmn:lane", NS)
        }
        shapes = self.root.findall(".//bpmndi:BPMNShape", NS)
        self.boxes = {shape.get("bpmnElement"): _box(shape.find("dc:Bounds", NS)) for shape in shapes}
        drawn = [*shapes, *self.root.findall(".//bpmndi:BPMNEdge", NS)]
        labels = ((each.get("bpmnElement"), each.find("bpmndi:BPMNLabel/dc:Bounds", NS)) for each in drawn)
        self.labels = {id: _box(bounds) for id, bounds in labels if bounds is not None}
        self.lines: dict[str, list[Point]] = {
            edge.get("bpmnElement"): [
                (float(point.get("x")), float(point.get("y"))) for point in edge.findall("di:waypoint", NS)
            ]
            for edge in self.root.findall(".//bpmndi:BPMNEdge", NS)
        }

    def given(self, holds: dict[str, bool], chosen: dict[str, str]) -> dict[str, object]:
        """Values of the file's variables for a situation: condition → holds, group → the id of the step chosen."""
        values: dict[str, object] = {}
        for condition in self.root.iterfind(".//jz:variables/jz:condition", NS):
            values[condition.get("variable")] = holds[condition.get("when")]
        for choice in self.root.iterfind(".//jz:variables/jz:choice", NS):
            options = {option.get("step"): option.get("value") for option in choice.iterfind("jz:option", NS)}
            values[choice.get("variable")] = options[chosen[choice.get("group")]]
        return values

    def stretches(self) -> Iterator[tuple[str, Point, Point]]:
        """Every straight piece of every line: flow, from, to."""
        for id, points in self.lines.items():
            for one, other in pairwise(points):
                yield id, one, other


def _box(bounds: etree._Element) -> Box:
    x, y, width, height = (float(bounds.get(key)) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height
