"""The guided tour: which stops its case shows as done, and the way back to it from every page."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.test import Client

from jianzheng.apps.cases.models import Case
from jianzheng.apps.people.models import Person
from jianzheng.web.ui.stops import STOPS
from tests.case_cast import delivered, settle_in
from tests.web.rooms_cast import VISIT, accept, be, handed_in

pytestmark = pytest.mark.django_db


def done(client: Client) -> list[int]:
    """The numbers of the stops that are marked as done."""
    page = client.get("/tour").text
    return [int(n) for n in re.findall(r'<h2 id="stop-(\d)">[^✓→]*?✓', page)]


def coming(client: Client) -> int:
    """The number of the stop marked as the next."""
    return int(re.findall(r'id="next">.*?<h2 id="stop-(\d)"', client.get("/tour").text, re.S)[0])


class TestTheTour:
    def test_marks_what_its_case_shows_as_done(self) -> None:
        settle_in("hygiene", "food")
        assert (done(Client()), coming(Client())) == ([], 1)
        number = handed_in()
        assert (done(Client()), coming(Client())) == ([1], 2)
        accept(number)
        assert (done(Client()), coming(Client())) == ([1, 2], 3)
        path = f"/desk/cases/{number}/steps"
        be("zhao").post(f"{path}/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
        assert coming(Client()) == 3
        be("zhao").post(f"{path}/1/finish", {**VISIT, "staff": ["demo-feng"]})
        assert coming(Client()) == 4
        be("sun").post(f"{path}/2/finish", {"outcome": "grant_with_gap"})
        assert coming(Client()) == 5

    def test_begins_again_once_its_case_ended_without_a_result(self) -> None:
        number = handed_in()
        be("li").post(f"/portal/cases/{number}/withdraw", {"item": "0", "reason": "不办了"})
        assert coming(Client()) == 1

    def test_stays_with_its_case_whatever_else_is_handed_in(self) -> None:
        first = handed_in()
        accept(first)
        guest = Client()
        assert coming(guest) == 3
        second = handed_in()
        accept(second)
        assert coming(guest) == 3 and first in guest.get("/tour").text
        guest.post("/tour", {"number": second})
        assert second in guest.get("/tour").text.partition("换一件")[0]
        be("li").post(f"/portal/cases/{second}/withdraw", {"item": "0", "reason": "不办了"})
        assert coming(guest) == 3

    def test_begins_again_with_the_next_application(self) -> None:
        accept(handed_in())
        guest = Client()
        assert coming(guest) == 3
        guest.cookies["tour"] = str(int(time.time()) + 1)
        assert coming(guest) == 1
        guest.post("/tour", {"begin": "1"})
        assert guest.cookies["tour"].value.isdecimal()

    def test_is_done_once_the_end_was_seen(self) -> None:
        number = delivered(settle_in()["hygiene"])
        Case.objects.update(owner=Person.objects.get(login="demo-li"))
        guest = Client()
        assert coming(guest) == len(STOPS)
        page = guest.post("/tour", {"seen": "1"}, follow=True).text
        assert 'id="next"' not in page and done(guest) == list(range(1, len(STOPS) + 1))
        assert guest.cookies["tour-seen"].value == number
        assert "导览第" not in guest.get("/").text

    def test_leads_to_what_was_just_handed_in_while_nothing_was_accepted(self) -> None:
        first = handed_in()
        second = handed_in()
        page = Client().get("/tour").text
        assert f"/window/cases/{second}/" in page and f"/window/cases/{first}/" not in page

    def test_takes_no_case_of_others(self) -> None:
        number, guest = handed_in(), Client()
        guest.post("/tour", {"number": "nobody's"})
        assert not guest.cookies.get("tour")
        guest.cookies["tour"] = "9" * 43
        assert number in guest.get("/tour").text


class TestEveryPageOfTheDemonstration:
    @pytest.mark.parametrize("path", ["/", "/portal/", "/sign-in", "/nowhere"])
    def test_leads_to_the_tour_and_says_the_next_stop(self, path: str) -> None:
        handed_in()
        guest = Client()
        assert "导览第" not in guest.get(path).text, "whoever never opened the tour is left alone"
        guest.get("/tour")
        page = guest.get(path).text
        assert 'href="/tour#stop-2"' in page and "导览第 2 步" in page
        assert 'name="login" value="demo-wang"' in page

    def test_says_what_to_do_to_whom_it_is_to_do(self) -> None:
        number = handed_in()
        wang = be("wang")
        wang.get("/tour")
        page = wang.get("/window/").text
        assert f'href="/window/cases/{number}/">到这一步' in page and "逐项勾选" in page

    def test_says_nothing_of_a_next_stop_before_it_began(self) -> None:
        settle_in("hygiene")
        page = Client().get("/").text
        assert 'href="/tour"' in page and "导览第" not in page

    def test_has_no_tour_where_there_is_no_demonstration(self, settings: Any) -> None:
        handed_in()
        settings.DEMO = False
        page = Client().get("/").text
        assert "导览" not in page
        assert Client().get("/tour").status_code == 404
