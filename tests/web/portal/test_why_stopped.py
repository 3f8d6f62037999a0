"""Why there is no last day while a clock is stopped, and which there would be."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.rules import last_day, moment, rules
from jianzheng.apps.people.models import Person
from tests.case_cast import ZONE, accepted, settle_in, who
from tests.web.rooms_cast import be

pytestmark = pytest.mark.django_db


def test_a_stopped_clock_has_no_last_day_but_one_if_it_ran_again_today() -> None:
    now = dt.datetime.now(ZONE)
    number = accepted(settle_in()["hygiene"], now)
    actions.pause(number=number, actor=who("zhao"), now=now, item=0, reason="testing", days=9)
    Case.objects.update(owner=Person.objects.get(login="demo-li"))
    clock = queries.opened(number).case.items[0].promised
    assert clock and clock.paused
    again = last_day(rules().resumed(clock, moment(now)).due)
    page = be("li").get(f"/portal/cases/{number}/why/0").text
    assert "现在没有到期日：停止计时" in page and f"<b>{clock.left}</b> 个工作日" in page
    assert again and f"<b>{again}</b>" in page and "为什么是 20" not in page
    assert page.count('<th scope="row">') == 1, "no day after the stop is counted"
