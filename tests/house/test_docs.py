"""What the documents promise is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import jianzheng
from tests.house.source import PACKAGE, ROOT, short, tracked

PAGES = [path for path in tracked() if path.suffix == ".md"]
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<img[^>]+src=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
VERSION = re.compile(r"^##\s+\[?v?(\d+\.\d+\.\d+)", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get on a forge."""
    text = FENCE.sub("", page.read_text("utf-8"))
    slugs = set()
    for heading in HEADING.findall(text):
        kept = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
        slugs.add(kept.replace(" ", "-"))
    return slugs | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


def broken(page: Path) -> list[str]:
    """The links of a page that lead nowhere in the repository."""
    lost = []
    for markdown, html in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        link = markdown or html
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            lost.append(link)
    return lost


class TestADocument:
    @pytest.mark.parametrize("page", PAGES, ids=short)
    def test_leads_somewhere_with_every_link(self, page: Path) -> None:
        assert broken(page) == []

    def test_that_leads_nowhere_is_found(self, tmp_path: Path) -> None:
        page = tmp_path / "page.md"
        page.write_text(
            "# One two\n[a](#one-two) [b](#three) [c](gone.md) [d](page.md#one-two)\n```\n[e](gone.md)\n```\n"
        )
        assert broken(page) == ["#three", "gone.md"]


class TestTheHousePlan:
    PLAN = (ROOT / "docs" / "house.md").read_text("utf-8")
    FLOORS = ("core", "apps", "web", "lab", "links", "jobs")

    def test_names_every_floor_and_what_stands_on_it(self) -> None:
        """Whoever adds a package or a module to one of these floors says in docs/house.md what it is."""
        standing = {path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
        standing |= {path for floor in self.FLOORS for path in (PACKAGE / floor).iterdir()}
        names = {
            path.stem
            for path in standing
            if (path.suffix == ".py" and path.stem[:1] != "_") or (path / "__init__.py").exists()
        }
        assert {name for name in names if f"`{name}`" not in self.PLAN} == set()

    def test_names_nothing_that_is_gone(self) -> None:
        floors = self.PLAN.partition("## Floors")[2].partition("## Rules of the hand")[0]
        there = {path.stem for path in PACKAGE.rglob("*")} | {"api", "jianzheng"}
        assert set(re.findall(r"`([a-z_]+)`", floors)) - there == set()


class TestTheChangeLog:
    def test_begins_with_the_version_that_the_package_has(self) -> None:
        entries = VERSION.findall((ROOT / "CHANGELOG.md").read_text("utf-8"))
        assert entries[:1] == [jianzheng.__version__]

    def test_agrees_with_publiccode(self) -> None:
        public = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        assert public["softwareVersion"] == jianzheng.__version__
        assert public["legal"]["license"] == project["license"]
        assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")


class TestTheMakefile:
    def test_has_every_target_that_the_documents_name(self) -> None:
        targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        named = {
            target
            for page in PAGES
            for target in re.findall(r"`make ([a-z][a-z-]*)`", page.read_text("utf-8"))
        }
        assert named - targets == set()
        assert {"setup", "run", "test", "check", "fix", "bench", "docs"} <= targets
