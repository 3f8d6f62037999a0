"""Published lists as they are: flows, limits, materials, matters in the shapes of docs/reference/lists.md."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from jianzheng.core.ground import law
from jianzheng.core.lawbook import Concept, Lawbook, Precedence, join
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.flow_tables import flows
from jianzheng.formats.pack import Matter, Pack
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.reasons import limits
from jianzheng.formats.table import Row, Table

ONE_VISIT = Text(
    "来源未列跑动次数：每个事项按跑一次计。", "The source prints no visits: each matter counts as one visit."
)
SERIAL = Text(
    "流程图只印先后：相邻序号视为先办完前者再办后者，依据未说明。",
    "The chart prints only a sequence: each number waits for the one before, on no stated ground.",
)


def identifier(title: str, number: int) -> str:
    """An id for a flow that has only a title."""
    ascii_ = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return ascii_ if len(ascii_) > 2 else f"flow-{number}"


def read_tables(tables: Sequence[Table]) -> Pack:
    """One pack from all tables of one reading (a flow and its materials may be two files). Raises Unreadable."""
    used: list[Table] = []
    processes: list[Process] = []
    matters: list[Matter] = []
    books: list[Lawbook] = []
    for columns, take in _KNOWN:
        mine = [table for table in tables if table.has(*columns) and table not in used]
        used += mine
        if mine:
            take(mine, processes, matters, books)
    for table in (table for table in tables if table not in used and table.columns):
        raise Unreadable([_unknown(table)])
    if not used:
        file = tables[0].file if tables else "?"
        raise Unreadable([Problem(file, "1", "表格里没有内容。", "There is nothing in the table.")])
    return Pack(
        identifier(used[0].file.rsplit(".", 1)[0], 1),
        Text(used[0].file),
        tuple(processes),
        matters=tuple(matters),
        lawbook=join(books),
    )


def _unknown(table: Table) -> Problem:
    wanted = "；".join("、".join(columns) for columns, _ in _KNOWN)
    found = "、".join(table.columns)[:200]
    return Problem(
        table.file,
        f"{table.sheet}!1" if table.sheet else "1",
        f"看不懂这个表头：{found}。认识的表头：{wanted}。也可下载模板填写（jianzheng template）。",
        f"Unknown header: {found}. Known ones: {wanted}. Or fill in the template (jianzheng template).",
    )


Take = Callable[[list[Table], list[Process], list[Matter], list[Lawbook]], None]


def _limits(tables: list[Table], processes: list[Process], _m: list[Matter], _b: list[Lawbook]) -> None:
    rows: dict[str, list[tuple[Table, Row]]] = {}
    problems: list[Problem] = []
    for table in tables:
        for row in table.rows:
            rows.setdefault(row["flow"] or table.file, []).append((table, row))
    for number, (title, group) in enumerate(rows.items(), len(processes) + 1):
        processes.append(_limited_flow(identifier(title, number), title, group, problems))
    if problems:
        raise Unreadable(problems)


def _limited_flow(id: str, title: str, rows: list[tuple[Table, Row]], problems: list[Problem]) -> Process:
    """One flow of a limits list: rows of one number run together, numbers run one after the other."""
    steps: list[Step] = []
    groups: dict[float, list[str]] = {}
    for count, (table, row) in enumerate(rows, 1):
        step = Step(
            f"s{count:02}",
            row["matter"] or f"（第 {count} 行）",
            row["department"],
            _days(table, row, "promised_wd", problems),
            _days(table, row, "legal_wd", problems),
            box=row["seq"],
            visits=1,
            place=f"{table.file}:{row.place}",
        )
        steps.append(step)
        groups.setdefault(_sequence(table, row, count, problems), []).append(step.id)
    ordered = [groups[number] for number in sorted(groups)]
    orders = tuple(Order(a, b) for one, two in itertools.pairwise(ordered) for a in one for b in two)
    conditions = (
        {"企业投资项目": True}
        if "企业投资" in title
        else {"政府投资项目": True}
        if "政府投资" in title
        else {}
    )
    return Process(
        id, Text(title), tuple(steps), orders, conditions, (SERIAL, ONE_VISIT), rows[0][1]["source"]
    )


def _sequence(table: Table, row: Row, count: int, problems: list[Problem]) -> float:
    try:
        return float(row["seq"])
    except ValueError:
        problems.append(
            Problem(
                table.file,
                row.place,
                f"序号“{row['seq'][:40]}”不是数字。",
                f"The number “{row['seq'][:40]}” is not a number.",
            )
        )
        return float(count)


def _days(table: Table, row: Row, column: str, problems: list[Problem]) -> float | None:
    text = row[column]
    if not text:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(个?工作日|天|日)?", text)
    if not found or float(found[1]) > 1e6:
        problems.append(
            Problem(
                table.file,
                row.place,
                f"“{column}”应为不小于 0 的数，不是“{text[:40]}”。",
                f"“{column}” is a number ≥ 0, not “{text[:40]}”.",
            )
        )
        return None
    days = float(found[1])
    return int(days) if days.is_integer() else days


def _precedence(tables: list[Table], _p: list[Process], _m: list[Matter], books: list[Lawbook]) -> None:
    """Pairs of matters law relates: every distinct name becomes a concept."""
    rows = [row for table in tables for row in table.rows if row["predecessor"] and row["successor"]]
    names = dict.fromkeys(name for row in rows for name in (row["predecessor"], row["successor"]))
    edges = tuple(
        Precedence(
            row["id"],
            row["predecessor"],
            row["successor"],
            law(row["law"] + row["article"], row["quote"], row["condition"], row["source"]),
            row["relation"] or "before",
        )
        for row in rows
    )
    books.append(Lawbook(tuple(Concept(name, name) for name in names), edges))


def _catalogue(columns: dict[str, str]) -> Take:
    """A list of matters: our field → their column."""

    def take(tables: list[Table], _p: list[Process], matters: list[Matter], _b: list[Lawbook]) -> None:
        for table in tables:
            for count, row in enumerate(table.rows, len(matters) + 1):
                values = {field: row[column] for field, column in columns.items()}
                values["id"] = values.get("id") or f"m{count}"
                if values["name"]:
                    matters.append(Matter(**values, place=f"{table.file}:{row.place}"))

    return take


def _guides(tables: list[Table], processes: list[Process], _m: list[Matter], _b: list[Lawbook]) -> None:
    """Guides that print their steps as 受理1→审核11→审批3: one process a row."""
    for table in tables:
        for row in table.rows:
            if "→" in row["steps"]:
                processes.append(_guide(f"guide-{row.place.rpartition('!')[2]}", table, row))


def _guide(id: str, table: Table, row: Row) -> Process:
    found = [part for part in row["steps"].split("→") if part.strip()]
    office = row["department"]
    steps = []
    for count, part in enumerate(found, 1):
        match = re.match(r"\D*", part)
        name = (match[0] if match else part) or part
        days = re.search(r"\d+(?:\.\d+)?", part)
        at_once = 0 if "即办" in part else None
        steps.append(
            Step(
                f"s{count}",
                name.strip(),
                office,
                float(days[0]) if days else at_once,
                matter=row["matter"],
                place=f"{table.file}:{row.place}",
            )
        )
    orders = tuple(Order(a.id, b.id) for a, b in itertools.pairwise(steps))
    promised, legal = limits("承诺" + row["promised_limit"])[0], limits(row["legal_limit"])[1]
    title = Text(f"{row['matter']}（{row['area']}）")
    return Process(id, title, tuple(steps), orders, source=row["source"], promised=promised, legal=legal)


def _flows(tables: list[Table], processes: list[Process], _m: list[Matter], _b: list[Lawbook]) -> None:
    boxes = [table for table in tables if table.has("box_no", "box")]
    papers = [table for table in tables if table.has("mat_no", "material")]
    for number, made in enumerate(flows(boxes, papers), len(processes) + 1):
        processes.append(
            replace(made, id=identifier(str(made.title), number), assumptions=(SERIAL, ONE_VISIT))
        )


_KNOWN: tuple[tuple[tuple[str, ...], Take], ...] = (
    (("flow", "seq", "matter", "promised_wd"), _limits),
    (("flow", "box_no"), _flows),
    (("predecessor", "successor", "law", "article"), _precedence),
    (
        ("id", "matter", "power_type", "statutory_limit"),
        _catalogue(
            {"id": "id", "name": "matter", "office": "department", "type": "power_type", "code": "item_code", "stage": "stage",
             "law": "law", "limit": "limit_as_printed", "note": "note", "source": "source"}
        ),
    ),
    (
        ("sub_item", "item_code"),
        _catalogue({"name": "sub_item", "office": "department", "type": "power_type", "code": "item_code", "source": "source"}),
    ),
    (("area", "matter", "legal_limit", "promised_limit", "steps"), _guides),
)  # fmt: skip
