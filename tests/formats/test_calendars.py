"""The shipped calendar says what the published notices say, and soon; a wrong calendar file is refused with its place."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest

from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import MalformedCalendar, calendar, read_calendar
from jianzheng.formats.folders import SHIPPED
from tests.shared import shared

CN = SHIPPED / "calendars" / "cn.yaml"
date = dt.date.fromisoformat


@pytest.fixture(autouse=True)
def _forget_calendars_read_before():
    calendar.cache_clear()
    yield
    calendar.cache_clear()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of packs of one's own."""
    (tmp_path / "calendars").mkdir()
    monkeypatch.setenv("JIANZHENG_PACKS", str(tmp_path))
    return tmp_path


class TestTheShippedCalendar:
    @pytest.mark.parametrize("year", range(2007, 2027))
    def test_says_of_every_day_what_the_published_notice_says(self, year):
        notice = json.loads(shared(f"cal/holiday-cn_{year}.json").read_text(encoding="utf-8"))
        cn = calendar("cn")
        wrong = [day for day in notice["days"] if cn.is_working(date(day["date"])) == day["isOffDay"]]
        unnamed = [day for day in notice["days"] if day["name"] not in cn.reason(date(day["date"])).zh]
        assert notice["days"]
        assert (wrong, unnamed) == ([], [])
        assert cn.published[year] == " ".join(notice["papers"])

    def test_names_no_other_days_than_the_notices(self):
        named = {
            date(day["date"])
            for year in range(2007, 2028)
            for day in json.loads(shared(f"cal/holiday-cn_{year}.json").read_text(encoding="utf-8"))["days"]
        }
        cn = calendar("cn")
        assert named == {*cn.off, *cn.on}
        assert not set(cn.off) & set(cn.on)

    def test_knows_the_years_2007_to_2026_and_holds_2027_provisional(self):
        cn = calendar("cn")
        assert sorted(cn.published) == list(range(2007, 2027))
        assert cn.provisional(date("2027-01-01"))
        assert all(address.startswith("http") for said in cn.published.values() for address in said.split())

    def test_merges_days_that_the_next_year_s_notice_names(self):
        assert calendar("cn").is_working(date("2018-12-29"))
        assert not calendar("cn").is_working(date("2018-12-31"))

    def test_names_every_holiday_in_english_too(self):
        cn = calendar("cn")
        assert [
            name for name in {*cn.off.values(), *cn.on.values()} if not name.en.isascii() or not name.en
        ] == []

    def test_keeps_the_licence_note_of_its_source(self):
        assert "MIT License, Copyright (c) 2019 NateScarlet" in CN.read_text(encoding="utf-8")

    def test_loads_within_sixty_milliseconds(self):
        def seconds() -> float:
            began = time.process_time()
            read_calendar(CN)
            return time.process_time() - began

        assert min(seconds() for _ in range(5)) < 0.06

    def test_is_read_once(self):
        assert calendar("cn") is calendar("cn")


class TestACalendarOfOnesOwn:
    def test_stands_beside_the_shipped_one(self, folder):
        (folder / "calendars" / "jining.yaml").write_text(
            "years: {2026: {notice: [here], holidays: {市庆: [2026-11-23]}, makeup: {}}}", encoding="utf-8"
        )
        assert not calendar("jining").is_working(date("2026-11-23"))
        assert "市庆" in calendar("jining").reason(date("2026-11-23")).en
        assert calendar("cn").is_working(date("2026-11-23"))

    def test_replaces_the_shipped_one_by_its_name(self, folder):
        (folder / "calendars" / "cn.yaml").write_text(
            "years: {2026: {notice: [here], makeup: {春节: [2026-02-15]}}}", encoding="utf-8"
        )
        assert calendar("cn").is_working(date("2026-02-15"))

    def test_overrules_an_earlier_notice_by_a_later_one(self, folder):
        path = folder / "calendars" / "two.yaml"
        path.write_text(
            "years:\n  2019: {notice: [b], makeup: {元旦: [2018-12-31]}}\n"
            "  2018: {notice: [a], holidays: {元旦: [2018-12-31]}}\n",
            encoding="utf-8",
        )
        assert read_calendar(path).is_working(date("2018-12-31"))

    def test_that_does_not_exist_is_refused_with_those_there_are(self):
        with pytest.raises(Refused, match="cn") as refused:
            calendar("../cn")
        assert "没有日历" in refused.value.zh and "No calendar" in refused.value.en

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("", "file"),
            ("- 1", "file"),
            ("years: [2026]", "years"),
            ("years: {2026: [x]}", "years.2026"),
            ("years: {2026: {holidays: {}}}", "years.2026.notice"),
            ("years: {2026: {notice: [a], holidays: [2026-01-01]}}", "years.2026.holidays"),
            ("years: {2026: {notice: [a], holidays: {元旦: 2026-01-01}}}", "years.2026.holidays.元旦"),
            ("years: {2026: {notice: [a], makeup: {元旦: [4 January]}}}", "years.2026.makeup.元旦"),
            ("years: {2026: {notice: [a], makeup: {元旦: [2026-01-04T10:00:00]}}}", "years.2026.makeup.元旦"),
            ("years: {next: {notice: [a]}}", "years.next"),
            ("years: {2026: {notice: [a], makeup: {元旦: [2026-02-30]}}}", "day"),
            ("years: {2026: [", "line 2"),
            ("english: x\nyears: {2026: {notice: [a]}}", "english"),
        ],
    )
    def test_that_is_wrong_is_refused_with_the_place(self, folder, text, place):
        (folder / "calendars" / "wrong.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(MalformedCalendar) as refused:
            calendar("wrong")
        assert "wrong.yaml" in refused.value.zh and "wrong.yaml" in refused.value.en
        assert place in refused.value.en

    def test_in_another_encoding_is_refused(self, folder):
        (folder / "calendars" / "wrong.yaml").write_bytes("years: {元旦: 1}".encode("gb18030"))
        with pytest.raises(MalformedCalendar, match="utf-8"):
            calendar("wrong")
