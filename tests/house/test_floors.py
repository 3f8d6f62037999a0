"""What the floors may touch, checked on the source itself; the import contracts are in .importlinter."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, modules, short, tree

CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "localtime", "gmtime", "perf_counter"}
OWNERS = {"datetime", "date", "time", "timezone"}
MAY_LOOK_AT_THE_CLOCK = ("web", "api", "cli", "jobs")
OUTSIDE = {"open", "print", "input", "exec", "eval"}
HEAVY = {"django", "ortools", "numpy", "pandas", "typst", "jsonschema", "xlsxwriter", "python_calamine"}


def imported(path: Path) -> Iterator[str]:
    """The top names of everything a module imports."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=aliases):
                yield from (alias.name.split(".")[0] for alias in aliases)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.split(".")[0]


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Every call as (owner, name); the owner is empty for a bare function."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                yield "", name
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id=owner))):
                yield owner, name
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Attribute(attr=owner))):
                yield owner, name


class TestTheCore:
    def test_imports_the_standard_library_and_itself_only(self) -> None:
        allowed = sys.stdlib_module_names | {"jianzheng"}
        foreign = {
            f"{short(path)}: {name}"
            for path in modules(within=PACKAGE / "core")
            for name in imported(path)
            if name not in allowed
        }
        assert foreign == set()

    def test_neither_reads_nor_writes(self) -> None:
        doors = {
            "os",
            "pathlib",
            "io",
            "socket",
            "subprocess",
            "shutil",
            "tempfile",
            "sqlite3",
            "urllib",
            "logging",
        }
        touching = {
            f"{short(path)}: {name}"
            for path in modules(within=PACKAGE / "core")
            for name in [*imported(path), *(name for owner, name in calls(path) if not owner)]
            if name in doors | OUTSIDE
        }
        assert touching == set()


class TestTheClock:
    def test_is_looked_at_only_where_people_and_machines_come_in(self) -> None:
        looking = {
            f"{short(path)}: {owner}.{name}()"
            for path in modules()
            if path.relative_to(PACKAGE).parts[0] not in MAY_LOOK_AT_THE_CLOCK
            for owner, name in calls(path)
            if owner in OWNERS and name in CLOCKS
        }
        assert looking == set()


class TestTheCommand:
    @pytest.mark.parametrize(
        "words", [["--help"], ["--version"], ["packs", "--json"], ["explain-date", "--help"]]
    )
    def test_starts_without_what_it_does_not_need(self, words: list[str]) -> None:
        script = (
            "import sys\n"
            "from jianzheng.cli.main import main\n"
            "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
            "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", script, *words],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        assert ran.stdout
        assert HEAVY & set(ast.literal_eval(ran.stderr.splitlines()[-1])) == set()
