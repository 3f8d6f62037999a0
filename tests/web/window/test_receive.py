"""Somebody at the counter: what they alone can say is asked, and a form sent twice makes one case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.catalogue.queries import service
from tests.web.rooms_cast import LI, PREMISES, WAYS, be, handed_in, publish_forked, settle_in

FORM = {"service": "hygiene", **LI, **PREMISES}


@pytest.mark.django_db
class TestAtTheCounter:
    def test_a_form_sent_twice_makes_one_case(self) -> None:
        settle_in("hygiene")
        wang = be("wang")
        first = wang.post("/window/receive", FORM)
        again = wang.post("/window/receive", FORM)
        assert first.headers["Location"] == again.headers["Location"]
        assert Case.objects.count() == 1
        other = wang.post("/window/receive", FORM | {"form-0": "第二家"})
        assert other.headers["Location"] != first.headers["Location"]

    def test_an_application_without_a_name_is_refused_and_nothing_is_lost(self) -> None:
        settle_in("hygiene")
        answer = be("wang").post("/window/receive", FORM | {"name": "", "form-0": "浴场"})
        assert (answer.status_code, 'value="浴场"' in answer.text) == (422, True)

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("code", "990000199001010010", "有效的公民身份号码"),
            ("phone", "xyz", "能联系上的电话"),
            ("form-1", "", "请填写这一项"),
            ("agent", "王五", "代办人证件号码"),
            ("agent_code", "990000199001010017", "同一个号码"),
        ],
    )
    def test_a_wrong_answer_is_told_beside_its_field(self, field: str, value: str, said: str) -> None:
        settle_in("hygiene")
        answer = be("wang").post("/window/receive", FORM | {field: value})
        assert answer.status_code == 422 and said in answer.text
        assert not Case.objects.exists()

    def test_somebody_acting_for_the_applicant_is_taken_down(self) -> None:
        settle_in("hygiene")
        agent = {"agent": "王五", "agent_code": "990000198505050026", "entrusted": "2025年1月2日委托书"}
        where = be("wang").post("/window/receive", FORM | agent | {"form-2": "１２０"}).headers["Location"]
        found = opened(where.split("/")[-2])
        assert found.applicant["agent"] == "王五" and found.form["经营面积（平方米）"] == "120"

    def test_what_the_answers_mean_is_shown_before_anything_is_received(self) -> None:
        settle_in("construction")
        said = {"service": "construction", "choose-3 建设项目环境影响": "b3m4", "show": "1"}
        answer = be("wang").post("/window/receive", said)
        assert answer.status_code == 200 and not Case.objects.exists()
        assert "选的是“建设项目环境影响登记表”" in answer.text
        assert 0 < answer.text.count('type="checkbox"') < 69

    def test_what_government_has_is_verified_and_never_ticked_as_brought(self) -> None:
        """Even where the form says so: 国务院关于在线政务服务的若干规定第七条."""
        asked = service(settle_in("food")["food"].pk).asked
        (held,) = (n for n, one in enumerate(asked) if one.held)
        clerk = be("wang")
        page = clerk.get("/window/receive?service=food").text
        assert f'name="brought-{held}"' not in page and "政府已有，核验即可，不收" in page
        said = {"service": "food", **LI, **PREMISES, f"brought-{held}": "brought"}
        where = clerk.post("/window/receive", said).headers["Location"]
        assert opened(where.split("/")[-2]).case.papers == ()

    def test_a_matter_without_a_list_is_told_of(self) -> None:
        settle_in("restaurant")
        said = {"service": "restaurant", "when-设置户外招牌": "no", "when-零售烟草": "yes", "show": "1"}
        page = be("wang").post("/window/receive", said).text
        assert "收件后在办件页面一次性告知需要的材料：<b>烟草专卖零售许可证核发（新办）</b></p>" in page

    def test_nor_at_the_window_for_what_came_online(self) -> None:
        number = handed_in()
        page = be("wang").get(f"/window/cases/{number}/").text
        assert "政府已有，核验即可，不收" in page
        first, then = page.split("二、逐项核对材料")
        assert "营业执照</label>" not in first and "营业执照</legend>" in then

    def test_for_nothing_known_the_list_is_shown_again(self) -> None:
        settle_in("hygiene")
        answer = be("wang").get("/window/receive?service=nothing")
        assert answer.status_code == 422 and "<select" in answer.text

    def test_a_condition_of_the_service_is_asked(self) -> None:
        publish_forked()
        clerk, said = be("wang"), FORM | {"service": "forked"}
        page = clerk.post("/window/receive", said)
        assert (page.status_code, page.text.count("请回答这一项")) == (422, 2 * 2)
        answers = {"when-经营场所在二楼以上": "no", "choose-way": WAYS[1]}
        assert clerk.post("/window/receive", said | answers).status_code == 302
        assert opened(Case.objects.get().number).case.skipped


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_by_many_presses_at_once_makes_one_case() -> None:
    settle_in("hygiene")
    cookies = be("wang").cookies

    def press(_: int) -> int:
        client = Client()
        client.cookies = cookies
        try:
            return client.post("/window/receive", FORM).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        assert set(hands.map(press, range(8))) == {302}
    assert Case.objects.count() == 1


@pytest.mark.django_db
class TestARefusedActAtTheWindow:
    @pytest.mark.parametrize(
        ("verb", "said"),
        [
            ("not-required", {"item": "99", "reason": "不需要许可的理由"}),
            ("not-ours", {"item": "99", "other": "邻县行政审批局", "reason": "属于邻县管辖，请去邻县办理"}),
            ("withdraw", {"reason": "申请人来电要求"}),
        ],
    )
    def test_comes_back_with_what_was_written(self, verb: str, said: dict[str, str]) -> None:
        settle_in("hygiene")
        wang = be("wang")
        where = wang.post("/window/receive", FORM).headers["Location"]
        answer = wang.post(f"{where}{verb}", said)
        assert answer.status_code == 422
        for word in set(said.values()) - {"99"}:
            assert f'value="{word}"' in answer.text
