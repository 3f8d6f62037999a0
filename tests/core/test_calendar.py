"""The working calendar: what notices say about a day, what localities add, and counting against a walk day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.calendar import Calendar
from jianzheng.core.text import Text
from jianzheng.formats.calendars import calendar

CN = calendar("cn")
date = dt.date.fromisoformat
DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2035, 1, 1))


class TestADay:
    def test_is_judged_by_the_notice_of_the_next_year_too(self):
        assert CN.is_working(date("2018-12-29"))
        assert not CN.is_working(date("2018-12-31"))

    @pytest.mark.parametrize(
        ("day", "zh", "en"),
        [
            ("2025-09-26", "星期五，工作日", "Friday, working day"),
            ("2025-09-27", "星期六休息", "Saturday, weekend"),
            (
                "2025-09-28",
                "星期日，国庆节、中秋节调休上班",
                "Sunday, make-up working day for National Day and Mid-Autumn Festival",
            ),
            ("2026-02-17", "星期二，春节放假", "Tuesday, holiday: Spring Festival"),
        ],
    )
    def test_says_why_it_works_or_not_in_both_languages(self, day, zh, en):
        assert CN.reason(date(day)) == Text(zh, en)

    @pytest.mark.parametrize("day", ["2027-01-04", "2031-05-01"])
    def test_after_the_last_notice_is_provisional_because_none_is_published_yet(self, day):
        assert CN.provisional(date(day))
        assert "尚未公布" in CN.reason(date(day)).zh
        assert "no holiday notice for this year yet" in CN.reason(date(day)).en

    @pytest.mark.parametrize(
        ("day", "zh", "en"),
        [("2027-01-01", "元旦", "New Year's Day"), ("2027-10-01", "国庆节", "National Day")],
    )
    def test_that_every_notice_set_free_counts_until_then_and_says_that_it_will_not(self, day, zh, en):
        assert CN.is_working(date(day)) and CN.provisional(date(day))
        said = CN.counted(date(day))
        assert "法定节假日" not in CN.reason(date(day)).zh
        assert f"{zh}是法定节假日" in said.zh and "公布后不再计入，期限会顺延" in said.zh
        assert f"{en} is a statutory holiday" in said.en and "the date moves on" in said.en

    @pytest.mark.parametrize("day", ["2027-01-04", "2028-01-01", "2026-01-01", "2006-05-01"])
    def test_that_may_work_rests_anyhow_or_is_known_says_nothing_of_it(self, day):
        assert CN.sure_to_be_off(date(day)) == Text("", "")

    def test_needs_several_notices_to_be_free_every_year(self):
        once = replace(CN, published={2026: "x"})
        assert not once.sure_to_be_off(date("2027-01-01")).zh

    @pytest.mark.parametrize("day", ["2006-12-31", "1999-10-01"])
    def test_before_the_first_notice_is_provisional_because_the_calendar_begins_later(self, day):
        assert CN.provisional(date(day))
        assert "未收录" in CN.reason(date(day)).zh
        assert "尚未公布" not in CN.reason(date(day)).zh

    @pytest.mark.parametrize("day", ["2007-01-01", "2026-12-31"])
    def test_within_the_published_years_is_certain(self, day):
        assert not CN.provisional(date(day))

    def test_without_any_notice_goes_by_the_weekday(self):
        bare = Calendar("bare")
        assert bare.working_day_after(date("2025-09-26"), 1) == date("2025-09-29")
        assert bare.provisional(date("2025-09-26"))


class TestALocality:
    def test_sets_days_free(self):
        local = CN.with_local([date("2025-09-26")], Text("市庆", "city day"))
        assert not local.is_working(date("2025-09-26"))
        assert local.reason(date("2025-09-26")) == Text(
            "星期五，本地放假：市庆", "Friday, local holiday: city day"
        )
        assert local.working_day_after(date("2025-09-25"), 1) == date("2025-09-28")

    def test_calls_people_to_work_on_a_day_off(self):
        local = CN.with_local_work([date("2025-10-08"), date("2025-09-27")])
        assert local.is_working(date("2025-10-08"))
        assert "本地上班" in local.reason(date("2025-09-27")).zh
        assert local.working_days(date("2025-09-26"), date("2025-10-08")) == 5

    def test_beats_a_make_up_day_and_prefers_the_day_off(self):
        local = CN.with_local([date("2025-09-28")]).with_local_work([date("2025-09-28")])
        assert not local.is_working(date("2025-09-28"))

    def test_changes_no_other_calendar(self):
        CN.working_days(date("2025-09-25"), date("2025-09-26"))
        local = CN.with_local([date("2025-09-26")])
        assert local.working_days(date("2025-09-25"), date("2025-09-26")) == 0
        assert CN.is_working(date("2025-09-26"))


class TestCounting:
    @pytest.mark.parametrize(("year", "days"), [(2025, 248), (2026, 248)])
    def test_finds_the_working_days_of_a_year(self, year, days):
        assert CN.working_days(dt.date(year - 1, 12, 31), dt.date(year, 12, 31)) == days

    @given(DAYS, st.integers(1, 400))
    def test_forward_reaches_the_day_a_walk_reaches(self, start, count):
        day, left = start, count
        while left:
            day += dt.timedelta(1)
            left -= CN.is_working(day)
        assert CN.working_day_after(start, count) == day

    @given(DAYS, st.integers(-30, 700))
    def test_between_two_days_finds_what_a_walk_finds(self, after, span):
        walked = sum(CN.is_working(after + dt.timedelta(n)) for n in range(1, span + 1))
        assert CN.working_days(after, after + dt.timedelta(span)) == walked

    @given(DAYS, st.integers(1, 400))
    def test_forward_and_back_agree(self, start, count):
        assert CN.working_days(start, CN.working_day_after(start, count)) == count

    def test_past_the_year_9999_overflows(self):
        with pytest.raises(OverflowError):
            CN.working_day_after(date("9999-12-30"), 5)
