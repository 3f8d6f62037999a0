"""Flows printed as a list of matters with their limits: rows of one number run together, numbers one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jianzheng.core.process import Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.assumed import GROUPED, ONE_VISIT, SERIAL, identifier, project_conditions
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.serial import in_turn
from jianzheng.formats.table import Row, Table

_DAYS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:个?工作日|天|日)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
MOST_DAYS = 1e6


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its step, its number and its parallel group ("" = none printed)."""

    step: Step
    number: float
    group: str


def limited_flows(tables: Sequence[Table]) -> list[Process]:
    """One process a flow. Raises Unreadable with every wrong cell."""
    flows: dict[str, list[_Line]] = {}
    sources: dict[str, str] = {}
    problems: list[Problem] = []
    for table in tables:
        for row in table.rows:
            title = row["flow"] or table.file
            lines = flows.setdefault(title, [])
            lines.append(_line(table, row, len(lines) + 1, problems))
            sources[title] = sources.get(title) or row["source"]
    if problems:
        raise Unreadable(problems)
    return [
        _flow(title, count, lines, sources[title]) for count, (title, lines) in enumerate(flows.items(), 1)
    ]


def _line(table: Table, row: Row, count: int, problems: list[Problem]) -> _Line:
    if not row["matter"]:
        problems.append(
            Problem(table.file, row.place, "事项名称（matter）没有填。", "The matter is not filled in.")
        )
    if not _NUMBER.fullmatch(row["seq"]):
        said = row["seq"][:40]
        zh, en = f"序号（seq）要写数字，不是“{said}”。", f"seq is a number, not “{said}”."
        problems.append(Problem(table.file, row.place, zh, en))
    step = Step(
        f"s{count:02}",
        row["matter"],
        row["department"],
        _days(table, row, "promised_wd", problems),
        _days(table, row, "legal_wd", problems),
        box=row["seq"],
        visits=1,
        place=table.at(row),
    )
    return _Line(step, float(row["seq"]) if _NUMBER.fullmatch(row["seq"]) else 0, row["parallel_group"])


def _days(table: Table, row: Row, column: str, problems: list[Problem]) -> float | None:
    text = row[column]
    if not text:
        return None
    found = _DAYS.fullmatch(text)
    if not found or float(found[1]) > MOST_DAYS:
        zh = f"“{column}”要写不小于 0 的数，不是“{text[:40]}”。"
        en = f"“{column}” is a number not below 0, not “{text[:40]}”."
        problems.append(Problem(table.file, row.place, zh, en))
        return None
    days = float(found[1])
    return int(days) if days.is_integer() else days


def _flow(title: str, count: int, lines: list[_Line], source: str) -> Process:
    blocks, grouped = _blocks(lines)
    orders = in_turn(blocks, lines[0].step.place)
    assumptions = (SERIAL, *([GROUPED] if grouped else []), ONE_VISIT)
    steps = tuple(line.step for line in lines)
    return Process(
        identifier(title, count), Text(title), steps, orders, project_conditions(title), assumptions, source
    )


def _blocks(lines: Sequence[_Line]) -> tuple[list[list[str]], bool]:
    """Step ids that run together, in printed order; and whether a group joined several numbers. Rows of one number run
    together. Neighbouring numbers of one row each run together when they print one parallel group; a label that already
    stands on several rows of a number says nothing about its neighbours."""
    numbered: dict[float, list[_Line]] = {}
    for line in lines:
        numbered.setdefault(line.number, []).append(line)
    blocks: list[list[str]] = []
    last, grouped = "", False
    for number in sorted(numbered):
        rows = numbered[number]
        group = rows[0].group if len(rows) == 1 else ""
        if group and group == last:
            blocks[-1].append(rows[0].step.id)
            grouped = True
        else:
            blocks.append([row.step.id for row in rows])
        last = group
    return blocks, grouped
