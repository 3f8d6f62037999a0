"""Finding a case at the window by what people bring, and what the list says of each."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases.queries import opened
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case import events as e
from tests.case_cast import TERM
from tests.web.rooms_cast import PREMISES, accept, be, file, handed_in

pytestmark = pytest.mark.django_db
LI, FIRM = "990000199001010017", "11990000000000019A"


def found(words: str, who: str = "wang") -> str:
    """The page that answers a search."""
    answer = be(who).get("/window/", {"q": words}, follow=True)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("after", ["²-²", "9" * 40 + "-1", f"1-{10**18}", "-", "x"])
def test_a_page_behind_no_key_is_answered(after: str) -> None:
    handed_in()
    pages = {"wang": "/window/", "zhao": "/desk/"}
    assert [be(name).get(page, {"after": after}).status_code for name, page in pages.items()] == [200, 200]


class TestSearching:
    def test_by_the_whole_number_goes_to_the_case(self) -> None:
        number = handed_in()
        answer = be("wang").get("/window/", {"q": f" {number} "})
        assert answer.headers["Location"] == f"/window/cases/{number}/"

    def test_finds_by_name_number_of_the_person_part_of_the_number_and_receipt(self) -> None:
        number = handed_in()
        be("wang").post(f"/window/cases/{number}/receive")
        paper = of_case(number)[0].document.number
        typed = paper.replace("〔", "[").replace("〕", "]")
        for words in (
            "李（",
            "李（演示）",
            "李(演示)",
            "李",
            LI,
            f"{LI[:6]} {LI[6:]}",
            number[-12:],
            number[:20].lower(),
            paper,
            typed,
        ):
            assert number in found(words), words

    def test_offers_to_accept_together_what_waits_among_what_was_found(self) -> None:
        first, other = handed_in(), handed_in()
        be("wang").post(f"/window/cases/{first}/receive")
        accept(first)
        page = found("李")
        assert f'value="{other}"' in page and f'value="{first}"' not in page and "受理所选" in page
        again = be("wang").post("/window/accept", {"q": "李"}, follow=True)
        assert again.request["QUERY_STRING"] == "q=%E6%9D%8E" and "请勾选要受理的办件" in again.text
        accept(other)
        assert "受理所选" not in found("李")

    def test_finds_by_whoever_acts_for_the_applicant(self) -> None:
        handed_in()
        said = {
            "whose": "other",
            "name": "演示餐饮公司",
            "kind": "credit",
            "code": FIRM,
            "entrusted": "委托书",
        }
        be("li").post(
            "/portal/services/hygiene/apply", {**PREMISES, **said, "phone": "13900000000", "hand_in": "1"}
        )
        assert found(LI).count('class="jz-code"') == 2
        assert found(FIRM).count('class="jz-code"') == 1
        assert found("餐饮").count('class="jz-code"') == 1

    @pytest.mark.parametrize(
        "words", ["查无此人", "%", "_", "' or 1=1--", "<b>x</b>", "\x00", "9" * 400, "〔2026〕", "12345"]
    )
    def test_for_nothing_known_says_what_else_to_try(self, words: str) -> None:
        handed_in()
        page = found(words)
        assert "没有与" in page or not words.strip("\x00")
        assert "<b>x</b>" not in page


class TestTheList:
    def test_tells_what_is_not_received_waits_for_the_applicant_or_is_at_work(self) -> None:
        number = handed_in()
        wang = be("wang")
        assert "已提交，待收件" in wang.get("/window/").text
        wang.post(f"/window/cases/{number}/receive")
        page = wang.get("/window/").text
        assert "已收件，待答复是否受理" in page and "前（含当日）答复是否受理" in page
        wang.post(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "left": "3"})
        assert "等申请人补正" in wang.get("/window/").text
        be("li").post(f"/portal/cases/{number}/supplement", {"paper-2": file()})
        assert "已补正，待受理" in wang.get("/window/").text
        accept(number)
        assert "前（含当日）办结" in wang.get("/window/?stage=1").text

    def test_of_ones_own_cases_tells_how_they_ended(self) -> None:
        number = handed_in()
        be("li").post(f"/portal/cases/{number}/withdraw", {"item": "0", "reason": "不办了"})
        page = be("li").get("/portal/cases/").text
        assert "已撤件" in page and "已办结" not in page


class TestAnotherOrgan:
    def named(self, number: str) -> str:
        """The organ that the last event of a case names."""
        event = opened(number).happened[-1].event
        assert isinstance(event, e.NotOurs)
        return event.organ

    def test_is_chosen_from_the_list(self) -> None:
        number = handed_in()
        said = {
            "item": "0",
            "reason": "不属于本机关职权范围",
            "organ": "水利局",
            "court_term": TERM,
        }
        be("wang").post(f"/window/cases/{number}/not-ours", said)
        assert self.named(number) == "水利局"

    def test_not_on_the_list_is_marked_unverified(self) -> None:
        number = handed_in()
        said = {
            "item": "0",
            "reason": "不属于本机关职权范围",
            "organ": "",
            "other": "邻县行政审批局",
            "court_term": TERM,
        }
        be("wang").post(f"/window/cases/{number}/not-ours", said)
        assert self.named(number).startswith("邻县行政审批局（不在本市机关名录内")

    @pytest.mark.parametrize(
        "said",
        [
            {"organ": "xyz不存在的机关"},
            {"organ": "水利局", "other": "邻县行政审批局"},
            {"other": "x"},
            {"organ": "", "other": ""},
        ],
    )
    def test_wrongly_named_is_answered_with_what_to_do(self, said: dict[str, str]) -> None:
        number = handed_in()
        form = {"item": "0", "reason": "不属于本机关职权范围", **said}
        answer = be("wang").post(f"/window/cases/{number}/not-ours", form)
        assert answer.status_code == 422 and 'value="不属于本机关职权范围"' in answer.text
        assert not opened(number).case.ended_at
