"""Improve in the studio: what the night found is listed, explained, decided with reasons, published, and its effect shown."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.improve.models import Look, Proposal, State
from jianzheng.web.studio.logs.declared import choices
from tests.case_cast import settle_in
from tests.improve_cast import TONIGHT, hotels, live, night, order
from tests.web.rooms_cast import be

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def hotel() -> Published:
    """The hotel licence with cases, looked at."""
    edition = hotels()
    night()
    return edition


def read(client: Client, address: str) -> str:
    """A page in English, without its tags."""
    client.cookies["language"] = "en"
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def decide(verb: str, reasons: str = "nobody demands it") -> str:
    """Decide as the engineer; the page that follows."""
    client = be("wu")
    client.cookies["language"] = "en"
    answer = client.post(
        f"/studio/improve/{order().pk}/decide", {"verb": verb, "reasons": reasons}, follow=True
    )
    return answer.content.decode()


class TestTheList:
    def test_says_what_the_night_does_while_there_is_nothing(self) -> None:
        settle_in("hygiene")
        text = read(be("wu"), "/studio/improve/")
        assert "No proposal yet" in text and "at least 20 cases" in text and "1 of 1 services" in text

    def test_shows_each_finding_with_its_answer_and_can_be_narrowed(self, hotel: Published) -> None:
        client = be("wu")
        text = read(client, "/studio/improve/")
        assert "“On-site inspection” always came after “Review of papers”" in text
        assert "Lawful move: “On-site inspection” no longer waits" in text and "simulated cases" in text
        assert "always came after" not in read(client, "/studio/improve/?kind=material")
        assert "No proposal of this kind" in read(client, "/studio/improve/?state=declined")
        assert "always came after" in read(
            client, "/studio/improve/?service=hotel-licence&kind=order&state=open"
        )

    def test_look_now_asks_for_another_look(self, hotel: Published) -> None:
        assert Look.objects.get().looked_on
        be("wu").post("/studio/improve/look")
        assert Look.objects.get().looked_on is None
        assert night(TONIGHT) == 1

    def test_is_reached_from_the_studio(self, hotel: Published) -> None:
        assert b'href="/studio/improve/"' in be("wu").get("/studio/").content


class TestAProposal:
    def test_shows_evidence_doubts_ground_move_and_the_cases_behind_it(self, hotel: Published) -> None:
        client, address = be("wu"), f"/studio/improve/{order().pk}"
        text = read(client, address)
        for word in (
            "60 of 60 cases are simulated",
            "no ground stated",
            "longest chain −3",
            "filed by the night",
        ):
            assert word in text
        assert "Window of the data" in text and "What speaks against believing the times" in text
        cases = read(client, f"{address}/cases")
        assert f"The cases behind it {order().seen['cases']}" in cases
        number = order().seen["examples"][0]
        trail = read(client, f"{address}/cases/{number}")
        assert "On-site inspection" in trail and "Police" in trail and "模拟申请人" not in trail

    def test_the_process_of_the_service_opens_with_all_its_moves(self, hotel: Published) -> None:
        text = read(be("wu"), "/studio/process/service-hotel-licence/hotel-licence/")
        assert "On-site inspection" in text and "run together" in text

    def test_that_is_not_there_is_refused_in_words(self, hotel: Published) -> None:
        for address in ("999", f"{order().pk}/cases/nothing"):
            assert be("wu").get(f"/studio/improve/{address}").status_code == 404

    def test_is_nobody_elses(self, hotel: Published) -> None:
        for name in ("wang", "sun", "zhou", "li"):
            assert be(name).get("/studio/improve/").status_code == 403
            assert be(name).post(f"/studio/improve/{order().pk}/publish").status_code == 403


class TestADecision:
    def test_without_reasons_or_verb_is_refused_where_it_was_made(self, hotel: Published) -> None:
        assert "State the reasons." in decide("accept", " ")
        assert "Choose to accept or to decline." in decide("nothing")
        assert order().state == State.OPEN

    def test_accepted_then_published_then_measured(self, hotel: Published) -> None:
        assert "to put it in force as edition 2" in decide("accept")
        client, address = be("wu"), f"/studio/improve/{order().pk}"
        assert "The draft edition" in read(client, address)
        draft = read(client, f"/studio/editions/{order().draft_id}")
        assert "Police" in draft and "police" not in draft
        client.post(f"{address}/publish")
        text = read(client, address)
        assert "in force, not yet measured" in text and "No case of the new edition" in text
        assert "edition 2" in text and Published.objects.filter(in_force_until=None).get().number == 2
        made = Published.objects.get(number=2)
        live(made, 5, TONIGHT + WEEK, TONIGHT + 5 * WEEK)
        night(TONIGHT + 5 * WEEK)
        assert "5 under edition 2, at least 20 needed" in read(client, address)
        live(made, 60, TONIGHT + WEEK, TONIGHT + 12 * WEEK, seed=3)
        night(TONIGHT + 12 * WEEK)
        text = read(client, address)
        assert "in force, measured" in text and "95 % interval" in text
        assert "running time, working days" in text and "span, natural days" in text
        assert "this shows how it works, not what it gains" in text
        assert "running time in working days" in read(client, "/studio/improve/?state=measured")

    def test_published_twice_makes_one_edition(self, hotel: Published) -> None:
        decide("accept")
        client = be("wu")
        client.cookies["language"] = "en"
        for _ in range(2):
            last = client.post(f"/studio/improve/{order().pk}/publish", follow=True).text
        assert "published already, as edition 2" in last
        assert Published.objects.count() == 2

    def test_declined_keeps_its_reasons(self, hotel: Published) -> None:
        assert "review first, by local custom" in decide("decline", "review first, by local custom")
        assert Proposal.objects.get(pk=order().pk).state == State.DECLINED

    def test_taken_back_leaves_a_draft_that_says_so_where_it_is_offered(self, hotel: Published) -> None:
        decide("accept")
        engineer = be("wu").get("/studio/").wsgi_request.user
        assert not [title for _, title in choices(engineer) if "declined" in title.en]
        decide("decline")
        (title,) = (title for word, title in choices(engineer) if word.startswith("draft:"))
        assert "draft 1 (declined)" in title.en and "措施未采纳" in title.zh
