"""The cells of one row of our template, by key; what is wrong with them is noted with its cell."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from jianzheng.formats.problems import Problem
from jianzheng.formats.shape import ID_PATTERN
from jianzheng.formats.table import Row, Table
from jianzheng.formats.workbook import NO, YES

MOST = 1e6


def key_of(column: str) -> str:
    """The key in a bilingual heading: "编号 id" → "id"."""
    return column.rsplit(maxsplit=1)[-1] if column.split() else ""


class Cells:
    """Reads the cells of one row; every reader notes a problem and answers with a default where a cell is wrong."""

    def __init__(self, table: Table, row: Row, problems: list[Problem]) -> None:
        self._by_key = {key_of(column): value for column, value in row.cells.items()}
        self._letters = {key_of(column): _letter(place) for place, column in enumerate(table.columns)}
        self._row, self._problems = row.place, problems
        self._file = table.file

    @property
    def place(self) -> str:
        """Where the row stands, as "file:sheet!row"."""
        return f"{self._file}:{self._row}"

    def begins(self, mark: str) -> bool:
        """Whether some cell begins with `mark`."""
        return any(value.startswith(mark) for value in self._by_key.values())

    def wrong(self, key: str, zh: str, en: str) -> None:
        """Note one problem at the cell under `key`."""
        sheet, _, number = self._row.rpartition("!")
        place = f"{sheet}!{self._letters.get(key, '')}{number}"
        self._problems.append(Problem(self._file, place, zh, en))

    def text(self, key: str, needed: bool = False) -> str:
        """The text under `key`."""
        value = self._by_key.get(key, "").strip()
        if needed and not value:
            self.wrong(key, f"“{key}”必填。", f"“{key}” is required.")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """The texts under `key`, between ； or ;."""
        return tuple(word.strip() for word in re.split(r"[；;]", self.text(key)) if word.strip())

    def identifier(self, key: str) -> str:
        """The id under `key`."""
        id = self.text(key, needed=True)
        if id and not ID_PATTERN.search(id):
            zh, en = "编号里不能有空格和 : / \\ ? # %。", "No spaces and none of : / \\ ? # % in an id."
            self.wrong(key, zh, en)
        return id

    def number(self, key: str, whole: bool = False) -> float | None:
        """The number under `key`, not below 0; None where the cell is empty."""
        text = self.text(key)
        try:
            value = float(text) if text else None
        except ValueError:
            value = math.nan
        if value is None:
            return None
        if not 0 <= value <= MOST or (whole and not value.is_integer()):
            zh, en = ("整数", "A whole number") if whole else ("数", "A number")
            said = text[:40]
            self.wrong(key, f"要写 0 到一百万的{zh}，不是“{said}”。", f"{en} from 0 to 1e6, not “{said}”.")
            return None
        return int(value) if value.is_integer() else value

    def choice(self, key: str, words: Sequence[str], default: str) -> str:
        """One of `words` under `key`, `default` where the cell is empty."""
        text = self.text(key)
        if text and text not in words:
            said, listed = text[:40], "、".join(words)
            self.wrong(key, f"不认识“{said}”，可选：{listed}。", f"“{said}” is not one of {listed}.")
            return default
        return text or default

    def flag(self, key: str) -> bool:
        """Whether 是 stands under `key`."""
        return self.choice(key, (YES, NO), NO) == YES


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else _letter(place // 26 - 1) + _letter(place % 26)
