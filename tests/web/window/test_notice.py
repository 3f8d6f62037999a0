"""The one notice at the window: what it is filled in with, what it may not ask, what it may not leave out unseen."""

from __future__ import annotations

import pytest
from django.test import Client

from jianzheng.apps.cases import queries
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.case.notice import UNSENT
from tests.web.rooms_cast import be, handed_in

pytestmark = pytest.mark.django_db


def asked(number: str) -> bool:
    return any(item.asked_at for item in queries.opened(number).case.items)


@pytest.fixture
def number() -> str:
    """A case whose form came; what government holds is material 1, only 3 may neither follow nor be promised."""
    return handed_in()


@pytest.fixture
def wang(number: str) -> Client:
    return be("wang")


class TestTheForm:
    def test_names_all_that_is_missing_and_nothing_else(self, number: str, wang: Client) -> None:
        page = wang.get(f"/window/cases/{number}/").text
        filled = [n for n in range(5) if f'name="want-{n}" value="{UNSENT.zh}"' in page]
        assert filled == [2, 3, 4]

    def test_says_that_it_did_not_come_in_the_language_of_the_reader(self, number: str, wang: Client) -> None:
        wang.post(f"/window/cases/{number}/supplement", {f"want-{n}": UNSENT.zh for n in (2, 3, 4)})
        (told,) = [e.event for e in queries.opened(number).happened if isinstance(e.event, SupplementAsked)]
        assert {what for _, what in told.wanted} == {"未提交 / not handed in"}
        chinese, english = be("li"), be("li")
        english.cookies["language"] = "en"
        assert "not handed in" not in chinese.get(f"/portal/cases/{number}/").text
        assert "未提交" not in english.get(f"/portal/cases/{number}/").text


class TestWhatGovernmentHolds:
    def test_is_not_asked(self, number: str, wang: Client) -> None:
        said = {"want-1": "再交一份", "want-3": "未提交"}
        answer = wang.post(f"/window/cases/{number}/supplement", said)
        assert answer.status_code == 422 and "政府已有的材料不得要求申请人提交" in answer.text
        assert 'value="再交一份"' in answer.text and not asked(number)

    def test_is_asked_where_it_was_found_not_to_be_there(self, number: str, wang: Client) -> None:
        said = {"want-1": "查无登记", "absent-1": "1", "want-3": "未提交"}
        assert wang.post(f"/window/cases/{number}/supplement", said).status_code == 302 and asked(number)


class TestWhatIsMissing:
    def test_is_not_left_out_without_a_tick(self, number: str, wang: Client) -> None:
        said = {"want-0": "缺签章"}
        answer = wang.post(f"/window/cases/{number}/supplement", said)
        assert answer.status_code == 422 and 'name="left" value="3"' in answer.text
        assert (
            'value="缺签章"' in answer.text
            and f'value="{UNSENT.zh}"' not in answer.text
            and not asked(number)
        )
        said["left"] = "3"
        assert wang.post(f"/window/cases/{number}/supplement", said).status_code == 302 and asked(number)
