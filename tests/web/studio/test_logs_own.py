"""The log of our own events in the studio: named as the processes and the register name things, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from jianzheng.apps.cases.exported import exported
from tests import case_cast as cast
from tests.improve_cast import live
from tests.web.studio.logs_made import brought

pytestmark = pytest.mark.django_db
ENGINE = re.compile(r"SupplementAsked|StepDone|m\.decide|Supplemented|>\s*(health|police|market)\s*<")


@pytest.fixture
def url(engineer: Client, person: Callable) -> str:
    """The address of the log of two services."""
    editions = cast.settle_in("hygiene", "hotel-licence")
    for _ in range(2):
        cast.delivered(editions["hygiene"])
    live(editions["hotel-licence"], 3)
    return f"/studio/logs/{brought(person('engineer'), exported())}/"


def read(engineer: Client, url: str, language: str) -> str:
    """A page in a language."""
    engineer.cookies["language"] = language
    answer = engineer.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("page", ["map", "variants", "waiting", "habits", "offices", "cases", "cases/0"])
def test_names_steps_records_and_offices_in_the_readers_language(engineer, url, page):
    zh, en = read(engineer, url + page, "zh-hans"), read(engineer, url + page, "en")
    assert not ENGINE.search(zh) and not ENGINE.search(en)
    if page in ("map", "variants", "waiting", "cases/0"):
        assert "材料审查" in zh and "Review of papers" in en and "材料审查" not in en
        assert "受理" in zh and "Accepted" in en


def test_is_narrowed_to_one_service_on_every_page(engineer, url):
    for page in ("", "map", "variants", "waiting", "cases"):
        assert engineer.get(f"{url}{page}?service=hygiene").context["left"] == 2
    assert "旅馆业特种行业许可" in read(engineer, f"{url}map?service=hotel-licence", "zh-hans")
    assert "Hotel licence" in read(engineer, f"{url}map?service=hotel-licence", "en")
    assert engineer.get(f"{url}?service=nothing").context["left"] == 0


def test_keeps_a_filter_when_the_reader_changes_the_language(engineer, url):
    engineer.cookies["language"] = "en"
    assert engineer.get(f"{url}cases?activity={quote('材料审查')}").context["left"] == 5
    assert engineer.get(f"{url}cases?office={quote('公安局')}").context["left"] == 3
    engineer.cookies["language"] = "zh-hans"
    assert engineer.get(f"{url}cases?activity=Review+of+papers").context["left"] == 5


def test_fits_its_own_process_in_both_languages(engineer, url):
    page = engineer.get(f"{url}fit").content.decode()
    word = re.search(r'value="(service:\d+)"[^>]*>[^<]*公共场所', page)[1]
    for language in ("zh-hans", "en"):
        engineer.cookies["language"] = language
        found = engineer.get(f"{url}fit?process={word}&service=hygiene").context["found"]
        assert (found.cases, found.fitting) == (2, 2)
    rows = engineer.get(f"{url}habits?process={word}&service=hygiene").context
    assert rows["habits"] and all(row.link for row in rows["habits"])
