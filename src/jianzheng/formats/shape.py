"""Small readers that turn tree items into values, collect every problem, and state the same shape as JSON Schema."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jianzheng.formats.problems import Problem
from jianzheng.formats.tree import Item


@dataclass
class Problems:
    """Collects problems of one file while reading goes on."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, item: Item, zh: str, en: str) -> None:
        """Note one problem at the line of `item`."""
        self.found.append(Problem(self.file, str(item.line), zh, en))

    def place(self, item: Item) -> str:
        """Where an item stands, as "file:line"."""
        return f"{self.file}:{item.line}"


Read = Callable[[Item, Problems], Any]


@dataclass(frozen=True)
class Shape:
    """How one kind of value is read, and its JSON Schema."""

    read: Read
    schema: dict[str, Any]


def scalar(kind: str) -> Shape:
    """Text; numbers are taken as text too, since codes often look like numbers."""

    def read(item: Item, problems: Problems) -> str:
        if isinstance(item.value, (dict, list)) or item.value is None:
            problems.add(item, f"{kind}应为文字。", f"{kind} must be text.")
            return ""
        value = item.value
        return ("true" if value else "false") if isinstance(value, bool) else str(value)

    return Shape(read, {"type": ["string", "number", "boolean"]})


def _number(item: Item, problems: Problems, whole: bool) -> float | None:
    value = item.value
    fits = (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 <= value <= 1e6
    )
    if value is None:
        return None
    if not fits or (whole and value != int(value)):
        kind = "不小于 0 的整数" if whole else "不小于 0 的数"
        problems.add(
            item,
            f"这里要写{kind}，不是“{_shown(value)}”。",
            f"A {'whole ' if whole else ''}number ≥ 0, not “{_shown(value)}”.",
        )
        return None
    return int(value) if value == int(value) else float(value)


def _shown(value: object) -> str:
    return str(value)[:40] if not isinstance(value, (dict, list)) else "…"


DAYS = Shape(
    lambda item, problems: _number(item, problems, whole=False),
    {"type": ["number", "null"], "minimum": 0, "maximum": 1e6},
)
WHOLE = Shape(
    lambda item, problems: int(_number(item, problems, whole=True) or 0),
    {"type": ["integer", "null"], "minimum": 0, "maximum": 1e6},
)


def _truth(item: Item, problems: Problems) -> bool:
    if not isinstance(item.value, bool):
        problems.add(item, "这里要写 true 或 false。", "true or false is wanted here.")
    return item.value is True


TRUTH = Shape(_truth, {"type": "boolean"})


def one_of(words: tuple[str, ...]) -> Shape:
    """One of a few words."""

    def read(item: Item, problems: Problems) -> str:
        if item.value not in words:
            near = difflib.get_close_matches(str(item.value), words, 1)
            hint = f"是不是“{near[0]}”？" if near else "可选：" + "、".join(words)
            problems.add(
                item,
                f"不认识“{_shown(item.value)}”。{hint}",
                f"“{_shown(item.value)}” is not one of: {', '.join(words)}.",
            )
            return words[0]
        return str(item.value)

    return Shape(read, {"enum": list(words)})


def many(shape: Shape) -> Shape:
    """A list of one shape, as a tuple."""

    def read(item: Item, problems: Problems) -> tuple[Any, ...]:
        if item.value is None:
            return ()
        if not isinstance(item.value, list):
            problems.add(
                item,
                "这里要写一个列表（每行以 - 开头）。",
                "A list is wanted here (each line starts with -).",
            )
            return ()
        return tuple(shape.read(inner, problems) for inner in item.value)

    return Shape(read, {"type": ["array", "null"], "items": shape.schema})


def record(
    make: Callable[..., Any], fields: Mapping[str, Shape], required: tuple[str, ...] = (), at: str = ""
) -> Shape:
    """A mapping with known keys, handed to `make` as keywords; `at` names the keyword that gets "file:line"."""

    def read(item: Item, problems: Problems) -> Any:
        values: dict[str, Any] = {at: problems.place(item)} if at else {}
        if not isinstance(item.value, dict):
            problems.add(item, "这里要写“键: 值”。", "“key: value” pairs are wanted here.")
            return None
        for key, inner in item.value.items():
            if key in fields:
                values[key] = fields[key].read(inner, problems)
            else:
                _unknown(key, fields, inner, problems)
        missing = [key for key in required if not values.get(key)]
        for key in missing:
            problems.add(item, f"缺少“{key}”，请补上。", f"“{key}” is missing; add it.")
        return None if missing else make(**values)

    schema = {
        "type": "object",
        "properties": {key: shape.schema for key, shape in fields.items()},
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }
    return Shape(read, schema)


def _unknown(key: str, fields: Mapping[str, Shape], item: Item, problems: Problems) -> None:
    near = difflib.get_close_matches(key, fields, 1, cutoff=0.5)
    hint = (f"是不是“{near[0]}”？", f"Did you mean “{near[0]}”?") if near else ("请删去。", "Remove it.")
    problems.add(item, f"不认识的键“{key[:40]}”。{hint[0]}", f"Unknown key “{key[:40]}”. {hint[1]}")


def either(*choices: tuple[type | tuple[type, ...], Shape]) -> Shape:
    """The shape whose Python type the value has; the last one when none fits."""

    def read(item: Item, problems: Problems) -> Any:
        for kind, shape in choices:
            if isinstance(item.value, kind):
                return shape.read(item, problems)
        return choices[-1][1].read(item, problems)

    return Shape(read, {"anyOf": [shape.schema for _, shape in choices]})
