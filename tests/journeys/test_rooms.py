"""Portal, window and desk in a real browser: no page is wider than a telephone, none fails the independent checker."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from jianzheng.apps.cases.models import Case
from jianzheng.apps.people.models import Person
from tests.case_cast import accepted, apply, delivered, settle_in

PAGES = {
    "demo-li": (
        "/portal/",
        "/portal/services/construction/",
        "/portal/services/construction/apply",
        "/portal/cases/",
        "/portal/cases/{ended}/",
        "/portal/cases/{joint}/",
        "/portal/cases/{open}/why/0",
    ),
    "demo-wang": (
        "/window/",
        "/window/receive?service=construction",
        "/window/cases/{open}/",
        "/window/cases/{joint}/",
    ),
    "demo-zhao": (
        "/desk/",
        "/desk/visits",
        "/desk/deputies",
        "/desk/cases/{open}/",
        "/desk/cases/{open}/steps/0",
        "/desk/cases/{ended}/",
    ),
    "demo-sun": ("/desk/?tab=approvals",),
}


@pytest.mark.django_db(transaction=True)
class TestEveryRoom:
    @pytest.mark.parametrize(("width", "language"), [(1440, "zh-hans"), (390, "en")])
    def test_fits_and_passes_an_independent_checker(
        self, page: Page, live_server: LiveServer, axe: Callable[[], list[str]], width: int, language: str
    ) -> None:
        editions = settle_in("hygiene", "construction")
        cases = {
            "open": accepted(editions["hygiene"]),
            "ended": delivered(editions["hygiene"]),
            "joint": apply(editions["construction"]),
        }
        Case.objects.update(owner=Person.objects.get(login="demo-li"))
        page.set_viewport_size({"width": width, "height": 900})
        for login, addresses in PAGES.items():
            client = Client()
            client.force_login(Person.objects.get(login=login))
            session = client.cookies["sessionid"].value
            said = {"sessionid": session, "language": language}
            page.context.add_cookies(
                [{"name": name, "value": value, "url": live_server.url} for name, value in said.items()]
            )
            for address in addresses:
                answer = page.goto(address.format(**cases))
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert (address, answer.status, wide, axe()) == (address, 200, 0, [])
