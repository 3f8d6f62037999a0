"""Guides that print the steps of one matter in a cell, as 受理1→审核11→审批3: one process a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianzheng.core.process import Need, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.assumed import FIRST_ASKS, ONE_AFTER_ANOTHER
from jianzheng.formats.reasons import working_days
from jianzheng.formats.serial import in_turn
from jianzheng.formats.table import Row, Table

_NAME_AND_DAYS = re.compile(r"(?P<name>\D*[^\d（(])(?P<days>\d+(?:\.\d+)?)(?:个?工作日)?")
_COMPARES = re.compile(r"前后(对照)?")
"""A row that sets the old way beside the new one prints an arrow, but no flow."""


def guides(tables: Sequence[Table]) -> list[Process]:
    """Every row whose steps are printed with arrows, as a process."""
    return [
        _guide(f"guide-{row.place.rpartition('!')[2]}", table, row)
        for table in tables
        for row in table.rows
        if "→" in row["steps"] and not _COMPARES.search(row["matter"])
    ]


def _guide(id: str, table: Table, row: Row) -> Process:
    printed = [part.strip() for part in row["steps"].split("→") if part.strip()]
    needs = tuple(Need(name, place=table.at(row)) for name in _materials(row["materials"]))
    steps = tuple(
        _step(f"s{count}", part, table, row, needs if count == 1 else ())
        for count, part in enumerate(printed, 1)
    )
    return Process(
        id,
        Text(f"{row['matter']}（{row['area']}）" if row["area"] else row["matter"]),
        steps,
        in_turn([[step.id] for step in steps], table.at(row)),
        assumptions=(ONE_AFTER_ANOTHER, *([FIRST_ASKS] if needs else [])),
        source=row["source"],
        promised=working_days(row["promised_limit"]),
        legal=working_days(row["legal_limit"]),
    )


def _materials(printed: str) -> list[str]:
    return [part.strip() for part in re.split(r"[；;]", printed) if part.strip()]


def _step(id: str, part: str, table: Table, row: Row, needs: tuple[Need, ...]) -> Step:
    name, days = _name_and_days(part)
    return Step(id, name, row["department"], days, matter=row["matter"], needs=needs, place=table.at(row))


def _name_and_days(part: str) -> tuple[str, float | None]:
    """审核11 → 审核, 11; 办结即办 → 办结, 0; anything else (10日内颁证) is a name."""
    found = _NAME_AND_DAYS.fullmatch(part)
    if found:
        days = float(found["days"])
        return found["name"].strip(), int(days) if days.is_integer() else days
    name = part.removesuffix("即办")
    return (name, 0) if name and name != part else (part, None)
