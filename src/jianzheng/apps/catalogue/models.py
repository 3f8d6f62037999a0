"""Rows of the catalogue: uploads with their files, drafts with their decisions, editions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """Files somebody brought, kept byte for byte; what they mean is read from them each time."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    class Meta:
        """The same files twice by one person are one upload."""

        ordering: ClassVar = ["-uploaded_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "digest"], name="upload_once_per_owner")
        ]


class UploadFile(models.Model):
    """One file of an upload."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        """Files keep their order."""

        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "place"], name="upload_file_place_unique")
        ]


class Draft(models.Model):
    """What one person has decided about one process so far: move id → accepted, condition → holds."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    source = models.CharField(max_length=120)
    process = models.CharField(max_length=200)
    decisions = models.JSONField(default=dict)
    conditions = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        """One draft a person and process."""

        ordering: ClassVar = ["-changed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "source", "process"], name="draft_once_per_person_and_process"
            )
        ]


class Edition(models.Model):
    """A redesign saved as a draft edition: today's and the redesigned process as pack files, and the moves between."""

    source = models.CharField(max_length=120)
    process = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    title_zh = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    today = models.TextField()
    after = models.TextField()
    accepted = models.JSONField()
    conditions = models.JSONField(default=dict)
    figures = models.JSONField()
    note = models.CharField(max_length=2000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions")
    saved_at = models.DateTimeField()

    class Meta:
        """Numbers count up within a process."""

        ordering: ClassVar = ["-saved_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "process", "number"], name="edition_number_once_per_process"
            )
        ]


class Published(models.Model):
    """An edition in force: the service as it stands alone, never changed again; cases finish on the edition they began on."""

    service = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    title_zh = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=16, blank=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    in_force_from = models.DateTimeField()
    in_force_until = models.DateTimeField(null=True)

    class Meta:
        """One edition in force for each service; numbers count up."""

        ordering: ClassVar = ["service", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "number"], name="published_number_once"),
            models.UniqueConstraint(
                fields=["service"],
                condition=models.Q(in_force_until__isnull=True),
                name="published_one_in_force",
            ),
        ]


class Proof(models.Model):
    """A proof as it was frozen, never changed again: the text of its file, the process it was made from, what was asked."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proofs")
    source = models.CharField(max_length=120)
    process = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    today = models.TextField()
    accepted = models.JSONField()
    asked = models.JSONField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    class Meta:
        """The same proof twice by one person is one proof."""

        ordering: ClassVar = ["-frozen_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "source", "process", "digest"], name="proof_once_per_owner"
            )
        ]
