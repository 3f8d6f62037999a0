"""A refusal for false papers seen from the rooms: said to the applicant, shown at window and desk, lifted by the head."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases.models import Case
from jianzheng.apps.people.models import Ban
from tests.web.rooms_cast import LI, PREMISES, VISIT, accept, be, file, handed_in

pytestmark = pytest.mark.django_db
AGAIN = {"phone": "13900000000", **PREMISES, "hand_in": "1"}
REFUSE = {
    "outcome": "refuse",
    "reasons": "经核查检测报告系伪造，不予许可",
    "remedies": "六十日内可申请行政复议，也可以提起行政诉讼",
    "court_term": "六个月",
    "ban": "false_papers",
}


@pytest.fixture
def examined() -> str:
    """Li's case waits for its decision."""
    number = handed_in()
    accept(number)
    path, zhao = f"/desk/cases/{number}/steps", be("zhao")
    zhao.post(f"{path}/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
    zhao.post(f"{path}/1/finish", {**VISIT, "staff": ["demo-feng"]})
    return number


@pytest.fixture
def number(examined: str) -> str:
    """Li was refused for a forged report."""
    assert be("sun").post(f"/desk/cases/{examined}/steps/2/finish", REFUSE).status_code == 302
    return examined


class TestWhoDecides:
    def test_is_offered_the_organ_and_court_of_the_city_and_asked_for_the_term_to_sue(
        self, examined: str
    ) -> None:
        page = be("sun").get(f"/desk/cases/{examined}/steps/2").text
        assert "六十日内向演示市人民政府（演示设定）申请行政复议" in page and 'name="court_term"' in page


class TestWhoGaveFalsePapers:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("zh-hans", ("第七十八条", "行政复议", "不能再次申请")),
            ("en", ("art. 78", "reconsideration", "may not apply again")),
        ],
    )
    def test_is_told_why_until_when_and_how_to_object(
        self, number: str, language: str, words: tuple[str, ...]
    ) -> None:
        li, last = be("li"), Ban.objects.get().last.isoformat()
        li.cookies["language"] = language
        answer = li.post("/portal/services/hygiene/apply", {**AGAIN, "paper-0": file()})
        assert answer.status_code == 422
        assert all(word in answer.text for word in (*words, last))
        assert Case.objects.count() == 1

    def test_is_told_the_same_at_the_counter(self, number: str) -> None:
        said = {"service": "hygiene", **LI, **PREMISES}
        answer = be("wang").post("/window/receive", said, follow=True)
        assert "第七十八条" in answer.text and Case.objects.count() == 1

    @pytest.mark.parametrize(("who", "room"), [("wang", "window"), ("zhao", "desk")])
    def test_is_seen_with_the_last_day_at_window_and_desk(self, number: str, who: str, room: str) -> None:
        text = be(who).get(f"/{room}/cases/{number}/").text
        assert "申请人不得再次申请" in text and Ban.objects.get().last.isoformat() in text

    def test_has_a_case_whose_other_steps_are_not_done_any_more(self, number: str) -> None:
        text = be("zhao").get(f"/desk/cases/{number}/").text
        assert text.count("不再办理") == 2 and "未开始" not in text

    def test_may_apply_once_the_head_has_lifted_it_on_a_ruling(self, number: str) -> None:
        path, ruling = f"/desk/cases/{number}/lift", {"item": "0", "order_no": "行复〔2025〕1号"}
        assert be("sun").post(path, ruling).status_code == 422
        assert be("qian").post(path, {"item": "0", "order_no": ""}).status_code == 422
        assert "解除不得再次申请的限制" in be("qian").get(f"/desk/cases/{number}/").text
        assert be("qian").post(path, ruling).status_code == 302
        assert "申请人不得再次申请" not in be("wang").get(f"/window/cases/{number}/").text
        assert (
            be("li").post("/portal/services/hygiene/apply", {**AGAIN, "paper-0": file()}).status_code == 302
        )


class TestADecision:
    def test_to_grant_cannot_bar_anybody_and_keeps_the_choice_to_mend(self) -> None:
        number = handed_in()
        accept(number)
        path = f"/desk/cases/{number}/steps"
        be("zhao").post(f"{path}/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
        be("zhao").post(f"{path}/1/finish", {**VISIT, "staff": ["demo-feng"]})
        answer = be("sun").post(f"{path}/2/finish", {**REFUSE, "outcome": "grant"})
        assert answer.status_code == 422 and 'value="false_papers" checked' in answer.text
        assert not Ban.objects.exists()
