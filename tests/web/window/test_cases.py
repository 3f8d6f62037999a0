"""The page of a case at the window: what was ticked comes back, and every act says the day that counts now."""

from __future__ import annotations

import re

import pytest

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.rules import last_day
from tests.web.rooms_cast import TICKS, be, handed_in

pytestmark = pytest.mark.django_db


def ticked(text: str) -> set[str]:
    """The materials and ways ticked on a page, as "paper-0 brought"."""
    return {" ".join(each) for each in re.findall(r'name="(paper-\d+)" value="(\w+)" checked', text)}


class TestAcceptingWithSomethingMissing:
    def test_comes_back_with_every_tick(self) -> None:
        number = handed_in()
        said = {**TICKS, "paper-2": "missing"}
        assert ticked(be("wang").get(f"/window/cases/{number}/").text) != {
            f"{k} {v}" for k, v in said.items()
        }
        answer = be("wang").post(f"/window/cases/{number}/accept", said)
        assert answer.status_code == 422
        assert ticked(answer.text) == {f"{key} {way}" for key, way in said.items()}

    def test_says_the_day_that_counts_once_accepted(self) -> None:
        number = handed_in()
        answer = be("wang").post(f"/window/cases/{number}/accept", TICKS, follow=True)
        clock = queries.opened(number).case.items[0].clock
        assert clock
        assert f"最近到期日：{last_day(clock.due)}" in answer.text


class TestTheOneNotice:
    def test_refused_comes_back_with_what_was_written(self) -> None:
        number = handed_in()
        said = {"want-2": "缺检测报告", "want-99": "没有这一项"}
        answer = be("wang").post(f"/window/cases/{number}/supplement", said)
        assert answer.status_code == 422
        assert 'value="缺检测报告"' in answer.text
        assert not queries.opened(number).case.items[0].asked_at
