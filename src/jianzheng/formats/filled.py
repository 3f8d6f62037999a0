"""A filled-in template read back, with every wrong cell named at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jianzheng.core.ground import UNSTATED, Ground, GroundKind, law
from jianzheng.core.process import Days, Fee, Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.assumed import identifier
from jianzheng.formats.cells import Cells, key_of
from jianzheng.formats.pack import Pack
from jianzheng.formats.pack_steps import GROUND_KINDS, HANDLINGS, STEP_KINDS
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.table import Table
from jianzheng.formats.workbook import EXAMPLE, FEES, KEYS, LISTS, MATERIALS, ORDERS, PROCESS, SHEETS, STEPS

NEEDED = (STEPS, MATERIALS, ORDERS)
"""Sheets that must be there; the others may be deleted."""


def is_ours(tables: Sequence[Table]) -> bool:
    """Whether the sheets are those of our template."""
    return any(key_of(column) == "id" for table in tables if table.sheet == STEPS for column in table.columns)


def read_workbook(tables: Sequence[Table], name: str) -> Pack:
    """The process in a filled template. Raises Unreadable with every wrong cell."""
    by_sheet = {table.sheet: table for table in tables}
    problems: list[Problem] = []
    for sheet in NEEDED:
        if sheet not in by_sheet:
            problems.append(
                Problem(name, sheet, f"缺少工作表“{sheet}”。", f"The sheet “{sheet}” is missing.")
            )
    rows = {sheet: _cells(by_sheet.get(sheet), columns, problems) for sheet, columns in SHEETS.items()}
    process = _process(_own(rows), name)
    if not process.steps and not problems:
        problems.append(Problem(name, STEPS, "没有填写环节。", "No steps are filled in."))
    if problems:
        raise Unreadable(problems)
    return Pack(process.id, process.title, (process,))


def _cells(table: Table | None, columns: Sequence[tuple[str, str]], problems: list[Problem]) -> list[Cells]:
    """The filled rows of one sheet."""
    if table is None:
        return []
    known = {key for _, key in columns}
    for column in table.columns:
        if column and key_of(column) not in known:
            said = column[:40]
            zh, en = f"不认识的列“{said}”，请删去。", f"The column “{said}” is not known; delete it."
            problems.append(Problem(table.file, table.place, zh, en))
    return [Cells(table, row, problems) for row in table.rows]


def _own(rows: dict[str, list[Cells]]) -> dict[str, list[Cells]]:
    """The rows without the examples of the template, unless there is nothing but examples."""
    if all(cells.begins(EXAMPLE) for cells in rows[STEPS]):
        return rows
    return {sheet: [cells for cells in listed if not cells.begins(EXAMPLE)] for sheet, listed in rows.items()}


def _process(rows: dict[str, list[Cells]], name: str) -> Process:
    needs, fees = _needs(rows[MATERIALS]), _fees(rows[FEES])
    steps = tuple(_step(cells, needs, fees) for cells in rows[STEPS])
    _check_ids(rows)
    orders = tuple(
        Order(cells.text("before", True), cells.text("after", True), _ground(cells)) for cells in rows[ORDERS]
    )
    said = _said(rows[PROCESS])
    titled = said.get("title", [])
    title = titled[0][1] if titled and str(titled[0][1]) else Text(name.rsplit(".", 1)[0])
    ids = said.get("id", [])
    return Process(
        ids[0][0].identifier("value") if ids else identifier(str(title), 1),
        title,
        steps,
        orders,
        {
            text.zh: key == "condition"
            for key in ("condition", "not_condition")
            for _, text in said.get(key, ())
        },
        tuple(text for _, text in said.get("assumption", ())),
        "；".join(text.zh for _, text in said.get("source", ())),
        _days(said, "promised"),
        _days(said, "legal"),
        {text.zh: text.en for _, text in said.get("english", ()) if text.zh and text.en},
    )


def _days(said: Mapping[str, list[tuple[Cells, Text]]], key: str) -> Days | None:
    return next((cells.number("value") for cells, _ in said.get(key, ())), None)


def _said(rows: Sequence[Cells]) -> dict[str, list[tuple[Cells, Text]]]:
    """What the process sheet says, by key; keys without content are left out."""
    said: dict[str, list[tuple[Cells, Text]]] = {}
    known = [key for _, key in KEYS]
    for cells in rows:
        key, text = key_of(cells.text("key")), Text(cells.text("value"), cells.text("value_en"))
        if key not in known:
            cells.wrong(
                "key", f"不认识“{key[:40]}”，可写：{'、'.join(known)}。", f"Not one of {', '.join(known)}."
            )
        elif str(text):
            said.setdefault(key, []).append((cells, text))
    return said


def _check_ids(rows: dict[str, list[Cells]]) -> None:
    known: set[str] = set()
    for cells in rows[STEPS]:
        id = cells.text("id")
        if id in known:
            cells.wrong("id", f"编号“{id[:40]}”用了两次。", f"The id “{id[:40]}” is used twice.")
        known.add(id)
    for cells in (*rows[MATERIALS], *rows[ORDERS], *rows[FEES]):
        for key in ("step", "before", "after"):
            if (id := cells.text(key)) and id not in known:
                cells.wrong(key, f"没有编号为“{id[:40]}”的环节。", f"There is no step “{id[:40]}”.")


def _ground(cells: Cells) -> Ground:
    kind, cite = cells.choice("ground", GROUND_KINDS, ""), cells.text("cite")
    if cite and not cells.text("ground"):
        cells.wrong("ground", "写了依据条款，也要选依据类型。", "A citation needs the kind of ground.")
    if kind and not cite:
        cells.wrong("cite", "选了依据类型，也要写依据条款。", "A kind of ground needs its citation.")
    return Ground(GroundKind(kind) if kind else GroundKind.UNSTATED, cite, cells.text("quote"))


def _needs(rows: Sequence[Cells]) -> dict[str, list[Need]]:
    needs: dict[str, list[Need]] = {}
    for cells in rows:
        need = Need(
            cells.text("material", True),
            _ground(cells),
            cells.text("origin"),
            cells.choice("handling", HANDLINGS, "asked"),
            tolerable=cells.flag("tolerable"),
            promisable=cells.flag("promisable"),
            once=cells.flag("once"),
            place=cells.place,
        )
        needs.setdefault(cells.text("step", True), []).append(need)
    return needs


def _fees(rows: Sequence[Cells]) -> dict[str, list[Fee]]:
    fees: dict[str, list[Fee]] = {}
    for cells in rows:
        fee = Fee(cells.text("name", True), cells.text("amount"), _ground(cells))
        fees.setdefault(cells.text("step", True), []).append(fee)
    return fees


def _step(cells: Cells, needs: dict[str, list[Need]], fees: dict[str, list[Fee]]) -> Step:
    id, legal_cite = cells.identifier("id"), cells.text("legal_cite")
    yields, fields = (cells.words(key) for key in LISTS)
    return Step(
        id,
        cells.text("name", True),
        cells.text("office"),
        cells.number("days"),
        cells.number("legal"),
        law(legal_cite) if legal_cite else UNSTATED,
        cells.choice("kind", STEP_KINDS, "review"),
        cells.text("matter"),
        tuple(needs.get(id, ())),
        yields,
        _ground(cells),
        cells.text("when"),
        cells.text("one_of"),
        cells.text("box"),
        cells.text("code"),
        cells.text("name_en"),
        int(cells.number("visits", whole=True) or 0),
        int(cells.number("sign_levels", whole=True) or 0),
        tuple(fees.get(id, ())),
        fields=fields,
        place=cells.place,
    )
