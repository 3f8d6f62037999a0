"""Due dates: published vectors, hundreds of cases three calendars agree on, and a twin that walks day by day."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.clock import LONGEST, Unit, due, due_at, explain, explain_hours
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from tests.shared import shared

CN = calendar("cn")
WORKING, NATURAL = Unit.WORKING, Unit.NATURAL
date = dt.date.fromisoformat


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

    @given(
        st.dates(dt.date(1995, 1, 1), dt.date(2035, 1, 1)),
        st.integers(1, 400),
        st.sampled_from([WORKING, NATURAL]),
    )
    def test_is_where_a_walk_day_by_day_ends(self, start, length, unit):
        day, left = start, length
        while left:
            day += dt.timedelta(1)
            left -= 1 if unit is NATURAL else CN.is_working(day)
        while not CN.is_working(day):
            day += dt.timedelta(1)
        assert due(start, length, unit, CN) == day

    def test_in_hours_needs_a_time_of_day(self):
        with pytest.raises(Refused, match="时刻"):
            due(date("2025-01-01"), 5, Unit.HOURS, CN)

    @pytest.mark.parametrize("hours", [0, -1, 24 * LONGEST + 1])
    def test_hours_that_make_no_sense_are_refused(self, hours):
        with pytest.raises(Refused, match=str(hours)):
            due_at(dt.datetime(2025, 1, 1), hours)

    def test_hours_past_the_last_year_are_refused_clearly(self):
        with pytest.raises(Refused, match="9999"):
            due_at(dt.datetime(9999, 12, 31, 12), 24)

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

    def test_a_natural_term_numbers_every_day_up_to_its_nominal_end(self):
        made = explain(date("2025-08-03"), 60, NATURAL, CN)
        assert [day.counted for day in made.days if day.counted] == list(range(1, 61))
        assert (made.days[60].date, made.days[60].reason.zh[-9:]) == (
            date("2025-10-02"),
            "期末遇休息日，顺延",
        )

    def test_a_natural_term_is_provisional_only_by_the_days_that_decide(self):
        assert not explain(date("2006-12-01"), 60, NATURAL, CN).provisional
        assert explain(date("2006-12-01"), 20, NATURAL, CN).provisional
        assert explain(date("2026-12-01"), 60, NATURAL, CN).provisional

    def test_hours_name_the_days_they_run_through(self):
        made = explain_hours(dt.datetime(2025, 9, 26, 16), 24)
        assert [day.date.day for day in made.days] == [26, 27]
        assert "16:00" in made.days[0].reason.zh and "16:00" in made.days[-1].reason.en
        assert not made.provisional

    def test_hours_within_one_day_say_both_when_they_begin_and_when_they_end(self):
        (day,) = explain_hours(dt.datetime(2025, 9, 26, 9, 30), 2).days
        assert "09:30" in day.reason.zh and "11:30" in day.reason.zh
