"""The cases of the oversight tests, and people who may look at them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from jianzheng.apps.people.models import Holding, Post
from tests import cast
from tests.apps.oversight.conftest import apply

__all__ = ["apply"]


@pytest.fixture
def looking(apply: Callable[..., object]) -> Callable[[str], Client]:
    """`looking("supervisor")`: a client of that role who holds its post in the office, English."""

    def sign_in(role: str) -> Client:
        person = cast.person(role)
        post = Post.objects.filter(word=role).first()
        if post:
            Holding.objects.get_or_create(person=person, post=post, defaults={"begins": "2020-01-01"})
        client = Client()
        client.force_login(person)
        client.cookies["language"] = "en"
        return client

    return sign_in
