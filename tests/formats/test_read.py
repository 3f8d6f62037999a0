"""The one door: judged by content, in any encoding; whatever comes in, out comes a pack or a clear word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.refusal import Refused
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.read import read, read_together
from jianzheng.formats.workbook import template
from jianzheng.formats.write import to_json, to_yaml
from tests.formats.test_chains_list import CHAIN
from tests.formats.test_pack import FLOW
from tests.formats.test_write import SHOP

LIMITS = "flow,seq,matter,promised_wd\n开店,1,登记,3\n开店,2,许可,4\n"
GOOD = {
    "pack": FLOW.encode(),
    "chains": CHAIN.encode(),
    "limits": LIMITS.encode(),
    "json": to_json(SHOP).encode(),
    "gbk": LIMITS.encode("gb18030"),
    "utf16": LIMITS.encode("utf-16"),
}


class TestAFile:
    @pytest.mark.parametrize("kind", GOOD)
    @pytest.mark.parametrize("name", ["x.yaml", "x.csv", "x", "x.xlsx"])
    def test_is_known_by_its_content_whatever_its_name(self, kind: str, name: str) -> None:
        assert read_together([(name, GOOD[kind])]).processes

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_may_be_in_any_usual_encoding(self, encoding: str) -> None:
        made = read_together([("x.yaml", FLOW.encode(encoding))]).processes[0]
        assert [step.name for step in made.steps] == ["登记", "消防检查", "卫生许可"]

    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=60))
    def test_of_any_bytes_is_taken_or_refused_in_words(self, content: bytes) -> None:
        if content.startswith((b"PK", b"\xd0\xcf")):
            return
        with pytest.raises(Refused) as caught:
            read_together([("x", content)])
        assert caught.value.zh and caught.value.en

    @settings(max_examples=300, deadline=None)
    @given(st.sampled_from(sorted(GOOD)), st.data())
    def test_damaged_anywhere_is_taken_or_refused_in_words(self, kind: str, draw: st.DataObject) -> None:
        content = bytearray(GOOD[kind])
        for _ in range(draw.draw(st.integers(1, 4))):
            place = draw.draw(st.integers(0, len(content) - 1))
            content[place : place + draw.draw(st.integers(0, 9))] = draw.draw(st.binary(max_size=6)) or b" "
        try:
            made = read_together([("x", bytes(content))])
        except Unreadable as refused:
            assert all(problem.zh and problem.en and problem.place for problem in refused.problems)
        else:
            assert made.processes or made.matters or made.lawbook

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_of_excel_damaged_anywhere_is_taken_or_refused_in_words(self, draw: st.DataObject) -> None:
        content = bytearray(template())
        for _ in range(draw.draw(st.integers(1, 20))):
            content[draw.draw(st.integers(4, len(content) - 1))] = draw.draw(st.integers(0, 255))
        try:
            assert read_together([("x.xlsx", bytes(content))]).processes
        except Unreadable as refused:
            assert refused.problems


class TestSeveralFiles:
    def test_of_one_flow_each_are_one_pack(self) -> None:
        made = read_together(
            [("a.yaml", FLOW.encode()), ("b.yaml", FLOW.encode()), ("c.csv", LIMITS.encode())]
        )
        assert [process.id for process in made.processes] == ["open", "open-2", "flow-1"]

    def test_are_all_looked_at_before_one_is_refused(self) -> None:
        with pytest.raises(Unreadable) as caught:
            read_together([("a.yaml", b"a: *b"), ("b.csv", b"x,y\n1,2\n"), ("c.csv", b"")])
        assert sorted(problem.file for problem in caught.value.problems) == ["a.yaml", "b.csv", "c.csv"]

    def test_that_are_unknown_are_refused_when_named(self) -> None:
        with pytest.raises(Unreadable, match=r"b\.yaml"):
            read_together([("a.yaml", FLOW.encode()), ("b.yaml", b"x: 1")])


class TestAFolder:
    def test_is_read_without_what_is_none_of_ours(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(FLOW, "utf-8")
        (tmp_path / "b.yaml").write_text("x: 1", "utf-8")
        (tmp_path / "letter.txt").write_text("hello", "utf-8")
        (tmp_path / "~$a.xlsx").write_bytes(b"lock")
        (process,) = read([tmp_path]).processes
        assert "b.yaml" in process.assumptions[-1].zh and "letter" not in process.assumptions[-1].zh

    def test_with_a_broken_file_of_ours_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text(FLOW, "utf-8")
        (tmp_path / "b.yaml").write_text("format: jianzheng-pack/1\n", "utf-8")
        with pytest.raises(Unreadable, match=r"b\.yaml:1"):
            read([tmp_path])

    def test_with_nothing_of_ours_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "b.yaml").write_text("x: 1", "utf-8")
        with pytest.raises(Unreadable):
            read([tmp_path])
        (tmp_path / "empty").mkdir()
        with pytest.raises(Refused, match=r"\.yaml、"):
            read([tmp_path / "empty"])

    def test_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="nowhere"):
            read([tmp_path / "nowhere.csv"])

    def test_file_of_61_megabytes_is_not_even_read(self, tmp_path: Path) -> None:
        path = tmp_path / "big.yaml"
        with path.open("wb") as out:
            out.truncate(61_000_000)
        with pytest.raises(Unreadable, match="61 MB"):
            read([path])


class TestAWrittenFile:
    def test_is_read_from_disk(self, tmp_path: Path) -> None:
        path = tmp_path / "shop.yaml"
        path.write_text(to_yaml(SHOP), "utf-8")
        assert read([path]).processes[0].title == SHOP.title
