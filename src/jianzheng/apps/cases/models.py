"""Rows of cases: events are the truth, everything else is derived from them and can be rebuilt.

Moments are whole seconds since 1970 (UTC), as in core.case; 0 or NULL means not yet. The hot statements are in on_sqlite.py
and on_postgres.py; the rows they write with their case carry no foreign key of their own, which would double their cost
(`jianzheng verify` compares every one of them with the events).
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Case(models.Model):
    """One case as it stands: `standing` is core's value as JSON, `head` the hash of its last event; `turns_at` when the
    clock next has something to do by itself; `stage` 0 before acceptance, 1 at work, 2 to be delivered, 3 ended."""

    number = models.CharField(max_length=50, unique=True)
    edition = models.ForeignKey("catalogue.Published", models.PROTECT, related_name="cases", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases", db_index=False
    )
    window = models.CharField(max_length=64)
    applicant = models.CharField(max_length=200)
    channel = models.CharField(max_length=16)
    stage = models.PositiveSmallIntegerField()
    light = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    applied_at = models.BigIntegerField()
    due_at = models.BigIntegerField(null=True)
    turns_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)
    provisional = models.BooleanField(default=False)
    simulated = models.BooleanField(default=False)
    head = models.BinaryField()
    standing = models.TextField()

    class Meta:
        """Only what is open, or still turns, is in the indexes that pages and the clock walk."""

        indexes: ClassVar = [
            models.Index(fields=["turns_at"], name="case_turns", condition=Q(turns_at__isnull=False)),
            models.Index(
                fields=["window", "stage", "due_at", "id"],
                name="case_window",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(fields=["owner", "-id"], name="case_owner", condition=Q(owner__isnull=False)),
            models.Index(fields=["id"], name="case_provisional", condition=Q(provisional=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(due_at__isnull=True), name="case_ended_has_no_due"
            )
        ]


class Item(models.Model):
    """One matter of a case with its own number, clocks and decision; `used`, `out` and `waited` are counted working days
    once it is decided."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="items", db_index=False)
    place = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=50, unique=True)
    matter = models.CharField(max_length=100)
    organ = models.CharField(max_length=64)
    state = models.PositiveSmallIntegerField()
    light = models.PositiveSmallIntegerField()
    received_at = models.BigIntegerField()
    accepted_at = models.BigIntegerField(null=True)
    decided_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)
    due_at = models.BigIntegerField(null=True)
    legal_due = models.BigIntegerField(null=True)
    promised_due = models.BigIntegerField(null=True)
    used = models.IntegerField(default=0)
    out = models.IntegerField(default=0)
    waited = models.IntegerField(default=0)
    result_no = models.CharField(max_length=100, blank=True)

    class Meta:
        """The board walks open matters by organ and light, the monthly figures decided ones by day; a licence's number is
        looked up in its organ."""

        indexes: ClassVar = [
            models.Index(
                fields=["organ", "light", "due_at"], name="item_board", condition=Q(ended_at__isnull=True)
            ),
            models.Index(fields=["decided_at"], name="item_decided", condition=Q(decided_at__isnull=False)),
            models.Index(fields=["organ", "result_no"], name="item_result", condition=Q(result_no__gt="")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "place"], name="item_once_per_case"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(due_at__isnull=True), name="item_ended_has_no_due"
            ),
        ]


class Work(models.Model):
    """One open piece of work: a step of a case waiting for an organ, or a copy waiting for its answer (kind "copy", a number
    behind the steps); `due_at` of the step, else of its matter."""

    pk = models.CompositePrimaryKey("case_id", "step")
    case = models.ForeignKey(Case, models.CASCADE, related_name="work", db_index=False, db_constraint=False)
    step = models.PositiveSmallIntegerField()
    item = models.PositiveSmallIntegerField()
    organ = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    opened_at = models.BigIntegerField()
    due_at = models.BigIntegerField()
    light = models.PositiveSmallIntegerField()
    claimed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        """An office's list is one walk along one index; what somebody there has claimed, what waits for a decision or to be
        delivered, and what another organ told have short ones of their own, as they would be far apart in it."""

        indexes: ClassVar = [
            models.Index(fields=["organ", "due_at", "case", "step"], name="work_list"),
            models.Index(
                fields=["organ", "due_at", "case", "step"], name="work_copies", condition=Q(kind="copy")
            ),
            models.Index(
                fields=["organ", "due_at", "case", "step"],
                name="work_approvals",
                condition=Q(kind__in=("decide", "sign")),
            ),
            models.Index(
                fields=["organ", "claimed_by", "due_at", "case", "step"],
                name="work_claimed",
                condition=Q(claimed_by__gt=""),
            ),
            models.Index(fields=["due_at", "case", "step"], name="work_serving", condition=Q(kind="serve")),
        ]


class Event(models.Model):
    """What happened, in order, chained by hashes; a trigger on both databases refuses to change or delete a row."""

    pk = models.CompositePrimaryKey("case_id", "sequence")
    case = models.ForeignKey(Case, models.PROTECT, related_name="events", db_index=False, db_constraint=False)
    sequence = models.PositiveIntegerField()
    at = models.BigIntegerField()
    kind = models.CharField(max_length=32)
    by = models.CharField(max_length=200)
    data = models.TextField()
    hash = models.BinaryField()


class Outbox(models.Model):
    """An event somebody else must hear of, until they have; `taken_until` is the worker's lease."""

    pk = models.CompositePrimaryKey("case_id", "sequence")
    case = models.ForeignKey(Case, models.CASCADE, db_index=False, db_constraint=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    taken_until = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)


class Serial(models.Model):
    """The last daily number of a task code, or of anything else counted day by day."""

    code = models.CharField(max_length=64)
    day = models.CharField(max_length=8)
    last = models.PositiveIntegerField()

    class Meta:
        """One row a code and day."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "day"], name="serial_once_per_day")]


class Draft(models.Model):
    """An application somebody has begun: answers and files so far, to be taken up again; gone once applied."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    edition = models.ForeignKey("catalogue.Published", models.PROTECT)
    form = models.JSONField(default=dict)
    papers = models.JSONField(default=dict)
    conditions = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        """One draft a person and service."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "edition"], name="draft_once")]


class Reply(models.Model):
    """What an applicant has gathered so far to answer the one notice: files (number of the material → paper), and in `form`
    what they chose to promise instead."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="reply")
    papers = models.JSONField(default=dict)
    form = models.JSONField(default=dict)
    changed_at = models.DateTimeField()


class Party(models.Model):
    """A number under which a case (by its own number) is found: the applicant's, or that of whoever acts for them."""

    number = models.CharField(max_length=50)
    code = models.CharField(max_length=100, db_index=True)


class Message(models.Model):
    """What the applicant was told, once for each event that concerns them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages", db_index=False)
    sequence = models.PositiveIntegerField()
    zh = models.TextField()
    en = models.TextField()
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Told once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "sequence"], name="message_once_per_event")
        ]


class Mark(models.Model):
    """A fact the jobs remember between runs: which calendar the due dates were last counted by."""

    name = models.CharField(max_length=64, primary_key=True)
    value = models.CharField(max_length=200)
