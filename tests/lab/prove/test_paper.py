"""The proof on paper: everything from the frozen value, in both languages, nothing unescaped, an archive format."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from jianzheng.lab.prove import paper
from tests.formats.test_proof import ATTACK
from tests.lab.prove.test_proof import whole


class TestAPage:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("zh", ("名义", "缩短了", "随机种子")), ("en", ("Nominal", "shorter", "seeds 1–"))],
    )
    def test_shows_the_table_what_it_stands_on_and_the_command(
        self, language: str, said: tuple[str, ...]
    ) -> None:
        page = paper.html(whole(), language)
        for word in (*said, "53 → 19 (−34)", "jianzheng prove kaifaqu-filing", whole()["digest"]):
            assert word in page
        assert all(row["sha256"] in page for row in whole()["inputs"])

    def test_leaves_hostile_names_text(self) -> None:
        value = copy.deepcopy(whole())
        value["process"]["title"]["zh"] = value["process"]["source"] = value["inputs"][0]["name"] = ATTACK
        page = paper.html(value, "zh")
        assert "<script>alert" not in page and page.count("&lt;script&gt;") >= 3


class TestAPdf:
    def test_is_an_archive_format_and_says_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "proof.pdf"
        path.write_bytes(paper.pdf(whole(), "zh", dt.date(2026, 11, 30)))
        assert b"<pdfaid:part>2</pdfaid:part>" in path.read_bytes()
        if shutil.which("pdftotext"):
            text = subprocess.run(
                ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
            ).stdout
            assert all(
                word in "".join(text.split()) for word in ("53→19", "未说明依据", "前提、随机种子、版本")
            )
