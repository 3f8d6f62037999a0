"""Keeping what people bring: once, under its digest, for its owner."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, transaction

from jianzheng.apps.papers import actions, queries
from jianzheng.apps.papers.models import Paper
from jianzheng.formats.uploads_kind import FileKind, NotTaken
from tests.formats import forged
from tests.paper_cast import NOW

pytestmark = pytest.mark.django_db
PLAN = forged.png(40, 30)


class TestKeeping:
    def test_gives_back_the_very_bytes_under_a_harmless_name(self, person) -> None:
        kept = actions.keep(owner=person("citizen"), name="..\\平面图\u202e.png", content=PLAN, now=NOW)
        (paper,) = queries.brought(person("citizen"))
        assert (paper.id, paper.name, paper.kind, paper.size) == (
            kept.pk,
            "平面图.png",
            FileKind.PNG,
            len(PLAN),
        )
        assert paper.digest == hashlib.sha256(PLAN).hexdigest()
        assert queries.content_of(paper.digest) == PLAN

    def test_the_same_file_again_is_the_same_paper(self, person) -> None:
        first = actions.keep(owner=person("citizen"), name="a.png", content=PLAN, now=NOW)
        again = actions.keep(owner=person("citizen"), name="a.png", content=PLAN, now=NOW)
        assert again == first
        assert Paper.objects.count() == 1

    def test_the_same_content_under_another_name_keeps_both_names_and_one_file(self, person) -> None:
        for name in ("a.png", "b.png"):
            kept = actions.keep(owner=person("citizen"), name=name, content=PLAN, now=NOW)
            assert kept.name == name
        assert {paper.name for paper in queries.brought(person("citizen"))} == {"a.png", "b.png"}
        assert Paper.objects.values("digest").distinct().count() == 1

    def test_the_same_content_of_two_people_is_two_papers(self, person) -> None:
        for role in ("citizen", "clerk"):
            actions.keep(owner=person(role), name="a.png", content=PLAN, now=NOW)
        assert Paper.objects.count() == 2
        assert len(queries.brought(person("citizen"))) == 1

    def test_a_phones_picture_loses_what_follows_it(self, person) -> None:
        actions.keep(owner=person("citizen"), name="a.jpg", content=forged.jpeg(after=b"film" * 99), now=NOW)
        assert queries.content_of(Paper.objects.get().digest) == forged.jpeg()

    def test_a_hostile_file_leaves_no_trace(self, person) -> None:
        with pytest.raises(NotTaken):
            actions.keep(owner=person("citizen"), name="a.png", content=forged.png(after=b"MZ"), now=NOW)
        assert not Paper.objects.exists()

    def test_nobody_sees_by_id_what_is_not_theirs(self, person) -> None:
        kept = actions.keep(owner=person("citizen"), name="a.png", content=PLAN, now=NOW)
        assert queries.brought(person("clerk"), [kept.pk]) == ()
        assert queries.papers([kept.pk])[kept.pk].name == "a.png"

    def test_an_empty_row_is_refused_by_the_database(self, person) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.create(
                owner=person("citizen"), digest="0" * 64, kind="png", name="a.png", size=0, uploaded_at=NOW
            )
