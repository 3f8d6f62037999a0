"""Nothing in the house grows beyond what fits on a page and in a head."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT, definitions, modules, short, tracked, tree

FILE, FUNCTION, SCRIPT = 300, 30, 60


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text("utf-8").splitlines())


class TestAFile:
    def test_has_at_most_300_lines(self) -> None:
        sources = modules() + modules(within=ROOT / "tests")
        assert len(sources) > 50
        assert {short(path): lines(path) for path in sources if lines(path) > FILE} == {}

    def test_of_javascript_has_at_most_60_lines(self) -> None:
        scripts = [path for path in tracked() if path.suffix == ".js" and path.is_relative_to(PACKAGE)]
        assert {short(path): lines(path) for path in scripts if lines(path) > SCRIPT} == {}


class TestAFunction:
    def test_has_at_most_30_lines(self) -> None:
        long = {
            f"{short(path)}:{name}": node.end_lineno - node.lineno + 1
            for path in modules()
            for name, node in definitions(tree(path))
            if not isinstance(node, ast.ClassDef)
            and node.end_lineno is not None
            and node.end_lineno - node.lineno + 1 > FUNCTION
        }
        assert long == {}

    @pytest.mark.parametrize("rule", ["C901", "PLR0913"], ids=["complexity of 8", "6 arguments"])
    def test_keeps_within(self, rule: str) -> None:
        ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise"]
        checked = subprocess.run(
            [*ruff, "--select", rule, str(PACKAGE)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (checked.stdout.strip(), checked.returncode) == ("All checks passed!", 0)
