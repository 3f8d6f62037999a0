"""What is written reads back to the same values, in every format, whatever the texts; no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import json

import yaml
from hypothesis import given, settings

from jianzheng.core.ground import law
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.pack import Pack, read_pack
from jianzheng.formats.read import read_together
from jianzheng.formats.steps_list import FORMULA
from jianzheng.formats.write import to_csv, to_json, to_yaml, values_of
from tests.formats.drawn import packs, processes
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
    @given(packs())
    def test_in_yaml_reads_back_to_the_same_pack(self, pack: Pack) -> None:
        assert pack_nowhere(read_pack(to_yaml(pack), "x")) == pack

    @settings(max_examples=150, deadline=None)
    @given(packs())
    def test_in_json_reads_back_to_the_same_pack(self, pack: Pack) -> None:
        assert pack_nowhere(read_pack(to_json(pack), "x")) == pack

    @settings(max_examples=50, deadline=None)
    @given(packs())
    def test_in_escaped_json_reads_back_to_the_same_pack(self, pack: Pack) -> None:
        assert pack_nowhere(read_pack(json.dumps(values_of(pack)), "x")) == pack

    @settings(max_examples=50, deadline=None)
    @given(packs())
    def test_means_the_same_to_other_readers_of_yaml_and_json(self, pack: Pack) -> None:
        assert yaml.safe_load(to_yaml(pack)) == values_of(pack)
        assert json.loads(to_json(pack)) == values_of(pack)

    @settings(max_examples=50, deadline=None)
    @given(processes())
    def test_of_one_process_holds_that_process(self, process: Process) -> None:
        assert nowhere(read_pack(to_yaml(process), "x").processes[0]) == process


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
