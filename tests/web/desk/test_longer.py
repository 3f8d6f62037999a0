"""The form to lengthen a term says how it runs, how far it may go, and, once used, why it may not be used again."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.rules import last_day
from tests.case_cast import ZONE, accepted, settle_in, who
from tests.web.rooms_cast import be

pytestmark = pytest.mark.django_db


def test_the_form_says_how_far_a_term_may_go_and_closes_once_it_was_lengthened() -> None:
    now = dt.datetime.now(ZONE)
    number = accepted(settle_in()["hygiene"], now)
    before = queries.opened(number).case.items[0].legal
    assert before
    page = be("qian").get(f"/desk/cases/{number}/").text
    assert "最多延长 10 日，至" in page and f"{last_day(before.due)}" in page and 'max="10"' in page
    reason = "需要核对外地的检测结论，等待复函"
    actions.extend(number=number, actor=who("qian"), now=now, item=0, days=10, reason=reason)
    after = be("qian").get(f"/desk/cases/{number}/").text
    assert (
        "期限只能延长一次，已经延长过" in after
        and 'action="/desk/cases/' not in after.partition("延长期限")[2].partition("</details>")[0]
    )
