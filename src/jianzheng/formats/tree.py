"""YAML (and JSON, which is YAML) as a tree that knows its lines. Built from parser events, so that nothing is ever
constructed, and anchors, aliases and tags, which make bombs, are refused where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from jianzheng.formats.problems import Problem, Unreadable, unreadable

DEEPEST = 40
MOST = 2_000_000
"""Most values in one file."""
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Item:
    """A value with the line it starts on: a scalar, a list of Items, or a dict of Items."""

    value: Any
    line: int


def tree(text: str, name: str) -> Item:
    """The whole file. Raises Unreadable with the line for anything that is not plain YAML."""
    try:
        events = _plain(yaml.parse(text, Loader=yaml.CSafeLoader), name)
        for event in events:
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                return _item(event, events, name, 0)
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        said = getattr(wrong, "problem", "") or str(wrong).splitlines()[0]
        place = str(mark.line + 1) if mark else "1"
        raise unreadable(name, f"YAML 语法错误：{said}。", f"YAML syntax: {said}.", place) from None
    raise unreadable(name, "文件是空的。", "The file is empty.")


def _plain(events: Iterator[Any], name: str) -> Iterator[Any]:
    """Refuse what a plain file never needs."""
    for count, event in enumerate(events):
        line = str(event.start_mark.line + 1)
        if getattr(event, "anchor", None):
            raise unreadable(
                name,
                "不接受 YAML 锚点和引用（& *），请写全。",
                "Anchors and aliases (& *) are not accepted; write it out.",
                line,
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise unreadable(
                name, "不接受 YAML 标签（!…），请去掉。", "Tags (!…) are not accepted; remove it.", line
            )
        if count > MOST:
            raise unreadable(
                name, f"内容超过 {MOST} 项，请拆分。", f"More than {MOST} values; split the file.", line
            )
        if isinstance(event, yaml.DocumentStartEvent) and event.explicit and count > 1:
            raise unreadable(
                name, "一个文件只放一份内容（多余的 ---）。", "One document a file (a second ---).", line
            )
        yield event


def _item(event: Any, events: Iterator[Any], name: str, depth: int) -> Item:
    line = event.start_mark.line + 1
    if depth > DEEPEST:
        raise unreadable(name, f"嵌套超过 {DEEPEST} 层。", f"Nested more than {DEEPEST} deep.", str(line))
    if isinstance(event, yaml.ScalarEvent):
        return Item(_scalar(event), line)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_item(inner, events, name, depth + 1))
        return Item(items, line)
    return Item(_mapping(events, name, depth), line)


def _mapping(events: Iterator[Any], name: str, depth: int) -> dict[str, Item]:
    made: dict[str, Item] = {}
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        line = str(inner.start_mark.line + 1)
        if not isinstance(inner, yaml.ScalarEvent):
            raise unreadable(name, "键必须是文字。", "A key must be text.", line)
        if inner.value in made:
            raise Unreadable(
                [
                    Problem(
                        name,
                        line,
                        f"“{inner.value}”写了两次，删去一处。",
                        f"“{inner.value}” stands twice; remove one.",
                    )
                ]
            )
        made[inner.value] = _item(next(events), events, name, depth + 1)
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
