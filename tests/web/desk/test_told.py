"""The notice before a licence is annulled in every room: to be delivered first, then heard until a day that is explained."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.people.models import Person
from tests.case_cast import TERM, UNDONE, ZONE, delivered, settle_in, who
from tests.web.rooms_cast import PDF, TODAY, be, file

pytestmark = pytest.mark.django_db
ROOMS = {"li": "portal", "wang": "window", "zhao": "desk", "zhou": "watch"}


@pytest.fixture
def number() -> str:
    """A licence of Li's that Qian means to annul since today."""
    now, found = dt.datetime.now(ZONE), delivered(settle_in()["hygiene"])
    Case.objects.filter(number=found).update(owner=Person.objects.get(login="demo-li"))
    actions.intend(number=found, item=0, now=now, actor=who("qian"), ground="other_69", reason=UNDONE)
    return found


def page(name: str, number: str, english: bool = False) -> str:
    """The case as somebody's room shows it."""
    client = be(name)
    client.cookies["language"] = "en" if english else "zh"
    return client.get(f"/{ROOMS[name]}/cases/{number}/").text


class TestNotDeliveredYet:
    def test_is_said_in_every_room_with_its_day_and_why(self, number: str) -> None:
        for name in ("li", "wang", "zhao"):
            text = page(name, number)
            assert "尚未送达" in text and "告知书送达之日起 5 个工作日" in text, name
            assert "not delivered yet" in page(name, number, english=True), name
            explained = be(name).get(f"/{ROOMS[name]}/cases/{number}/why/0?term=serve")
            assert "告知书送达期限（地方配置）" in explained.text, name
            assert be(name).get(f"/{ROOMS[name]}/cases/{number}/why/0?term=plead").status_code == 404
        assert "告知书送达期限" in page("zhou", number)
        assert "delivery of the notice" in page("zhou", number, english=True)

    def test_keeps_the_annulment_from_being_decided_and_says_what_to_do_first(self, number: str) -> None:
        qian = be("qian")
        assert "送达拟撤销或撤回的告知书" in be("zhao").get("/desk/").text
        assert "告知书还没有送达：先由受理窗口或者本机关送达" in qian.get(f"/desk/cases/{number}/").text
        answer = qian.post(
            f"/desk/cases/{number}/revoke",
            {"item": "0", "reason": UNDONE, "court_term": TERM},
        )
        assert answer.status_code == 422 and "请先由受理窗口或者本机关送达告知书" in answer.text

    def test_stands_in_the_windows_list_of_what_is_to_be_delivered(self, number: str) -> None:
        listed = be("wang").get("/window/?stage=2").text
        assert "还要送达的文书" in listed and number in listed
        assert "还要送达的文书" not in be("wang").get("/window/?stage=1").text


class TestDelivered:
    @pytest.mark.parametrize(("name", "room"), [("wang", "window"), ("zhao", "desk")])
    def test_by_an_official_starts_the_time_to_be_heard_everywhere(
        self, number: str, name: str, room: str
    ) -> None:
        made = opened(number).case.undoings[0].notice
        assert made and f'name="made" value="{made.start}"' in be(name).get(f"/{room}/cases/{number}/").text
        said = {"item": "0", "made": made.start, "way": "post", "receipt": "EMS 1012345670 李", "on": TODAY}
        for wrong, why in (
            ({"on": "2020-01-01"}, "签收日期"),
            ({"on": "2999-01-01"}, "签收日期"),
            ({"on": "\x00"}, "签收日期"),
            ({"receipt": ""}, "邮件单号"),
            ({"way": "online"}, "申请人在办件页面"),
            ({"made": str(made.start - 1)}, "已经不是这一份"),
        ):
            answer = be(name).post(f"/{room}/cases/{number}/serve", said | wrong)
            assert answer.status_code == 422 and why in answer.text, wrong
        assert be(name).post(f"/{room}/cases/{number}/serve", said).status_code == 302
        assert be(name).post(f"/{room}/cases/{number}/serve", said).status_code == 422
        for who_ in ("li", "wang", "zhao"):
            text = page(who_, number)
            assert "告知书送达" in text and "EMS 1012345670 李" in text and "尚未送达" not in text, who_
            assert "不服决定" not in text and "行政复议法第二十条" not in text, who_
            explained = be(who_).get(f"/{ROOMS[who_]}/cases/{number}/why/0?term=plead")
            assert "从告知书送达之日起算" in explained.text, who_
        assert "送达告知书：邮寄" in page("zhou", number) and "陈述申辩期限" in page("zhou", number)
        assert "Notice delivered: by post" in page("zhou", number, english=True)
        answer = be("qian").post(
            f"/desk/cases/{number}/revoke",
            {"item": "0", "reason": UNDONE, "court_term": TERM},
        )
        assert answer.status_code == 422 and "还没有答复" in answer.text

    def test_online_only_as_its_holder_agrees(self, number: str) -> None:
        li = be("li")
        assert "有告知书待您签收" in page("li", number) and "A notice waits for you" in page(
            "li", number, True
        )
        assert li.post(f"/portal/cases/{number}/serve", {"item": "0"}).status_code == 422
        assert not opened(number).case.undoings[0].told_at
        assert li.post(f"/portal/cases/{number}/serve", {"item": "0", "agree": "1"}).status_code == 302
        assert opened(number).case.undoings[0].told_at
        assert "已收到这份告知书" not in page("li", number) and "前（含当日）在这里或者到窗口提出" in page(
            "li", number
        )


class TestAPaperHandedInWithIt:
    def test_is_open_to_the_holder_and_the_organ_and_named_in_the_decision(self, number: str) -> None:
        li, qian, path = be("li"), be("qian"), f"/portal/cases/{number}"
        sent = {"item": "0", "heard": "检测报告是真的", "paper-0": file("复检报告.pdf")}
        assert li.post(f"{path}/plead", sent).status_code == 302
        (plea,) = [each for each in opened(number).happened if getattr(each.event, "file", "")]
        link = f"{path}/pleas/{plea.sequence}"
        for reader in (li, qian, be("zhao"), be("wang")):
            answer = reader.get(link)
            assert answer.status_code == 200 and answer.content == PDF
        assert link in li.get(f"{path}/").text and link in qian.get(f"/desk/cases/{number}/").text
        assert be("xu").get(link).status_code in (403, 404) and li.get(f"{path}/pleas/1").status_code == 404
        undoing = opened(number).case.undoings[0]
        assert undoing.heard == "附件：复检报告.pdf\n检测报告是真的" and not undoing.answered_at

    def test_may_be_all_there_is_to_say_and_a_false_one_is_refused(self, number: str) -> None:
        li, path = be("li"), f"/portal/cases/{number}/plead"
        bad = {"item": "0", "heard": "检测报告是真的", "paper-0": file("复检报告.pdf", b"<html>")}
        answer = li.post(path, bad)
        assert answer.status_code in (200, 422) and "检测报告是真的" in answer.text
        assert not opened(number).case.undoings[0].heard
        both = li.post(path, {"item": "0", "waived": "1", "paper-0": file("复检报告.pdf")})
        assert "请只选一项" in both.text and not opened(number).case.undoings[0].heard
        assert li.post(path, {"item": "0", "whole": "1", "paper-0": file("复检报告.pdf")}).status_code == 302
        assert opened(number).case.undoings[0].answered_at
