"""Who is registered, and what the database itself will not take."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from jianzheng.apps.people.actions import register
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import demo_person
from jianzheng.apps.people.roles import ROLES, STRANGER
from jianzheng.core.refusal import Refused
from jianzheng.formats.city import city
from jianzheng.jobs.demo import seat_city
from tests.cast import PASSWORD

WANTED = {"login": "wang", "password": PASSWORD, "name_zh": "王", "name_en": "Wang", "role": "clerk"}


@pytest.mark.django_db
class TestRegistering:
    def test_keeps_the_password_only_as_a_hash(self) -> None:
        kept = Person.objects.get(pk=register(**WANTED).pk)
        assert kept.check_password(PASSWORD)
        assert PASSWORD not in kept.password

    @pytest.mark.parametrize(
        "change,why",
        [
            ({"role": "emperor"}, "emperor"),
            ({"password": "12345678"}, "too weak"),
            ({"password": "short"}, "too weak"),
        ],
    )
    def test_refuses_what_will_not_do_in_both_languages(self, change: dict[str, str], why: str) -> None:
        with pytest.raises(Refused, match=why) as refused:
            register(**{**WANTED, **change})
        assert refused.value.zh and refused.value.en
        assert Person.objects.count() == 0

    def test_refuses_a_login_that_is_taken(self) -> None:
        register(**WANTED)
        with pytest.raises(Refused, match="wang"):
            register(**WANTED)


@pytest.mark.django_db
class TestTheCommand:
    def _register(self, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        call_command("register", "sun", role="chief", name_zh="孙", name_en="Sun", stdout=io.StringIO())

    def test_registers_with_a_password_from_a_pipe(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._register(monkeypatch, PASSWORD)
        kept = Person.objects.get(login="sun")
        assert (kept.role, kept.check_password(PASSWORD)) == ("chief", True)

    def test_refuses_a_weak_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(Refused, match="weak"):
            self._register(monkeypatch, "1234")


@pytest.mark.django_db
class TestTheDatabase:
    def test_takes_no_role_that_the_house_does_not_have(self) -> None:
        with pytest.raises(IntegrityError):
            Person.objects.create(login="x", name_zh="x", name_en="x", role="emperor")

    def test_takes_a_login_once(self) -> None:
        Person.objects.create(login="x", name_zh="x", name_en="x")
        with pytest.raises(IntegrityError):
            Person.objects.create(login="x", name_zh="y", name_en="y")

    def test_gives_nobody_a_role_who_was_not_given_one(self) -> None:
        assert Person.objects.create(login="x", name_zh="x", name_en="x").role == STRANGER


@pytest.mark.django_db
class TestTheDemo:
    def test_seats_somebody_of_every_role_however_often_it_starts(self) -> None:
        seat_city(timezone.localtime())
        seat_city(timezone.localtime())
        assert set(Person.objects.values_list("role", flat=True)) == set(ROLES) - {STRANGER}
        assert Person.objects.count() == len({one.login for one in city("demo").staff})

    def test_people_have_no_password_that_opens(self) -> None:
        seat_city(timezone.localtime())
        person = demo_person(role="engineer")
        assert person is not None
        assert not person.has_usable_password()
