"""The home page, and the errors around it."""

from __future__ import annotations

import logging

import pytest
from django.test import Client, RequestFactory

from jianzheng.web.ui import errors
from tests import cast


class TestTheHomePage:
    def test_says_what_this_is_and_leads_to_the_studio(self, db: None) -> None:
        text = Client().get("/").text
        assert "简政" in text
        assert 'href="/sign-in?next=/studio/"' in text

    def test_has_its_icon_also_where_browsers_look_by_habit(self, db: None) -> None:
        answer = Client().get("/favicon.ico", follow=True)
        answer.close()
        assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/svg+xml"

    def test_takes_no_forms(self, db: None) -> None:
        assert Client().post("/").status_code == 405


class TestAnAddressNobodyLivesAt:
    def test_is_answered_with_the_way_home(self, db: None) -> None:
        answer = Client().get("/nowhere")
        assert answer.status_code == 404
        assert "这里什么也没有" in answer.text
        assert 'href="/"' in answer.text


class TestARefusal:
    def test_is_an_answer_for_the_reader_and_no_line_for_the_operator(
        self, db: None, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert Client().get("/nowhere").status_code == 404
        reader = Client()
        reader.force_login(cast.person("citizen"))
        assert reader.get("/studio/").status_code == 403
        assert not [line for line in caplog.records if line.name.startswith("django")]
        assert logging.getLogger("django.request").isEnabledFor(logging.ERROR)


class TestABreakdown:
    @pytest.mark.parametrize(
        "answer,status", [(errors.broken, 500), (errors.bad_request, 400), (errors.forbidden, 403)]
    )
    def test_is_told_without_a_session_or_a_person(
        self, answer: object, status: int, rf: RequestFactory
    ) -> None:
        assert callable(answer)
        told = answer(rf.get("/"))
        assert told.status_code == status
        assert "Traceback" not in told.content.decode()
