"""The Excel template: down, filled in, up again; every wrong cell at once; nothing becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from jianzheng.core.ground import Ground, GroundKind, law
from jianzheng.core.process import Conduct, Fee, Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.pack_steps import HANDLINGS
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.read import read_together
from jianzheng.formats.workbook import (
    FEES,
    MATERIALS,
    ORDERS,
    PROCESS,
    SHEETS,
    STEPS,
    left_out,
    template,
    write_workbook,
)
from tests.formats.books import Sheets, book
from tests.formats.placed import nowhere

cells = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8).filter(
    lambda text: not re.search(r"_x[0-9A-Fa-f]{4}_|[；;]", text) and not text.startswith("示例：")
)
ids = st.from_regex(r"[a-z一-龥][a-z0-9_-]{0,4}", fullmatch=True) | st.sampled_from(["007", "1.0"])
grounds = st.builds(Ground) | st.builds(
    Ground, st.sampled_from([kind for kind in GroundKind if kind is not GroundKind.UNSTATED]), cells, cells
)

needs = st.builds(Need, cells, grounds, cells, st.sampled_from(HANDLINGS), once=st.booleans())


@st.composite
def fillable(draw: st.DrawFn) -> Process:
    """A process that says only what the template has a place for."""
    names = draw(st.lists(ids, unique=True, min_size=1, max_size=3))
    steps = tuple(
        Step(
            name,
            draw(cells),
            draw(cells),
            draw(st.sampled_from([None, 0, 3, 0.5])),
            draw(st.sampled_from([None, 20])),
            draw(st.just(Ground()) | st.builds(law, cells)),
            draw(st.sampled_from(["review", "issue"])),
            needs=tuple(draw(st.lists(needs, max_size=2))),
            yields=tuple(draw(st.lists(cells, max_size=2))),
            ground=draw(grounds),
            box=draw(cells),
            visits=draw(st.integers(0, 3)),
            fees=tuple(draw(st.lists(st.builds(Fee, cells, cells, grounds), max_size=1))),
            fields=tuple(draw(st.lists(cells, max_size=2))),
        )
        for name in names
    )
    some = st.sampled_from(names)
    return Process(
        draw(ids),
        Text(draw(cells), draw(cells)),
        steps,
        tuple(draw(st.lists(st.builds(Order, some, some, grounds), max_size=2))),
        draw(st.dictionaries(cells, st.booleans(), max_size=2)),
        tuple(draw(st.lists(st.builds(Text, cells, cells), max_size=1))),
        draw(cells),
        draw(st.sampled_from([None, 5])),
        draw(st.sampled_from([None, 7.5])),
    )


def taken(content: bytes) -> Process:
    """The process of a workbook."""
    (process,) = read_together([("b.xlsx", content)]).processes
    return process


def filled(**rows: list[list[object]]) -> bytes:
    """The template with these rows filled in, by sheet: steps, materials, orders, fees, process."""
    by_name: dict[str, list[list[object]]] = {
        sheet.split()[-1]: rows.get(sheet.split()[-1], []) for sheet in SHEETS
    }
    sheets: Sheets = {
        sheet: [[f"{zh} {key}" for zh, key in columns], *by_name[sheet.split()[-1]]]
        for sheet, columns in SHEETS.items()
    }
    return book(sheets)


def refused(content: bytes) -> list[tuple[str, str]]:
    """Cell and word of every problem of a workbook that is not taken."""
    with pytest.raises(Unreadable) as caught:
        taken(content)
    return [(problem.place, problem.zh) for problem in caught.value.problems]


class TestTheTemplate:
    def test_has_bilingual_headings_lists_to_choose_from_and_a_fixed_header(self) -> None:
        with zipfile.ZipFile(io.BytesIO(template())) as packed:
            sheets = [packed.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, 7)]
        assert all('state="frozen"' in sheet for sheet in sheets[1:])
        assert sum('type="list"' in sheet for sheet in sheets) == 4
        headings = load_workbook(io.BytesIO(template())).get_sheet_by_name(STEPS).to_python()[0]
        assert headings[:2] == ["编号 id", "环节名称 name"]

    def test_unfilled_is_its_own_example(self) -> None:
        assert [step.name for step in taken(template()).steps] == ["示例：受理", "示例：审查"]

    def test_filled_in_below_its_examples_forgets_them(self) -> None:
        content = filled(
            steps=[["e1", "示例：受理"], ["s1", "登记"], ["s2", "发证"]],
            materials=[["e1", "示例：申请表"], ["s1", "申请表"]],
            orders=[["e1", "e2", "data", "示例：申请表"], ["s1", "s2"]],
        )
        made = taken(content)
        assert [step.id for step in made.steps] == ["s1", "s2"]
        assert (len(made.steps[0].needs), len(made.orders)) == (1, 1)


class TestAProcess:
    @settings(max_examples=25, deadline=None)
    @given(fillable())
    def test_written_into_the_template_reads_back(self, process: Process) -> None:
        assert left_out(process) == []
        assert nowhere(taken(write_workbook(process))) == process

    @pytest.mark.parametrize("id", ["kaifaqu-filing", "nanjing-2018"])
    def test_of_a_shipped_pack_reads_back_but_for_what_is_named_as_left_out(self, id: str) -> None:
        (process,) = packs.load(id).processes
        made = taken(write_workbook(process))
        assert [step.id for step in made.steps] == [step.id for step in process.steps]
        assert made.schedule.length == process.schedule.length
        assert made.conditions == process.conditions
        if not left_out(process):
            assert nowhere(made) == nowhere(process)

    def test_says_on_its_first_sheet_what_has_no_place(self) -> None:
        process = Process("p", Text("甲"), (Step("s1", "甲", conduct=Conduct(staff=2)),))
        rows = load_workbook(io.BytesIO(write_workbook(process))).get_sheet_by_name("说明 readme").to_python()
        assert ["未写入 not in here", "办理方式（人数、岗位等） conduct"] in rows

    def test_keeps_what_looks_like_a_formula_or_a_link_as_text(self) -> None:
        names = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "http://example.com", "\t=1"]
        steps = tuple(Step(f"s{n}", name) for n, name in enumerate(names))
        content = write_workbook(Process("p", Text("=1+1"), steps))
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
        assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
        assert [step.name for step in taken(content).steps] == [name.strip() for name in names]


class TestAFilledTemplate:
    STEP = ("s1", "登记")

    def test_names_every_wrong_cell_at_once(self) -> None:
        found = refused(
            filled(
                steps=[
                    ["s1", "登记", None, "局", -1, None, None, "reveiw"],
                    ["s1", None, None, None, "三"],
                    ["s 2", "发证", *[None] * 11, 1.5],
                ],
                materials=[["s9", "表"], ["s1", None], ["s1", "表", None, "shared", "也许"]],
                orders=[["s1", "x"], ["s1", None], ["s1", "s1", None, "某法"]],
                fees=[["s1", None]],
                process=[["颜色 colour", "红"], ["承诺 promised", "很快"]],
            )
        )
        assert sorted(place for place, _ in found) == sorted(
            [
                *(f"{STEPS}!{cell}" for cell in ("E2", "H2", "B3", "A3", "E3", "A4", "N4")),
                *(f"{MATERIALS}!{cell}" for cell in ("A2", "B3", "D4", "E4")),
                *(f"{ORDERS}!{cell}" for cell in ("B2", "B3", "C4")),
                f"{FEES}!B2",
                *(f"{PROCESS}!{cell}" for cell in ("A2", "B3")),
            ]
        )

    def test_names_a_sheet_that_is_missing_and_a_column_nobody_knows(self) -> None:
        sheets = {STEPS: [["编号 id", "环节名称 name", "颜色 colour"], ["s1", "登记", "红"]]}
        places = [place for place, _ in refused(book(sheets))]
        assert places == [MATERIALS, ORDERS, f"{STEPS}!1"]

    def test_without_steps_says_so(self) -> None:
        assert refused(filled()) == [(STEPS, "没有填写环节。")]

    def test_may_lack_the_sheets_nobody_filled_in(self) -> None:
        sheets = {
            sheet: [
                [f"{zh} {key}" for zh, key in SHEETS[sheet]],
                *([list(self.STEP)] if sheet == STEPS else []),
            ]
            for sheet in (STEPS, MATERIALS, ORDERS)
        }
        made = taken(book(sheets))
        assert (str(made.title), nowhere(made).steps) == ("b", (Step(*self.STEP),))

    def test_tells_conditions_that_hold_from_those_that_do_not(self) -> None:
        said = [["条件 condition", "划拨用地"], ["条件 not_condition", "出让用地"], ["流程 title", "甲", "A"]]
        made = taken(filled(steps=[list(self.STEP)], process=said))
        assert (made.conditions, made.title) == ({"划拨用地": True, "出让用地": False}, Text("甲", "A"))
        assert replace(made, conditions={}).id == "flow-1"

    def test_takes_english_names_and_leaves_out_half_of_one(self) -> None:
        said = [["英文名称 english", "营业执照", "Business licence"], ["英文名称 english", "照片", ""]]
        made = taken(filled(steps=[list(self.STEP)], process=said))
        assert made.en == {"营业执照": "Business licence"}


def test_the_same_process_makes_the_same_file_at_any_second(monkeypatch: pytest.MonkeyPatch) -> None:
    first = template()
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert template() == first
    assert b"2026-01-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")
