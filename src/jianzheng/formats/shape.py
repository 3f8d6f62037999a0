"""Small readers that turn tree items into values, collect every problem, and state the same shape as JSON Schema."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jianzheng.formats.problems import SHOWN, Problem
from jianzheng.formats.tree import Item


@dataclass
class Problems:
    """Collects problems of one file while reading goes on."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, item: Item, zh: str, en: str) -> None:
        """Note one problem at the line of `item`."""
        self.at(self.place(item), zh, en)

    def at(self, place: str, zh: str, en: str) -> None:
        """Note one problem at a place written "file:line"."""
        self.found.append(Problem(self.file, place.rpartition(":")[2], zh, en))

    def place(self, item: Item) -> str:
        """Where an item stands, as "file:line"."""
        return f"{self.file}:{item.line}"

    def near(self, word: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
        """The known word most like `word`; "" when there is none, or when there are problems enough already."""
        near = difflib.get_close_matches(word, known, 1, cutoff=0.5) if len(self.found) < SHOWN else []
        return near[0] if near else ""


Read = Callable[[Item, Problems], Any]
Schema = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """How one kind of value is read, and its JSON Schema."""

    read: Read
    schema: Schema


def _printed(item: Item, problems: Problems) -> str:
    """A scalar as it stands in the file: 007 stays 007."""
    if isinstance(item.value, (dict, list)):
        problems.add(item, "这里要写文字。", "Text is wanted here.")
        return ""
    return "" if item.value is None else item.printed


def _word(item: Item, problems: Problems) -> str:
    text = _printed(item, problems)
    if not text and not isinstance(item.value, (dict, list)):
        problems.add(item, "这里不能留空。", "This must not be empty.")
    return text


ID_PATTERN = re.compile(r"^[^\s:/\\?#%]+$")


def _identifier(item: Item, problems: Problems) -> str:
    text = _word(item, problems)
    if text and not ID_PATTERN.search(text):
        said = _shown(text)
        problems.add(
            item, f"编号“{said}”里不能有空格和 : / \\ ? # %。", f"No spaces, : / \\ ? # % in the id “{said}”."
        )
    return text


_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
TEXT = Shape(_printed, _SCALAR)
"""Text that may be empty; numbers are taken as printed, since codes often look like numbers."""
WORD = Shape(_word, {**_SCALAR, "minLength": 1})
"""Text that must be there."""
ID = Shape(_identifier, {**_SCALAR, "pattern": ID_PATTERN.pattern})
"""A name that can stand in an address and after a colon."""


def _number(item: Item, problems: Problems, whole: bool) -> float:
    value = item.value
    fits = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not fits or not math.isfinite(value) or not 0 <= value <= 1e6 or (whole and value != int(value)):
        zh, en = ("整数", "whole number") if whole else ("数", "number")
        said = _shown(item.printed)
        problems.add(
            item, f"这里要写 0 到一百万的{zh}，不是“{said}”。", f"A {en} from 0 to 1e6, not “{said}”."
        )
        return 0
    return int(value) if value == int(value) else float(value)


def _shown(value: str) -> str:
    return value[:40] or "…"


def _counted(kind: str) -> Schema:
    return {"type": kind, "minimum": 0, "maximum": 1e6}


DAYS = Shape(lambda item, problems: _number(item, problems, whole=False), _counted("number"))
WHOLE = Shape(lambda item, problems: int(_number(item, problems, whole=True)), _counted("integer"))


def _truth(item: Item, problems: Problems) -> bool:
    if not isinstance(item.value, bool):
        problems.add(item, "这里要写 true 或 false。", "true or false is wanted here.")
    return item.value is True


TRUTH = Shape(_truth, {"type": "boolean"})


def one_of(*words: str) -> Shape:
    """One of a few words."""

    def read(item: Item, problems: Problems) -> str:
        if item.value not in words:
            near, said = problems.near(item.printed, words), _shown(item.printed)
            hint = f"是不是“{near}”？" if near else "可选：" + "、".join(words) + "。"
            problems.add(item, f"不认识“{said}”。{hint}", f"“{said}” is not one of: {', '.join(words)}.")
            return words[0]
        return str(item.value)

    return Shape(read, {"enum": list(words)})


def many(shape: Shape, least: int = 0) -> Shape:
    """A list of one shape, as a tuple."""

    def read(item: Item, problems: Problems) -> tuple[Any, ...]:
        if not isinstance(item.value, list):
            problems.add(
                item, "这里要写一个列表（每行以 - 开头）。", "A list is wanted (each line starts with -)."
            )
            return ()
        if len(item.value) < least:
            problems.add(item, f"列表至少要有 {least} 项。", f"The list needs at least {least}.")
        made = (shape.read(inner, problems) for inner in item.value)
        return tuple(value for value in made if value is not None)

    return Shape(read, {"type": "array", "items": shape.schema, **({"minItems": least} if least else {})})


def table(shape: Shape) -> Shape:
    """A mapping with keys of one's own and values of one shape."""

    def read(item: Item, problems: Problems) -> dict[str, Any]:
        if not isinstance(item.value, dict):
            problems.add(item, "这里要写“键: 值”。", "“key: value” pairs are wanted here.")
            return {}
        return {key: shape.read(inner, problems) for key, inner in item.value.items()}

    return Shape(read, {"type": "object", "additionalProperties": shape.schema})


def record(
    make: Callable[..., Any], fields: Mapping[str, Shape], required: tuple[str, ...] = (), at: str = ""
) -> Shape:
    """A mapping with known keys, handed to `make` as keywords; a key left blank counts as not written; `at` names the
    keyword that gets "file:line". Reads as None when a required key is missing."""

    def read(item: Item, problems: Problems) -> Any:
        if not isinstance(item.value, dict):
            problems.add(item, "这里要写“键: 值”。", "“key: value” pairs are wanted here.")
            return None
        values: dict[str, Any] = {at: problems.place(item)} if at else {}
        for key, inner in item.value.items():
            if key not in fields:
                _unknown(key, fields, inner, problems)
            elif inner.value is not None:
                values[key] = fields[key].read(inner, problems)
        missing = [key for key in required if key not in values]
        for key in missing:
            problems.add(item, f"缺少“{key}”，请补上。", f"“{key}” is missing; add it.")
        broken = missing or any(value is None for value in values.values())
        return None if broken else make(**values)

    return Shape(read, _record_schema(fields, required))


def _record_schema(fields: Mapping[str, Shape], required: tuple[str, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {
            key: shape.schema if key in required else _or_blank(shape.schema) for key, shape in fields.items()
        },
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _or_blank(schema: Schema) -> Schema:
    """The schema of a key that may be left blank."""
    if "anyOf" in schema or "properties" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}


def _unknown(key: str, fields: Mapping[str, Shape], item: Item, problems: Problems) -> None:
    near, said = problems.near(key, fields), _shown(key)
    zh, en = (f"是不是“{near}”？", f"Did you mean “{near}”?") if near else ("请删去。", "Remove it.")
    problems.add(item, f"不认识的键“{said}”。{zh}", f"Unknown key “{said}”. {en}")


def either(*choices: tuple[type, Shape]) -> Shape:
    """The shape for the kind of value found: `list`, `dict`, or `str` for any scalar; the last one when none fits."""

    def read(item: Item, problems: Problems) -> Any:
        for kind, shape in choices:
            if isinstance(item.value, kind) or (kind is str and isinstance(item.value, (int, float))):
                return shape.read(item, problems)
        return choices[-1][1].read(item, problems)

    return Shape(read, {"anyOf": [shape.schema for _, shape in choices]})


def folded(schema: Schema, named: Mapping[str, Schema]) -> Schema:
    """A schema in which every part that has a name stands once, under $defs."""

    def inside(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: referred(inner) for key, inner in part.items()}
        return [referred(inner) for inner in part] if isinstance(part, list) else part

    def referred(part: Any) -> Any:
        name = next((name for name, known in named.items() if known == part), None)
        return {"$ref": f"#/$defs/{name}"} if name else inside(part)

    defined = {name: inside(part) for name, part in named.items()}
    return {**inside(schema), "$defs": defined}
