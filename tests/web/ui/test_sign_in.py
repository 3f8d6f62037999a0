"""Signing in, by password and by the demo's buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jianzheng.apps.people.models import Person
from jianzheng.apps.people.roles import ROLES, STRANGER
from jianzheng.formats.city import city
from jianzheng.jobs.demo import seat_city
from tests.cast import PASSWORD


def signed_in_as(client: Client) -> str | None:
    """The role that the session of this client carries."""
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).role if key else None


class TestThePassword:
    def test_opens_the_house_and_leads_where_one_wanted_to_go(self, person: Callable[[str], Person]) -> None:
        client = Client()
        answer = client.post(
            "/sign-in",
            {"username": person("engineer").login, "password": PASSWORD, "next": "/studio/"},
        )
        assert (answer.status_code, answer.headers["Location"]) == (302, "/studio/")
        assert signed_in_as(client) == "engineer"

    @pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_never_leads_out_of_the_house(self, next_: str, person: Callable[[str], Person]) -> None:
        answer = Client().post(
            "/sign-in", {"username": person("engineer").login, "password": PASSWORD, "next": next_}
        )
        assert answer.headers["Location"] == "/"

    @pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " "])
    def test_that_is_wrong_is_refused_in_words_and_keeps_the_login_name(
        self, password: str, person: Callable[[str], Person]
    ) -> None:
        client = Client()
        answer = client.post("/sign-in", {"username": person("engineer").login, "password": password})
        assert answer.status_code == 422
        assert "登录名或密码不对" in answer.text
        assert 'value="demo-engineer"' in answer.text
        assert signed_in_as(client) is None

    def test_of_a_closed_account_is_refused(self, person: Callable[[str], Person]) -> None:
        closed = person("engineer")
        closed.is_active = False
        closed.save()
        answer = Client().post("/sign-in", {"username": closed.login, "password": PASSWORD})
        assert answer.status_code == 422

    def test_form_without_its_token_is_refused_with_advice(self, db: None) -> None:
        answer = Client(enforce_csrf_checks=True).post("/sign-in", {"username": "a", "password": "b"})
        assert answer.status_code == 403
        assert "表单已失效" in answer.text


class TestTheDemo:
    def test_offers_every_role_but_the_stranger(self, db: None) -> None:
        seat_city(timezone.localtime())
        text = Client().get("/sign-in").text
        for role in ROLES.values():
            assert (f">{role.zh}</legend>" in text) == (role.word != STRANGER)
        assert all(f'value="{one.login}"' in text for one in city("demo").staff)

    def test_lets_in_by_one_click(self, person: Callable[[str], Person]) -> None:
        person("chief")
        client = Client()
        assert client.post("/sign-in/demo", {"role": "chief"}).status_code == 302
        assert signed_in_as(client) == "chief"

    @pytest.mark.parametrize("role", ["", "emperor", STRANGER])
    def test_has_no_door_for_other_roles(self, role: str, db: None) -> None:
        assert Client().post("/sign-in/demo", {"role": role}).status_code == 404

    def test_does_not_exist_outside_the_demo(self, settings: Any, person: Callable[[str], Person]) -> None:
        person("engineer")
        settings.DEMO = False
        client = Client()
        assert client.post("/sign-in/demo", {"role": "engineer"}).status_code == 404
        assert signed_in_as(client) is None
        assert 'name="role"' not in client.get("/sign-in").text


class TestSigningOut:
    def test_ends_the_session(self, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("clerk")
        client.post("/sign-out")
        assert signed_in_as(client) is None

    def test_is_not_done_by_a_mere_link(self, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("clerk")
        assert client.get("/sign-out").status_code == 405
        assert signed_in_as(client) == "clerk"
