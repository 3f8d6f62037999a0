"""A citizen in a real browser: a draft taken up again, an application with a file, the one notice answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.models import Case, Draft
from jianzheng.apps.cases.verify import verify
from jianzheng.apps.people.models import Person
from jianzheng.core.case import FREE, State
from tests.case_cast import settle_in
from tests.formats import forged
from tests.journeys.test_a_case import be
from tests.web.rooms_cast import SIGNBOARD, restaurant


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A PDF of one empty page."""
    path = tmp_path / "report.pdf"
    path.write_bytes(forged.pdf(forged.CATALOGUE % b"", forged.PAGES))
    return path


@pytest.fixture
def fake(tmp_path: Path) -> Path:
    """A program that calls itself a PDF."""
    path = tmp_path / "fake.pdf"
    path.write_bytes(b"MZ\x90\x00" * 99)
    return path


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """A file larger than one may be."""
    path = tmp_path / "huge.pdf"
    path.write_bytes(b"%PDF-1.7" + bytes(21 * 1024 * 1024))
    return path


def window(path: str, said: dict[str, str]) -> None:
    """Wang at the window does something meanwhile."""
    client = Client()
    client.force_login(Person.objects.get(login="demo-wang"))
    assert client.post(path, said).status_code == 302


@pytest.mark.django_db(transaction=True)
class TestACitizen:
    def test_applies_from_a_draft_and_answers_the_notice(
        self, page: Page, live_server: LiveServer, report: Path, fake: Path, huge: Path
    ) -> None:
        settle_in("hygiene", "food")
        be(page, 1)
        page.goto("/portal/services/hygiene/apply")
        page.get_by_label("代他人或单位申请").check()
        expect(page.locator("#asked-4")).to_contain_text("不能选择告知承诺")
        page.get_by_label("为自己申请").check()
        expect(page.locator("#asked-4")).to_contain_text("告知承诺，不交这份材料")
        page.get_by_label("场所名称").fill("演示浴场")
        page.locator("input[name='paper-0']").set_input_files(report)
        expect(page.locator("#asked-0")).to_contain_text("已保存：report.pdf")
        page.locator("input[name='paper-3']").set_input_files(fake)
        expect(page.locator("#asked-3").get_by_role("alert")).to_contain_text("不能收")
        page.locator("input[name='paper-2']").set_input_files(huge)
        expect(page.locator("#asked-2").get_by_role("alert")).to_contain_text("超过 20 MB")
        expect(page.get_by_label("场所名称")).to_have_value("演示浴场")
        assert Draft.objects.get().papers.keys() == {"0"}

        page.goto("/portal/")
        page.get_by_label("尚未提交").get_by_role("link").click()
        expect(page.get_by_label("场所名称")).to_have_value("演示浴场")
        expect(page.get_by_text("report.pdf")).to_be_visible()
        page.get_by_role("button", name="提交申请").click()
        expect(page.locator("#t-form-1")).to_contain_text("请填写")
        page.get_by_label("场所地址").fill("演示路1号")
        page.get_by_label("经营面积").fill("120")
        page.get_by_role("button", name="提交申请").dblclick()
        expect(page.get_by_role("heading", name="办理进度")).to_be_visible()
        number = Case.objects.get().number
        expect(page.get_by_text(number).first).to_be_visible()
        assert not Draft.objects.exists()

        window(f"/window/cases/{number}/supplement", {"want-2": "缺检测报告", "left": "0,3"})
        page.goto(f"/portal/cases/{number}/")
        wanted = page.get_by_label("请补正")
        expect(wanted).to_contain_text("缺检测报告")
        wanted.get_by_role("button", name="提交补正材料").click()
        expect(page.get_by_text("请选择要上传的文件")).to_be_visible()
        page.locator("input[name='paper-2']").set_input_files(report)
        expect(wanted).to_contain_text("已暂存：report.pdf")
        page.get_by_role("button", name="提交补正材料").click()
        expect(page.get_by_text("补正材料已提交")).to_be_visible()
        assert queries.opened(number).case.items[0].state == State.SUPPLEMENTED

        page.get_by_role("link", name="为什么是这一天").first.click()
        expect(page.get_by_text(str(timezone.localdate())).first).to_be_visible()

    def test_sees_at_once_what_the_answers_make_of_the_application(
        self, page: Page, live_server: LiveServer
    ) -> None:
        """Without sending: what was typed stays, and what falls away is listed with the answer that did it."""
        settle_in("construction")
        be(page, 1)
        page.goto("/portal/services/construction/apply")
        page.get_by_label("项目名称").fill("演示工程")
        page.get_by_label("建设项目环境影响报告书").check()
        expect(page.get_by_text("选的是“建设项目环境影响报告书”")).to_have_count(2)
        expect(page.get_by_label("项目名称")).to_have_value("演示工程")

    def test_is_told_and_answers_what_a_matter_without_a_list_needs(
        self, page: Page, live_server: LiveServer, report: Path, axe: Callable[[], list[str]]
    ) -> None:
        """Written at the window one paper a line; one uploaded, one brought; accepted once both are there."""
        number = restaurant()
        be(page, 2)
        page.goto(f"/window/cases/{number}/")
        page.get_by_text("材料不齐：一次性告知补正").click()
        page.get_by_role("button", name="出具补正告知书").click()
        expect(page.get_by_role("alert")).to_contain_text("烟草专卖零售许可证核发（新办）")
        page.get_by_label("烟草专卖零售许可证核发（新办） 没有取得公开的材料清单").fill("店面照片\n租赁合同")
        page.locator(f"input[name='nothing-{SIGNBOARD}']").check()
        assert axe() == []
        page.get_by_role("button", name="出具补正告知书").click()
        expect(page.get_by_text("已一次性告知补正。")).to_be_visible()

        be(page, 1)
        page.goto(f"/portal/cases/{number}/")
        photo, lease = page.locator(f"#asked-{FREE}"), page.locator(f"#asked-{FREE + 1}")
        expect(photo).to_contain_text("店面照片：烟草专卖零售许可证核发（新办）")
        photo.get_by_label("带到窗口").check()
        expect(photo.locator("input[type=file]")).to_be_hidden()
        lease.locator("input[type=file]").set_input_files(report)
        expect(lease).to_contain_text("已暂存：report.pdf")
        page.locator("#asked-2 input[type=file]").set_input_files(report)
        expect(page.locator("#asked-2")).to_contain_text("已暂存：report.pdf")
        expect(photo.get_by_label("带到窗口")).to_be_checked()
        assert axe() == []
        page.get_by_role("button", name="提交补正材料").click()
        expect(page.get_by_label("待带到窗口的材料")).to_contain_text("店面照片")

        be(page, 2)
        page.goto(f"/window/cases/{number}/")
        page.get_by_role("button", name="受理", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("还缺 1 份材料，不能受理：店面照片")
        page.locator(f"input[name='paper-{FREE}'][value='brought']").check()
        page.get_by_role("button", name="受理", exact=True).click()
        expect(page.get_by_text("已受理，开始计时。")).to_be_visible()
        assert verify(number).equal
