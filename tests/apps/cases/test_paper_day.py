"""Official papers carry the legal day of the place, whatever zone the server counts in."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases import actions
from jianzheng.apps.papers.models import Issued
from tests.case_cast import NOW, apply, settle_in, who

pytestmark = pytest.mark.django_db


class TestAReceipt:
    def test_of_a_new_years_morning_bears_that_day_and_year_though_utc_is_a_day_behind(self) -> None:
        number = apply(settle_in()["hygiene"], dt.datetime(2025, 12, 31, 17, tzinfo=NOW.tzinfo))
        early = dt.datetime(2026, 1, 1, 3, 30, tzinfo=NOW.tzinfo).astimezone(dt.UTC)
        actions.receive(number=number, actor=who("wang"), now=early)
        paper = Issued.objects.get(case_no=number)
        assert "2026" in paper.number and "2025" not in paper.number
