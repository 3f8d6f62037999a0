"""The plainest list of one's own, and what `to_csv` writes: one row a step, with the steps it waits for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jianzheng.core.ground import Ground, GroundKind
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.assumed import identifier
from jianzheng.formats.pack_steps import GROUND_KINDS
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.table import Row, Table

COLUMNS = ("id", "name", "office", "days", "legal_days", "waits_for", "materials", "ground", "cite")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""How a cell begins that a spreadsheet might take for a formula; such cells are written with a ' before them."""
_DAYS = re.compile(r"\d{1,6}(\.\d+)?")


def listed_steps(tables: Sequence[Table], number: int) -> list[Process]:
    """One process a table, numbered from `number`. Raises Unreadable with every wrong row."""
    problems = [problem for table in tables for problem in _problems(table)]
    if problems:
        raise Unreadable(problems)
    return [_process(table, count) for count, table in enumerate(tables, number)]


def _process(table: Table, count: int) -> Process:
    title = table.sheet or table.file.rsplit(".", 1)[0]
    steps = tuple(_step(table, row) for row in table.rows)
    orders = tuple(
        Order(before, _text(row["id"])) for row in table.rows for before in _words(row["waits_for"])
    )
    return Process(identifier(title, count), Text(title), steps, orders)


def _step(table: Table, row: Row) -> Step:
    return Step(
        _text(row["id"]),
        _text(row["name"]),
        _text(row["office"]),
        _days(row["days"]),
        _days(row["legal_days"]),
        needs=tuple(Need(material, place=table.at(row)) for material in _words(row["materials"])),
        ground=Ground(GroundKind(row["ground"] or "unstated"), _text(row["cite"])),
        place=table.at(row),
    )


def _text(cell: str) -> str:
    """A cell without the mark that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _words(cell: str) -> list[str]:
    return [word.strip() for word in re.split(r"[；;]", _text(cell)) if word.strip()]


def _days(cell: str) -> float | None:
    days = float(cell) if cell else None
    return int(days) if days is not None and days.is_integer() else days


def _problems(table: Table) -> Iterator[Problem]:
    count = Counter(_text(row["id"]) for row in table.rows)
    seen: set[str] = set()
    for row in table.rows:
        id = _text(row["id"])
        if id in seen:
            yield Problem(
                table.file, row.place, f"编号“{id[:40]}”用了两次。", f"The id “{id[:40]}” stands twice."
            )
        seen.add(id)
        for zh, en in _wrong(row, count):
            yield Problem(table.file, row.place, zh, en)


def _wrong(row: Row, known: Counter[str]) -> Iterator[tuple[str, str]]:
    for column in ("id", "name"):
        if not row[column]:
            yield f"没有填“{column}”。", f"“{column}” is not filled in."
    for column in ("days", "legal_days"):
        if row[column] and not _DAYS.fullmatch(row[column]):
            said = row[column][:40]
            yield (
                f"“{column}”要写不小于 0 的数，不是“{said}”。",
                f"“{column}” is a number not below 0, not “{said}”.",
            )
    if row["ground"] not in ("", "unstated", *GROUND_KINDS):
        said, listed = row["ground"][:40], "、".join(GROUND_KINDS)
        yield f"依据类型“{said}”不是 {listed}。", f"The ground “{said}” is not one of {listed}."
    for before in _words(row["waits_for"]):
        if before not in known:
            yield f"没有编号为“{before[:40]}”的环节。", f"There is no step “{before[:40]}”."
