"""A proof is frozen, looked at and recomputed in a real browser: with a log, in both languages, on a phone, without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.web.studio.conftest import FILING
from tests.web.studio.test_frozen import logs

pytestmark = pytest.mark.django_db(transaction=True)


class TestAProof:
    def test_is_frozen_looked_at_and_recomputed(
        self, enter: Callable[[str], Page], picture: Callable[[str], Path], axe: Callable[[], list[str]]
    ) -> None:
        page = enter("engineer")
        page.context.add_cookies([{"name": "language", "value": "en", "url": page.url}])
        chosen = logs()
        page.goto(FILING)
        page.get_by_role("button", name="Accept all").click()
        expect(page.locator(".jz-headline")).to_contain_text("19")
        page.goto(FILING + "proof")
        page.get_by_label("Cases a working day").fill("0.3")
        page.locator('select[name="before"]').select_option(str(chosen["before"]))
        page.locator('select[name="after"]').select_option(str(chosen["after"]))
        assert axe() == []
        picture("proof-form")
        page.get_by_role("button", name="Freeze the proof").click()
        expect(page.locator("h1 .jz-tag")).to_have_text("frozen")
        expect(page.locator(".jz-gains").first).to_contain_text("shorter")
        assert axe() == []
        page.get_by_role("button", name="Recompute").click()
        expect(page.get_by_role("status")).to_contain_text("Equal")
        picture("proof-frozen")
        self._on_a_phone(page, picture)
        page.goto("/studio/")
        expect(page.locator("#proofs")).to_be_visible()
        assert axe() == []

    def _on_a_phone(self, page: Page, picture: Callable[[str], Path]) -> None:
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture("proof-frozen-phone")
        page.context.add_cookies([{"name": "language", "value": "zh-hans", "url": page.url}])
        page.goto(FILING + "proof")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture("proof-form-phone")

    def test_works_without_script(self, browser: Browser, live_server: LiveServer) -> None:
        cast.person("engineer")
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
        page = context.new_page()
        page.goto("/sign-in")
        page.locator('button[name="login"][value="demo-engineer"]').click()
        page.goto(FILING)
        page.get_by_role("button", name="采纳全部（已否决的除外）").click()
        page.goto(FILING + "proof")
        page.get_by_role("button", name="冻结证明").click()
        expect(page.locator("h1 .jz-tag")).to_have_text("已冻结")
        page.get_by_role("button", name="重算").click()
        expect(page.get_by_role("status")).to_contain_text("相同")
        context.close()
