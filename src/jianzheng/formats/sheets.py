"""Reads the sheets of an Excel file in a process of its own, with little memory: a workbook made to harm, such as one
with a value in its very last cell, ends this program and not the house. Content in on stdin, JSON out on stdout."""

from __future__ import annotations

import io
import json
import sys

MEMORY = 1_500_000_000
"""Most bytes of memory; a workbook of 200,000 rows of 20 cells needs a third of it."""
MOST_CELLS = 5_000_000
TOO_LARGE, CANNOT_OPEN = 3, 4


def text(value: object) -> str:
    """A cell as text: whole numbers without a point, an empty cell as ""."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def sheets(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Title and rows of every sheet, from cell A1 on. Raises ValueError when there are too many cells."""
    from python_calamine import load_workbook

    book = load_workbook(io.BytesIO(content))
    made = []
    for title in book.sheet_names:
        sheet = book.get_sheet_by_name(title)
        last = sheet.end or (0, 0)
        if (last[0] + 1) * (last[1] + 1) > MOST_CELLS:
            raise ValueError(title)
        rows = sheet.to_python(skip_empty_area=False)
        made.append((title, [[text(cell) for cell in row] for row in rows]))
    return made


def main() -> int:
    """Read stdin, answer on stdout; the exit code says why there is no answer."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        """A system without such limits, or with a lower one."""
    try:
        json.dump(sheets(sys.stdin.buffer.read()), sys.stdout)
    except (ValueError, MemoryError) as large:
        print(large, file=sys.stderr)
        return TOO_LARGE
    except Exception as wrong:
        print(wrong, file=sys.stderr)
        return CANNOT_OPEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
