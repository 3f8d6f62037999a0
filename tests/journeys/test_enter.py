"""Coming in, with a real browser: mouse, keyboard, both languages, both widths, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast

WIDE, NARROW = (1440, 900), (390, 844)


class TestTheWayIn:
    def test_is_one_click_in_the_demo_and_one_click_out(self, enter: Callable[[str], Page]) -> None:
        page = enter("engineer")
        expect(page.locator(".jz-person")).to_contain_text("测试流程工程师")
        page.get_by_role("button", name="退出").click()
        expect(page.get_by_role("link", name="登录", exact=True)).to_be_visible()

    def test_is_open_to_the_keyboard_alone(self, page: Page, live_server: LiveServer) -> None:
        login = cast.person("clerk").login
        page.goto("/sign-in")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("跳到正文")
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.locator("#id_login").focus()
        page.keyboard.type(login)
        page.keyboard.press("Tab")
        page.keyboard.type(cast.PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator(".jz-person")).to_contain_text("测试窗口人员")

    def test_works_without_javascript(self, browser: Browser, live_server: LiveServer) -> None:
        cast.person("engineer")
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_role("button", name="English").click()
        page.get_by_role("button", name="Process engineer").click()
        expect(page.locator(".jz-person")).to_contain_text("Test process engineer")
        context.close()


@pytest.mark.once
class TestThePages:
    @pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    @pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere"])
    def test_are_accessible_and_fit(
        self,
        address: str,
        language: str,
        size: tuple[int, int],
        page: Page,
        axe: Callable[[], list[str]],
        picture: Callable[[str], Path],
        live_server: LiveServer,
    ) -> None:
        page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(address)
        assert axe() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        taken = picture(f"{address.strip('/') or 'home'}-{language}-{size[0]}")
        assert taken.stat().st_size > 0

    def test_load_nothing_from_elsewhere(self, page: Page, live_server: LiveServer) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/sign-in", wait_until="networkidle")
        assert len(asked) >= 4
        assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
