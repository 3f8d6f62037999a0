"""Flowcharts printed as boxes and materials: the published Nanjing flow, and small ones with every oddity."""

from __future__ import annotations

import csv
import io

import pytest

from jianzheng.core.examine import examine
from jianzheng.core.ground import GroundKind
from jianzheng.core.process import Process
from jianzheng.formats import packs
from jianzheng.formats.read import read
from tests.formats.texts import refused, taken
from tests.shared import shared

BOXES = "flow,box_no,box,department,source\n"
PAPERS = (
    "flow,box_no,department,matter,mat_no,material,first_time_only,produced_by,statutory_basis_check,source\n"
)


class TestTheNanjingFlow:
    @pytest.fixture
    def flow(self) -> Process:
        files = ("investment_flow_nanjing2018.csv", "investment_materials_nanjing2018.csv")
        (made,) = read([shared(f"catalogue/{name}") for name in files]).processes
        return made

    def test_has_18_boxes_one_after_the_other(self, flow: Process) -> None:
        boxes = dict.fromkeys(step.box for step in flow.steps)
        assert len(boxes) == 18
        assert [int(box.split()[0]) for box in boxes] == list(range(1, 19))

    def test_has_every_material_but_the_line_that_heads_others(self, flow: Process) -> None:
        path = shared("catalogue/investment_materials_nanjing2018.csv")
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        assert sum(len(step.needs) for step in flow.steps) == len(rows) - 1
        assert not [need for step in flow.steps for need in step.needs if need.material.endswith("资料：")]

    def test_has_the_steps_and_needs_of_the_pack_written_by_hand(self, flow: Process) -> None:
        (pack,) = packs.load("nanjing-2018").processes
        mine = [
            (step.id, step.name, step.office, step.one_of, [n.material for n in step.needs])
            for step in flow.steps
        ]
        theirs = [(s.id, s.name, s.office, s.one_of, [n.material for n in s.needs]) for s in pack.steps]
        assert mine == theirs

    def test_takes_versions_of_one_permit_for_alternatives(self, flow: Process) -> None:
        groups = {name: [step.when for step in steps] for name, steps in flow.alternatives().items()}
        assert groups == {
            "3 建设项目环境影响": ["报告书", "报告表", "登记表"],
            "5 建设用地规划许可证": ["划拨用地", "自有土地", "出让用地", "临时用地"],
            "12 建设工程规划许可证核发": ["市政许可", "临时许可"],
        }

    def test_knows_what_government_holds_and_what_is_asked_once(self, flow: Process) -> None:
        first = flow.step("b2m2").needs
        assert [need.once for need in first] == [True, True, True, True, False, False]
        assert [need.origin for need in first][1] == "held"

    def test_takes_a_cited_article_for_law_and_an_unlisted_material_for_nothing(self, flow: Process) -> None:
        grounds = [need.ground for need in flow.steps[-1].needs]
        assert grounds[0].cite == "建筑法第八条"
        assert grounds[3].cite == "建筑法第八条；质量管理条例第十一条"
        assert sum(ground.kind is GroundKind.UNSTATED for ground in grounds) == 5

    def test_shows_the_copied_list_of_box_ten(self, flow: Process) -> None:
        kinds = {finding.kind: finding.places for finding in examine(flow)}
        assert {"b6m1", "b10m1"} <= set(kinds["identical-lists"])


class TestAFlowInTwoFiles:
    def test_may_be_boxes_alone(self) -> None:
        (flow,) = taken(BOXES + "甲,1,受理,局,\n甲,2,审批,局,\n").processes
        assert [step.id for step in flow.steps] == ["b1", "b2"]

    def test_may_be_materials_alone(self) -> None:
        (flow,) = taken(PAPERS + "甲,2,局,乙证,1,表,,,,\n甲,1,局,甲证,1,表,,,,\n").processes
        assert [step.name for step in flow.steps] == ["甲证", "乙证"]

    def test_keeps_two_boxes_of_one_number_side_by_side(self) -> None:
        (flow,) = taken(BOXES + "甲,1,受理,局,\n甲,1,登记,所,\n甲,2,审批,局,\n").processes
        assert [(step.id, step.name) for step in flow.steps][:2] == [("b1n1", "受理"), ("b1n2", "登记")]
        assert len(flow.orders) == 2

    def test_keeps_one_matter_of_two_offices_apart(self) -> None:
        (flow,) = taken(PAPERS + "甲,1,省厅,许可,1,表,,,,\n甲,1,市局,许可,1,表,,,,\n").processes
        assert [step.office for step in flow.steps] == ["省厅", "市局"]

    def test_names_rows_without_a_box(self) -> None:
        assert [place for place, _ in refused(BOXES + "甲,,受理,局,\n甲,2,,局,\n")] == ["2", "3"]

    def test_comes_out_the_same_whatever_the_hash_seed(self) -> None:
        rows = "".join(f"甲,{name},箱{name},局,\n" for name in "丙甲乙")
        (flow,) = taken(BOXES + rows).processes
        assert [step.name for step in flow.steps] == ["箱丙", "箱甲", "箱乙"]
