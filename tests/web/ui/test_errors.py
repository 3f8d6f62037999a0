"""What goes wrong, as a reader meets it in a real browser: each page says what happened and what to do, and fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from jianzheng.config import urls
from jianzheng.web.ui import errors
from jianzheng.web.ui.may import may_anyone
from tests import cast

Axe = Callable[[], list[str]]
Picture = Callable[[str], Path]


@may_anyone
def breaks(request: HttpRequest) -> HttpResponse:
    """A page that always fails."""
    raise RuntimeError("on purpose")


@pytest.fixture
def failing() -> Iterator[None]:
    """A house with one address that always breaks."""
    house = ModuleType("house")
    house.__dict__.update(vars(urls), urlpatterns=[path("breaks", breaks), *urls.urlpatterns])
    with override_settings(ROOT_URLCONF=house):
        yield


def nowhere(page: Page) -> None:
    page.goto("/nowhere")


def not_my_room(page: Page) -> None:
    page.goto("/window/")


def form_only(page: Page) -> None:
    page.goto("/sign-out")


def stale(page: Page) -> None:
    page.goto("/studio/upload")
    page.context.clear_cookies(name="csrftoken")
    page.locator("main form[enctype]").evaluate("form => form.submit()")


def too_large(page: Page) -> None:
    page.goto("/studio/upload")
    big = {"name": "big.pdf", "mimeType": "application/pdf", "buffer": b"%" * 200_000}
    page.locator('input[type="file"]').set_input_files(big)
    page.locator("main form[enctype]").evaluate("form => form.submit()")


def too_many(page: Page) -> None:
    page.goto("/studio/upload")
    one = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%"}
    page.locator('input[type="file"]').evaluate("field => field.multiple = true")
    page.locator('input[type="file"]').set_input_files([one] * 201)
    page.locator("main form[enctype]").evaluate("form => form.submit()")


def broken(page: Page) -> None:
    page.goto("/breaks")


WAYS = (
    (nowhere, 404, "There is nothing here", "这里什么也没有"),
    (not_my_room, 403, "This page is for: window clerk", "这一页供窗口人员使用"),
    (form_only, 405, "This address only takes a form", "这个网址只用来提交表单"),
    (stale, 403, "This form has expired", "表单已失效"),
    (too_large, 413, "The file is too large", "文件过大"),
    (too_many, 400, "Too many files at once", "一次发送的文件太多"),
    (broken, 500, "Something broke on our side", "系统出错了"),
)


@pytest.mark.once
class TestAnErrorPage:
    @pytest.mark.parametrize(("way", "status", "en", "zh"), WAYS, ids=[way.__name__ for way, *_ in WAYS])
    def test_says_what_happened_in_both_languages_and_widths(
        self, way: Callable[[Page], None], status: int, en: str, zh: str, page: Page, axe: Axe,
        picture: Picture, failing: None, live_server: LiveServer,
    ) -> None:  # fmt: skip
        client = Client()
        client.force_login(cast.person("engineer"))
        mine = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        for language, words in (("en", en), ("zh-hans", zh)):
            page.context.clear_cookies()
            chosen = {"name": "language", "value": language, "url": live_server.url}
            page.context.add_cookies([mine, chosen])
            page.set_viewport_size({"width": 1440, "height": 700})
            with override_settings(UPLOAD_LIMIT=100_000):
                way(page)
                page.locator(".jz-status", has_text=str(status)).wait_for()
            assert words in page.locator("main").inner_text()
            for width in (1440, 390):
                page.set_viewport_size({"width": width, "height": 700})
                assert axe() == []
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0
                picture(f"error-{way.__name__}-{language}-{width}")
            assert page.locator("main a.btn-primary").count() == 1

    def test_leads_back_to_the_page_that_sent_the_form(self, page: Page, live_server: LiveServer) -> None:
        client = Client()
        client.force_login(cast.person("engineer"))
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        stale(page)
        page.get_by_role("link", name="重新打开刚才的页面").click()
        page.wait_for_url("**/studio/upload")


@pytest.mark.once
class TestAnErrorInAPartOfAPage:
    def test_takes_the_place_of_the_whole_page(self, page: Page, live_server: LiveServer) -> None:
        client = Client()
        client.force_login(cast.person("engineer"))
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto("/studio/process/nanjing-2018/government-investment/")
        with page.expect_response("**/decide"):
            page.evaluate("document.body.setAttribute('hx-headers:inherited', '{}')")
            page.context.clear_cookies(name="csrftoken")
            page.locator("button[name=all][value=clear]").click()
        page.get_by_text("表单已失效").wait_for()
        assert (page.locator("header.jz-header").count(), page.locator("#live").count()) == (1, 0)

    def test_leaves_alone_what_only_looked_again(self, rf: RequestFactory) -> None:
        asked = {"HX-Request": "true"}
        assert errors.broken(rf.get("/", headers=asked)).headers["HX-Reswap"] == "none"
        assert errors.broken(rf.post("/", headers=asked)).headers["HX-Retarget"] == "body"
        assert "HX-Reswap" not in errors.broken(rf.get("/")).headers


class TestTheWayBack:
    @pytest.mark.parametrize(
        ("came", "shown"),
        [
            ("http://testserver/portal/", True),
            ("https://elsewhere.example/portal/", False),
            ("http://testserver/gone", False),
            ("javascript:alert(1)", False),
            ("", False),
        ],
    )
    def test_leads_only_to_another_page_of_this_house(self, came: str, shown: bool, db: None) -> None:
        answer = Client().get("/gone", headers={"Referer": came})
        assert answer.status_code == 404
        assert (f'href="{came}"' in answer.text) == shown


class TestAnAddressForForms:
    def test_opened_by_itself_answers_in_words_and_says_what_it_takes(self, db: None) -> None:
        answer = Client().get("/sign-out", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
        assert "没有办理任何事项" in answer.text

    def test_answers_a_program_with_the_number_alone(self, db: None) -> None:
        assert Client().get("/sign-out", headers={"Accept": "application/json"}).content == b""


class TestABreakdownOfEverything:
    def test_is_told_even_where_no_page_can_be_made(
        self, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def gone(*_: object, **__: object) -> None:
            raise DatabaseError("the database is gone")

        monkeypatch.setattr(errors, "render", gone)
        answer = errors.broken(rf.get("/", headers={"Accept": "text/html"}))
        assert answer.status_code == 500
        assert "系统出错了" in answer.content.decode() and "the database is gone" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/portal/cases/R/supplement", "/portal/cases/R/"),
        ("/window/cases/R/accept", "/window/cases/R/"),
        ("/desk/cases/R/steps/3/finish", "/desk/cases/R/"),
        ("/desk/deputies/3/end", "/desk/"),
        ("/studio/process/a/b/save", "/studio/process/a/b/"),
        ("/sign-out", "/"),
    ],
)
def test_an_address_that_only_takes_a_form_leads_to_what_it_belongs_to(path: str, above: str) -> None:
    role = {"portal": "citizen", "window": "clerk", "desk": "handler"}.get(path.split("/")[1], "engineer")
    client = Client(headers={"accept": "text/html"})
    client.force_login(cast.person(role))
    answer = client.get(path)
    assert answer.status_code == 405
    main = answer.text.split("<main")[1]
    assert f'class="btn btn-primary" href="{above}"' in main
