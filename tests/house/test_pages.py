"""Templates: every sign a person sees is in the reader's language, every region that scrolls can be reached and named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import PACKAGE

TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
PAIR = re.compile(r"\{% t .*?%\}", re.DOTALL)
CHINESE = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e“”]")
NAMED = ("<b>简政</b>", 'lang="zh">“{{ matter.legal.ground.quote }}”', "简政 Jianzheng", ">中文<")
"""What is Chinese for every reader: the name, a quoted article, the way to the Chinese page."""


def text(path: Path) -> str:
    """A template without what only its author reads."""
    return COMMENT.sub("", path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
class TestATemplate:
    def test_has_chinese_only_beside_its_english(self, path: Path) -> None:
        rest = PAIR.sub("", text(path))
        for known in NAMED:
            rest = rest.replace(known, "")
        assert CHINESE.findall(rest) == []

    def test_leaves_no_half_width_sign_behind_chinese_words(self, path: Path) -> None:
        assert re.findall(r'(?:\{% t "[^"]*" "[^"]*" %\}|\|said \}\})(?:</\w+>)?[:;]', text(path)) == []

    def test_names_the_regions_that_scroll_and_lets_the_keyboard_in(self, path: Path) -> None:
        for tag in re.findall(r'<\w+ [^>]*class="[^"]*\bjz-scroll\b[^>]*>', text(path)):
            assert 'tabindex="0"' in tag and 'role="group"' in tag and "aria-label" in tag, tag
