"""What the pages of a case offer is what core would allow, and names come from the register."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import queries
from jianzheng.core.case import State
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

    def test_names_registered_offices_of_a_joint_meeting_only(self, number: str) -> None:
        accept(number)
        said = {"step": ["0"], "offices": ["health", "不存在的部门"], "opinion": "同意"}
        answer = be("zhao").post(f"/desk/cases/{number}/meet", said)
        assert answer.status_code == 422 and "没有这个单位，请从名单中选择" in answer.text
        be("zhao").post(f"/desk/cases/{number}/meet", said | {"offices": ["health", "fire"]})
        page = be("zhao").get(f"/desk/cases/{number}/").text
        assert "会审意见" in page and "消防" in page and "不存在的部门" not in page
