"""Articles in English: the names are those of docs/law, the number is the number, the citation stands behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jianzheng.formats import packs
from jianzheng.formats.cited import in_english, names

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("cite", "said"),
    [
        ("行政许可法第四十五条", "Administrative Licensing Law, art. 45 · 行政许可法第四十五条"),
        (
            "行政许可法第三十二条、第一百零二条",
            "Administrative Licensing Law, arts. 32, 102 · 行政许可法第三十二条、第一百零二条",
        ),
        (
            "建筑法第七条；消防法第十一条",
            "Construction Law, art. 7; Fire Protection Law, art. 11 · 建筑法第七条；消防法第十一条",
        ),
        ("某市不在册的规定第三条", "某市不在册的规定第三条"),
        ("行政许可法第四十五条第二款", "行政许可法第四十五条第二款"),
        ("", ""),
    ],
)
def test_a_citation_is_said_in_english_or_left_alone(cite: str, said: str) -> None:
    assert in_english(cite) == said


def test_the_names_are_those_of_the_pages_about_law() -> None:
    table = (ROOT / "docs" / "law" / "README.md").read_text(encoding="utf-8")
    assert names() == dict(re.findall(r"^\| \[(.+?)\]\(.+?\) \| (.+?) \|", table, re.M))


def test_every_precedence_that_ships_has_an_english_name() -> None:
    cites = {
        rule.ground.cite
        for id in packs.files()
        for rule in packs.load(id).lawbook.precedences
        if rule.ground.kind == "law"
    }
    assert len(cites) > 30 and all("art" in in_english(cite) for cite in cites)
