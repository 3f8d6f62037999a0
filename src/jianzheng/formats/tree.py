"""YAML (and JSON, which is YAML) as a tree that knows its lines. Built from parser events, so that nothing is ever
constructed, and anchors, aliases and tags, which make bombs, are refused where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from jianzheng.formats.problems import Problem, unreadable

DEEPEST = 40
MOST = 2_000_000
"""Most values in one file."""
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_JSON_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_JSON_ONLY = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A value with the line it starts on: a scalar, a list of Items, or a dict of Items; `printed` is a scalar as it
    stands in the file, since codes such as 007 are not numbers."""

    value: Any
    line: int
    printed: str = ""


def tree(text: str, name: str, found: list[Problem]) -> Item:
    """The whole file; keys that stand twice are added to `found`. Raises Unreadable with the line for anything that is
    not plain YAML."""
    try:
        events = _plain(yaml.parse(_known_escapes(text), Loader=yaml.CSafeLoader), name)
        root = next((event for event in events if not isinstance(event, _OPENING)), None)
        item = None if root is None else _Reader(events, name, found).item(root, 0)
        for _ in events:
            """The rest holds no content, but may hold what is refused."""
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        said = getattr(wrong, "problem", "") or str(wrong).splitlines()[0]
        place = str(mark.line + 1) if mark else "1"
        raise unreadable(name, f"YAML 语法错误：{said}。", f"YAML syntax: {said}.", place) from None
    if item is None:
        raise unreadable(name, "文件是空的。", "The file is empty.")
    return item


_OPENING = (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.StreamEndEvent)


def _known_escapes(text: str) -> str:
    """JSON writes rare characters as two escapes, or as they are, and YAML knows neither; here as one escape."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    return _JSON_ONLY.sub(lambda rare: f"\\u{ord(rare[0]):04x}", _JSON_PAIR.sub(_one_escape, text))


def _one_escape(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _plain(events: Iterator[Any], name: str) -> Iterator[Any]:
    """Refuse what a plain file never needs."""
    documents = 0
    for count, event in enumerate(events):
        line = str(event.start_mark.line + 1)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if getattr(event, "anchor", None):
            zh, en = (
                "不接受 YAML 锚点和引用（& *），请写全。",
                "Anchors and aliases (& *) are refused; write it out.",
            )
            raise unreadable(name, zh, en, line)
        if getattr(event, "tag", None) not in (None, "!"):
            zh, en = "不接受 YAML 标签（!…），请去掉。", "Tags (!…) are not accepted; remove it."
            raise unreadable(name, zh, en, line)
        if count > MOST:
            zh, en = f"内容超过 {MOST} 项，请拆分。", f"More than {MOST} values; split the file."
            raise unreadable(name, zh, en, line)
        if documents > 1:
            zh, en = "一个文件只放一份内容（多余的 ---）。", "One document a file; remove the second ---."
            raise unreadable(name, zh, en, line)
        yield event


class _Reader:
    """Builds items out of the events of one file."""

    def __init__(self, events: Iterator[Any], name: str, found: list[Problem]) -> None:
        self._events, self._name, self._found = events, name, found

    def item(self, event: Any, depth: int) -> Item:
        line = event.start_mark.line + 1
        if depth > DEEPEST:
            zh, en = f"嵌套超过 {DEEPEST} 层。", f"Nested more than {DEEPEST} deep."
            raise unreadable(self._name, zh, en, str(line))
        if isinstance(event, yaml.ScalarEvent):
            return Item(_scalar(event), line, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Item(self._list(depth), line)
        return Item(self._mapping(depth), line)

    def _list(self, depth: int) -> list[Item]:
        items = []
        while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
            items.append(self.item(inner, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Item]:
        made: dict[str, Item] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            line, key = (
                str(inner.start_mark.line + 1),
                inner.value if isinstance(inner, yaml.ScalarEvent) else None,
            )
            if key is None:
                raise unreadable(self._name, "键必须是文字。", "A key must be text.", line)
            if key in made:
                zh, en = f"“{key[:40]}”写了两次，删去一处。", f"“{key[:40]}” stands twice; remove one."
                self._found.append(Problem(self._name, line, zh, en))
            made[key] = self.item(next(self._events), depth + 1)
        return made


def _scalar(event: Any) -> Any:
    """Plain numbers, true, false and null; everything else, dates and yes/no included, stays text."""
    text: str = event.value
    if event.style is not None and event.style != "":
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.match(text) and len(text) < 40:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    return text
