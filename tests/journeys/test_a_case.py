"""The guided tour in a real browser: one case from application to delivered licence, by somebody who only follows the tour."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.verify import verify
from tests.case_cast import settle_in
from tests.formats import forged
from tests.web.rooms_cast import TODAY


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A test report to hand in later: a PDF of one empty page."""
    path = tmp_path / "report.pdf"
    path.write_bytes(forged.pdf(forged.CATALOGUE % b"", forged.PAGES))
    return path


def be(page: Page, n: int) -> None:
    """Press the button of the tour's n-th stop."""
    page.goto("/tour")
    page.locator(f"section[aria-labelledby='stop-{n}'] button").click()


@pytest.mark.django_db(transaction=True)
class TestTheTour:
    def test_leads_through_one_complete_case(self, page: Page, live_server: LiveServer, report: Path) -> None:
        settle_in("hygiene", "food")
        be(page, 1)
        page.get_by_label("场所名称").fill("演示浴场")
        page.get_by_label("场所地址").fill("演示路1号")
        page.get_by_label("经营面积").fill("120")
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("heading", name="办理进度")).to_be_visible()
        number = page.locator(".jz-code").first.inner_text()

        be(page, 2)
        for n in (0, 3):
            page.locator(f"input[name='brought-{n}']").check()
        page.get_by_role("button", name="收件", exact=True).click()
        for n, word in ((0, "brought"), (2, "tolerated"), (3, "brought"), (4, "promised")):
            page.locator(f"input[name='paper-{n}'][value='{word}']").check()
        page.get_by_label("申请人已阅读告知内容并签署承诺书").check()
        page.get_by_role("button", name="受理", exact=True).click()
        expect(page.get_by_text("已受理，开始计时。")).to_be_visible()

        be(page, 3)
        page.get_by_role("link", name="材料审查").click()
        page.get_by_label("审查意见").fill("材料齐全，符合条件")
        page.get_by_label("同意", exact=True).check()
        page.get_by_role("button", name="办结本环节").click()
        page.get_by_role("link", name="现场核查").click()
        page.get_by_label("现场核查日期").fill(TODAY)
        page.get_by_label("地点").fill("演示路1号")
        page.locator("#f-found").fill("与申请一致")
        page.get_by_label("同意", exact=True).check()
        page.get_by_role("button", name="办结本环节").click()
        expect(page.get_by_role("alert")).to_contain_text("2 名以上")
        page.get_by_label("冯（演示）").check()
        page.get_by_role("button", name="办结本环节").click()

        be(page, 4)
        page.get_by_role("link", name="决定", exact=True).click()
        page.get_by_label("容缺准予（补齐后发证）").check()
        page.get_by_role("button", name="作出决定").click()

        be(page, 5)
        page.locator("input[name='paper-2']").set_input_files(report)
        page.get_by_role("button", name="补交").click()
        expect(page.get_by_text("材料已提交，待核查。")).to_be_visible()

        be(page, 6)
        page.get_by_text("核查补交材料").last.click()
        page.get_by_role("button", name="符合要求").click()
        expect(page.locator(".jz-badge", has_text="准予（待送达）")).to_be_visible()
        page.get_by_role("link", name="制证", exact=True).click()
        page.get_by_label("证件或批文编号").fill("卫公证字〔2025〕第1号")
        page.get_by_role("button", name="制证盖章").click()

        be(page, 7)
        page.get_by_label("签收人或邮件单号").fill("李某")
        page.get_by_role("button", name="确认送达").click()
        expect(page.get_by_text("已送达。")).to_be_visible()

        be(page, 8)
        expect(page.get_by_text("送达").first).to_be_visible()
        page.goto("/tour")
        page.get_by_role("button", name="看过了，导览走完").click()
        expect(page.get_by_text("✓ 已完成")).to_have_count(8)
        assert Case.objects.get(number=number).ended_at
        assert verify().equal
