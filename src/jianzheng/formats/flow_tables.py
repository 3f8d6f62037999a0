"""Flowcharts as two tables: boxes in order, and the matters and materials of each box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from jianzheng.core.materials import HELD
from jianzheng.core.names import plain
from jianzheng.core.process import Need, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.pack import serial_by_box
from jianzheng.formats.reasons import basis
from jianzheng.formats.table import Row, Table

STEM = 6
"""Fewest characters two matters of one box must share at the start to be taken for alternatives."""
TAIL = 4
"""Most characters in which their names may then differ."""
Placed = tuple[Table, Row]


def flows(boxes: Sequence[Table], papers: Sequence[Table]) -> Iterator[Process]:
    """One process a flow: a box with matters becomes a step for each matter, any other box is one step; boxes wait for
    the box before."""
    titles = dict.fromkeys(row["flow"] for table in (*boxes, *papers) for row in table.rows)
    for title in titles:
        listed = [(table, row) for table in boxes for row in table.rows if row["flow"] == title]
        asked = [(table, row) for table in papers for row in table.rows if row["flow"] == title]
        steps = list(_steps(listed, asked))
        conditions = (
            {"政府投资项目": True}
            if "政府投资" in title
            else {"企业投资项目": True}
            if "企业投资" in title
            else {}
        )
        source = (listed or asked)[0][1]["source"]
        yield Process("", Text(title), tuple(steps), tuple(serial_by_box(steps)), conditions, source=source)


def _number(text: str) -> float:
    found = re.match(r"\d+(\.\d+)?", text)
    return float(found[0]) if found else float("inf")


def _steps(listed: list[Placed], asked: list[Placed]) -> Iterator[Step]:
    labels = {row["box_no"]: (table, row) for table, row in listed}
    matters: dict[str, dict[str, list[Placed]]] = {}
    for table, row in asked:
        matters.setdefault(row["box_no"], {}).setdefault(row["matter"], []).append((table, row))
    for number in sorted({*labels, *matters}, key=_number):
        label = f"{number} {labels[number][1]['box']}" if number in labels else number
        inside = matters.get(number)
        if inside:
            yield from _matter_steps(number, label, inside)
        else:
            table, row = labels[number]
            yield Step(
                f"b{number}",
                row["box"],
                row["department"],
                box=label,
                visits=1,
                place=f"{table.file}:{row.place}",
            )


def _matter_steps(number: str, label: str, inside: dict[str, list[Placed]]) -> Iterator[Step]:
    variants = _variants(list(inside))
    for count, (matter, rows) in enumerate(inside.items(), 1):
        table, first = rows[0]
        group, when = variants.get(matter, ("", ""))
        yield Step(
            f"b{number}m{count}",
            matter,
            first["department"],
            needs=tuple(_needs(rows)),
            when=when,
            one_of=group and f"{number} {group}",
            box=label,
            visits=1,
            place=f"{table.file}:{first.place}",
        )


def _variants(names: list[str]) -> dict[str, tuple[str, str]]:
    """Name → (common stem, what sets it apart), for names of one box that are versions of one matter: the same but for a
    bracket, a word after a space, or a short ending."""
    found: dict[str, tuple[str, str]] = {}
    for name in names:
        for other in names:
            stem = _common(_bare(name), _bare(other))
            tails = [len(_bare(one)) - len(stem) for one in (name, other)]
            if (
                name != other
                and len(stem) >= STEM
                and max(tails) <= TAIL
                and _apart(name, stem) != _apart(other, stem)
            ):
                known = found.get(name, (stem, ""))[0]
                shared = min(stem, known, key=len)
                found[name] = (shared, _apart(name, shared))
    return found


def _common(one: str, other: str) -> str:
    """The characters two names share from the start."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(first for first, _ in same)


def _bare(name: str) -> str:
    return plain(name.replace(" ", ""))


def _apart(name: str, stem: str) -> str:
    bracket = re.search(r"[（(]([^）)]+)[）)]", name)
    return bracket[1] if bracket else name.rsplit(maxsplit=1)[-1] if " " in name else _bare(name)[len(stem) :]


def _needs(rows: list[Placed]) -> Iterator[Need]:
    numbers = [row["mat_no"] for _, row in rows]
    for table, row in rows:
        heads_others = any(number.startswith(row["mat_no"] + ".") for number in numbers if row["mat_no"])
        if row["material"] and not heads_others:
            yield Need(
                row["material"],
                basis(row["statutory_basis_check"]),
                _origin(row["produced_by"]),
                once=row["first_time_only"] == "是" or "首次申报时提供" in row["material"],
                place=f"{table.file}:{row.place}",
            )


def _origin(printed: str) -> str:
    return HELD if "已有证照" in printed or "政务数据" in printed else printed
