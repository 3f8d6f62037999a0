"""Reports that stand alone are read on a phone too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from jianzheng.lab.analysis import Terms, analyse, paper
from jianzheng.lab.prove.paper import html
from tests.lab.prove.made import hall, register
from tests.lab.prove.test_proof import whole

IMPRINT = paper.Imprint("log.xes", "e7" * 32, "jianzheng analyse log.xes", "0", "2026-01-05")


class TestAReport:
    @pytest.mark.parametrize("kind", ["proof", "analysis"])
    def test_fits_a_phone(self, browser: Browser, kind: str) -> None:
        """Digests are long words."""
        page = browser.new_page(viewport={"width": 390, "height": 844})
        made = html(whole(), "en") if kind == "proof" else None
        page.set_content(made or paper.html(analyse(register(hall(2), 6, 60, 1), Terms()), IMPRINT))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.close()
