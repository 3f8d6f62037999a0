"""What if: the figures are the simulator's own, more people make nobody wait longer, and what cannot be is said in words."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from jianzheng.web.studio.logs import tried
from tests.web.studio.logs_made import brought, permits

# What is shown is computed; whose log it is, is asked of both databases in test_logs.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
URL = "/studio/logs/what-if"
FILING = "kaifaqu-filing:filing"


@pytest.fixture
def engineer(signed_in: Callable[[str], Client]) -> Client:
    """The engineer of the cast, reading English."""
    client = signed_in("engineer")
    client.cookies["language"] = "en"
    return client


@pytest.fixture(autouse=True)
def unfitted() -> None:
    """No log fitted by another test, whose number may be the same."""
    tried._fits.clear()


def asked(engineer: Client, *more: tuple[str, object], **said: object) -> dict:
    """The context of the answer."""
    answer = engineer.get(f"{URL}?{urlencode([*said.items(), *more])}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.context


def changes(context: dict) -> dict[str, float]:
    """The change of every figure."""
    return {name: found.mean for name, found in context["made"].figures[2].items()}


class TestNothingChanged:
    def test_changes_no_figure(self, engineer):
        assert set(changes(asked(engineer, process=FILING)).values()) == {0.0}

    def test_keeps_the_busiest_office_busy_where_nothing_says_how_many_come(self, engineer):
        context = asked(engineer, process=FILING)
        assert context["rated"]
        assert max(desk.load[0] for desk in context["desks"]) == pytest.approx(0.8, abs=0.2)


class TestMorePeople:
    def test_in_the_busiest_office_shorten_the_way(self, engineer):
        desks = asked(engineer, process=FILING)["desks"]
        busiest = max(desks, key=lambda desk: desk.load[0])
        staff = [
            (field, value)
            for desk in desks
            for field, value in (("office", desk.name), ("staff", 3 + 5 * (desk is busiest)))
        ]
        context = asked(engineer, *staff, process=FILING)
        assert changes(context)["open_mean"] < 0
        after = next(desk for desk in context["desks"] if desk.name == busiest.name)
        assert (after.today, after.tomorrow) == (3, 8)
        assert after.load[1] < after.load[0]

    def test_fewer_than_the_work_needs_are_warned_of(self, engineer):
        context = asked(engineer, process=FILING, per_day=10)
        assert context["over"]


class TestMoves:
    def test_taken_together_shorten_the_way(self, engineer):
        moves = asked(engineer, process=FILING)["moves"]
        together = [("move", move.id) for move, _ in moves if move.kind == "run_together"]
        assert together
        assert changes(asked(engineer, *together, process=FILING, people=9))["open_mean"] < 0

    def test_that_are_not_proposed_are_passed_over(self, engineer):
        assert set(changes(asked(engineer, process=FILING, move="nonsense")).values()) == {0.0}


class TestALog:
    def test_is_asked_first_whether_it_is_reproduced(self, engineer, person):
        log = brought(person("engineer"), permits())
        context = asked(engineer, log=log)
        assert context["replay"]["cases"] == 60
        assert {"housing", "fire", "window"} == {desk.name for desk in context["desks"]}

    def test_too_small_to_hold_out_a_third_says_so(self, engineer, person):
        page = engineer.get(f"{URL}?log={brought(person('engineer'), permits())}").content.decode()
        assert "foretelling was not tried" in page

    def test_large_enough_is_asked_whether_its_last_third_is_foretold(self, engineer, person):
        log = brought(person("engineer"), permits(330))
        answer = engineer.get(f"{URL}?log={log}")
        later = answer.context["replay"]["later"]
        assert [float(seen) > 0 for _, seen, _ in later["rows"]] == [True] * 3
        assert "Is the last third foretold" in answer.content.decode()

    def test_keeps_its_figures_where_a_number_of_people_is_refused(self, engineer, person):
        log = brought(person("engineer"), permits())
        answer = engineer.get(f"{URL}?{urlencode({'log': log, 'office': 'fire', 'staff': 0})}")
        page = answer.content.decode()
        assert answer.status_code == 422 and "Write people as a whole number" in page
        assert 'name="staff"' in page and "Choose a process, a log" not in page

    def test_of_somebody_else_is_refused(self, engineer, person):
        log = brought(person("supervisor"), permits())
        assert engineer.get(f"{URL}?log={log}").status_code == 422


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"process": "nowhere:x"},
            {"process": FILING, "per_day": "many"},
            {"process": FILING, "per_day": "5000"},
            {"process": FILING, "opens": "18"},
            {"process": FILING, "people": "0"},
            {"process": FILING, "office": "x", "staff": "-1"},
            {"log": "77"},
        ],
        ids=str,
    )
    def test_is_refused_in_words(self, engineer, wrong):
        answer = engineer.get(f"{URL}?{urlencode(wrong)}")
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
