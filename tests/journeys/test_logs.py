"""An analyst in a real browser: brings a table, reads the pages, drags a slider; both languages, two widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.people.models import Person
from tests.web.studio.logs_made import brought, permits
from tests.web.studio.test_logs import TABLE, xes

Enter = Callable[[str], Page]
PAGES = (
    "",
    "map",
    "waiting",
    "variants",
    "habits",
    "fit",
    "offices",
    "compare?change=2024-02",
    "cases",
    "cases/0",
)


def wide(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture(autouse=True)
def english(page: Page, live_server: LiveServer) -> None:
    """The analyst reads English."""
    page.context.add_cookies([{"name": "language", "value": "en", "url": live_server.url}])


@pytest.fixture
def url(enter: Enter, page: Page) -> str:
    """The permits, kept by the engineer who has entered."""
    enter("engineer")
    return f"/studio/logs/{brought(Person.objects.get(role='engineer'), permits())}/"


class TestAnAnalyst:
    def test_brings_a_table_and_comes_down_to_one_case(self, enter: Enter, tmp_path: Path) -> None:
        file = tmp_path / "permits.csv"
        file.write_text(TABLE, encoding="gb18030")
        page = enter("engineer")
        page.goto("/studio/logs/")
        page.get_by_label("XES or .xes.gz").set_input_files(file)
        page.get_by_role("button", name="Upload").click()
        expect(page.get_by_label("Case *")).to_have_value("办件编号")
        page.get_by_role("button", name="Read the log").click()
        expect(page.get_by_role("heading", name="Can it be believed?")).to_be_visible()
        page.get_by_role("link", name="Map", exact=True).click()
        page.get_by_role("link", name="审查", exact=True).click()
        page.get_by_role("link", name="A0", exact=True).click()
        expect(page.get_by_role("rowheader", name="发证")).to_be_visible()

    def test_watches_an_import_until_it_is_done(
        self, enter: Enter, tmp_path: Path, axe: Callable[[], list[str]]
    ) -> None:
        file = tmp_path / "permits.xes"
        file.write_bytes(xes(40_000))
        page = enter("engineer")
        page.goto("/studio/logs/")
        page.get_by_label("XES or .xes.gz").set_input_files(file)
        page.get_by_role("button", name="Upload").click()
        expect(page.get_by_role("heading", name="The log is being read")).to_be_visible()
        assert axe() == []
        expect(page.get_by_role("heading", name="Can it be believed?")).to_be_visible()

    @pytest.mark.once
    def test_filters_without_leaving_the_page(self, url: str, page: Page) -> None:
        page.goto(f"{url}cases")
        expect(page.get_by_role("heading", name="Cases 60")).to_be_visible()
        page.get_by_label("Activity contains").fill("ask")
        expect(page.get_by_role("heading", name="Cases 20")).to_be_visible()
        assert "contains=ask" in page.url

    @pytest.mark.once
    def test_scrolls_the_map_by_keyboard(self, url: str, page: Page) -> None:
        page.goto(f"{url}map?zoom=300")
        region = page.locator(".jz-map")
        region.focus()
        page.keyboard.press("ArrowDown")
        expect(region).not_to_have_js_property("scrollTop", 0)

    @pytest.mark.once
    def test_drags_a_slider_and_the_figures_answer(self, enter: Enter) -> None:
        page = enter("engineer")
        page.goto("/studio/logs/what-if?process=kaifaqu-filing:filing&per_day=1")
        slider = page.locator('[data-jz-slide] input[type="range"]').nth(1)
        slider.focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        expect(page.locator("#staff-1")).to_have_value("7")
        page.wait_for_url("**staff=7**")
        assert page.evaluate("document.activeElement.type") == "range"

    def test_does_without_scripts(self, url: str, page: Page) -> None:
        context = page.context.browser.new_context(java_script_enabled=False, locale="en-US")
        context.add_cookies(page.context.cookies())
        plain = context.new_page()
        plain.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + f"{url}map")
        plain.get_by_label("Activity contains").fill("ask")
        plain.get_by_role("button", name="Apply").click()
        expect(plain.locator(".jz-chips")).to_contain_text("ask")
        context.close()


@pytest.mark.once
class TestEveryPage:
    @pytest.mark.parametrize("width", [1440, 390])
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_fits_and_passes_an_independent_checker(
        self, url: str, page: Page, axe: Callable[[], list[str]], width: int, language: str
    ) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
        addresses = [
            *(f"{url}{one}" for one in PAGES),
            "/studio/logs/",
            f"/studio/logs/what-if?log={url.split('/')[3]}",
        ]
        for address in addresses:
            page.goto(address)
            assert (address, axe(), wide(page)) == (address, [], 0)
