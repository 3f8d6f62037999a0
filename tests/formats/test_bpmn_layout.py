"""The diagram can be read: nothing overlaps, lines run straight and at right angles and cross no foreign shape."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.bpmn import to_bpmn
from tests.core.test_process import SHOP
from tests.formats.bpmn_flows import processes
from tests.formats.bpmn_reading import NODES, NS, Box, Point, Reading


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def stretch(one: Point, other: Point) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def touches(line: Box, box: Box) -> bool:
    return line[0] <= box[2] and box[0] <= line[2] and line[1] <= box[3] and box[1] <= line[3]


def within(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def block_of(id: str) -> str:
    """The step (or start, or end) a node belongs to."""
    return id.partition("_")[2] or id.partition(".")[0]


def check(process: Process) -> None:
    """Everything the diagram promises, read from the file alone."""
    reading = Reading(to_bpmn(process))
    check_shapes(reading)
    check_lines(reading)
    check_shared_lines(reading)


def check_shapes(reading: Reading) -> None:
    nodes = {id: reading.boxes[id] for id in reading.nodes}
    for (one, box), (other, second) in combinations([*nodes.items(), *reading.labels.items()], 2):
        assert one == other or not overlap(box, second), (one, other)
    lanes = [reading.boxes[lane] for lane in reading.lanes]
    for lane, ids in reading.lanes.items():
        for id in ids:
            assert within(nodes[id], reading.boxes[lane]), (id, lane)
            assert within(reading.labels.get(id, nodes[id]), reading.boxes[lane]), (id, lane)
    left, top, right, bottom = reading.boxes["pool"]
    assert [lane[1] for lane in lanes] == [top, *(lane[3] for lane in lanes[:-1])]
    assert lanes[-1][3] == bottom
    assert all(lane[0] > left and lane[2] == right for lane in lanes)


def check_lines(reading: Reading) -> None:
    nodes = {id: reading.boxes[id] for id in reading.nodes}
    for id, (source, target) in reading.flows.items():
        points = reading.lines[id]
        assert touches(stretch(points[0], points[0]), nodes[source])
        assert touches(stretch(points[-1], points[-1]), nodes[target])
    for id, one, other in reading.stretches():
        assert (one[0] == other[0]) != (one[1] == other[1]), (
            f"{id} is slanted or has a stretch without length"
        )
        line = stretch(one, other)
        assert within(line, reading.boxes["pool"])
        for node, box in nodes.items():
            assert node in reading.flows[id] or not touches(line, box), (id, node)
        for node, box in reading.labels.items():
            assert not touches(line, box), (id, node)


def check_shared_lines(reading: Reading) -> None:
    """Two flows run on one line only where they leave the same block or enter the same block."""
    pieces = [(id, stretch(one, other)) for id, one, other in reading.stretches()]
    for (first, one), (second, other) in combinations(pieces, 2):
        along = one[0] == one[2] == other[0] == other[2] or one[1] == one[3] == other[1] == other[3]
        if first != second and along and touches(one, other):
            (a, b), (c, d) = reading.flows[first], reading.flows[second]
            assert block_of(a) == block_of(c) or block_of(b) == block_of(d), (first, second)


class TestDiagram:
    @settings(max_examples=150, deadline=None)
    @given(processes(most=14))
    def test_of_any_process_is_clear(self, process):
        check(process)

    def test_of_every_shipped_process_is_clear(self):
        for file in packs.files():
            for process in packs.load(file).processes:
                if process.steps:
                    check(process)

    def test_of_forty_steps_in_six_offices_is_clear(self):
        steps = tuple(Step(f"s{i}", f"环节{i}", f"局{i * 7 % 6}", i % 5) for i in range(40))
        orders = tuple(
            Order(f"s{i}", f"s{j}") for i in range(40) for j in range(i + 1, 40) if (i * 5 + j * 3) % 11 == 0
        )
        check(Process("forty", Text("四十", "forty"), steps, orders))

    def test_runs_left_to_right(self):
        reading = Reading(to_bpmn(SHOP))
        for id, (source, target) in reading.flows.items():
            assert reading.boxes[source][2] < reading.boxes[target][0], id

    def test_marks_every_exclusive_gateway(self):
        root = Reading(to_bpmn(SHOP)).root
        marked = root.xpath("//bpmndi:BPMNShape[@isMarkerVisible='true']/@bpmnElement", namespaces=NS)
        assert sorted(marked) == sorted(root.xpath("//bpmn:exclusiveGateway/@id", namespaces=NS))
        assert len(root.xpath(f"//{NODES.replace('|', '|//')}", namespaces=NS)) == 15

    @pytest.mark.parametrize("id", ["register", "sign"])
    def test_omits_a_gateway_with_one_way_in_and_one_way_out(self, id):
        nodes = Reading(to_bpmn(SHOP)).nodes
        assert (f"join_{id}" in nodes, f"split_{id}" in nodes) == (id == "sign", id == "register")
