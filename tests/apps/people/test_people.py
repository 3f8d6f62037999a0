"""Who is registered, and what the database itself will not take."""

from __future__ import annotations

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from jianzheng.apps.people.actions import delegate, end_delegation, register, seat
from jianzheng.apps.people.models import Delegation, Holding, Person, Post
from jianzheng.apps.people.queries import actor, demo_person
from jianzheng.apps.people.roles import ROLES, STRANGER
from jianzheng.core.authority import POWERS, may
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

    @pytest.mark.django_db(transaction=True)
    def test_seats_everybody_once_though_two_start_together(self) -> None:
        known = city("demo")

        def start(_: int) -> None:
            seat(organs=known.organs, posts=known.posts, staff=known.staff, today=dt.date(2026, 11, 23))
            connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(start, range(2)))
        held = Holding.objects.values_list("person__login", flat=True)
        assert sorted(held) == sorted({one.login for one in known.staff if one.post})

    def test_people_have_no_password_that_opens(self) -> None:
        seat_city(timezone.localtime())
        person = demo_person(role="engineer")
        assert person is not None
        assert not person.has_usable_password()


@pytest.mark.database
@pytest.mark.django_db
class TestWhoActs:
    DAY = dt.date(2026, 11, 23)
    LATER = DAY + dt.timedelta(days=2)

    def _post(self, role: str) -> Post:
        return Post.objects.filter(organ__word="health", role=role).order_by("id")[0]

    def _holder(self, post: Post) -> Person:
        return Person.objects.get(holdings__post=post)

    def _seat(self) -> tuple[Post, Post]:
        known = city("demo")
        seat(organs=known.organs, posts=known.posts, staff=known.staff, today=self.DAY)
        return self._post("chief"), self._post("handler")

    def test_is_the_post_held_today_with_its_powers(self) -> None:
        chief, _ = self._seat()
        acting = actor(self._holder(chief), self.DAY)
        assert (acting.post, acting.organ, acting.role) == (chief.word, "health", "chief")
        assert acting.verbs == POWERS["chief"]

    def test_is_nobody_before_the_post_was_held(self) -> None:
        chief, _ = self._seat()
        acting = actor(self._holder(chief), self.DAY - dt.timedelta(days=1))
        assert (acting.post, acting.verbs) == ("", frozenset())

    def test_is_a_citizen_where_there_is_no_post(self) -> None:
        self._seat()
        acting = actor(Person.objects.filter(role="citizen")[0], self.DAY)
        assert (acting.organ, acting.verbs) == ("", POWERS["citizen"])

    @pytest.mark.parametrize("days,holds", [(-1, False), (0, True), (1, True), (2, False)])
    def test_stands_in_from_the_first_day_of_a_delegation_until_its_end(self, days: int, holds: bool) -> None:
        chief, handler = self._seat()
        Holding.objects.update(begins=self.DAY - dt.timedelta(days=9))
        self._delegate(chief, handler)
        acting = actor(self._holder(handler), self.DAY + dt.timedelta(days=days))
        assert may(acting, "decide") is holds and acting.verbs == POWERS["handler"]
        assert [one.of for one in acting.given] == [chief.word] * holds

    def test_stands_in_no_longer_once_the_delegation_is_taken_back(self) -> None:
        chief, handler = self._seat()
        given = self._delegate(chief, handler)
        with pytest.raises(Refused):
            end_delegation(id=given.pk, post=handler.word, now=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
        end_delegation(id=given.pk, post=chief.word, now=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
        assert not may(actor(self._holder(handler), self.DAY), "decide")

    @pytest.mark.parametrize(
        "change",
        [
            {"order_no": " "},
            {"verbs": []},
            {"verbs": ["urge"]},
            {"days": (DAY, DAY)},
            {"days": (DAY - dt.timedelta(days=1), LATER)},
            {"days": (DAY, DAY + dt.timedelta(days=367))},
            {"days": (DAY, dt.date.max)},
            {"days": (dt.date(2099, 1, 1), dt.date(2099, 1, 9))},
            {"to": "fire.handler"},
            {"to": "nobody"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_is_not_given_powers_that_will_not_do(self, change: dict[str, object]) -> None:
        chief, handler = self._seat()
        wanted = {"of": chief.word, "to": handler.word, "verbs": ["decide"], "order_no": "演示1号"}
        with pytest.raises(Refused) as refused:
            delegate(**{**wanted, "days": (self.DAY, self.LATER), "today": self.DAY, **change})
        assert refused.value.zh and refused.value.en
        assert Delegation.objects.count() == 0

    def test_stands_in_for_as_long_as_the_place_allows_and_is_told_the_last_day(self) -> None:
        chief, handler = self._seat()
        given = {
            "of": chief.word,
            "to": handler.word,
            "verbs": ["decide"],
            "order_no": "演示1号",
            "today": self.DAY,
        }
        with pytest.raises(Refused, match="2027-11-23") as refused:
            delegate(**given, days=(self.DAY, self.DAY + dt.timedelta(days=367)))
        assert "366 日（地方规则）" in refused.value.zh and "local rule" in refused.value.en
        assert delegate(**given, days=(self.DAY, dt.date(2027, 11, 24))).ends == dt.date(2027, 11, 24)

    def _delegate(self, chief: Post, handler: Post) -> Delegation:
        return delegate(
            of=chief.word,
            to=handler.word,
            verbs=["decide"],
            days=(self.DAY, self.LATER),
            order_no="演示1号",
            today=self.DAY,
        )
