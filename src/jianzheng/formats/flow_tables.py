"""Flowcharts as two tables: boxes in order, and the matters and materials of each box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jianzheng.core.materials import HELD
from jianzheng.core.process import Need, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.assumed import ONE_VISIT, SERIAL, identifier, project_conditions
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.reasons import basis
from jianzheng.formats.serial import serial_by_box
from jianzheng.formats.table import Row, Table
from jianzheng.formats.variants import variants

Placed = tuple[Table, Row]
_YES = ("是", "√", "yes", "true", "1")


def flows(boxes: Sequence[Table], papers: Sequence[Table]) -> list[Process]:
    """One process a flow: a box with matters becomes a step for each matter, any other box is one step; boxes wait for
    the box before. Raises Unreadable with every row that has no box or no name."""
    problems = [
        problem for table in (*boxes, *papers) for row in table.rows if (problem := _wrong(table, row))
    ]
    if problems:
        raise Unreadable(problems)
    listed, asked = _by_flow(boxes), _by_flow(papers)
    titles = dict.fromkeys([*listed, *asked])
    return [
        _flow(title, count, listed.get(title, []), asked.get(title, []))
        for count, title in enumerate(titles, 1)
    ]


def _by_flow(tables: Sequence[Table]) -> dict[str, list[Placed]]:
    rows: dict[str, list[Placed]] = {}
    for table in tables:
        for row in table.rows:
            rows.setdefault(row["flow"] or table.file, []).append((table, row))
    return rows


def _wrong(table: Table, row: Row) -> Problem | None:
    empty = "box_no" if not row["box_no"] else "" if row["box"] or row["matter"] else "box / matter"
    if empty:
        return Problem(table.file, row.place, f"没有填“{empty}”。", f"“{empty}” is not filled in.")
    return None


def _flow(title: str, count: int, listed: list[Placed], asked: list[Placed]) -> Process:
    steps = tuple(_steps(listed, asked))
    return Process(
        identifier(title, count),
        Text(title),
        steps,
        serial_by_box(steps, steps[0].place),
        project_conditions(title),
        (SERIAL, ONE_VISIT),
        next((row["source"] for _, row in (*listed, *asked) if row["source"]), ""),
    )


def _number(text: str) -> float:
    found = re.match(r"\d+(\.\d+)?", text)
    return float(found[0]) if found else float("inf")


def _steps(listed: list[Placed], asked: list[Placed]) -> Iterator[Step]:
    named: dict[str, list[Placed]] = {}
    matters: dict[str, dict[tuple[str, str], list[Placed]]] = {}
    for table, row in listed:
        named.setdefault(row["box_no"], []).append((table, row))
    for table, row in asked:
        in_box = matters.setdefault(row["box_no"], {})
        in_box.setdefault((row["matter"], row["department"]), []).append((table, row))
    for number in sorted(dict.fromkeys([*named, *matters]), key=_number):
        boxes = named.get(number, [])
        label = " ".join([number, *dict.fromkeys(row["box"] for _, row in boxes)])
        if number in matters:
            yield from _matter_steps(number, label, matters[number])
        else:
            yield from _box_steps(number, label, boxes)


def _box_steps(number: str, label: str, boxes: list[Placed]) -> Iterator[Step]:
    for count, (table, row) in enumerate(boxes, 1):
        id = f"b{number}" if len(boxes) == 1 else f"b{number}n{count}"
        yield Step(id, row["box"], row["department"], box=label, visits=1, place=table.at(row))


def _matter_steps(number: str, label: str, inside: dict[tuple[str, str], list[Placed]]) -> Iterator[Step]:
    versions = variants(list(inside))
    for count, ((matter, office), rows) in enumerate(inside.items(), 1):
        table, first = rows[0]
        group, when = versions.get((matter, office), ("", ""))
        yield Step(
            f"b{number}m{count}",
            matter or label,
            office,
            needs=tuple(_needs(rows)),
            when=when,
            one_of=f"{number} {group}" if group else "",
            box=label,
            visits=1,
            place=table.at(first),
        )


def _needs(rows: list[Placed]) -> Iterator[Need]:
    """The materials of one matter, without the lines that only head others (8 before 8.1)."""
    heads = {
        one[1]["mat_no"] for one, two in pairwise(rows) if two[1]["mat_no"].startswith(one[1]["mat_no"] + ".")
    }
    for table, row in rows:
        if row["material"] and not (row["mat_no"] and row["mat_no"] in heads):
            yield Need(
                row["material"],
                basis(row["statutory_basis_check"]),
                _origin(row["produced_by"]),
                once=row["first_time_only"].lower() in _YES or "首次申报时提供" in row["material"],
                place=table.at(row),
            )


def _origin(printed: str) -> str:
    return HELD if "已有证照" in printed or "政务数据" in printed else printed
