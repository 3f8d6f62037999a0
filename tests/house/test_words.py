"""Every name says what it is, and every public thing says why it exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import definitions, modules, short, tree

# A service is what one applies for (政务服务, docs/glossary.md): a thing of the law, not a class that "does things".
EMPTY = {"manager", "helper", "helpers", "util", "utils", "base", "data", "info", "handle"}
# Alone, `data` is the kind of ground (docs/glossary.md). The others are Django's: settings, an upload handler's method.
SPOKEN_FOR = {"data", "DATA", "receive_data_chunk"} | {
    f"DATA_UPLOAD_MAX_{what}" for what in ("MEMORY_SIZE", "NUMBER_FIELDS", "NUMBER_FILES")
}
PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


def names(path: Path) -> Iterator[str]:
    """The names that a module gives: files, functions, classes, arguments, fields, variables."""
    yield path.stem
    for node in ast.walk(tree(path)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id


def undocumented(module: ast.Module) -> Iterator[str]:
    """What is public and has no sentence; functions inside functions are nobody's business."""
    if not ast.get_docstring(module):
        yield "the module"
    functions = {name for name, node in definitions(module) if not isinstance(node, ast.ClassDef)}
    for name, node in definitions(module):
        inside = any(name.startswith(f"{outer}.") for outer in functions)
        private = any(part.startswith("_") for part in name.split("."))
        if not inside and not private and not ast.get_docstring(node):
            yield name


class TestAName:
    def test_has_no_empty_word_in_it(self) -> None:
        empty = {
            f"{short(path)}: {name}"
            for path in modules()
            for name in names(path)
            if {part.lower() for part in PARTS.findall(name)} & EMPTY and name not in SPOKEN_FOR
            if not (name == "handle" and "commands" in path.parts)
        }
        assert empty == set()


class TestAPublicThing:
    def test_says_in_a_sentence_why_it_exists(self) -> None:
        silent = [f"{short(path)}: {name}" for path in modules() for name in undocumented(tree(path))]
        assert silent == []

    def test_is_found_when_it_does_not(self) -> None:
        module = ast.parse(
            "def mute():\n    def inner(): pass\n"
            "class Mute:\n    def mute(self): pass\n    def __str__(self): pass\n"
            "def _own(): pass\n"
        )
        assert list(undocumented(module)) == ["the module", "mute", "Mute", "Mute.mute"]
