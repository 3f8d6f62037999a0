"""The reference tells of everything the code knows: every key, column, kind, verb and option."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from jianzheng.cli.main import VERBS, main
from jianzheng.core.burden import LABELS
from jianzheng.core.examine import KINDS as FINDINGS
from jianzheng.core.examine.finding import SERIOUS
from jianzheng.core.lawful import BASIS
from jianzheng.core.redesign import KINDS as MOVES
from jianzheng.formats import pack
from jianzheng.formats.headers import KINDS as LISTS
from jianzheng.formats.workbook import KEYS, SHEETS

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PLAIN = {"zh", "en", "name", "office", "days"}
"""Keys that need no explanation."""


def page(name: str) -> str:
    """One page of the reference."""
    return (REFERENCE / name).read_text("utf-8")


def words(text: str) -> set[str]:
    """Every word set as code, alone or within a longer piece."""
    return {word for piece in re.findall(r"`([^`]+)`", text) for word in re.findall(r"[\w-]+", piece)}


def keys(schema: Any) -> Iterator[str]:
    """Every key that a schema knows by name."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from keys(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from keys(inner)


class TestThePackFormat:
    def test_explains_every_key(self) -> None:
        assert set(keys(pack.schema())) - words(page("pack-format.md")) == set()


class TestTheListsPage:
    @pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.id)
    def test_names_every_column(self, kind: Any) -> None:
        assert set(kind.columns) - words(page("lists.md")) == {"source_quality"} & set(kind.columns)
        bold = set(re.findall(r"\*\*`(\w+)`\*\*", page("lists.md")))
        assert set(kind.required) <= bold


class TestTheWorkbookPage:
    def test_names_every_sheet_and_key(self) -> None:
        text = page("workbook.md")
        assert [sheet for sheet in SHEETS if f"## {sheet}\n" not in text] == []
        told = {key for columns in SHEETS.values() for _, key in columns} | {key for _, key in KEYS}
        assert told - words(text) == {"key", "value", "value_en"}


class TestTheKinds:
    def test_of_findings_stand_in_the_table_with_their_names_and_their_weight(self) -> None:
        rows = {
            kind: (bool(mark), name)
            for kind, mark, name in re.findall(
                r"^\| `([a-z]+-[a-z-]+)`( ✗)? \| ([^|]+?) \|",
                page("examine.md").split("## The kinds")[1],
                re.MULTILINE,
            )
        }
        assert rows == {kind: (kind in SERIOUS, label.zh) for kind, label in FINDINGS.items()}

    def test_of_moves_stand_in_the_table(self) -> None:
        assert set(MOVES) - words(page("redesign.md")) == set()

    def test_of_invariants_rest_on_articles(self) -> None:
        assert list(BASIS) == [f"R{number}" for number in range(1, 15)]


class TestTheJson:
    @pytest.mark.parametrize("name", ["examine", "redesign", "packs", "prove"])
    def test_is_explained_key_by_key(self, name: str) -> None:
        told = words(page("examine.md")) | words(page("redesign.md")) | words(page("cli.md"))
        told |= words(page("prove.md"))
        assert set(keys(json.loads(page(f"{name}.schema.json")))) - told - set(LABELS) - PLAIN == set()


class TestTheCommand:
    @pytest.mark.parametrize("verb", VERBS)
    def test_is_told_with_every_option(self, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
        import_module(f"jianzheng.cli.{verb.replace('-', '_')}")
        with pytest.raises(SystemExit):
            main([verb, "--help"])
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
        text = "".join(page(path.name) for path in sorted(REFERENCE.glob("*.md")))
        assert f"`jianzheng {verb}" in text
        assert [option for option in sorted(options) if option not in text] == []
