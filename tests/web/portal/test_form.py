"""The form of an application: whose it is, files that are too large, and only what the situation needs."""

from __future__ import annotations

import datetime as dt
import html
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client, override_settings

from jianzheng.apps.cases.models import Case, Draft
from jianzheng.apps.cases.queries import Opened, opened
from jianzheng.apps.people.actions import bar
from jianzheng.apps.people.models import Person
from jianzheng.web.ui.answers import wrong_answers
from tests.case_cast import demo, settle_in
from tests.formats import forged
from tests.web.rooms_cast import PREMISES, be, file

pytestmark = pytest.mark.django_db
APPLY = "/portal/services/hygiene/apply"
SAID = {"phone": "13900000000", **PREMISES}
OTHER = {
    "whose": "other",
    "name": "演示餐饮公司",
    "kind": "credit",
    "code": "11990000000000019A",
    "entrusted": "公司委托办理卫生许可，2025年1月2日委托书",
}
LI = "990000199001010017"


@pytest.fixture
def li() -> Client:
    """Li, signed in, in a city that licences public places."""
    settle_in("hygiene", "construction", "restaurant")
    return be("li")


def last() -> Opened:
    """The case made last."""
    return opened(Case.objects.order_by("-id").values_list("number", flat=True)[0])


def applied() -> dict[str, str]:
    """Who applied in it."""
    return last().applicant


class TestWhoApplies:
    def test_is_the_account_whatever_else_is_sent(self, li: Client) -> None:
        said = SAID | {"name": "张三", "code": "990000198505050026", "hand_in": "1"}
        assert li.post(APPLY, said).status_code == 302
        assert (applied()["name"], applied()["code"]) == ("李（演示）", LI)

    def test_may_be_another_with_the_account_named_as_acting_for_them(self, li: Client) -> None:
        said = SAID | OTHER | {"agent": "王五", "agent_code": "1", "hand_in": "1"}
        assert li.post(APPLY, said).status_code == 302
        assert applied()["code"] == OTHER["code"] and applied()["agent_code"] == LI
        number = last().case.number
        assert "代办人：李（演示） · " + LI in be("wang").get(f"/window/cases/{number}/").text

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("entrusted", ""),
            ("name", " "),
            ("code", "abc"),
            ("code", "' or 1=1--"),
            ("code", LI),
            ("kind", "made-up"),
            ("phone", "<script>alert(1)</script>"),
            ("form-1", ""),
            ("form-1", "演示路" * 7000),
            ("form-2", "很大"),
            ("form-2", "0"),
        ],
    )
    def test_wrong_answers_stand_beside_their_field_and_lose_nothing(
        self, li: Client, field: str, value: str
    ) -> None:
        answer = li.post(APPLY, SAID | OTHER | {field: value, "hand_in": "1"})
        assert answer.status_code == 422 and not Case.objects.exists()
        assert answer.text.count('id="t-') > 0 and "<script>alert" not in answer.text
        kept = [word for key, word in (SAID | OTHER).items() if key not in (field, "whose", "kind")]
        assert [word for word in kept if f'value="{word}"' not in answer.text] == []

    def test_an_answer_too_long_comes_back_whole(self, li: Client) -> None:
        address = "演示路" * 7000
        answer = li.post(APPLY, SAID | {"form-1": address, "hand_in": "1"})
        assert answer.status_code == 422 and f'value="{address}"' in answer.text
        assert "最多 500 个字，现在有 21000 个字" in answer.text

    @pytest.mark.parametrize(("code", "wrong"), [("100", True), ("11990000000000019A", False)])
    def test_a_credit_code_asked_by_the_form_is_checked(self, code: str, wrong: bool) -> None:
        offered = next(one for one in demo().services if one.id == "restaurant")
        question = "企业统一社会信用代码"
        place = f"form-{list(offered.form).index(question)}"
        found = wrong_answers(offered, {question: code})
        assert ("不是有效的统一社会信用代码" in found.get(place, "")) is wrong

    def test_without_a_number_of_their_own_acts_for_nobody(self, li: Client) -> None:
        Person.objects.filter(login="demo-li").update(id_code="")
        assert "到窗口" in li.post(APPLY, SAID | OTHER | {"hand_in": "1"}).text
        own = {"kind": "citizen", "code": LI, "hand_in": "1"}
        assert li.post(APPLY, SAID | own).status_code == 302

    @pytest.mark.parametrize(
        ("said", "told"), [({}, "不能再次申请"), (OTHER, "由窗口核对委托书和被代理人身份")]
    )
    def test_does_not_get_round_a_ban(self, li: Client, said: dict[str, str], told: str) -> None:
        """Neither under one's own name nor by naming somebody else."""
        li.post(APPLY, SAID | {"hand_in": "1"})
        first = last()
        days = (dt.date(2020, 1, 1), dt.date(2199, 1, 1))
        bar(code=LI, matter=first.service.matters[0].code, kind="deceit", days=days, case="x")
        answer = li.post(APPLY, SAID | said | {"hand_in": "1"})
        assert answer.status_code == 422 and told in answer.text
        assert Case.objects.count() == 1


