"""Rows of the logs: whose, where kept, how far."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    """How far a log is: its columns are asked for, it is being read, it is there, or why it is not."""

    ASKING = "asking"
    READING = "reading"
    KEPT = "kept"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class KeptLog(models.Model):
    """An event log somebody brought, in the folder `place` below VAR/logs: the file until it is read, then Parquet.

    `asked` says how the file is to be read, `report` what was odd about its rows; `zh` and `en` why it was refused."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="logs")
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=16)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=16, choices=State.choices)
    asked = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    zh = models.CharField(max_length=1000, blank=True)
    en = models.CharField(max_length=1000, blank=True)
    cases = models.PositiveBigIntegerField(default=0)
    events = models.PositiveBigIntegerField(default=0)
    calendar = models.CharField(max_length=40)
    brought_at = models.DateTimeField()

    class Meta:
        """The newest first; one import at a time for each person."""

        ordering: ClassVar = ["-brought_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(state="reading"), name="log_one_import_per_person"
            )
        ]
