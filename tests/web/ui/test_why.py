"""Why a date that reaches into a year without a notice will move, told before the days."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases import actions
from tests.case_cast import ZONE, apply, settle_in, who
from tests.web.rooms_cast import be

pytestmark = pytest.mark.django_db


class TestAProvisionalDate:
    def test_names_the_days_sure_to_be_off_and_counts_them_until_the_notice(self) -> None:
        now = dt.datetime(2026, 12, 22, 10, tzinfo=ZONE)
        number = apply(settle_in("hygiene")["hygiene"], now, owner="li")
        papers = {0: "brought", 1: "on_file", 2: "tolerated", 3: "brought", 4: "brought"}
        actions.accept(number=number, actor=who("wang"), now=now, papers=papers)
        page = be("li").get(f"/portal/cases/{number}/why/0?term=legal").text
        warned = page.partition("alert-warning")[2].partition("</p>")[0]
        assert "2027-01-01：元旦是法定节假日" in warned and "公布后不再计入，期限会顺延" in warned
        row = page.partition('<time datetime="2027-01-01">')[2].partition("</tr>")[0]
        assert "<td>8</td>" in row

    def test_of_a_term_in_natural_days_does_not_move_for_a_holiday_within(self) -> None:
        now = dt.datetime(2026, 12, 22, 10, tzinfo=ZONE)
        number = apply(settle_in("eia-form")["eia-form"], now, owner="li")
        actions.accept(number=number, actor=who("wang"), now=now, papers=dict.fromkeys(range(3), "brought"))
        page = be("li").get(f"/portal/cases/{number}/why/0?term=legal").text
        assert '<time datetime="2027-01-01">' in page and "法定节假日" not in page
