"""Tables from CSV and Excel: rows of text with the place each was read from."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from jianzheng.formats.decode import decode
from jianzheng.formats.problems import unreadable

MOST_ROWS = 200_000
LARGEST_WORKBOOK = 20_000_000
LARGEST_UNPACKED = 200_000_000
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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
    """A header and its rows; `sheet` is "" for CSV."""

    file: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, *columns: str) -> bool:
        """Whether all these columns are there."""
        return set(columns) <= set(self.columns)


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are an Excel file, old or new."""
    return content.startswith((_ZIP, _OLD_OFFICE))


def csv_table(content: bytes, name: str) -> Table:
    """A CSV file (comma, semicolon or tab). Raises Unreadable."""
    text = decode(content, name)
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark)
    try:
        rows = [(f"{reader.line_num}", cells) for cells in _limited(reader, name)]
    except csv.Error as wrong:
        raise unreadable(name, f"CSV 格式错误：{wrong}。", f"CSV: {wrong}.", str(reader.line_num)) from None
    return _table(name, "", rows)


def _limited(rows: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    for count, row in enumerate(rows):
        if count > MOST_ROWS:
            raise unreadable(
                name, f"超过 {MOST_ROWS} 行，请拆分。", f"More than {MOST_ROWS} rows; split the file."
            )
        yield row


def _table(file: str, sheet: str, rows: list[tuple[str, list[str]]]) -> Table:
    """The first row with content is the header; blank rows are passed over."""
    filled = [
        (place, [cell.strip() for cell in cells])
        for place, cells in rows
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        return Table(file, sheet, (), ())
    columns = tuple(filled[0][1])
    made = tuple(Row(place, dict(zip(columns, cells, strict=False))) for place, cells in filled[1:])
    return Table(file, sheet, columns, made)


def workbook_tables(content: bytes, name: str) -> list[Table]:
    """Every sheet of an .xlsx file. Raises Unreadable for old, encrypted, broken, too large ones and bombs."""
    _check_workbook(content, name)
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        sheets = [
            (title, book.get_sheet_by_name(title).to_python(skip_empty_area=False))
            for title in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as wrong:
        raise unreadable(
            name,
            f"打不开这个工作簿（{wrong}）。请另存为 .xlsx。",
            f"Cannot open it ({wrong}). Save as .xlsx.",
        ) from None
    return [
        _table(
            name,
            title,
            [
                (f"{title}!{number}", [_cell(cell) for cell in row])
                for number, row in enumerate(rows[:MOST_ROWS], 1)
            ],
        )
        for title, rows in sheets
    ]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _check_workbook(content: bytes, name: str) -> None:
    if content.startswith(_OLD_OFFICE):
        raise unreadable(
            name,
            "这是旧版或加密的 Excel 文件。请取消密码，另存为 .xlsx。",
            "An old or encrypted Excel file. Save as .xlsx without password.",
        )
    if len(content) > LARGEST_WORKBOOK:
        size, most = len(content) // 1_000_000, LARGEST_WORKBOOK // 1_000_000
        raise unreadable(
            name,
            f"工作簿有 {size} MB，超过 {most} MB。请删去图片或拆分。",
            f"The workbook has {size} MB, more than {most}. Split it.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise unreadable(
            name, "工作簿已损坏。请重新保存。", "The workbook is damaged. Save it again."
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise unreadable(
            name, "工作簿解压后过大，拒绝打开。", "The workbook is too large once unpacked; it is not opened."
        )