class TestFiles:
    def test_too_large_leave_everything_else_in_the_draft(self, li: Client) -> None:
        with override_settings(UPLOAD_LIMIT=100_000):
            huge = file("大图.pdf", forged.pdf(forged.CATALOGUE % b"", forged.PAGES) + b"%" * 200_000)
            answer = li.post(APPLY, SAID | {"paper-0": huge, "paper-2": file("报告.pdf"), "hand_in": "1"})
        assert answer.status_code == 422 and not Case.objects.exists()
        assert "“大图.pdf”超过" in answer.text.split('id="asked-0"')[1].split("</div>")[0]
        assert 'value="演示路1号"' in answer.text
        assert Draft.objects.get().papers.keys() == {"2"}

    def test_too_many_at_once_are_kept_as_far_as_they_fit(self, li: Client) -> None:
        with override_settings(REQUEST_LIMIT=1500):
            said = SAID | {f"paper-{n}": file(f"{n}.txt", b"x" * 1000) for n in (0, 2, 3)}
            answer = li.post(APPLY, said | {"save": "1"})
        assert answer.status_code == 422 and answer.text.count("一次发送的文件合计超过") == 2 * 2
        assert Draft.objects.get().papers.keys() == {"0"}

    def test_may_be_as_many_as_the_longest_list(self, li: Client) -> None:
        path = "/portal/services/construction/apply"
        files = {f"paper-{n}": file(f"{n}.txt", b"x" * (n + 1)) for n in range(69)}
        assert li.post(path, {"phone": "13900000000", **files}).status_code == 200
        assert len(Draft.objects.get().papers) == 56

    def test_limits_are_said_before_one_chooses(self, li: Client) -> None:
        page = li.get(APPLY).text
        assert "每个文件不超过 20 MB" in page and "已保存" not in page

    def test_takes_200_files_at_once_and_says_so_of_more(self) -> None:
        settle_in("hygiene")
        li = be("li")
        for count, status in ((200, 200), (201, 400)):
            files = {f"paper-{n}": file(f"{n}.pdf") for n in range(count)}
            answer = li.post(APPLY, {"phone": "13900000000", "save": "1", **files})
            assert answer.status_code == status
        assert "一次最多 200 个文件" in answer.text and "保存草稿" in answer.text
        assert len(Draft.objects.get().papers) == 5

    def test_of_strangers_are_refused_by_their_length(self, li: Client) -> None:
        with override_settings(UPLOAD_LIMIT=100_000):
            answer = Client().post(APPLY, {"paper-0": file("大图.pdf", b"%" * 200_000)})
        assert answer.status_code == 413


class TestTheSituation:
    PATH = "/portal/services/construction/apply"
    CHOICES = ("choose-3 建设项目环境影响", "choose-5 建设用地规划许可证", "choose-12 建设工程规划许可证核发")
    ANSWERS = dict(zip(CHOICES, ("b3m2", "b5m1", "-"), strict=True)) | {"when-视项目需要": "no"}
    PROJECT = SAID | {"form-3": "3000"}

    def test_is_asked_once_each(self, li: Client) -> None:
        """Three choices and one condition; what a choice answers is no question of its own."""
        page = li.get(self.PATH).text
        names = {part.split('"')[0] for part in page.split('type="radio" name="')[1:]} - {"whose"}
        assert names == {*self.ANSWERS}

    def test_decides_what_is_applied_for_and_asked(self, li: Client) -> None:
        page = li.post(self.PATH, {"phone": "13900000000", **self.ANSWERS, "save": "1"}).text
        applied, apart = page.split('id="materials"')[0].split("以下不申请")
        assert "将申请以下 15 个事项" in applied and "建设项目环境影响登记表</li>" not in applied
        assert "建设项目环境影响登记表" in apart and "选的是“都不适用”" in apart
        assert page.count('type="file"') < 56

    def test_applies_for_that_alone(self, li: Client) -> None:
        answer = li.post(self.PATH, self.PROJECT | self.ANSWERS | {"hand_in": "1"})
        assert answer.status_code == 302
        found = last()
        assert sum(bool(item.number) for item in found.case.items) == 15

    def test_changed_while_handing_in_is_shown_first(self, li: Client) -> None:
        """The lists that were shown are not those of the answers sent: look again, then hand in."""
        seen = li.get(self.PATH).text.split('name="seen" value="')[1].split('"')[0]
        said = self.PROJECT | self.ANSWERS | {"hand_in": "1"}
        answer = li.post(self.PATH, said | {"seen": seen})
        assert answer.status_code == 422 and "清单已更新" in answer.text
        again = answer.text.split('name="seen" value="')[1].split('"')[0]
        assert li.post(self.PATH, said | {"seen": again}).status_code == 302


class TestAServiceWithoutAList:
    def test_says_that_none_was_published(self, li: Client) -> None:
        for path in ("/portal/services/construction/", "/portal/services/construction/apply"):
            page = li.get(path).text
            assert "没有取得公开的材料清单" in page and "无需提交材料" not in page


@pytest.mark.django_db(transaction=True)
def test_files_sent_at_once_are_all_kept() -> None:
    """Chosen one after the other, while the first is still on its way."""
    settle_in("hygiene")
    cookies = be("li").cookies

    def send(n: int) -> int:
        client = Client()
        client.cookies = cookies
        try:
            return client.post(APPLY, SAID | {f"paper-{n}": file(f"{n}.pdf")}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        assert set(hands.map(send, (0, 2, 3, 4))) == {200}
    assert Draft.objects.get().papers.keys() == {"0", "2", "3", "4"}


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "是南京的，不是演示市的"), ("en", "Nanjing's, not those of")]
)
def test_says_whose_organs_the_materials_of_another_place_name(language: str, said: str) -> None:
    settle_in("construction", "hygiene")
    li = be("li")
    li.cookies["language"] = language
    for path in ("", "apply"):
        assert said in html.unescape(li.get(f"/portal/services/construction/{path}").text)
        assert said not in html.unescape(li.get(f"/portal/services/hygiene/{path}").text)
