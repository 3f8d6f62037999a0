"""Due dates: published vectors, hundreds of cases three calendars agree on, and a twin that walks day by day."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.calendar import Calendar
from jianzheng.core.clock import LONGEST, Unit, due, due_at, explain, explain_hours
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from tests.shared import shared

CN = calendar("cn")
WORKING, NATURAL = Unit.WORKING, Unit.NATURAL
date = dt.date.fromisoformat


class TestCalendar:
    def test_merges_the_notice_of_the_next_year(self):
        assert CN.is_working(date("2018-12-29"))
        assert not CN.is_working(date("2018-12-31"))

    @pytest.mark.parametrize(("year", "days"), [(2025, 248), (2026, 248)])
    def test_counts_the_working_days_of_a_year(self, year, days):
        first = dt.date(year, 1, 1)
        assert sum(CN.is_working(first + dt.timedelta(n)) for n in range(365)) == days

    def test_is_provisional_beyond_the_last_notice(self):
        assert not CN.provisional(date("2026-12-31"))
        assert CN.provisional(date("2027-01-04"))
        assert "尚未公布" in CN.reason(date("2027-01-04")).zh

    def test_says_why_a_day_works_or_not(self):
        assert CN.reason(date("2025-09-28")).zh == "星期日，国庆节、中秋节调休上班"
        assert CN.reason(date("2025-10-01")).en == "Wednesday, holiday (国庆节、中秋节)"
        assert CN.reason(date("2025-09-27")).zh == "星期六休息"

    def test_local_holidays_do_not_work(self):
        local = CN.with_local([date("2025-09-26")], "市庆")
        assert due(date("2025-09-25"), 1, WORKING, local) == date("2025-09-28")
        assert "市庆" in local.reason(date("2025-09-26")).zh

    @given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 400))
    def test_jumps_to_the_day_a_walk_reaches(self, start, count):
        day, left = start, count
        while left:
            day += dt.timedelta(1)
            left -= CN.is_working(day)
        assert CN.working_day_after(start, count) == day


class TestDue:
    @pytest.mark.parametrize(
        ("start", "length", "unit", "expected"),
        [
            ("2025-09-25", 5, WORKING, "2025-10-09"),
            ("2025-01-20", 20, WORKING, "2025-02-21"),
            ("2025-09-25", 20, WORKING, "2025-10-29"),
            ("2026-02-09", 10, WORKING, "2026-02-28"),
            ("2025-08-03", 60, NATURAL, "2025-10-09"),
        ],
    )
    def test_published_vectors(self, start, length, unit, expected):
        assert due(date(start), length, unit, CN) == date(expected)

    def test_four_hundred_cases_on_which_three_calendars_agree(self):
        rows = list(
            csv.DictReader(shared("cal/workday_due_cases.csv").read_text(encoding="utf-8").splitlines())
        )
        wrong = [
            r
            for r in rows
            if due(date(r["accepted_on"]), int(r["working_days"]), WORKING, CN) != date(r["due_on"])
        ]
        assert len(rows) > 400
        assert wrong == []

    @pytest.mark.parametrize("length", [0, -3, LONGEST + 1])
    def test_a_length_that_makes_no_sense_is_refused(self, length):
        with pytest.raises(Refused, match=str(length)):
            due(date("2025-01-01"), length, WORKING, CN)

    @pytest.mark.parametrize("unit", [WORKING, NATURAL])
    def test_the_end_of_the_calendar_is_refused_clearly(self, unit):
        with pytest.raises(Refused, match="9999"):
            due(date("9999-12-30"), 20, unit, CN)

    def test_hours_run_on_through_the_weekend(self):
        assert due_at(dt.datetime(2025, 9, 26, 16), 24) == dt.datetime(2025, 9, 27, 16)


class TestExplanation:
    @given(st.dates(dt.date(2007, 1, 1), dt.date(2026, 6, 1)), st.integers(1, 60))
    def test_counts_working_days_one_by_one_up_to_the_due_date(self, start, length):
        made = explain(start, length, WORKING, CN)
        assert [day.counted for day in made.days if day.counted] == list(range(1, length + 1))
        assert made.days[0].counted is None
        assert made.days[-1].date == made.due
        assert all(day.counted is None for day in made.days[1:] if not CN.is_working(day.date))

    @given(st.dates(dt.date(2007, 1, 1), dt.date(2026, 6, 1)), st.integers(1, 90))
    def test_natural_days_end_on_a_working_day_and_never_early(self, start, length):
        made = explain(start, length, NATURAL, CN)
        assert CN.is_working(made.due)
        nominal = start + dt.timedelta(length)
        assert not any(CN.is_working(nominal + dt.timedelta(n)) for n in range((made.due - nominal).days))
        assert made.days[-1].date == made.due

    def test_a_term_that_reaches_into_an_unpublished_year_is_provisional(self):
        assert explain(date("2026-12-25"), 10, WORKING, CN).provisional
        assert not explain(date("2026-12-01"), 10, WORKING, CN).provisional

    def test_a_natural_term_says_that_it_rolls_on(self):
        made = explain(date("2025-08-03"), 60, NATURAL, CN)
        assert "顺延" in made.days[-1].reason.zh
        assert made.days[-1].counted is None

    def test_hours_name_the_days_they_run_through(self):
        assert len(explain_hours(dt.datetime(2025, 9, 26, 16), 24).days) == 2


def test_a_calendar_without_notices_knows_only_weekends():
    assert Calendar("none").working_day_after(date("2025-09-26"), 1) == date("2025-09-29")
