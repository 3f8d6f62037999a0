"""A process engineer's first quarter of an hour, in a real browser: see, examine, accept, prove, save; by keyboard, on a
phone, without script; and axe finds nothing wrong with any page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.web.studio.conftest import FILING, LIMITS, NANJING

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "/studio/",
    FILING,
    NANJING,
    FILING + "proof",
    "/studio/upload",
    "/studio/matters/guangan",
    FILING + "bpmn",
]


def complaints(page: Page) -> list[str]:
    """What axe finds wrong with the page by WCAG 2.1 A and AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = page.evaluate("rules => axe.run(document, rules)", rules)
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


class TestFirstQuarterOfAnHour:
    def test_from_the_list_to_a_saved_edition(
        self, enter: Callable[[str], Page], picture: Callable[[str], Path]
    ) -> None:
        page = enter("engineer")
        page.goto("/studio/")
        page.get_by_role("link", name="企业投资备案类（开发区）", exact=True).click()
        expect(page.get_by_text("法律和数据只要求 19 个工作日")).to_be_visible()
        page.locator("#accept-9").click()
        expect(page.locator(".jz-headline")).to_contain_text("减为")
        page.get_by_role("button", name="采纳全部（已否决的除外）").click()
        expect(page.locator(".jz-headline")).to_contain_text("最长链由 53 个工作日减为 19 个")
        picture("process-redesigned")
        page.get_by_label("草案说明（可不填）").fill("第一稿")
        page.get_by_role("button", name="保存为草案版本").click()
        expect(page.locator("h1")).to_contain_text("第 1 版")
        page.goto(FILING + "proof")
        expect(page.get_by_text("节省 34 个工作日")).to_be_visible()
        picture("proof")

    def test_a_diagram_opens_in_the_studio(self, enter: Callable[[str], Page]) -> None:
        page = enter("engineer")
        page.goto(FILING + "bpmn")
        expect(page.locator("[data-jz-ready='0']")).to_be_visible()
        assert page.locator("[data-jz-diagram] .djs-shape").count() > 18

    def test_a_filled_list_is_uploaded_and_a_wrong_one_named(
        self, enter: Callable[[str], Page], tmp_path: Path
    ) -> None:
        page = enter("engineer")
        good, bad = tmp_path / "店.csv", tmp_path / "坏.csv"
        good.write_text(LIMITS, encoding="utf-8")
        bad.write_text(LIMITS.replace(",3\n", ",三\n"), encoding="utf-8")
        page.goto("/studio/upload")
        page.locator("#files").set_input_files(bad)
        page.get_by_role("button", name="上传并检查").click()
        expect(page.get_by_role("alert")).to_contain_text("坏.csv 2")
        page.locator("#files").set_input_files(good)
        page.get_by_role("button", name="上传并检查").click()
        expect(page.locator("h1")).to_contain_text("小店流程")


@pytest.mark.once
class TestByKeyboard:
    def test_a_row_opens_its_notes_and_a_move_is_accepted(self, enter: Callable[[str], Page]) -> None:
        page = enter("engineer")
        page.goto(FILING)
        page.locator("#step-s09").focus()
        expect(page.locator("#step-s09 .jz-note")).to_be_visible()
        expect(page.locator("#step-s09 .jz-note")).to_contain_text("城乡规划法第四十条")
        page.locator("#accept-1").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".jz-state").first).to_contain_text("已采纳")


class TestWithoutScript:
    def test_everything_still_works(self, browser: Browser, live_server: LiveServer) -> None:
        cast.person("engineer")
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
        page = context.new_page()
        page.goto("/sign-in")
        page.locator('button[name="login"][value="demo-engineer"]').click()
        page.goto(FILING)
        page.get_by_role("button", name="采纳全部（已否决的除外）").click()
        expect(page.locator(".jz-headline")).to_contain_text("减为 19 个")
        context.close()


@pytest.mark.once
class TestEveryPage:
    @pytest.mark.parametrize("address", PAGES)
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_passes_axe(self, enter: Callable[[str], Page], address: str, language: str) -> None:
        page = enter("engineer")
        page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
        page.goto(address)
        assert complaints(page) == []

    @pytest.mark.parametrize("address", PAGES[:6])
    def test_fits_a_phone(self, enter: Callable[[str], Page], address: str) -> None:
        page = enter("engineer")
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    @pytest.mark.parametrize("address", PAGES[:5])
    def test_in_english_shows_no_chinese_sentence(self, enter: Callable[[str], Page], address: str) -> None:
        page = enter("engineer")
        page.context.add_cookies([{"name": "language", "value": "en", "url": page.url}])
        page.goto(address)
        text = page.locator("main").inner_text()
        for chinese in ("工作日", "采纳", "缺陷", "尚未", "措施", "环节 "):
            assert chinese not in text
