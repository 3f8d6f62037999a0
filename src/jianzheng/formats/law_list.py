"""Lists without a flow: pairs of matters law relates, and catalogues of matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jianzheng.core.ground import law
from jianzheng.core.lawbook import Concept, Lawbook, Precedence
from jianzheng.formats.pack import Matter
from jianzheng.formats.pack_law import RELATIONS
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.table import Row, Table


def precedences(tables: Sequence[Table]) -> Lawbook:
    """Every distinct name of a matter becomes a concept. Raises Unreadable with every wrong row."""
    rows = [(table, row) for table in tables for row in table.rows]
    problems = [problem for table, row in rows if (problem := _wrong(table, row))]
    if problems:
        raise Unreadable(problems)
    names = dict.fromkeys(row[end] for _, row in rows for end in ("predecessor", "successor"))
    edges = tuple(
        Precedence(
            row["id"] or f"row-{row.place}",
            row["predecessor"],
            row["successor"],
            law(row["law"] + row["article"], row["quote"], row["condition"], row["source"]),
            row["relation"] or "before",
        )
        for _, row in rows
    )
    return Lawbook(tuple(Concept(name, name) for name in names), edges)


def _wrong(table: Table, row: Row) -> Problem | None:
    empty = [column for column in ("predecessor", "successor", "law") if not row[column]]
    if empty:
        said = "、".join(empty)
        return Problem(table.file, row.place, f"没有填：{said}。", f"Not filled in: {', '.join(empty)}.")
    if row["relation"] not in ("", *RELATIONS):
        said, known = row["relation"][:40], ", ".join(RELATIONS)
        return Problem(
            table.file, row.place, f"关系“{said}”不是 {known}。", f"“{said}” is not one of {known}."
        )
    return None


def catalogue(tables: Sequence[Table], columns: Mapping[str, str], taken: int) -> list[Matter]:
    """A list of matters; `columns`: our field → their column; `taken`: matters numbered before. Raises Unreadable."""
    problems: list[Problem] = []
    matters: list[Matter] = []
    for table in tables:
        for row in table.rows:
            values = {field: row[column] for field, column in columns.items()}
            values["id"] = values.get("id") or f"m{taken + len(matters) + 1}"
            matters.append(Matter(**values, place=table.at(row)))
            if not values["name"]:
                zh, en = f"没有填“{columns['name']}”。", f"“{columns['name']}” is not filled in."
                problems.append(Problem(table.file, row.place, zh, en))
    if problems:
        raise Unreadable(problems)
    return matters
