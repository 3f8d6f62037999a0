"""The loop in a real browser: a finding is read, accepted and published; a new case runs on the new edition; its effect shows.
By keyboard, on a phone, without script; and axe finds nothing wrong with any page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.cases.models import Case
from jianzheng.apps.catalogue.models import Published
from tests import cast
from tests.case_cast import apply, settle_in
from tests.improve_cast import live, night, order
from tests.journeys.test_a_case import be

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.timedelta(days=1)


@pytest.fixture
def now() -> dt.datetime:
    """The moment the journey begins."""
    return timezone.localtime()


@pytest.fixture
def hotel(now: dt.datetime) -> Published:
    """The hotel licence with sixty cases that ended, looked at this night."""
    edition = settle_in("hotel-licence")["hotel-licence"]
    live(edition, 60, now - 90 * DAY, now)
    night(now)
    return edition


class TestTheLoop:
    def test_from_a_finding_to_a_measured_edition(
        self,
        hotel: Published,
        now: dt.datetime,
        page: Page,
        live_server: LiveServer,
        axe: Callable[[], list[str]],
        picture: Callable[[str], Path],
    ) -> None:
        before = apply(hotel, now)
        cast.person("engineer")
        page.goto("/sign-in")
        page.locator('button[name="login"][value="demo-engineer"]').click()
        page.goto("/studio/")
        page.get_by_role("link", name="改进建议").click()
        assert axe() == []
        picture("improve")
        page.get_by_role("link", name="旅馆业特种行业许可 · 没有依据的先后").click()
        expect(page.get_by_text("工作日（最长链） −3")).to_be_visible()
        assert axe() == []
        address = page.url
        page.get_by_role("link", name="查看这些办件").click()
        assert axe() == []
        page.locator("tbody a").first.click()
        expect(page.get_by_role("rowheader", name="现场核查")).to_be_visible()
        assert axe() == []
        page.goto(address)
        page.get_by_label("理由（与决定一并留存）").fill("两个环节互不依赖，可以一起办")
        page.get_by_role("button", name="采纳", exact=True).click()
        expect(page.get_by_text("发布后作为第 2 版生效").first).to_be_visible()
        page.get_by_role("button", name="发布").click()
        expect(page.get_by_text("第 2 版已生效")).to_be_visible()
        expect(page.get_by_text("新版还没有办件被分析")).to_be_visible()
        page.get_by_role("button", name="退出").click()

        be(page, 1)
        page.goto("/portal/services/hotel-licence/apply")
        for label, said in (("旅馆名称", "演示旅馆"), ("旅馆地址", "演示路1号"), ("客房数量", "12")):
            page.get_by_label(label).fill(said)
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_role("heading", name="办理进度")).to_be_visible()
        made = Published.objects.get(number=2)
        assert Case.objects.latest("id").edition == made
        assert Case.objects.get(number=before).edition == hotel

        live(made, 60, now + DAY, now + 90 * DAY)
        night(now + 90 * DAY)
        page.get_by_role("button", name="退出").click()
        page.goto("/sign-in")
        page.locator('button[name="login"][value="demo-engineer"]').click()
        page.goto(address)
        expect(page.get_by_text("第 2 版的实测效果")).to_be_visible()
        expect(page.get_by_role("rowheader", name="办理时间（工作日）")).to_be_visible()
        assert axe() == []
        picture("improve-measured")

    def test_by_keyboard(self, hotel: Published, enter: Callable[[str], Page]) -> None:
        page = enter("engineer")
        page.goto(f"/studio/improve/{order().pk}")
        page.get_by_label("理由（与决定一并留存）").focus()
        page.keyboard.type("按惯例先审后查，暂不改动")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="不采纳")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("决定已保存")).to_be_visible()
        expect(page.get_by_text("按惯例先审后查，暂不改动").first).to_be_visible()

    def test_without_script_on_a_phone(
        self, hotel: Published, browser: Browser, live_server: LiveServer
    ) -> None:
        cast.person("engineer")
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
        )
        page = context.new_page()
        page.goto("/sign-in")
        page.locator('button[name="login"][value="demo-engineer"]').click()
        page.goto("/studio/improve/?kind=order&state=open")
        expect(page.locator(".jz-finding")).to_have_count(1)
        page.get_by_role("button", name="立即分析").click()
        expect(page.get_by_text("1 项生效服务中还有 1 项等待分析")).to_be_visible()
        page.goto(f"/studio/improve/{order().pk}")
        page.get_by_label("理由（与决定一并留存）").fill("两个环节互不依赖，可以一起办")
        page.get_by_role("button", name="采纳", exact=True).click()
        page.get_by_role("button", name="发布").click()
        expect(page.get_by_text("第 2 版已生效")).to_be_visible()
        context.close()

    def test_fits_a_phone(self, hotel: Published, enter: Callable[[str], Page]) -> None:
        page = enter("engineer")
        page.set_viewport_size({"width": 390, "height": 800})
        number = order().seen["examples"][0]
        for address in ("", f"{order().pk}", f"{order().pk}/cases", f"{order().pk}/cases/{number}"):
            page.goto(f"/studio/improve/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
