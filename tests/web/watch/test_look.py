"""The watch hall in a real browser: both languages, two widths, an independent checker, the keyboard, the poll."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.cases.actions import tick
from jianzheng.apps.people.models import Holding, Post
from tests import cast
from tests.apps.oversight.conftest import Desk, when

Apply = Callable[..., Desk]


def forget() -> None:
    """Empty the tables whose triggers would stop the test database from being emptied on SQLite."""
    if connection.vendor != "sqlite":
        return
    moves = [import_module(f"jianzheng.apps.{name}") for name in TRIGGERS]
    with connection.cursor() as cursor:
        for move in moves:
            for made in move.SQLITE:
                cursor.execute(f"DROP TRIGGER {made.split()[2]}")
        for table in ("oversight_record", "cases_event"):
            cursor.execute(f"DELETE FROM {table}")
        for move in moves:
            for made in move.SQLITE:
                cursor.execute(made)


TRIGGERS = ("cases.migrations.0002_events_stay", "oversight.migrations.0002_records_stay")


@pytest.fixture
def hall(transactional_db: None, apply: Apply) -> Iterator[Desk]:
    """A red case with a breach, and a green one; the supervisor has a post."""
    person = cast.person("supervisor")
    Holding.objects.create(person=person, post=Post.objects.get(word="supervisor"), begins="2020-01-01")
    late = apply().accepted()
    late.do("pause", "handler", item=0, reason="集体讨论", days=3)
    tick(number=late.number, now=when(2025, 4, 1, 9))
    apply(when(2025, 4, 1, 9)).accepted()
    yield late
    forget()


@pytest.fixture
def supervisor(hall: Desk, page: Page, live_server: LiveServer) -> tuple[Page, Desk]:
    """A tab of the supervisor on the board, and the red case."""
    client = Client()
    client.force_login(cast.person("supervisor"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto("/watch/")
    return page, hall


class TestTheHall:
    @pytest.mark.parametrize("width", [1440, 390])
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_satisfies_an_independent_checker_and_fits(
        self, supervisor: tuple[Page, Desk], axe: Callable[[], list[str]], width: int, language: str
    ) -> None:
        page, case = supervisor
        page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
        page.set_viewport_size({"width": width, "height": 900})
        one = f"/watch/cases/{case.number}/"
        for address in (
            "/watch/",
            "/watch/offices/office/",
            one,
            f"{one}events/2",
            "/watch/findings/",
            "/watch/rules/?set=C",
            "/watch/month/2025-03",
        ):
            page.goto(address)
            assert axe() == [], address
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, address

    def test_is_walked_by_keyboard_from_the_board_to_an_event(self, supervisor: tuple[Page, Desk]) -> None:
        page, case = supervisor
        page.locator("#tile-3").focus()
        page.keyboard.press("Enter")
        page.locator(f'a[href="/watch/cases/{case.number}/"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/watch/cases/{case.number}/")
        page.locator(".jz-timeline a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/events/*")

    def test_looks_again_without_losing_the_place(self, supervisor: tuple[Page, Desk]) -> None:
        page, _ = supervisor
        page.locator("#tile-0").focus()
        before = page.locator("#live .jz-quiet").first.inner_text()
        # The page tells the time to the second: looked at again within the same one it would say the same.
        page.wait_for_timeout(1100)
        with page.expect_response("**/watch/live?**"):
            page.evaluate(
                "document.querySelector('#live').setAttribute('hx-trigger', 'every 1s');"
                "htmx.process(document.body); htmx.ajax('GET', document.querySelector('#live')"
                ".getAttribute('hx-get'), {target: '#live', swap: 'outerMorph'})"
            )
        expect(page.locator("#live .jz-quiet").first).not_to_have_text(before)
        assert page.evaluate("document.activeElement.id") == "tile-0"

    def test_urges_from_the_page_of_a_case(self, supervisor: tuple[Page, Desk]) -> None:
        page, case = supervisor
        page.goto(f"/watch/cases/{case.number}/")
        page.locator("#text").fill("请在明日下班前说明情况")
        page.locator('form[action$="climb"] button').click()
        assert "请在明日下班前说明情况" in page.locator(".jz-acts").inner_text()
