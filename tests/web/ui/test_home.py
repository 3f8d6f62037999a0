"""The home page, and the errors around it."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from jianzheng.web.ui import errors


class TestTheHomePage:
    def test_says_what_this_is_and_leads_to_the_studio(self, db: None) -> None:
        text = Client().get("/").text
        assert "简政" in text
        assert 'href="/sign-in?next=/studio/"' in text

    def test_takes_no_forms(self, db: None) -> None:
        assert Client().post("/").status_code == 405


class TestAnAddressNobodyLivesAt:
    def test_is_answered_with_the_way_home(self, db: None) -> None:
        answer = Client().get("/nowhere")
        assert answer.status_code == 404
        assert "这里什么也没有" in answer.text
        assert 'href="/"' in answer.text


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
