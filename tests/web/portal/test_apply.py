"""Applying for a service whose way depends on the applicant: what only they can say is asked, never assumed."""

from __future__ import annotations

import pytest
from django.test import Client

from jianzheng.apps.cases.models import Draft
from jianzheng.apps.cases.queries import latest, opened
from jianzheng.apps.catalogue.actions import publish
from jianzheng.web.ui.timeline import lines
from tests import case_cast as cast
from tests.web.rooms_cast import WAYS, publish_forked

pytestmark = pytest.mark.django_db
WHO = {"phone": "13900000000"}


@pytest.fixture
def li() -> Client:
    """Li, signed in, in a city with a service that asks about the premises and the way of review."""
    publish_forked()
    client = Client()
    client.force_login(cast.Person.objects.get(login="demo-li"))
    return client


def situation_of(page: str) -> str:
    """The part of the form that asks for the applicant's situation."""
    return page.split('id="situation"')[1].split('id="materials"', maxsplit=1)[0]


class TestTheForm:
    def test_presets_no_answer(self, li: Client) -> None:
        """Neither a condition nor one of several ways is ticked beforehand."""
        page = situation_of(li.get("/portal/services/forked/apply").text)
        assert page.count('type="radio"') == 4 and "checked" not in page

    def test_asks_what_was_left_open_and_keeps_what_was_said(self, li: Client) -> None:
        """The list at the top and the question say so; the name is still there."""
        answer = li.post("/portal/services/forked/apply", {**WHO, "hand_in": "1"})
        assert answer.status_code == 422
        assert answer.text.count("请回答这一项") == 2 * 2 and 'value="13900000000"' in answer.text
        assert not latest(login="demo-li", service="forked", most=1)

    @pytest.mark.parametrize(("floor", "way", "open_steps"), [("yes", 0, [0, 1]), ("no", 1, [2])])
    def test_leads_the_way_that_was_chosen(
        self, li: Client, floor: str, way: int, open_steps: list[int]
    ) -> None:
        """A step whose condition does not hold, and the way not taken, never open."""
        form = {**WHO, "when-经营场所在二楼以上": floor, "choose-way": WAYS[way], "hand_in": "1"}
        assert li.post("/portal/services/forked/apply", form).status_code == 302
        (made,) = latest(login="demo-li", service="forked", most=2)
        number = made.number
        cast.actions.receive(number=number, actor=cast.who("wang"), now=cast.NOW)
        papers = dict.fromkeys(range(len(opened(number).service.asked)), "brought")
        cast.actions.accept(number=number, actor=cast.who("wang"), now=cast.NOW, papers=papers)
        assert sorted(work.step for work in opened(number).case.open if work.step < 3) == open_steps

    def test_keeps_answers_in_the_draft(self, li: Client) -> None:
        """And offers them again."""
        li.post(
            "/portal/services/forked/apply",
            {**WHO, "choose-way": WAYS[1], "when-经营场所在二楼以上": "no", "save": "1"},
        )
        assert Draft.objects.count() == 1
        page = situation_of(li.get("/portal/services/forked/apply").text)
        assert page.count("checked") == 2

    def test_takes_no_way_that_is_none(self, li: Client) -> None:
        """A forged choice counts as none."""
        form = {**WHO, "when-经营场所在二楼以上": "no", "choose-way": "decide", "hand_in": "1"}
        assert li.post("/portal/services/forked/apply", form).status_code == 422


class TestTheApplicantsTimeline:
    def test_holds_nothing_an_office_thought(self) -> None:
        """The opinion of a step is for officials; who, when and what was done is for everybody."""
        edition = cast.settle_in()["hygiene"]
        number = cast.accepted(edition)
        cast.actions.finish(
            number=number, actor=cast.who("zhao"), now=cast.NOW, step=0, outcome="agree", facts=cast.FACTS[0]
        )
        cast.actions.copy_to(
            number=number, actor=cast.who("zhao"), now=cast.NOW, organ="fire", text="请协助核查"
        )
        found = opened(number)
        outside, inside = ([str(line) for line in lines(found, inside=i)] for i in (False, True))
        assert not any("材料齐全，符合条件" in line or "请协助核查" in line for line in outside)
        assert any("材料齐全，符合条件" in line for line in inside)
        assert any("环节办结" in line for line in outside)


class TestManyCases:
    def test_are_turned_page_by_page(self, li: Client) -> None:
        """Twenty on a page; nothing beyond the last is an error."""
        edition = publish(service=next(s for s in cast.demo().services if s.id == "hygiene"), now=cast.NOW)
        for _ in range(23):
            cast.apply(edition, owner="li")
        pages = [li.get(f"/portal/cases/?page={n}").text for n in ("1", "2", "99", "x")]
        shown = [page.count('class="jz-code"') for page in pages]
        assert shown == [20, 3, 0, 20] and "第 1 / 2 页，共 23 条" in pages[0]


@pytest.mark.django_db
def test_a_service_that_is_not_there_is_not_found() -> None:
    answer = Client().get("/portal/services/nope/")
    assert answer.status_code == 404 and 'href="/portal/' in answer.text
