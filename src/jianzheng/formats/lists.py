"""Published lists as they are: which list a table is, is told by its header (docs/reference/lists.md)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from jianzheng.core.lawbook import Lawbook, join
from jianzheng.core.process import Process
from jianzheng.core.text import Text
from jianzheng.formats.assumed import apart, identifier
from jianzheng.formats.flow_tables import flows
from jianzheng.formats.guides_list import guides
from jianzheng.formats.headers import KINDS, Kind, kind_of, named_as_ours, nearest
from jianzheng.formats.law_list import catalogue, precedences
from jianzheng.formats.limits_list import limited_flows
from jianzheng.formats.pack import Matter, Pack
from jianzheng.formats.problems import Problem, Unreadable, unreadable
from jianzheng.formats.steps_list import listed_steps
from jianzheng.formats.table import Table


@dataclass
class _Found:
    """What has been read so far."""

    processes: dict[str, Process] = field(default_factory=dict)
    matters: list[Matter] = field(default_factory=list)
    books: list[Lawbook] = field(default_factory=list)

    def add(self, made: Sequence[Process]) -> None:
        """Take processes in, each under an id of its own."""
        for process in made:
            id = apart(process.id, self.processes)
            self.processes[id] = replace(process, id=id)


Take = Callable[[list[Table], _Found], None]


def _limits(tables: list[Table], found: _Found) -> None:
    found.add(limited_flows(tables))


def _flows(tables: list[Table], found: _Found) -> None:
    boxes = [table for table in tables if table.has("box")]
    papers = [table for table in tables if table.has("material")]
    found.add(flows(boxes, papers))


def _steps(tables: list[Table], found: _Found) -> None:
    found.add(listed_steps(tables, len(found.processes) + 1))


def _guides(tables: list[Table], found: _Found) -> None:
    found.add(guides(tables))


def _precedences(tables: list[Table], found: _Found) -> None:
    found.books.append(precedences(tables))


def _matters(tables: list[Table], found: _Found) -> None:
    for table in tables:
        columns = _SUB_ITEMS if table.has("sub_item") else _MATTERS
        found.matters += catalogue([table], columns, len(found.matters))


_MATTERS = {
    "id": "id",
    "name": "matter",
    "office": "department",
    "type": "power_type",
    "code": "item_code",
    "stage": "stage",
    "law": "law",
    "limit": "limit_as_printed",
    "note": "note",
    "source": "source",
}
_SUB_ITEMS = {
    "name": "sub_item",
    "office": "department",
    "type": "power_type",
    "code": "item_code",
    "source": "source",
}
_TAKES: dict[str, Take] = {
    "limits": _limits,
    "boxes": _flows,
    "materials": _flows,
    "steps": _steps,
    "guides": _guides,
    "precedences": _precedences,
    "matters": _matters,
    "sub-items": _matters,
}


def read_tables(tables: Sequence[Table]) -> Pack:
    """One pack from all tables of one reading (a flow and its materials may be two files). Raises Unreadable."""
    named = [named_as_ours(table) for table in tables if table.columns]
    known = [(kind, table) for table in named if (kind := kind_of(table))]
    problems = [problem for table in named if (problem := _unknown(table, bool(known)))]
    problems += [problem for kind, table in known for problem in _misnamed(kind, table)]
    problems += [_empty(table) for _, table in known if not table.rows]
    if problems:
        raise Unreadable(problems)
    if not known:
        file = tables[0].file if tables else "?"
        raise unreadable(file, "表格里没有内容。", "There is nothing in the table.")
    found = _Found()
    for take in dict.fromkeys(_TAKES.values()):
        mine = [table for kind, table in known if _TAKES[kind.id] is take]
        if mine:
            take(mine, found)
    title = known[0][1].file
    id = identifier(title.rsplit(".", 1)[0], 1)
    return Pack(
        id,
        Text(title),
        tuple(found.processes.values()),
        matters=tuple(found.matters),
        lawbook=join(found.books),
    )


def _empty(table: Table) -> Problem:
    return Problem(table.file, table.place, "只有表头，没有内容。", "There is a header, but no row.")


def _unknown(table: Table, others_known: bool) -> Problem | None:
    """A table that is no list we know; a cover sheet beside a known one is passed over."""
    kind, missing = nearest(table)
    if not missing or (others_known and table.sheet and len(missing) > 1):
        return None
    found = "、".join(column for column in table.columns if column)[:200]
    if len(missing) < len(kind.required):
        lacking = "、".join(missing)
        zh = f"像是{kind.title.zh}，但缺少列：{lacking}。现有的列：{found}。"
        return Problem(
            table.file, table.place, zh, f"Looks like {kind.title.en}, but lacks: {lacking}. Found: {found}."
        )
    listed = "；".join(f"{known.title.zh}（{'、'.join(known.required)}）" for known in KINDS)
    listed_en = "; ".join(f"{known.title.en} ({', '.join(known.required)})" for known in KINDS)
    zh = f"看不懂这个表头：{found}。认识的清单：{listed}。也可填写模板（jianzheng template）。"
    en = f"Unknown header: {found}. Known lists: {listed_en}. Or fill in the template (jianzheng template)."
    return Problem(table.file, table.place, zh, en)


def _misnamed(kind: Kind, table: Table) -> list[Problem]:
    """Columns whose name is all but one we know: passing them over would lose what they say."""
    absent = [column for column in kind.columns if column not in table.columns]
    problems = []
    for column in table.columns:
        near = difflib.get_close_matches(column, absent, 1, cutoff=0.8) if column not in kind.columns else []
        if near:
            zh = f"列“{column[:40]}”是不是“{near[0]}”？请改名或删去。"
            en = f"Is the column “{column[:40]}” meant to be “{near[0]}”? Rename or remove it."
            problems.append(Problem(table.file, table.place, zh, en))
    return problems
