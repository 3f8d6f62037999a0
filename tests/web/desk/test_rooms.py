"""Window, desk and portal over one real case: what each may see and do, and every refusal said on the page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.models import Case, Draft, Event
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import actor
from jianzheng.core.authority import may
from jianzheng.core.case import State
from tests.case_cast import TERM, settle_in
from tests.web.rooms_cast import LI, PREMISES, VISIT, accept, be, file, handed_in

pytestmark = pytest.mark.django_db
PAGES = {
    "li": [
        *("/portal/", "/portal/cases/", "/portal/services/hygiene/"),
        *("/portal/cases/{n}/", "/portal/cases/{n}/why/0"),
    ],
    "wang": [
        *("/window/", "/window/?stage=1", "/window/receive?service=food"),
        *("/window/cases/{n}/", "/window/cases/{n}/why/0"),
    ],
    "zhao": [
        *("/desk/", "/desk/?tab=mine", "/desk/cases/{n}/", "/desk/cases/{n}/steps/0"),
        *("/desk/cases/{n}/why/0", "/desk/deputies"),
    ],
    "zhou": ["/watch/", "/watch/cases/{n}/"],
}


@pytest.fixture
def number() -> str:
    """Li has handed in an application for the hygiene licence."""
    return handed_in()


class TestApplying:
    def test_keeps_the_good_files_and_says_what_is_wrong_with_the_others(self) -> None:
        settle_in("hygiene")
        li = be("li")
        said = {
            **PREMISES,
            "paper-0": file(),
            "paper-3": file("图.exe", b"MZ\x90\x00" * 99),
        }
        answer = li.post("/portal/services/hygiene/apply", {**said, "hand_in": "1"})
        assert answer.status_code == 422
        assert "报告.pdf" in answer.text
        assert "浴场" in answer.text
        assert not Case.objects.exists()
        assert Draft.objects.get().papers.keys() == {"0"}

    def test_can_be_taken_up_again(self) -> None:
        settle_in("hygiene")
        li = be("li")
        li.post("/portal/services/hygiene/apply", {"form-0": "浴场", "save": "1"})
        assert "浴场" in li.get("/portal/services/hygiene/apply").text
        assert "公共场所卫生许可" in li.get("/portal/").text

    def test_without_a_name_keeps_what_was_written(self) -> None:
        settle_in("hygiene")
        answer = be("li").post(
            "/portal/services/hygiene/apply", {"whose": "other", "form-0": "浴场", "hand_in": "1"}
        )
        assert answer.status_code == 422
        assert "请填写申请人" in answer.text
        assert "浴场" in answer.text

    def test_for_nothing_known_says_so(self) -> None:
        settle_in("hygiene")
        assert be("li").get("/portal/services/nothing/").status_code == 404

    def test_shows_the_case_only_to_its_owner(self, number: str) -> None:
        for path in ("", "why/0", "files/0"):
            assert be("li").get(f"/portal/cases/{number}/{path}").status_code == 200
            assert be("zhang").get(f"/portal/cases/{number}/{path}").status_code == 404


class TestTheWindow:
    def test_tells_what_is_missing_once(self, number: str) -> None:
        wang, li = be("wang"), be("li")
        wang.post(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "left": "3"})
        assert "缺检测报告" in li.get(f"/portal/cases/{number}/").text
        assert li.post(f"/portal/cases/{number}/supplement", {"paper-2": file()}).status_code == 302
        again = wang.post(f"/window/cases/{number}/supplement", {"want-3": "还缺"}, follow=True)
        assert "只能一次告知" in again.text
        assert Event.objects.filter(kind="SupplementAsked").count() == 1
        assert Event.objects.get(kind="Attempted").data == '{"verb":"ask_supplement"}'
        assert "二次补正" in be("zhou").get(f"/watch/cases/{number}/").text
        assert "被系统拒绝" not in li.get(f"/portal/cases/{number}/").text

    def test_says_on_the_page_why_it_cannot_accept(self, number: str) -> None:
        answer = be("wang").post(f"/window/cases/{number}/accept", {"paper-0": "brought"}, follow=True)
        assert "还缺" in answer.text
        assert queries.opened(number).case.items[0].state == State.RECEIVED

    def test_does_nothing_twice(self, number: str) -> None:
        wang = be("wang")
        for _ in range(2):
            answer = wang.post(f"/window/cases/{number}/receive", follow=True)
        assert "不用重复收件" in answer.text
        assert Event.objects.filter(kind="Received").count() == 1

    def test_takes_down_an_application_at_the_counter(self) -> None:
        settle_in("food")
        answer = be("wang").post("/window/receive", {"service": "food", **LI, **PREMISES}, follow=True)
        assert answer.status_code == 200
        case = Case.objects.get()
        assert case.channel == "window"
        assert be("wang").get(f"/window/cases/{case.number}/receipt").status_code == 302

    @pytest.mark.parametrize("verb", ["not-required", "not-ours"])
    def test_turns_away_with_a_reason(self, number: str, verb: str) -> None:
        said = {"item": "0", "reason": "不属于本机关职权范围", "organ": "水利局", "court_term": TERM}
        be("wang").post(f"/window/cases/{number}/{verb}", said)
        if verb == "not-ours":
            page = be("wang").get(f"/window/cases/{number}/").text
            assert "送达决定书" in page and "不予受理（待送达）" in page
            handed = {"item": "0", "way": "window", "receipt": "李"}
            be("wang").post(f"/window/cases/{number}/serve", handed)
        assert queries.opened(number).case.ended_at

    @pytest.mark.parametrize(
        "form", [{}, {"item": "99"}, {"item": "-1"}, {"item": "x" * 9999}, {"step": "9" * 50}]
    )
    @pytest.mark.parametrize(
        "verb", ["not-required", "not-ours", "deliver", "hand-in", "withdraw", "supplement"]
    )
    def test_answers_broken_forms_in_words(self, number: str, verb: str, form: dict[str, str]) -> None:
        answer = be("wang").post(f"/window/cases/{number}/{verb}", form, follow=True)
        assert answer.status_code == (200 if verb == "hand-in" else 422)
        assert not queries.opened(number).case.ended_at


class TestTheDesk:
    def test_works_a_case_to_its_licence(self, number: str) -> None:
        accept(number)
        zhao, sun, path = be("zhao"), be("sun"), f"/desk/cases/{number}/"
        assert "李（演示）" in zhao.get("/desk/").text
        empty = zhao.post(f"{path}steps/0/finish", {"outcome": "agree"})
        assert (empty.status_code, "请填写：审查意见" in empty.text) == (422, True)
        zhao.post(f"{path}steps/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
        alone = zhao.post(f"{path}steps/1/finish", VISIT)
        assert (alone.status_code, "2 名以上" in alone.text, "现场" in alone.text) == (422, True, True)
        again = zhao.post(f"{path}steps/1/finish", {**VISIT, "found": "", "staff": ["demo-feng"]})
        assert (again.status_code, 'value="demo-feng" checked' in again.text) == (422, True)
        zhao.post(f"{path}steps/1/finish", {**VISIT, "staff": ["demo-feng"]})
        assert "李（演示）" in sun.get("/desk/?tab=approvals").text
        assert "容缺" in sun.post(f"{path}steps/2/finish", {"outcome": "grant"}).text
        sun.post(f"{path}steps/2/finish", {"outcome": "grant_with_gap"})
        be("li").post(f"/portal/cases/{number}/hand-in", {"paper-2": file()})
        assert "核查前不能发证" in zhao.post(f"{path}steps/3/finish", {"result_no": "卫公证字1号"}).text
        zhao.post(f"{path}true", {"asked": "2"})
        zhao.post(f"{path}steps/3/finish", {"result_no": "卫公证字1号"})
        be("wang").post(f"/window/cases/{number}/deliver", {"step": "4", "way": "window", "receipt": "李"})
        case = queries.opened(number).case
        assert (case.items[0].state, bool(case.ended_at)) == (State.GRANTED, True)
        for name, room in (("li", "portal"), ("wang", "window"), ("zhao", "desk")):
            page = be(name).get(f"/{room}/cases/{number}/").text
            assert "办结（准予）" in page and "待补齐" not in page
            assert all(
                word in page for word in ("法定期限", "承诺期限", "未超期", "决定日期", "计时 0 个工作日")
            )
            assert "办件已归档，但“卫生管理制度”仍待核查" in page
        assert "核查补交材料或承诺：卫生管理制度" in zhao.get("/desk/").text
        zhao.post(f"{path}true", {"asked": "4"})
        assert "核查补交材料或承诺" not in zhao.get("/desk/").text

    def test_runs_on_when_somebody_stops_the_clock_for_a_reason_of_their_own(self, number: str) -> None:
        accept(number)
        said = {"item": "0", "reason": "other", "other": "领导出差", "days": "3"}
        answer = be("zhao").post(f"/desk/cases/{number}/pause", said, follow=True)
        assert "时钟没有停，继续计时：这不是法律允许停止计时的事由" in answer.text
        assert "alert-warning" in answer.text and "alert-success" not in answer.text
        assert "领导出差" in answer.text and "unlisted" not in answer.text
        assert queries.opened(number).case.items[0].state == State.STARTED

    def test_lets_the_head_lengthen_the_term_and_nobody_else(self, number: str) -> None:
        accept(number)
        said = {"item": "0", "days": "5", "reason": "情况复杂，需要补充核实材料"}
        assert (
            "没有“批准延长期限”的权限"
            in be("sun").post(f"/desk/cases/{number}/extend", said, follow=True).text
        )
        assert queries.opened(number).case.items[0].extensions == 0
        be("qian").post(f"/desk/cases/{number}/extend", said)
        assert queries.opened(number).case.items[0].extensions == 1

    def test_is_closed_to_organs_without_part_in_the_case(self, number: str) -> None:
        accept(number)
        stranger = Person.objects.filter(role="handler").exclude(login__in=["demo-zhao", "demo-feng"]).first()
        assert stranger
        client = Client()
        client.force_login(stranger)
        assert client.get(f"/desk/cases/{number}/").status_code == 404
        assert client.post(f"/desk/cases/{number}/steps/0/finish", VISIT).status_code == 404

    @pytest.mark.parametrize(
        "verb",
        ["claim", "return", "pause", "resume", "extend", "meet", "copy", "answer", "true", "false", "revoke"],
    )
    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"item": "99", "step": "99", "asked": "99", "days": "1", "to": "9"},
            {"step": "x", "item": "-1"},
        ],
    )
    def test_answers_broken_forms_in_words(self, number: str, verb: str, form: dict[str, str]) -> None:
        accept(number)
        before = Event.objects.count()
        answer = be("zhao").post(f"/desk/cases/{number}/{verb}", form)
        assert answer.status_code == 422 and 'role="alert"' in answer.text
        assert Event.objects.count() == before

    @pytest.mark.parametrize(
        ("verb", "form", "kept"),
        [
            (
                "pause",
                {"item": "0", "reason": "hearing", "days": "0"},
                ['value="0" type="number"', 'value="hearing" checked'],
            ),
            ("copy", {"organ": "nowhere", "text": "请核查"}, [">请核查</textarea>"]),
        ],
    )
    def test_keeps_what_was_written_in_a_refused_form(
        self, number: str, verb: str, form: dict[str, str | list[str]], kept: list[str]
    ) -> None:
        accept(number)
        page = be("zhao").post(f"/desk/cases/{number}/{verb}", form).text
        assert [part for part in [*kept, '<details class="jz-verb" open>'] if part not in page] == []

    def test_delegates_powers_for_some_days_on_a_written_order(self, number: str) -> None:
        sun, today = be("sun"), timezone.localdate().isoformat()
        said = {
            "to": "health.handler",
            "verb": ["decide"],
            "begins": today,
            "last": today,
            "order_no": "委令1号",
        }
        assert sun.post("/desk/deputies", {**said, "order_no": ""}).status_code == 422
        nothing = sun.post("/desk/deputies", {}).text
        assert "请填写：要委托的权限、开始日期、最后一日、书面委托文号" in nothing
        assert sun.post("/desk/deputies", said).status_code == 302
        people = "".join(one.name_zh for one in Person.objects.filter(login="demo-zhao"))
        assert people and f"（{people}" in sun.get("/desk/deputies").text
        assert f"{today} 至 {today}</b>" in sun.get("/desk/deputies").text.replace(" ·", "</b>")
        assert may(actor(Person.objects.get(login="demo-zhao"), timezone.localdate()), "decide")

    @pytest.mark.parametrize("last", ["", "0001-01-01", "9999-12-31", "2026-02-30", "x" * 999])
    def test_does_not_delegate_for_no_days(self, number: str, last: str) -> None:
        said = {"to": "health.handler", "verb": ["decide"], "begins": "2026-01-02", "order_no": "委令1号"}
        assert be("sun").post("/desk/deputies", {**said, "last": last}).status_code == 422

    def test_lists_a_copy_at_the_organ_it_was_sent_to_until_it_answers(self, number: str) -> None:
        accept(number)
        told = {"organ": "fire", "text": "请核查疏散通道"}
        be("zhao").post(f"/desk/cases/{number}/copy", told)
        fire = be(Person.objects.get(holdings__post__organ__word="fire", role="handler").login[5:])
        for path in ("/desk/", "/desk/?tab=copies"):
            page = fire.get(path).text
            assert f'href="/desk/cases/{number}/#answer"' in page and "项待答复" in page
        page = fire.get(f"/desk/cases/{number}/").text
        assert "请核查疏散通道" in page.partition('id="answer"')[0] and "逾期未答复视为同意" in page
        assert "#answer" not in be("zhao").get("/desk/?tab=copies").text
        assert number in be("zhou").get("/watch/offices/fire/-/").text
        fire.post(f"/desk/cases/{number}/answer", {"answer": "通道畅通"})
        assert "#answer" not in fire.get("/desk/?tab=copies").text
        assert verify(number).equal

    def test_does_not_copy_to_itself(self, number: str) -> None:
        accept(number)
        answer = be("zhao").post(f"/desk/cases/{number}/copy", {"organ": "health", "text": "x"})
        assert (answer.status_code, "请选择别的单位" in answer.text) == (422, True)


class TestEveryRoleOnEveryPage:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    @pytest.mark.parametrize("who", PAGES)
    def test_is_shown_in_both_languages(self, number: str, who: str, language: str) -> None:
        accept(number)
        client = be(who)
        client.cookies["language"] = language
        for path in PAGES[who]:
            answer = client.get(path.format(n=number))
            assert answer.status_code == 200, path
            assert "{%" not in answer.text
