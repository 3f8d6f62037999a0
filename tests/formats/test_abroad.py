"""Working days of other countries, as the holidays package gives them."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar


class TestACalendarFromAbroad:
    def test_knows_the_kings_day_of_the_netherlands(self) -> None:
        """27 April, moved to the 26th when the 27th is a Sunday (2025)."""
        assert not calendar("nl").is_working(dt.date(2023, 4, 27))
        assert calendar("nl").is_working(dt.date(2022, 4, 26))
        assert not calendar("nl").is_working(dt.date(2025, 4, 26))

    def test_knows_a_part_of_a_country(self) -> None:
        """Epiphany is free in Bavaria, not in Berlin."""
        assert not calendar("de-by").is_working(dt.date(2023, 1, 6))
        assert calendar("de-be").is_working(dt.date(2023, 1, 6))

    def test_keeps_the_weekend_of_the_country(self) -> None:
        """In Egypt Friday and Saturday are free and Sunday works."""
        days = [calendar("eg").is_working(dt.date(2024, 3, day)) for day in (1, 2, 3)]
        assert days == [False, False, True]

    @pytest.mark.parametrize("name", ["xx", "de-xx", "no such"])
    def test_names_those_there_are_when_there_is_none(self, name: str) -> None:
        """The message says what to write instead."""
        with pytest.raises(Refused, match="cn"):
            calendar(name)
