"""Tables from CSV and Excel: rows of text with the place each was read from. Excel files may come from anyone: what is
old, locked, broken, too large or made to harm is refused with a clear word."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianzheng.formats import sheets
from jianzheng.formats.problems import Problem, Unreadable, unreadable

MOST_ROWS = 200_000
HEADER_WITHIN = 10
"""A header may stand below a title, within this many rows."""
LARGEST_WORKBOOK = 20_000_000
LARGEST_UNPACKED = 200_000_000
SECONDS = 60
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")

Cells = tuple[str, list[str]]
"""Where a row stands (line, or sheet and row), and its cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the cells by column name, and where it stands (line, or sheet and row)."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell under `column`, "" when there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A header, where it stands, and its rows; `sheet` is "" for CSV."""

    file: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    place: str = "1"

    def has(self, *columns: str) -> bool:
        """Whether all these columns are there."""
        return set(columns) <= set(self.columns)

    def at(self, row: Row) -> str:
        """Where a row stands, as "file:place"."""
        return f"{self.file}:{row.place}"


def csv_table(text: str, name: str) -> Table:
    """A CSV file (comma, semicolon or tab). Raises Unreadable with every broken row."""
    text = text.lstrip("\ufeff")
    first = text.lstrip("\r\n ").split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    return made_table(
        name, "", list(_rows(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), name))
    )


def _rows(reader: Any, name: str) -> Iterator[Cells]:
    """Every row with the line it starts on."""
    line, count = 1, 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            zh = f"从这一行起引号没有配对，或有多余的引号（{wrong}）。"
            raise unreadable(
                name, zh, f"Quotes do not pair from this line on ({wrong}).", str(line)
            ) from None
        count += 1
        if count > MOST_ROWS:
            zh, en = f"超过 {MOST_ROWS} 行，请拆分。", f"More than {MOST_ROWS} rows; split the file."
            raise unreadable(name, zh, en, str(line))
        yield str(line), row
        line = reader.line_num + 1


def made_table(file: str, sheet: str, rows: list[Cells]) -> Table:
    """The first row with more than a title in it is the header; blank rows are passed over. Raises Unreadable for cells
    that no column names, and for columns of one name."""
    filled = [(place, [cell.strip() for cell in cells]) for place, cells in rows]
    filled = [(place, cells) for place, cells in filled if any(cells)]
    titles = [count for count, (_, cells) in enumerate(filled[:HEADER_WITHIN]) if sum(map(bool, cells)) > 1]
    filled = filled[titles[0] :] if titles else filled
    if not filled:
        return Table(file, sheet, (), ())
    place, header = filled[0]
    columns = tuple(header)
    problems = [*_twice(file, place, header), *_unnamed(file, columns, filled[1:])]
    if problems:
        raise Unreadable(problems)
    made = tuple(Row(at, dict(zip(columns, cells, strict=False))) for at, cells in filled[1:])
    return Table(file, sheet, columns, made, place)


def _twice(file: str, place: str, header: list[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            said = name[:40]
            zh, en = (
                f"列“{said}”出现两次，请改名或删去一列。",
                f"The column “{said}” stands twice; rename or remove one.",
            )
            yield Problem(file, place, zh, en)


def _unnamed(file: str, columns: tuple[str, ...], rows: list[Cells]) -> Iterator[Problem]:
    named = [bool(column) for column in columns]
    for place, cells in rows:
        for count, cell in enumerate(cells):
            if cell and not (count < len(named) and named[count]):
                said = cell[:40]
                zh = f"第 {count + 1} 格“{said}”没有表头。含逗号的内容要加引号，或补上表头。"
                en = f"Cell {count + 1} “{said}” has no header. Quote text with commas, or name the column."
                yield Problem(file, place, zh, en)


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are an Excel file, old or new."""
    return content.startswith((_ZIP, _OLD_OFFICE))


def workbook_tables(content: bytes, name: str) -> list[Table]:
    """Every sheet of an .xlsx file. Raises Unreadable for old, locked, broken, too large ones and bombs."""
    _check(content, name)
    tables: list[Table] = []
    problems: list[Problem] = []
    for title, rows in _sheets(content, name):
        if len(rows) > MOST_ROWS:
            zh, en = f"超过 {MOST_ROWS} 行，请拆分。", f"More than {MOST_ROWS} rows; split it."
            raise unreadable(name, zh, en, title)
        try:
            tables.append(made_table(name, title, [(f"{title}!{n}", row) for n, row in enumerate(rows, 1)]))
        except Unreadable as broken:
            problems += broken.problems
    if problems:
        raise Unreadable(problems)
    return tables


def _check(content: bytes, name: str) -> None:
    if content.startswith(_OLD_OFFICE):
        raise _old(content, name)
    if len(content) > LARGEST_WORKBOOK:
        size, most = len(content) // 1_000_000, LARGEST_WORKBOOK // 1_000_000
        zh = f"工作簿有 {size} MB，超过 {most} MB。请删去图片或拆分。"
        raise unreadable(
            name, zh, f"The workbook has {size} MB, more than {most}. Take out pictures or split it."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise unreadable(
            name, "工作簿已损坏。请重新保存。", "The workbook is damaged. Save it again."
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise _too_large(name)


def _old(content: bytes, name: str) -> Unreadable:
    if _LOCKED in content:
        return unreadable(
            name, "工作簿加了密码。请取消密码后保存。", "The workbook is locked. Remove its password."
        )
    return unreadable(
        name, "这是旧版 Excel 文件（.xls）。请另存为 .xlsx。", "An old Excel file (.xls). Save it as .xlsx."
    )


def _too_large(name: str, sheet: str = "1") -> Unreadable:
    return unreadable(
        name,
        "工作表太大，没有打开。请删去远处的空格子和多余的行列，或拆分。",
        "The sheet is too large and was not opened. Delete far-off cells and spare rows, or split it.",
        sheet,
    )


def _sheets(content: bytes, name: str) -> list[tuple[str, list[list[str]]]]:
    """Title and rows of every sheet, read by a process of its own."""
    command = [sys.executable, "-I", str(Path(sheets.__file__).resolve())]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _too_large(name) from None
    if done.returncode == 0:
        return [(title, rows) for title, rows in json.loads(done.stdout)]
    if done.returncode == sheets.CANNOT_OPEN:
        said = done.stderr.decode("utf-8", "replace").strip()[:200]
        zh = f"打不开这个工作簿（{said}）。请在 Excel 中重新保存为 .xlsx。"
        raise unreadable(name, zh, f"Cannot open it ({said}). Save it again as .xlsx.")
    raise _too_large(name)
