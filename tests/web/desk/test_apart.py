"""The step page of a decision for somebody who examined the matter: no form, and whom to leave it to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from jianzheng.apps.cases import deciders, queries
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.people.actions import delegate
from tests.case_cast import TERM
from tests.web.rooms_cast import VISIT, accept, be, handed_in

pytestmark = pytest.mark.django_db
WAYS = "可依法申请行政复议或提起行政诉讼"


@pytest.fixture
def number() -> str:
    """Zhao examined Li's case; Sun's power to decide is delegated to Zhao's post."""
    number, today = handed_in(), timezone.localdate()
    accept(number)
    zhao = be("zhao")
    zhao.post(f"/desk/cases/{number}/steps/0/finish", {"outcome": "agree", "opinion": "符合规定条件"})
    zhao.post(f"/desk/cases/{number}/steps/1/finish", {**VISIT, "staff": ["demo-feng"]})
    days = (today, today + dt.timedelta(days=5))
    delegate(
        of="health.chief",
        to="health.handler",
        verbs=("decide",),
        days=days,
        order_no="卫委〔2026〕1号",
        today=today,
    )
    return number


class TestWhoExamined:
    def test_finds_no_form_but_the_names_of_who_may_decide(self, number: str) -> None:
        page = be("zhao").get(f"/desk/cases/{number}/steps/2").text
        assert "两级签批" in page and "孙（演示）、钱（演示）" in page
        assert 'name="outcome"' not in page
        assert 'name="outcome"' in be("sun").get(f"/desk/cases/{number}/steps/2").text

    def test_is_refused_with_the_names_when_the_form_is_sent_nevertheless(self, number: str) -> None:
        sent = be("zhao").post(f"/desk/cases/{number}/steps/2/finish", {"outcome": "grant"}, follow=True)
        assert "可以由下列人员决定：孙（演示）、钱（演示）" in sent.text
        assert not queries.opened(number).case.items[0].decided_at

    def test_is_only_warned_where_the_place_keeps_nobody_apart(
        self, number: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        free = replace(rules(), local=replace(rules().local, decider_apart=0))
        monkeypatch.setattr(deciders, "rules", lambda: free)
        page, warned = be("zhao").get(f"/desk/cases/{number}/steps/2").text, "由您决定将被监督标记"
        assert warned in page and 'name="outcome"' in page
        assert warned not in be("sun").get(f"/desk/cases/{number}/steps/2").text

    def test_sees_in_the_list_that_others_decide_it(self, number: str) -> None:
        marked = "您审查过这个事项，由其他人作出决定"
        assert marked in be("zhao").get("/desk/?tab=approvals").text
        assert marked not in be("sun").get("/desk/?tab=approvals").text


class TestTwoTabs:
    def test_of_a_decision_that_was_made_say_so(self, number: str) -> None:
        sun, path = be("sun"), f"/desk/cases/{number}/steps/2/finish"
        said = {
            "outcome": "refuse",
            "reasons": "提交的材料不符合法定条件",
            "court_term": TERM,
            "remedies": WAYS,
        }
        assert sun.post(path, said).status_code == 302
        again = sun.post(path, said, follow=True).text
        assert "已不用办" in again and "尚未开始" not in again
