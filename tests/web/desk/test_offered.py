"""What the pages of a case offer is what core would allow, and names come from the register."""

from __future__ import annotations

import re

import pytest

from jianzheng.apps.cases import queries
from jianzheng.core.authority import POWERS
from jianzheng.core.case import State
from jianzheng.web.desk.deputies import GROUPS
from tests.case_cast import who
from tests.web.rooms_cast import VISIT, accept, be, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def number() -> str:
    """Li has handed in an application for the hygiene licence."""
    return handed_in()


class TestACase:
    def test_offers_to_send_back_and_to_withdraw_only_before_the_decision(self, number: str) -> None:
        path, back = f"/desk/cases/{number}/", "退回前面的环节"
        accept(number)
        zhao = be("zhao")
        assert back not in zhao.get(f"{path}steps/0").text
        zhao.post(f"{path}steps/0/finish", {"outcome": "agree", "opinion": "材料齐全，符合规定"})
        assert back in zhao.get(f"{path}steps/1").text
        assert "申请人撤回" in be("wang").get(f"/window/cases/{number}/").text
        zhao.post(f"{path}steps/1/finish", VISIT | {"staff": "demo-feng"})
        be("sun").post(f"{path}steps/2/finish", {"outcome": "grant_with_gap"})
        assert queries.opened(number).case.items[0].state == State.GRANTED_WITH_GAP
        page = zhao.get(f"{path}steps/3").text
        assert "制证盖章" in page and back not in page
        assert "申请人撤回" not in be("wang").get(f"/window/cases/{number}/").text


class TestADecision:
    def test_says_of_each_field_for_which_outcome_it_is_needed(self, number: str) -> None:
        accept(number)
        zhao, path = be("zhao"), f"/desk/cases/{number}/steps"
        zhao.post(f"{path}/0/finish", {"outcome": "agree", "opinion": "材料齐全，符合规定"})
        zhao.post(f"{path}/1/finish", VISIT | {"staff": "demo-feng"})
        page = be("sun").get(f"{path}/2").text
        assert page.count("（不予必填）") == 3 and "（只在准予时填）" in page and "选填" not in page
        assert 'name="remedies" rows="9"' in page


class TestPowersToDelegate:
    def test_stand_by_what_they_are_for_each_once(self, number: str) -> None:
        page = be("sun").get("/desk/deputies").text
        order = [
            page.index(f">{word}<") for word in ("审查办理", "签批决定", "制证送达", "核查补交材料和承诺")
        ]
        assert order == sorted(order)
        assert sorted(re.findall(r'name="verb" value="(\w+)"', page)) == sorted(who("sun").verbs)

    def test_are_named_for_every_role(self) -> None:
        grouped = [verb for _, verbs in GROUPS for verb in verbs]
        assert len(grouped) == len(set(grouped))
        assert set(grouped) >= set().union(*POWERS.values()) - {"apply"}


class TestOrgansOffered:
    def test_are_those_that_handle_matters(self, number: str) -> None:
        accept(number)
        page = be("zhao").get(f"/desk/cases/{number}/").text
        offered = set(re.findall(r'<option value="(\w+)"', page[page.index('id="c-organ"') :]))
        assert {"fire", "market"} <= offered and not offered & {"center", "supervision", "government"}


class TestStoppingTheClock:
    def test_warns_of_a_reason_whose_step_the_process_does_not_have(self, number: str) -> None:
        accept(number)
        page = be("zhao").get(f"/desk/cases/{number}/").text
        offered = page[page.index('value="hearing"') : page.index('value="other"')].split("<label")
        assert page.count("本事项的流程没有这一环节") == 2
        assert all("本事项的流程没有这一环节" not in one for one in offered if 'value="testing"' in one)
