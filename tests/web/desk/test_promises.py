"""A promise found false: the applicant reads how to put it right, hands in the paper, and the checker confirms it."""

from __future__ import annotations

import pytest

from jianzheng.apps.cases import queries
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.document import RECTIFY_BY, DocumentKind
from tests.case_cast import TERM
from tests.web.rooms_cast import TICKS, VISIT, accept, be, file, handed_in

pytestmark = pytest.mark.django_db


def test_a_promise_found_false_can_be_put_right() -> None:
    number = handed_in()
    wang, zhao = be("wang"), be("zhao")
    wang.post(f"/window/cases/{number}/accept", TICKS)
    page = zhao.get(f"/desk/cases/{number}/steps/0").text
    assert "核查承诺" in page and "告知承诺书</a>" in page
    said = {"asked": "4", "found": "卫生管理制度没有建立"}
    assert zhao.post(f"/desk/cases/{number}/false", said).status_code == 302
    page = be("li").get(f"/portal/cases/{number}/").text
    assert "怎么整改" in page and "卫生管理制度没有建立" in page and 'name="paper-4"' in page
    order = next(one.document for one in of_case(number) if one.document.kind is DocumentKind.RECTIFY)
    assert (
        f"责令限期整改通知书：{order.number}" in page
        and order.number.startswith("卫改〔")
        and order.line(RECTIFY_BY)
    )
    assert order.grounds == ("国办发〔2020〕42号",) and "卫生管理制度没有建立" in order.paragraphs[1].zh
    assert "决定有效" not in page and "仍待核查" not in page
    assert "承诺不实，待整改" in wang.get(f"/window/cases/{number}/").text
    wang.post(f"/window/cases/{number}/hand-in", {"asked": "4", "file": "window"})
    assert "已提交整改材料，待核查" in be("li").get(f"/portal/cases/{number}/").text
    desk = zhao.get(f"/desk/cases/{number}/").text
    assert "核查整改情况" in desk and "退回申请人" in desk
    zhao.post(f"/desk/cases/{number}/true", {"asked": "4"})
    debt = queries.opened(number).case.owed(4)
    assert debt and debt.state == "settled"


