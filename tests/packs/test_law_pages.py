"""Every article that a ground, a finding or an invariant cites has its entry in docs/law, with the words of the law."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.ground import Ground
from jianzheng.formats import packs
from jianzheng.formats.reasons import numeral
from tests.packs.grounds import Article, articles, grounds, known_quotes

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "docs" / "law"
PAGES = sorted(path for path in LAW.glob("*.md") if path.stem != "README")
ENTRY = re.compile(r"^## (第\S+条)$", re.MULTILINE)
NUMBERED = re.compile(r"^## (第\S+条)\nArticle (\d+)\.", re.MULTILINE)
CITED_IN_CODE = ("core", "formats", "lab", "cli")


def entries() -> set[Article]:
    """(law, article) of every entry there is."""
    return {(page.stem, article) for page in PAGES for article in ENTRY.findall(page.read_text("utf-8"))}


def words_in_code() -> Iterator[str]:
    """Every text in the code of the floors that know law."""
    for floor in CITED_IN_CODE:
        for path in (ROOT / "src" / "jianzheng" / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


class TestAnArticle:
    @pytest.mark.parametrize("id", sorted(packs.files()))
    def test_that_a_pack_cites_has_an_entry(self, id: str) -> None:
        cited = {article for ground in grounds(packs.load(id)) for article in articles(ground.cite)}
        assert cited - entries() == set()

    def test_that_the_code_cites_has_an_entry(self) -> None:
        cited = {article for words in words_in_code() for article in articles(words)}
        assert ("行政许可法", "第三十一条") in cited
        assert cited - entries() == set()

    def test_of_a_law_ground_can_be_read_out_of_its_citation(self) -> None:
        lawful = [
            ground for id in packs.files() for ground in grounds(packs.load(id)) if ground.kind == "law"
        ]
        assert len(lawful) > 100
        assert [ground for ground in lawful if not articles(ground.cite)] == []


class TestAPage:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
    def test_begins_with_the_name_of_its_law_and_numbers_its_articles(self, page: Path) -> None:
        text = page.read_text("utf-8")
        assert text.startswith(f"# {page.stem}\n")
        numbers = NUMBERED.findall(text)
        assert [article for article, _ in numbers] == ENTRY.findall(text)
        assert [f"第{numeral(int(number))}条" for _, number in numbers] == [article for article, _ in numbers]

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
    def test_stands_in_the_list(self, page: Path) -> None:
        assert f"[{page.stem}]({page.name})" in (LAW / "README.md").read_text("utf-8")

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
    def test_quotes_nothing_but_the_words_on_file(self, page: Path) -> None:
        known = known_quotes()
        sections = re.split(ENTRY, page.read_text("utf-8"))[1:]
        invented = [
            (article, quote)
            for article, body in zip(sections[::2], sections[1::2], strict=True)
            for quote in re.findall(r"^> (.+)$", body, re.MULTILINE)
            if quote not in known.get((page.stem, article), ())
        ]
        assert invented == []

    @pytest.mark.parametrize("id", sorted(packs.files()))
    def test_holds_the_words_that_a_pack_quotes(self, id: str) -> None:
        missing = [ground for ground in grounds(packs.load(id)) if ground.quote and not quoted(ground)]
        assert missing == []


def quoted(ground: Ground) -> bool:
    """Whether the page of one of the articles cited holds the words."""
    pages = [LAW / f"{law}.md" for law, _ in articles(ground.cite)]
    return any(ground.quote in page.read_text("utf-8") for page in pages)


class TestACitation:
    @pytest.mark.parametrize(
        ("cite", "expected"),
        [
            ("消防法第十一条、第十三条", [("消防法", "第十一条"), ("消防法", "第十三条")]),
            ("契税法第十一条；建筑法第八条", [("契税法", "第十一条"), ("建筑法", "第八条")]),
            ("行政许可法第二十二条至第二十四条", [("行政许可法", f"第二十{n}条") for n in "二三四"]),
            ("权责清单：划转事项须明确监管责任主体", []),
            ("市规第八条", []),
        ],
    )
    def test_is_read_article_by_article(self, cite: str, expected: list[Article]) -> None:
        assert articles(cite) == expected

    @given(st.integers(1, 130), st.integers(0, 3))
    def test_of_a_run_of_articles_names_each(self, first: int, more: int) -> None:
        last = f"至第{numeral(first + more)}条" if more else ""
        found = articles(f"某某法第{numeral(first)}条{last}")
        assert found == [("某某法", f"第{numeral(first + n)}条") for n in range(more + 1)]
