"""Rows from CSV and Excel, with their places; what would be lost is named, what would do harm is refused."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from jianzheng.formats.decode import decode
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.table import LARGEST_WORKBOOK, Table, csv_table, workbook_tables
from tests.formats.books import book, with_cell


def refused(content: bytes) -> tuple[Problem, ...]:
    """The problems of a workbook that is not taken."""
    with pytest.raises(Unreadable) as caught:
        workbook_tables(content, "x.xlsx")
    return caught.value.problems


def csv_refused(text: str) -> list[tuple[str, str]]:
    """Place and word of the problems of a CSV text that is not taken."""
    with pytest.raises(Unreadable) as caught:
        csv_table(text, "x.csv")
    return [(problem.place, problem.zh) for problem in caught.value.problems]


def cells(table: Table) -> list[list[str]]:
    """The cells of a table, row by row."""
    return [[row[column] for column in table.columns] for row in table.rows]


class TestText:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_of_offices_is_understood_in_every_usual_encoding(self, encoding: str) -> None:
        marked = encoding in ("utf-16-le", "utf-16-be")
        content = ("\ufeff" if marked else "") + "事项,部门\n开店,市监局\n"
        assert decode(content.encode(encoding), "x").lstrip("\ufeff").startswith("事项")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b" \r\n\t",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\xff\xfea",
            bytes(range(256)),
            b"\x89PNG\r\n\x1a\n",
            b"a\x00b",
        ],
    )
    def test_that_is_none_is_refused(self, content: bytes) -> None:
        with pytest.raises(Unreadable):
            decode(content, "x")

    def test_too_large_is_refused_without_a_look_inside(self) -> None:
        with pytest.raises(Unreadable, match="20 MB"):
            decode(b"\xff" * 50_000_000, "x")


class TestACsv:
    def test_knows_the_line_each_row_starts_on(self) -> None:
        table = csv_table('a,b\n\n1,"two\nlines"\n3,4\n', "x.csv")
        assert [row.place for row in table.rows] == ["3", "5"]
        assert cells(table) == [["1", "two\nlines"], ["3", "4"]]

    @pytest.mark.parametrize("mark", [",", ";", "\t"])
    def test_is_split_at_the_mark_its_header_uses(self, mark: str) -> None:
        assert cells(csv_table(f"a{mark}b\n1{mark}2\n", "x")) == [["1", "2"]]

    def test_may_have_a_title_above_its_header(self) -> None:
        table = csv_table("某市流程表,,\na,b\n1,2\n", "x")
        assert (table.columns, table.place) == (("a", "b"), "2")

    @pytest.mark.parametrize(
        ("text", "place", "said"),
        [
            ("a,b\n1,2,3\n", "2", "“3”没有表头"),
            ("a,,c\n1,2,3\n", "2", "“2”没有表头"),
            ("a,b,a\n1,2,3\n", "1", "出现两次"),
            ('a,b\n1,2\n"3,4\n5,6\n', "3", "引号"),
            ('a,b\n1,"2"x\n', "2", "引号"),
        ],
    )
    def test_names_what_would_be_lost(self, text: str, place: str, said: str) -> None:
        ((found, zh),) = csv_refused(text)
        assert (found, said in zh) == (place, True)


class TestAWorkbook:
    def test_gives_the_rows_of_every_sheet(self) -> None:
        one, two = workbook_tables(
            book({"甲": [["a", "b"], [1, 2.5], ["x", True]], "乙": [["c", "d"], ["007", None]]}), "x"
        )
        assert (cells(one), one.rows[1].place) == ([["1", "2.5"], ["x", "True"]], "甲!3")
        assert (cells(two), two.sheet) == ([["007", ""]], "乙")

    def test_names_stray_cells_of_all_sheets_at_once(self) -> None:
        stray = [["a", "b"], [1, 2, "stray"]]
        assert [problem.place for problem in refused(book({"甲": stray, "乙": stray}))] == ["甲!2", "乙!2"]

    @pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (1_048_575, 5), (40_000, 900)])
    def test_with_a_value_far_away_ends_only_its_own_reader(self, row: int, column: int) -> None:
        assert "太大" in refused(with_cell(row, column))[0].zh

    def test_with_a_value_in_row_20000_is_read(self) -> None:
        (table,) = workbook_tables(with_cell(20_000, 2), "x")
        assert table.rows[-1].place == "S!20001"

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".xls"),
            (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
            (b"PK\x03\x04" + b"junk" * 50, "损坏"),
            (b"PK\x03\x04" + b"\x00" * 50_000_000, "50 MB"),
            (book({"S": [["a", "b"]]})[:-200], "损坏"),
        ],
    )
    def test_that_cannot_be_opened_says_why(self, content: bytes, said: str) -> None:
        started = time.process_time()
        (problem,) = refused(content)
        assert said in problem.zh
        assert time.process_time() - started < 2

    def test_that_is_some_other_archive_says_so(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("letter.txt", "hello")
        assert "打不开" in refused(out.getvalue())[0].zh

    def test_that_would_unpack_to_gigabytes_is_not_unpacked(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", bytes(210_000_000))
        assert len(out.getvalue()) < LARGEST_WORKBOOK
        assert "太大" in refused(out.getvalue())[0].zh

    def test_whose_archive_lies_about_its_size_is_stopped(self) -> None:
        content = book({"S": [["a", "b"], *([["x" * 3000, i] for i in range(9000)])]})
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            sizes = [entry.file_size for entry in packed.infolist() if entry.file_size > 20_000]
        lying = content
        for size in sizes:
            lying = lying.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
        assert lying != content
        try:
            workbook_tables(lying, "x.xlsx")
        except Unreadable as refused_:
            assert refused_.problems
