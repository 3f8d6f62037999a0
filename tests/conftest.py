"""What tests share: people who have signed in, and a real browser on a live server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.people.models import Person
from tests import cast, chromium, once, sqlite_flush

sqlite_flush.install()
once.install()

ROOT = Path(__file__).resolve().parents[1]
SCREENSHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("tests/web/", "tests/journeys/")
PATIENCE = 90_000
"""Milliseconds after which something is not late but missing: a busy machine breaks no test."""
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

# The first call of a compiled loop compiles it: seconds that say nothing about the code under test.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that it can be run again on the other one, but for pages that say `once`."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        alone = item.get_closest_marker("once") is not None
        if alone and not item.nodeid.startswith(PAGES):
            raise pytest.UsageError(f"{item.nodeid}: only tests of pages may run on one database alone")
        stored = item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(
            names
        )
        if stored and not alone:
            item.add_marker(pytest.mark.database)
        if "browser" in names:
            item.add_marker(pytest.mark.browser)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take away the folder that tests/settings.py made, once all workers are done."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What is kept in memory by row id belongs to the database of the test before."""
    once.forget()


@pytest.fixture
def person(db: None) -> Callable[[str], Person]:
    """`person("engineer")`: that person of the cast, in the database."""
    return cast.person


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """`signed_in("engineer")`: a client that has signed in with that role."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(cast.person(role))
        return client

    return sign_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real Chromium for each worker."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh profile of an English speaker, 1440 wide, whose addresses start at the live server."""
    fresh = browser.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="en-US"
    )
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; the test fails if the page's scripts broke or the content-security policy stopped something."""
    complaints: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None,
    )
    yield tab
    assert complaints == []


@pytest.fixture
def enter(page: Page, live_server: LiveServer) -> Callable[[str], Page]:
    """`enter("engineer")`: the tab, signed in by the demo's button for that role."""

    def click_in(role: str) -> Page:
        cast.person(role)
        page.goto("/sign-in")
        page.locator(f'button[name="login"][value="demo-{role}"]').click()
        page.wait_for_url("**/")
        return page

    return click_in


@pytest.fixture
def picture(page: Page) -> Callable[[str], Path]:
    """`picture("home")`: a full screenshot in var/screenshots, for a person to look at."""

    def take(name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def axe(page: Page) -> Callable[[], list[str]]:
    """`axe() == []`: what an independent checker finds against WCAG 2.1 AA on the page as it stands."""

    def findings() -> list[str]:
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("rules => axe.run({runOnly: rules})", AXE_RULES)
        return [
            f"{broken['id']}: {broken['help']}: {node['html']}"
            for broken in found["violations"]
            for node in broken["nodes"]
        ]

    return findings
