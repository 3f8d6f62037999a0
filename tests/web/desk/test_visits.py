"""The page of proposed visits: whose they are, how many officers, what is said of the plan."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast
from tests.case_cast import settle_in, to_be_visited
from tests.web.rooms_cast import be

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def city(db: None) -> None:
    """Three inspections of the health organ wait."""
    edition = settle_in()["hygiene"]
    for _ in range(3):
        to_be_visited(edition)


def looking(login: str) -> Client:
    """Somebody of the demonstration city, English."""
    from jianzheng.apps.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(login=f"demo-{login}"))
    client.cookies["language"] = "en"
    return client


class TestVisits:
    def test_name_day_case_and_officers(self) -> None:
        page = looking("zhao").get("/desk/visits").text
        assert "3 visits and panels serve 3 open steps" in page
        assert page.count("On-site inspection") == 3 and "(officers: 2)" in page

    def test_are_planned_again_with_more_officers(self) -> None:
        page = looking("zhao").get("/desk/visits?n-health=6").text
        assert page.count("Morning") == 3 and 'value="6"' in page

    @pytest.mark.parametrize("said", ["-1", "0", "x", "９", "100", "1e3", "", "<i>x"])
    def test_with_a_wrong_number_are_those_of_the_register(self, said: str) -> None:
        page = looking("zhao").get("/desk/visits", {"n-health": said})
        assert page.status_code == 200 and "<i>x" not in page.text

    def test_of_another_organ_are_not_shown(self) -> None:
        page = looking("wang").get("/desk/visits")
        assert page.status_code in (302, 403)

    def test_are_closed_to_the_stranger(self) -> None:
        client = Client()
        client.force_login(cast.person("stranger"))
        assert client.get("/desk/visits").status_code == 403


def test_a_number_that_is_none_is_named() -> None:
    zhao = be("zhao")
    for typed in ("0", "-1", "99999", "abc"):
        assert "人数应为 1 到 99" in zhao.get("/desk/visits", {"n-health": typed}).text, typed
    assert "人数应为" not in zhao.get("/desk/visits", {"n-health": "2"}).text
