"""Excel files for the tests, made by an independent writer."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

Sheets = dict[str, Sequence[Sequence[object]]]


def book(sheets: Sheets) -> bytes:
    """An .xlsx file with these rows in these sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, place, value)
    return out.getvalue()


def with_cell(row: int, column: int) -> bytes:
    """An .xlsx file with a header and one value far away."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("S")
        sheet.write_row(0, 0, ["seq", "matter", "promised_wd"])
        sheet.write_string(row, column, "far")
    return out.getvalue()
