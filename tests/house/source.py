"""The repository as its own tests read it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jianzheng"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep once added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted(set(listed.stdout.decode("utf-8").split("\0")) - {""})
    return tuple(path for path in (ROOT / name for name in names) if path.is_file())


def short(path: Path) -> str:
    """The path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def modules(*, within: Path = PACKAGE) -> list[Path]:
    """Every Python module under a folder that a person wrote; migrations are written by Django."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.is_relative_to(within) and "migrations" not in path.parts
    ]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), str(path))


def definitions(node: ast.AST, before: str = "") -> Iterator[tuple[str, Definition]]:
    """Every function and class with its dotted name, nested ones after their outer one."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            name = f"{before}{child.name}"
            yield name, child
            yield from definitions(child, f"{name}.")
        else:
            yield from definitions(child, before)
