"""What is written reads back to the same values, in every format, whatever the texts; no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from jianzheng.core.burden import burden
from jianzheng.core.ground import law
from jianzheng.core.lawbook import Concept, Precedence
from jianzheng.core.process import Conduct, Fee, Need, Order, Process, Step
from jianzheng.core.study import study
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.pack import MATTER, PROCESS, Matter, Pack, read_pack
from jianzheng.formats.pack_law import CONCEPT, PRECEDENCE
from jianzheng.formats.pack_steps import CONDUCT, FEE, STEP
from jianzheng.formats.read import read_together
from jianzheng.formats.shape import Shape
from jianzheng.formats.steps_list import FORMULA
from jianzheng.formats.workbook import write_workbook
from jianzheng.formats.write import to_csv, to_json, to_yaml, values_of
from tests.formats.drawn import packs as drawn_packs
from tests.formats.drawn import processes
from tests.formats.placed import nowhere, pack_nowhere

SHOP = Process(
    "shop",
    Text("开店", "Opening a shop"),
    (
        Step("s1", "登记", "市监", 3, 20, needs=(Need("申请表"),)),
        Step("s2", "=1+1", "-消防", 0.5, ground=law("消防法第十五条")),
    ),
    (Order("s1", "s2"),),
)


class TestAPackFile:
    @settings(max_examples=150, deadline=None)
    @given(drawn_packs())
    def test_in_yaml_reads_back_to_the_same_pack(self, pack: Pack) -> None:
        assert pack_nowhere(read_pack(to_yaml(pack), "x")) == pack

    @settings(max_examples=150, deadline=None)
    @given(drawn_packs())
    def test_in_json_reads_back_to_the_same_pack(self, pack: Pack) -> None:
        assert pack_nowhere(read_pack(to_json(pack), "x")) == pack

    @settings(max_examples=50, deadline=None)
    @given(drawn_packs())
    def test_in_escaped_json_reads_back_to_the_same_pack(self, pack: Pack) -> None:
        assert pack_nowhere(read_pack(json.dumps(values_of(pack)), "x")) == pack

    @settings(max_examples=50, deadline=None)
    @given(drawn_packs())
    def test_means_the_same_to_other_readers_of_yaml_and_json(self, pack: Pack) -> None:
        assert yaml.safe_load(to_yaml(pack)) == values_of(pack)
        assert json.loads(to_json(pack)) == values_of(pack)

    @settings(max_examples=50, deadline=None)
    @given(processes())
    def test_of_one_process_holds_that_process(self, process: Process) -> None:
        assert nowhere(read_pack(to_yaml(process), "x").processes[0]) == process


class TestARedesignedProcess:
    @pytest.mark.parametrize("id", ["kaifaqu-filing", "nanjing-2018"])
    def test_reads_back_with_what_is_no_longer_asked(self, id: str) -> None:
        pack = packs.load(id)
        after = study(pack.processes[0], packs.lawbook_for(pack)).after
        assert nowhere(read_pack(to_yaml(after), "x").processes[0]) == nowhere(after)
        workbook = read_together([("x.xlsx", write_workbook(after))]).processes[0]
        assert burden(workbook) == burden(after)


class TestThePackFormat:
    @pytest.mark.parametrize(
        ("kind", "shape", "apart"),
        [
            (Step, STEP, {"place", "legal_days"}),
            (Conduct, CONDUCT, set()),
            (Fee, FEE, set()),
            (Matter, MATTER, {"place"}),
            (Process, PROCESS, set()),
            (Concept, CONCEPT, set()),
            (Precedence, PRECEDENCE, {"first", "second"}),
        ],
    )
    def test_has_a_key_for_every_field(self, kind: type[Any], shape: Shape, apart: set[str]) -> None:
        assert {field.name for field in fields(kind)} - apart - set(shape.schema["properties"]) == set()


class TestTheCsv:
    def test_reads_back_with_steps_days_orders_materials_and_grounds(self) -> None:
        assert nowhere(read_together([("shop.csv", to_csv(SHOP))]).processes[0]) == Process(
            "shop", Text("shop"), SHOP.steps, SHOP.orders
        )

    @settings(max_examples=100, deadline=None)
    @given(processes())
    def test_has_no_cell_that_a_spreadsheet_takes_for_a_formula(self, process: Process) -> None:
        rows = list(csv.reader(io.StringIO(to_csv(process).decode("utf-8-sig"), newline="")))
        cells = [cell for row in rows for cell in row if cell.startswith(FORMULA)]
        assert all(cell.startswith("'") for cell in cells)
        assert len(rows) == len(process.steps) + 1
