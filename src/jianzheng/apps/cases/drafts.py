"""What somebody has begun and not handed in: the draft of an application, the files gathered to answer a notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from jianzheng.apps.cases.models import Draft, Reply
from jianzheng.apps.people.models import Person

Files = tuple[Collection[str], Mapping[str, int]]
"""What became of files: the numbers of materials whose file was dropped, and number → paper of those added."""


@transaction.atomic
def draft(
    *, owner: Person, edition: int, said: Mapping[str, Any], files: Files, now: dt.datetime
) -> dict[str, int]:
    """Keep what somebody has filled in so far: `form` and `conditions` as they are now, of the files only what changed, as
    several may be on their way at once; the files kept then are returned."""
    # One form of a person at a time: of two files sent at once, the second is added to the first.
    Person.objects.select_for_update().get(pk=owner.pk)
    before = Draft.objects.filter(owner=owner, edition_id=edition).values_list("papers", flat=True).first()
    papers = _changed(before, files)
    # One statement: between looking and writing, the same form sent twice could hand the draft in and delete it.
    row = Draft(owner=owner, edition_id=edition, changed_at=now, papers=papers, **said)
    key, kept = ["owner", "edition"], [*said, "papers", "changed_at"]
    Draft.objects.bulk_create([row], update_conflicts=True, unique_fields=key, update_fields=kept)
    return papers


def _changed(before: Mapping[str, int] | None, files: Files) -> dict[str, int]:
    """Files kept so far, without those dropped, with those added."""
    dropped, added = files
    return {n: id for n, id in (before or {}).items() if n not in dropped} | dict(added)


@transaction.atomic
def gather(*, case: int, files: Files, form: Mapping[str, str], now: dt.datetime) -> None:
    """Keep what an applicant has gathered so far to answer the notice of a case (by its row); of several files sent at once
    none is lost."""
    Reply.objects.get_or_create(case_id=case, defaults={"changed_at": now})
    row = Reply.objects.select_for_update().get(case_id=case)
    row.papers, row.form, row.changed_at = _changed(row.papers, files), dict(form), now
    row.save(update_fields=["papers", "form", "changed_at"])


def gathered(case: int) -> dict[int, int]:
    """The files an applicant has gathered to answer the notice of a case (by its row): number of the material → paper."""
    papers = Reply.objects.filter(case_id=case).values_list("papers", flat=True).first()
    return {int(n): int(id) for n, id in (papers or {}).items()}


def discard(*, owner: Person, edition: int) -> None:
    """Throw a draft away."""
    Draft.objects.filter(owner=owner, edition_id=edition).delete()
