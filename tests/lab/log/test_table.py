"""Tables in: what is guessed, what is said, and every row accounted for."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest
import xlsxwriter

from jianzheng.core.refusal import Refused
from jianzheng.lab.log.log import NEVER, SECOND
from jianzheng.lab.log.mapping import Mapping
from jianzheng.lab.log.read import read, sheet
from jianzheng.lab.log.report import Cancelled, Oddity
from jianzheng.lab.log.table import guess
from tests.lab.made import written

SHARED = Path(__file__).parents[4] / "shared" / "data" / "logs"
PLAIN = """办件编号,环节,完成时间,经办人
A,受理,2024-03-01 09:00:00,王
A,审核,2024-03-01 10:30:00,
,审核,2024-03-02 09:00:00,赵
B,,昨天,王
"""


def file(folder: Path, content: str | bytes, name: str = "log.csv") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def at(*moment: int) -> int:
    """Microseconds of a moment in UTC."""
    return int(dt.datetime(*moment, tzinfo=dt.UTC).timestamp()) * SECOND  # type: ignore[misc,arg-type]


class TestATableOfEvents:
    def test_is_read_by_the_names_of_its_columns_and_every_row_is_counted(self, tmp_path: Path) -> None:
        """A row without a case is left out, one without a readable time is kept without."""
        found = read(file(tmp_path, PLAIN), zone="Asia/Shanghai")
        assert [row[:5] for row in written(found.log)] == [
            ("A", "受理", at(2024, 3, 1, 1), None, "王"),
            ("A", "审核", at(2024, 3, 1, 2, 30), None, None),
            ("B", None, NEVER, None, "王"),
        ]
        assert found.report.odd == {
            Oddity.NO_CASE: (1, ("#4",)),
            Oddity.NO_ACTIVITY: (1, ()),
            Oddity.BAD_TIME: (1, ("完成时间",)),
        }
        assert (found.report.rows, found.report.kept) == (4, 3)

    @pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    def test_is_the_same_in_any_usual_writing(self, tmp_path: Path, code: str, mark: str) -> None:
        """Encodings and separators, packed or not."""
        whole = written(read(file(tmp_path, PLAIN)).log)
        content = PLAIN.replace(",", mark).encode(code)
        assert written(read(file(tmp_path, content)).log) == whole
        assert written(read(file(tmp_path, gzip.compress(content))).log) == whole

    def test_is_the_same_from_a_workbook(self, tmp_path: Path) -> None:
        """Dates as Excel keeps them."""
        book = xlsxwriter.Workbook(tmp_path / "log.xlsx", {"default_date_format": "yyyy-mm-dd hh:mm"})
        page = book.add_worksheet()
        for number, line in enumerate(PLAIN.splitlines()):
            for column, cell in enumerate(line.split(",")):
                if column == 2 and cell[:2] == "20":
                    page.write_datetime(number, column, dt.datetime.fromisoformat(cell))
                else:
                    page.write(number, column, cell)
        book.close()
        assert written(read(tmp_path / "log.xlsx").log) == written(read(file(tmp_path, PLAIN)).log)

    def test_names_lines_of_a_wrong_length(self, tmp_path: Path) -> None:
        """They are left out, and shown."""
        found = read(file(tmp_path, PLAIN + "C,受理\n"))
        assert found.report.odd[Oddity.BAD_ROW] == (1, ("C,受理",))

    @pytest.mark.parametrize(
        ("written_as", "wanted"),
        [
            (["31/12/2023 23:59", "01/02/2024 08:00"], at(2024, 2, 1, 8)),
            (["12/31/2023 11:59 PM", "02/01/2024 08:00 AM"], at(2024, 2, 1, 8)),
            (["2023年12月31日", "2024年02月01日"], at(2024, 2, 1)),
            (["2023/12/31 23:59:59", "2024/02/01 08:00:00"], at(2024, 2, 1, 8)),
            (["1704067199", "1706774400"], at(2024, 2, 1, 8)),
            (["1704067199000", "1706774400000"], at(2024, 2, 1, 8)),
            (["45291.5", "45323.333333333336"], at(2024, 2, 1, 8)),
            (["2023-12-31T23:59:59+08:00", "2024-02-01T16:00:00+08:00"], at(2024, 2, 1, 8)),
        ],
    )
    def test_tells_how_dates_are_written(self, tmp_path: Path, written_as: list[str], wanted: int) -> None:
        """Day or month first, twelve hours, Chinese, seconds, milliseconds, spreadsheet days, zones."""
        rows = "".join(f"a,step {n},{text}\n" for n, text in enumerate(written_as))
        found = read(file(tmp_path, "case,activity,timestamp\n" + rows))
        assert int(found.log.at[1]) == wanted and not found.report.odd

    def test_says_when_day_and_month_cannot_be_told_apart(self, tmp_path: Path) -> None:
        """And takes the user's word."""
        path = file(tmp_path, "case,activity,timestamp\na,x,03/04/2024\na,y,05/06/2024\n")
        assert read(path).report.notes and int(read(path).log.at[0]) == at(2024, 4, 3)
        said = Mapping("case", "activity", "timestamp", day_first=False)
        assert int(read(path, mapping=said).log.at[0]) == at(2024, 3, 4)

    def test_of_one_row_a_case_has_an_event_for_every_stage(self, tmp_path: Path) -> None:
        """A moment that was promised is no event."""
        text = "case,opened,target,closed,office\n1,2024-03-01,2024-03-05,2024-03-04,north\n2,2024-03-02,2024-03-06,,south\n"
        found = read(file(tmp_path, text))
        assert [row[:3] for row in written(found.log)] == [
            ("1", "opened", at(2024, 3, 1)),
            ("1", "closed", at(2024, 3, 4)),
            ("2", "opened", at(2024, 3, 2)),
        ]
        assert found.log.case_dates["target"].tolist() == [at(2024, 3, 5), at(2024, 3, 6)]

    def test_asks_which_column_is_which_when_the_names_do_not_say(self, tmp_path: Path) -> None:
        """The columns there are stand in the message."""
        path = file(tmp_path, "foo,bar,baz\n1,x,2024-01-01\n")
        with pytest.raises(Refused, match="foo"):
            read(path)
        assert read(path, mapping=Mapping("foo", "bar", "baz")).log.events == 1

    def test_is_shown_before_it_is_read(self, tmp_path: Path) -> None:
        """Names, the guess, the first rows."""
        with sheet(file(tmp_path, PLAIN)) as table:
            shown, _ = guess(table)
        assert shown.mapping == Mapping("办件编号", "环节", "完成时间", resource="经办人")
        assert shown.preview[1] == ("A", "审核", "2024-03-01 10:30:00", "")

    def test_may_write_its_times_in_several_clear_ways(self, tmp_path: Path) -> None:
        """Each value is read by its own form, few or many; a case column called 办件 is found."""
        few = "办件,环节,时间\n1,a,2025年3月3日 09:00\n1,b,2025-3-4 8:00\n1,c,2025/3/5 10:00\n2,a,2025-03-06 11:00:00\n"
        found = read(file(tmp_path, few))
        assert [row[2] for row in written(found.log)] == [
            at(2025, 3, 3, 9), at(2025, 3, 4, 8), at(2025, 3, 5, 10), at(2025, 3, 6, 11),
        ]  # fmt: skip
        assert found.report.odd == {}
        many = "case,activity,at\n" + "".join(f"1,a,2025-01-{day:02} 09:00\n" for day in range(1, 29))
        found = read(file(tmp_path, many + "1,b,2025年2月3日 9:00\n"))
        assert found.report.odd == {} and found.log.last.tolist() == [at(2025, 2, 3, 9)]

    def test_that_hold_nothing_of_the_kind_are_refused_with_what_can_be_read(self, tmp_path: Path) -> None:
        """JSON that is no OCEL."""
        with pytest.raises(Refused, match="Parquet, CSV or Excel"):
            read(file(tmp_path, '{"x": 1}', "bad.parquet"))

    def test_can_be_stopped(self, tmp_path: Path) -> None:
        """Nothing is kept."""
        with pytest.raises(Cancelled):
            read(file(tmp_path, PLAIN), progress=lambda done, whole: False)

    def test_with_two_columns_of_one_name_is_refused(self, tmp_path: Path) -> None:
        """Which of them would be meant?"""
        with pytest.raises(Refused, match="x"):
            read(file(tmp_path, "case,x,x\n1,2,3\n"))


@pytest.mark.skipif(not SHARED.exists(), reason="the logs beside the repository are not here")
class TestTablesFromTheWorld:
    """Counts as a plain reading of the files gives them."""

    @pytest.mark.parametrize(
        ("name", "cases", "events"),
        [
            ("eventdataR_traffic_fines.csv.gz", 10000, 34724),
            ("Production.csv", 225, 4953),
            ("boston311_2011q3.csv.gz", 31828, 61909),
        ],
    )
    def test_are_read_without_being_told_anything(self, name: str, cases: int, events: int) -> None:
        """Only by what they look like."""
        found = read(SHARED / name)
        assert (len(found.log), found.log.events, found.report.odd) == (cases, events, {})
