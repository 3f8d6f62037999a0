"""The tours in the documents print today what they say: every `$ jianzheng …` line is run and compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```\w*(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HOWTO = sorted((ROOT / "docs" / "howto").glob("*.md"))
WITHOUT_COMMANDS = {"close-the-loop.md", "cluster.md"}
"""Walks through pages of the studio, which tests/journeys walks; and a cluster, which tests/lab/test_spark.py starts."""
PAGES = ["README.md", "README.zh-CN.md"]
PAGES += [f"docs/howto/{path.name}" for path in HOWTO if path.name not in WITHOUT_COMMANDS]


def files(page: str) -> list[tuple[str, str]]:
    """(name, content) of every block that names a file, as ```csv steps.csv does."""
    return [(name, content) for name, content in FENCE.findall((ROOT / page).read_text("utf-8")) if name]


def tours(page: str) -> list[tuple[str, str]]:
    """(command, what the page says it prints) in the order of the page; a line "…" stands for any lines."""
    shown: list[tuple[str, str]] = []
    for name, block in FENCE.findall((ROOT / page).read_text("utf-8")):
        if name:
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            shown.append((command, output.rstrip()))
    return shown


def run(command: str, folder: Path) -> str:
    """What a reader's shell prints for one command, without colours and line endings."""
    found = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": found, "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return done.stdout.rstrip()


def agrees(said: str, printed: str) -> bool:
    """Whether the output is what the page says, where "…" on a line of its own stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^…\n?", said, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n?)*?".join(parts), printed) is not None


class TestATour:
    @pytest.mark.parametrize("page", PAGES)
    def test_prints_what_the_page_says(self, page: str, tmp_path: Path) -> None:
        for name, content in files(page):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8")
        assert tours(page)
        for command, said in tours(page):
            printed = run(command, tmp_path)
            assert agrees(said, printed), f"$ {command}\n{printed}"

    def test_is_there_in_both_languages_and_the_same(self) -> None:
        bare = [
            [(re.sub(r"\s+#.*", "", command), output) for command, output in tours(page)]
            for page in PAGES[:2]
        ]
        assert len(bare[0]) == 5
        assert bare[0] == bare[1]

    def test_that_lies_is_found(self) -> None:
        assert agrees("one\n…\nfour", "one\ntwo\nthree\nfour")
        assert not agrees("one\n…\nfour", "one\ntwo\nthree")
        assert not agrees("one", "one\ntwo")
