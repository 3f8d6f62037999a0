"""Rows of improvement: proposals with what the log showed, the history of each, and when each service was last looked at."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """How far a proposal is."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    IN_FORCE = "in_force"
    MEASURED = "measured"


LIVE = (State.OPEN, State.ACCEPTED)
PUBLISHED = (State.IN_FORCE, State.MEASURED)


class Proposal(models.Model):
    """One finding about a service with the lawful move that answers it ("" none): `kind` and `what` say which finding, `seen`
    what the log of `edition` showed when it was last looked at (`said`, `remedy`, cases, days, window, doubts), `declined_on`
    the cases it rested on when it was declined, `measured` the effect once the edition `published` has cases."""

    service = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    what = models.CharField(max_length=400)
    edition = models.ForeignKey("catalogue.Published", models.PROTECT, related_name="proposals")
    move = models.CharField(max_length=1000, blank=True)
    seen = models.JSONField()
    total = models.FloatField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    declined_on = models.PositiveIntegerField(default=0)
    draft = models.ForeignKey("catalogue.Edition", models.PROTECT, null=True, related_name="proposals")
    published = models.ForeignKey("catalogue.Published", models.PROTECT, null=True, related_name="answers")
    measured = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        """A finding is filed once; a decision has its person, day and reasons; what is in force has its edition."""

        ordering: ClassVar = ["-total", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "kind", "what"], name="proposal_once_per_finding"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ACCEPTED, State.DECLINED, *PUBLISHED])
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reasons="")),
                name="proposal_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PUBLISHED, published__isnull=False)
                | (~Q(state__in=PUBLISHED) & Q(published__isnull=True)),
                name="proposal_in_force_has_edition",
            ),
        ]


class Entry(models.Model):
    """One line of a proposal's history, in order; a trigger on both databases refuses to change or delete a row. `by` is
    empty where the night did it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    word = models.CharField(max_length=16)
    zh = models.TextField(blank=True)
    en = models.TextField(blank=True)

    class Meta:
        """In order."""

        ordering: ClassVar = ["sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "sequence"], name="proposal_entry_once")
        ]


class Look(models.Model):
    """When a service was last looked at: `looked_on` the night (none: never, or asked for), `taken_until` the lease of whoever
    looks now; then how many cases there were, and why nothing could be said."""

    service = models.CharField(max_length=120, primary_key=True)
    looked_on = models.DateField(null=True)
    taken_until = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    cases = models.PositiveIntegerField(default=0)
    zh = models.TextField(blank=True)
    en = models.TextField(blank=True)
