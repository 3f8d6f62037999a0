"""Stored rows against what they ought to be: the first row or column that differs, named with both values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jianzheng.core.text import Text

Rows = Mapping[Any, Sequence[Any]]
"""Rows by what tells them apart, each its columns in order."""
LONG = 60
"""From so many characters on only the place that differs is shown."""
BEFORE = 15
"""Characters shown before that place."""


def differing(title: Text, columns: Sequence[str], found: Rows, wanted: Rows) -> Text | None:
    """The first difference between the rows that are stored and those that follow; None when there is none."""
    for key, row in wanted.items():
        if key not in found:
            return Text(f"缺少{title.zh}{_key(key)}", f"{title.en}{_key(key)} is missing")
        if tuple(found[key]) != tuple(row):
            return _column(title, columns, key, (found[key], row))
    for key in found:
        if key not in wanted:
            return Text(
                f"{title.zh}{_key(key)}没有依据",
                f"{title.en}{_key(key)} follows from nothing that was written down",
            )
    return None


def _column(title: Text, columns: Sequence[str], key: Any, rows: Any) -> Text:
    for name, stored, due in zip(columns, *rows, strict=True):
        if stored != due:
            is_, ought = _shown(stored, due)
            return Text(
                f"{title.zh}{_key(key)}的“{name}”列存的是 {is_}，应为 {ought}",
                f"{title.en}{_key(key)}, column {name}: stored is {is_}, it should be {ought}",
            )
    raise AssertionError("rows that differ have a column that differs")


def _key(key: Any) -> str:
    parts = key if isinstance(key, tuple) else (key,)
    said = ", ".join(str(part) for part in parts if part != "")
    return f" {said}" if said else ""


def _shown(stored: Any, due: Any) -> tuple[str, str]:
    if not (isinstance(stored, str) and isinstance(due, str) and max(len(stored), len(due)) > LONG):
        return repr(stored), repr(due)
    same = next(
        (place for place, (a, b) in enumerate(zip(stored, due, strict=False)) if a != b),
        min(len(stored), len(due)),
    )
    first = max(same - BEFORE, 0)
    return f"…{stored[first : first + LONG]!r}…", f"…{due[first : first + LONG]!r}…"
