"""Whoever signs or decides reads what the steps before proposed; powers are said in words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jianzheng.core.authority import POWERS, TITLES
from tests.web.rooms_cast import VISIT, accept, be, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def number() -> str:
    """A case reviewed and inspected by Zhao, waiting for Sun."""
    number = handed_in()
    accept(number)
    path = f"/desk/cases/{number}/steps"
    be("zhao").post(f"{path}/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
    be("zhao").post(f"{path}/1/finish", {**VISIT, "staff": ["demo-feng"]})
    return number


class TestOpinions:
    def test_stand_beside_the_decision_under_their_questions(self, number: str) -> None:
        page = be("sun").get(f"/desk/cases/{number}/steps/2").text
        asked = page.index("审查意见")
        assert asked < page.index("符合规定条件") < page.index("作出决定")
        assert VISIT["visited_on"] in page

    def test_are_gone_once_the_step_was_sent_back(self, number: str) -> None:
        said = {"step": "2", "to": "0", "reason": "请补充审查意见的理由"}
        be("sun").post(f"/desk/cases/{number}/return", said)
        page = be("zhao").get(f"/desk/cases/{number}/steps/0").text
        assert "前面环节的意见" not in page

    def test_are_listed_with_what_waits(self, number: str) -> None:
        page = be("sun").get("/desk/?tab=approvals").text
        assert "现场" in page
        assert "一致" in page
        assert "现场" not in be("sun").get("/desk/").text.partition("<table")[2]

    def test_cost_no_more_queries_for_more_cases(self, number: str) -> None:
        sun = be("sun")
        sun.get("/desk/?tab=approvals")
        with CaptureQueriesContext(connection) as one:
            sun.get("/desk/?tab=approvals")
        again = handed_in()
        accept(again)
        be("zhao").post(
            f"/desk/cases/{again}/steps/0/finish", {"outcome": "agree", "opinion": "符合规定条件"}
        )
        be("zhao").post(f"/desk/cases/{again}/steps/1/finish", {**VISIT, "staff": ["demo-feng"]})
        with CaptureQueriesContext(connection) as two:
            page = sun.get("/desk/?tab=approvals").text
        assert number in page
        assert again in page
        assert len(two) == len(one)


class TestPowers:
    def test_have_words_in_both_languages(self) -> None:
        held = frozenset().union(*POWERS.values())
        assert held - TITLES.keys() == set()
        assert all(word.zh and word.en for word in TITLES.values())

    def test_are_said_in_words_where_they_are_delegated_and_kept_when_refused(self) -> None:
        handed_in()
        said = {"to": "health.handler", "verb": ["decide"], "begins": "2099-01-01", "last": "2099-01-02"}
        page = be("sun").post("/desk/deputies", said).text
        assert 'value="decide" checked> 作出决定' in page
        assert 'value="2099-01-01"' in page
