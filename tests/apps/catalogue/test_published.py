"""Services in force: the next edition ends the last, an edition never changes, only one is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import in_force, offer, service
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.city import city
from jianzheng.jobs.demo import seat_city

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=30)
HYGIENE = next(service for service in city("demo").services if service.id == "hygiene")
CHANGED = replace(HYGIENE, about=Text("改了说明", "other words"))

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Numbers of editions return after a test is rolled back; what they meant must not."""
    service.cache_clear()
    yield
    service.cache_clear()


class TestAnEdition:
    def test_in_force_is_the_service_that_was_published(self) -> None:
        row = publish(service=HYGIENE, now=NOW)
        assert service(row.pk) == HYGIENE
        assert (row.number, row.in_force_from, row.in_force_until) == (1, NOW, None)

    def test_published_again_unchanged_stays_the_same(self) -> None:
        first = publish(service=HYGIENE, now=NOW)
        assert publish(service=HYGIENE, now=LATER).pk == first.pk
        assert Published.objects.count() == 1

    def test_ends_when_the_next_begins_and_keeps_its_words(self) -> None:
        first = publish(service=HYGIENE, now=NOW)
        second = publish(service=CHANGED, now=LATER)
        first.refresh_from_db()
        assert (first.in_force_until, second.in_force_from, second.number) == (LATER, LATER, 2)
        assert service(first.pk) == HYGIENE and service(second.pk) == CHANGED

    def test_that_returns_is_a_new_edition(self) -> None:
        for number, words in enumerate((HYGIENE, CHANGED, HYGIENE), 1):
            assert publish(service=words, now=NOW + dt.timedelta(days=number)).number == number

    def test_in_force_is_found_by_its_service_and_listed_once(self) -> None:
        publish(service=HYGIENE, now=NOW)
        second = publish(service=CHANGED, now=LATER)
        assert offer("hygiene").published_id == second.pk
        assert [offer.published_id for offer in in_force()] == [second.pk]

    def test_of_a_service_nobody_offers_is_refused_in_both_languages(self) -> None:
        with pytest.raises(Refused) as refused:
            offer("atlantis")
        assert refused.value.zh and refused.value.en

    def test_listed_shows_its_limits_and_how_much_is_asked(self) -> None:
        publish(service=HYGIENE, now=NOW)
        (shown,) = in_force()
        assert (shown.legal.length, shown.promised.length) == (20, 5)
        assert shown.asked == len(HYGIENE.asked) == 5


class TestTheDatabase:
    def test_takes_no_second_edition_in_force(self) -> None:
        row = publish(service=HYGIENE, now=NOW)
        row.pk, row.number = None, 2
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


class TestTheCity:
    def test_is_seated_once(self) -> None:
        seat_city(NOW)
        first = set(Published.objects.values_list("pk", "digest"))
        seat_city(NOW)
        assert set(Published.objects.values_list("pk", "digest")) == first
        assert len(first) == len(city("demo").services)

    def test_offers_what_its_file_says(self) -> None:
        seat_city(NOW)
        offered = {offer.published_id: service(offer.published_id) for offer in in_force()}
        assert {made.id: made for made in offered.values()} == {
            made.id: made for made in city("demo").services
        }
