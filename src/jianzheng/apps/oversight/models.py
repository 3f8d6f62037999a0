"""Rows of supervision: records are the truth, chained by hashes for each case; findings, cards and deeds follow from them.

Moments are whole seconds since 1970 (UTC), as in core.case.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Record(models.Model):
    """One thing supervision did or saw in a case, in order; a trigger on both databases refuses to change or delete a row.
    `kind` is Found | Carded | Acted | Lapsed | Answered, `text` its content as JSON."""

    pk = models.CompositePrimaryKey("case_id", "sequence")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="records", db_index=False)
    sequence = models.PositiveIntegerField()
    at = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    by = models.CharField(max_length=200)
    text = models.TextField()
    hash = models.BinaryField()


class Finding(models.Model):
    """What a detector found in a case; `evidence` the sequence numbers that show it, joined by commas."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="findings")
    organ = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    evidence = models.CharField(max_length=400)
    item = models.SmallIntegerField()
    step = models.SmallIntegerField()
    person = models.CharField(max_length=200, blank=True)
    zh = models.TextField()
    en = models.TextField()
    at = models.BigIntegerField()
    found_at = models.BigIntegerField()

    class Meta:
        """Found once; listed by kind, the newest first."""

        indexes: ClassVar = [
            models.Index(fields=["kind", "-id"], name="finding_kind"),
            models.Index(fields=["organ", "-id"], name="finding_organ"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "evidence"], name="finding_once")
        ]


class Card(models.Model):
    """A card that fell on a matter: `light` its colour, `why` "time" or the kind of finding, `rules` the set it fell under,
    `score` what it costs; `due` the term it fell for, so that a later term may bring its own."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="cards")
    organ = models.CharField(max_length=64)
    item = models.SmallIntegerField()
    light = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=32)
    rules = models.CharField(max_length=64)
    score = models.FloatField()
    due = models.BigIntegerField()
    at = models.BigIntegerField()

    class Meta:
        """A card falls once; points are counted by month."""

        indexes: ClassVar = [models.Index(fields=["at", "organ"], name="card_month")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "item", "light", "why", "due"], name="card_falls_once")
        ]


class Deed(models.Model):
    """One act of the ladder on a case: which rung, by whom, to which organ and roles, its words; an answer due by `due_at`;
    `lapsed_at` when that day passed without one."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="deeds")
    rung = models.CharField(max_length=32)
    organ = models.CharField(max_length=64)
    item = models.SmallIntegerField()
    by = models.CharField(max_length=200)
    to = models.CharField(max_length=200)
    text = models.TextField()
    urgent = models.TextField(blank=True)
    at = models.BigIntegerField()
    due_at = models.BigIntegerField(null=True)
    lapsed_at = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.BigIntegerField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """A rung is stood on once a case; open answers are walked by their day."""

        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="deed_open",
                condition=Q(answered_at__isnull=True, due_at__isnull=False),
            ),
            models.Index(fields=["organ", "-id"], name="deed_organ"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "rung"], name="deed_once_per_rung"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="deed_answer_has_words"
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(due_at__gt=F("at")), name="deed_due_after_it_was_done"
            ),
        ]