def found_false() -> str:
    """A case worked on whose promise the checker found false; its number."""
    number = handed_in()
    accept(number)
    zhao, path = be("zhao"), f"/desk/cases/{number}"
    zhao.post(f"{path}/steps/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
    zhao.post(f"{path}/steps/1/finish", {**VISIT, "staff": ["demo-feng"]})
    zhao.post(f"{path}/false", {"asked": "4", "found": "卫生管理制度没有建立"})
    return number


def test_a_promise_found_false_keeps_the_decision_from_granting_and_its_page_says_the_ways_out() -> None:
    number = found_false()
    zhao, path = be("zhao"), f"/desk/cases/{number}"
    said = {"outcome": "grant_with_gap", "reasons": "现场符合要求"}
    page = be("sun").get(f"{path}/steps/2").text
    assert "承诺经核查不实，尚未整改并核查，此前不能准予或者发证：卫生管理制度" in page
    assert page.index('name="outcome"') < page.index('name="reasons"'), (
        "what is chosen stands before its reasons"
    )
    answer = be("sun").post(f"{path}/steps/2/finish", said)
    assert answer.status_code == 422 and "现场符合要求</textarea>" in answer.text
    assert "承诺经核查不实" in answer.text and "写明理由作出不予决定" in answer.text
    be("wang").post(f"/window/cases/{number}/hand-in", {"asked": "4", "file": "window"})
    assert "整改材料已交来，请先核查" in be("sun").post(f"{path}/steps/2/finish", said).text
    zhao.post(f"{path}/true", {"asked": "4"})
    assert be("sun").post(f"{path}/steps/2/finish", said).status_code == 302


REFUSE = {
    "outcome": "refuse",
    "reasons": "承诺的卫生管理制度没有建立，不符合法定条件",
    "remedies": "可申请行政复议，也可提起行政诉讼",
    "court_term": "六个月",
}


def test_what_is_owed_is_no_longer_asked_in_any_room_once_the_matter_was_refused() -> None:
    number = found_false()
    path = f"/desk/cases/{number}"
    rooms = {"li": "portal", "wang": "window", "zhao": "desk", "zhou": "watch"}
    for who, room in rooms.items():
        page = be(who).get(f"/{room}/cases/{number}/").text
        assert "整改期限" in page and ("?term=debt-4" in page) == (room != "watch"), room
    told = be("li").get(f"/portal/cases/{number}/why/0?term=debt-4").text
    assert "从认定承诺不实之日起算" in told and "来源：本系统建议的默认值" in told
    assert be("li").get(f"/portal/cases/{number}/why/0?term=debt-9").status_code == 404
    sun = be("sun")
    for said in ({**REFUSE, "reasons": "啊" * 12}, {**REFUSE, "remedies": "没有"}):
        answer = sun.post(f"{path}/steps/2/finish", said)
        assert answer.status_code == 422 and "第三十八条" in answer.text
    assert sun.post(f"{path}/steps/2/finish", REFUSE).status_code == 302
    for who, room in rooms.items():
        page = be(who).get(f"/{room}/cases/{number}/").text
        assert page.count("不再需要（事项已结束）") == 2, room
        assert not [word for word in ("待整改", "补交期限", 'name="paper-4"') if word in page], room
    li = be("li")
    li.cookies["language"] = "en"
    assert "no longer needed" in li.get(f"/portal/cases/{number}/").text
    answer = be("li").post(f"/portal/cases/{number}/hand-in", {"paper-4": file()})
    assert answer.status_code == 422 and "不再需要补交" in answer.text
    answer = be("wang").post(f"/window/cases/{number}/hand-in", {"asked": "2", "file": "window"}, follow=True)
    assert "请重新申请" in answer.text
    assert [debt.state for debt in queries.opened(number).case.debts] == ["dropped", "dropped"]


def test_a_licence_is_not_annulled_without_a_reason_or_while_its_promise_can_still_be_put_right() -> None:
    number = handed_in()
    accept(number)
    zhao, qian, path = be("zhao"), be("qian"), f"/desk/cases/{number}"
    zhao.post(f"{path}/steps/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
    zhao.post(f"{path}/steps/1/finish", {**VISIT, "staff": ["demo-feng"]})
    be("sun").post(f"{path}/steps/2/finish", {"outcome": "grant_with_gap", "reasons": "现场符合要求"})
    for ground in ("other_69", "article_8"):
        answer = qian.post(f"{path}/intend", {"item": "0", "ground": ground, "reason": "x"})
        assert answer.status_code == 422 and "请写明理由" in answer.text
    answer = zhao.post(f"{path}/false", {"asked": "4", "found": "没有"})
    assert answer.status_code == 422 and "请写明理由" in answer.text
    zhao.post(f"{path}/false", {"asked": "4", "found": "现场没有建立卫生管理制度"})
    said = {"item": "0", "ground": "false_promise", "reason": "承诺不实且逾期未整改"}
    answer = qian.post(f"{path}/intend", said)
    assert answer.status_code == 422 and "还没有结束，不能撤销" in answer.text
    assert "承诺不实且逾期未整改</textarea>" in answer.text and 'value="false_promise" checked' in answer.text
    said = {"item": "0", "ground": "deceit", "reason": "经查证以欺骗手段取得许可"}
    assert qian.post(f"{path}/intend", said).status_code == 302


def test_a_licence_is_annulled_once_its_holder_was_heard_in_the_portal() -> None:
    number = found_false()
    path, qian, li = f"/desk/cases/{number}", be("qian"), be("li")
    zhao = be("zhao")
    be("li").post(f"/portal/cases/{number}/hand-in", {"paper-2": file(), "paper-4": file()})
    for asked in ("2", "4"):
        zhao.post(f"{path}/true", {"asked": asked})
    be("sun").post(f"{path}/steps/2/finish", {"outcome": "grant", "reasons": "现场符合要求"})
    said = {"item": "0", "ground": "deceit", "reason": "经查证以欺骗手段取得许可"}
    assert qian.post(f"{path}/intend", said).status_code == 302
    assert "听取陈述申辩，决定是否撤销或撤回" in qian.get("/desk/").text
    page = li.get(f"/portal/cases/{number}/").text
    assert "您可以陈述申辩" in page and "经查证以欺骗手段取得许可" in page
    said["court_term"] = TERM
    answer = qian.post(f"{path}/revoke", said)
    assert answer.status_code == 422 and "告知书还没有送达" in answer.text
    assert li.post(f"/portal/cases/{number}/plead", {"item": "0"}).status_code == 422
    assert (
        li.post(
            f"/portal/cases/{number}/plead", {"item": "0", "heard": "材料都是真的", "whole": "1"}
        ).status_code
        == 302
    )
    assert "材料都是真的" in qian.get(f"{path}/").text
    assert qian.post(f"{path}/revoke", {**said, "ban": "deceit"}).status_code == 302
    assert "不再需要（事项已结束）" not in li.get(f"/portal/cases/{number}/").text
    assert "送达决定书" in zhao.get("/desk/").text
    assert li.post(f"/portal/cases/{number}/serve", {"item": "0"}).status_code == 422
    assert li.post(f"/portal/cases/{number}/serve", {"item": "0", "agree": "1"}).status_code == 302
    page = be("wang").get(f"/window/cases/{number}/").text
    assert "决定送达" in page and "行政复议法第二十条" in page and 'name="receipt"' not in page
    for room, reader in (("window", be("wang")), ("portal", li), ("desk", zhao)):
        explained = reader.get(f"/{room}/cases/{number}/why/0?term=object").text
        assert "行政复议法第二十条" in explained and "从知道决定之日（送达之日）起算" in explained, room


def test_a_holder_told_of_a_waiver_they_did_not_make_says_so_in_the_portal() -> None:
    number = found_false()
    path, qian, li = f"/desk/cases/{number}", be("qian"), be("li")
    li.post(f"/portal/cases/{number}/hand-in", {"paper-2": file(), "paper-4": file()})
    for asked in ("2", "4"):
        be("zhao").post(f"{path}/true", {"asked": asked})
    be("sun").post(f"{path}/steps/2/finish", {"outcome": "grant", "reasons": "现场符合要求"})
    said = {"item": "0", "ground": "deceit", "reason": "经查证以欺骗手段取得许可"}
    qian.post(f"{path}/intend", said)
    taken = {"item": "0", "waived": "1", "way": "持证人签字的放弃声明，卷宗第3号"}
    assert be("wang").post(f"/window/cases/{number}/plead", taken).status_code == 302
    page = li.get(f"/portal/cases/{number}/").text
    assert "我没有放弃" in page and "卷宗第3号" in page
    assert li.post(f"/portal/cases/{number}/plead", {"item": "0"}).status_code == 302
    page = li.get(f"/portal/cases/{number}/").text
    assert "持证人声明没有放弃陈述申辩" in page and "我没有放弃" not in page
