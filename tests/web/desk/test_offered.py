"""What the pages of a case offer is what core would allow, and names come from the register."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import queries
from jianzheng.core.case import State
from tests.web.rooms_cast import TODAY, VISIT, accept, be, handed_in, publish_meeting

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


class TestADecision:
    def test_says_of_each_field_for_which_outcome_it_is_needed(self, number: str) -> None:
        accept(number)
        zhao, path = be("zhao"), f"/desk/cases/{number}/steps"
        zhao.post(f"{path}/0/finish", {"outcome": "agree", "opinion": "材料齐全，符合规定"})
        zhao.post(f"{path}/1/finish", VISIT | {"staff": "demo-feng"})
        page = be("sun").get(f"{path}/2").text
        assert page.count("（不予必填）") == 3 and "（只在准予时填）" in page and "选填" not in page
        assert 'name="remedies" rows="9"' in page


class TestAMeetingStep:
    def test_names_registered_offices_and_sends_the_others_the_minutes(self) -> None:
        publish_meeting()
        said = {"phone": "13900000000", "hand_in": "1"}
        number = be("li").post("/portal/services/met/apply", said).headers["Location"].split("/")[-2]
        be("wang").post(f"/window/cases/{number}/accept", {})
        zhao, path = be("zhao"), f"/desk/cases/{number}/steps/0"
        assert 'type="checkbox" name="offices" value="fire"' in zhao.get(path).text
        held = {"outcome": "agree", "held_on": TODAY, "opinion": "同意，消防通道按图施工"}
        answer = zhao.post(f"{path}/finish", held | {"offices": ["health", "不存在的部门"]})
        assert answer.status_code == 422 and "请从名单中选择" in answer.text
        assert 'value="health" checked' in answer.text
        assert zhao.post(f"{path}/finish", held | {"offices": ["health", "fire"]}).status_code == 302
        (copy,) = queries.opened(number).case.copies
        assert copy.organ == "fire"
        page = zhao.get(f"/desk/cases/{number}/").text
        assert "参加部门（至少两个）：卫生健康委员会、消防" in page and "会审纪要" in page
