"""Our Excel template: filled in by offices, read back with every wrong cell named at once; and processes as workbooks."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from jianzheng.core.ground import Ground, GroundKind
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.pack import STEP_KINDS, Pack
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.table import Row, Table

GROUNDS = tuple(kind.value for kind in GroundKind if kind is not GroundKind.UNSTATED)
STEPS = (
    ("编号", "id"), ("环节名称", "name"), ("英文名", "name_en"), ("部门", "office"), ("承诺工作日", "days"),
    ("法定工作日", "legal"),
    ("类型", "kind"), ("所属事项", "matter"), ("编码", "code"), ("适用条件", "when"), ("多选一组", "one_of"),
    ("跑动次数", "visits"),
    ("签批级数", "sign_levels"), ("产出", "yields"), ("依据类型", "ground"), ("依据条款", "cite"),
)  # fmt: skip
MATERIALS = (
    ("环节编号", "step"), ("材料名称", "material"), ("由谁产出", "origin"), ("可容缺", "tolerable"), ("可承诺", "promisable"),
    ("依据类型", "ground"), ("依据条款", "cite"),
)  # fmt: skip
ORDERS = (("先办环节编号", "before"), ("后办环节编号", "after"), ("依据类型", "ground"), ("依据条款", "cite"))
SHEETS = {"环节 steps": STEPS, "材料 materials": MATERIALS, "次序 orders": ORDERS}
NOTES = (
    ("流程名称 title", ""),
    (
        "填写说明",
        "每个环节一行；材料、次序用环节编号指回环节。“由谁产出”写环节编号，政府已有的写 held，申请人自备留空。",
    ),
    (
        "How to",
        "One row a step; materials and orders point at step ids. origin: a step id, held (government has it), or empty.",
    ),
    (
        "依据类型 ground",
        "law 法律法规 · data 数据依赖 · rule 本地规定 · habit 惯例 · 留空 = 未说明 empty = not stated",
    ),
    (
        "适用条件 when",
        "写条件的名字；同一“多选一组”的环节只办其一。 a condition's name; steps of one group are alternatives.",
    ),
)
EXAMPLE: dict[str, list[dict[str, Any]]] = {
    "环节 steps": [
        {"id": "s1", "name": "示例：受理", "office": "综合窗口", "days": 1, "kind": "receive"},
        {"id": "s2", "name": "示例：审查", "office": "审批科", "days": 5, "kind": "review"},
    ],
    "材料 materials": [{"step": "s1", "material": "示例：申请表"}],
    "次序 orders": [{"before": "s1", "after": "s2", "ground": "data", "cite": "申请材料"}],
}


def template() -> bytes:
    """The empty template with two example rows (an .xlsx file)."""
    return _book("", EXAMPLE)


def write_workbook(process: Process) -> bytes:
    """A process in the template. Texts are written as texts: a leading = + - @ never becomes a formula."""
    rows: dict[str, list[dict[str, Any]]] = {
        "环节 steps": [_step_row(step) for step in process.steps],
        "材料 materials": [
            {
                "step": step.id,
                "material": need.material,
                "origin": need.origin,
                **_flags(need),
                **_ground_cells(need.ground),
            }
            for step in process.steps
            for need in step.needs
        ],
        "次序 orders": [
            {"before": order.before, "after": order.after, **_ground_cells(order.ground)}
            for order in process.orders
        ],
    }
    return _book(str(process.title), rows)


def _step_row(step: Step) -> dict[str, Any]:
    plain = (
        "id",
        "name",
        "name_en",
        "office",
        "days",
        "kind",
        "matter",
        "code",
        "when",
        "one_of",
        "visits",
        "sign_levels",
    )
    cells = {key: getattr(step, key) for key in plain}
    return {**cells, "legal": step.legal_days, "yields": "；".join(step.yields), **_ground_cells(step.ground)}


def _flags(need: Need) -> dict[str, str]:
    return {key: "是" for key in ("tolerable", "promisable") if getattr(need, key)}


def _ground_cells(ground: Ground) -> dict[str, str]:
    return {"ground": "" if ground.kind is GroundKind.UNSTATED else ground.kind.value, "cite": ground.cite}


def _book(title: str, rows: dict[str, list[dict[str, Any]]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold, wrap = (
        book.add_format({"bold": True, "bg_color": "#DCE6F1"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    notes = book.add_worksheet("说明 readme")
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 90, wrap)
    for number, (name, said) in enumerate(NOTES):
        notes.write_string(number, 0, name)
        notes.write_string(number, 1, title if name.startswith("流程名称") else said)
    for sheet_name, columns in SHEETS.items():
        _sheet(book.add_worksheet(sheet_name), columns, rows.get(sheet_name, []), bold)
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, columns: Sequence[tuple[str, str]], rows: Iterable[dict[str, Any]], bold: Any) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(columns) - 1, 16)
    choices = {"ground": list(GROUNDS), "kind": list(STEP_KINDS), "tolerable": ["是"], "promisable": ["是"]}
    for place, (zh, key) in enumerate(columns):
        sheet.write_string(0, place, f"{zh} {key}", bold)
        if key in choices:
            sheet.data_validation(1, place, 5000, place, {"validate": "list", "source": choices[key]})
    for number, row in enumerate(rows, 1):
        for place, (_, key) in enumerate(columns):
            value = row.get(key)
            if isinstance(value, (int, float)):
                sheet.write_number(number, place, value)
            elif value:
                sheet.write_string(number, place, str(value))


def is_ours(tables: Sequence[Table]) -> bool:
    """Whether the sheets are those of our template."""
    return any(
        _key(column) == "id" for table in tables for column in table.columns if table.sheet == "环节 steps"
    )


def _key(column: str) -> str:
    return column.rsplit(maxsplit=1)[-1] if column.split() else ""


class _Cells:
    """Reads the cells of one row by key and notes what is wrong with them."""

    def __init__(self, table: Table, row: Row, problems: list[Problem]) -> None:
        self._by_key = {_key(column): value for column, value in row.cells.items()}
        self._letters = {_key(column): _letter(place) for place, column in enumerate(table.columns)}
        self._file, self._row, self._problems = table.file, row.place, problems

    def wrong(self, key: str, zh: str, en: str) -> None:
        sheet, _, number = self._row.rpartition("!")
        self._problems.append(Problem(self._file, f"{sheet}!{self._letters.get(key, '')}{number}", zh, en))

    def text(self, key: str, needed: bool = False) -> str:
        value = self._by_key.get(key, "").strip()
        if needed and not value:
            self.wrong(key, f"“{key}”必填。", f"“{key}” is required.")
        return value

    def number(self, key: str, whole: bool = False) -> float | None:
        text = self.text(key)
        try:
            value = float(text) if text else None
        except ValueError:
            value = math.nan
        if value is not None and not (0 <= value <= 1e6 and (not whole or value.is_integer())):
            self.wrong(
                key,
                f"应为不小于 0 的{'整' if whole else ''}数，不是“{text[:40]}”。",
                f"A number ≥ 0, not “{text[:40]}”.",
            )
            return None
        return int(value) if value is not None and value.is_integer() else value

    def choice(self, key: str, words: Sequence[str], default: str) -> str:
        text = self.text(key)
        if text and text not in words:
            self.wrong(
                key,
                f"不认识“{text[:40]}”，可选：{'、'.join(words)}。",
                f"“{text[:40]}” is not one of {', '.join(words)}.",
            )
            return default
        return text or default

    def ground(self) -> Ground:
        kind, cite = self.choice("ground", GROUNDS, ""), self.text("cite")
        if cite and not kind:
            self.wrong("ground", "写了依据条款，也要选依据类型。", "A citation needs the kind of ground.")
        return Ground(GroundKind(kind) if kind else GroundKind.UNSTATED, cite)

    @property
    def place(self) -> str:
        return f"{self._file}:{self._row}"


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else _letter(place // 26 - 1) + _letter(place % 26)


def read_workbook(tables: Sequence[Table], name: str) -> Pack:
    """The process in a filled template. Raises Unreadable with every wrong cell."""
    by_sheet = {table.sheet: table for table in tables}
    problems: list[Problem] = []
    for sheet in SHEETS:
        if sheet not in by_sheet:
            problems.append(
                Problem(name, sheet, f"缺少工作表“{sheet}”。", f"The sheet “{sheet}” is missing.")
            )
    if problems:
        raise Unreadable(problems)
    rows = {
        sheet: [
            _Cells(by_sheet[sheet], row, problems) for row in by_sheet[sheet].rows if any(row.cells.values())
        ]
        for sheet in SHEETS
    }
    needs = _needs(rows["材料 materials"])
    steps = [_step(cells, needs) for cells in rows["环节 steps"]]
    _check_ids(steps, rows["环节 steps"])
    _check_references([*rows["材料 materials"], *rows["次序 orders"]], {step.id for step in steps})
    orders = [Order(c.text("before", True), c.text("after", True), c.ground()) for c in rows["次序 orders"]]
    if not steps:
        problems.append(Problem(name, "环节 steps", "没有填写环节。", "No steps are filled in."))
    if problems:
        raise Unreadable(problems)
    title = _title(tables) or name.rsplit(".", 1)[0]
    id = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "process"
    return Pack(id, Text(title), (Process(id, Text(title), tuple(steps), tuple(orders)),))


def _title(tables: Sequence[Table]) -> str:
    notes = next((table for table in tables if table.sheet.startswith("说明")), None)
    return notes.columns[1] if notes and len(notes.columns) > 1 else ""


def _check_ids(steps: Sequence[Step], rows: Sequence[_Cells]) -> None:
    seen: set[str] = set()
    for step, cells in zip(steps, rows, strict=True):
        if step.id and step.id in seen:
            cells.wrong("id", f"编号“{step.id}”用了两次。", f"The id “{step.id}” is used twice.")
        seen.add(step.id)


def _check_references(rows: Sequence[_Cells], known: set[str]) -> None:
    for cells in rows:
        for key in ("step", "before", "after"):
            if cells.text(key) and cells.text(key) not in known:
                shown = cells.text(key)[:40]
                cells.wrong(key, f"没有编号为“{shown}”的环节。", f"There is no step “{shown}”.")


def _needs(rows: Sequence[_Cells]) -> dict[str, list[Need]]:
    needs: dict[str, list[Need]] = {}
    for cells in rows:
        need = Need(
            cells.text("material", True),
            cells.ground(),
            cells.text("origin"),
            tolerable=cells.choice("tolerable", ("是", "否"), "否") == "是",
            promisable=cells.choice("promisable", ("是", "否"), "否") == "是",
            place=cells.place,
        )
        needs.setdefault(cells.text("step", True), []).append(need)
    return needs


def _step(cells: _Cells, needs: dict[str, list[Need]]) -> Step:
    id = cells.text("id", True)
    return Step(
        id,
        cells.text("name", True),
        cells.text("office"),
        cells.number("days"),
        cells.number("legal"),
        kind=cells.choice("kind", STEP_KINDS, "review"),
        needs=tuple(needs.get(id, ())),
        yields=tuple(word for word in re.split(r"[；;]", cells.text("yields")) if word.strip()),
        ground=cells.ground(),
        visits=int(cells.number("visits", whole=True) or 0),
        sign_levels=int(cells.number("sign_levels", whole=True) or 0),
        place=cells.place,
        name_en=cells.text("name_en"),
        matter=cells.text("matter"),
        code=cells.text("code"),
        when=cells.text("when"),
        one_of=cells.text("one_of"),
    )
