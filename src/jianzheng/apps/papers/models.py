"""Rows of papers: files brought, documents issued, and the last number of each series. Contents live in the store."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jianzheng.core.document import DocumentKind
from jianzheng.formats.uploads_kind import FileKind


class Paper(models.Model):
    """A file somebody brought; its content is in the store under `digest`, once for all who brought the same."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="papers")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label.zh) for kind in FileKind])
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()

    class Meta:
        """The same content under the same name twice by one person is one paper."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "digest", "name"], name="paper_once_per_owner"),
            models.CheckConstraint(condition=Q(size__gt=0), name="paper_not_empty"),
        ]


class Series(models.Model):
    """The last number given in one series: an organ's documents of one kind in one year."""

    organ = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a series; whoever takes a number holds it until the transaction ends."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "kind", "year"], name="series_once")
        ]


class Issued(models.Model):
    """An official document: `value` is the whole document as JSON, so that it shows without the PDF; `digest` names the
    sealed PDF in the store once there is one; `trouble` says why there is none yet."""

    organ = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.label.zh) for kind in DocumentKind])
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=100, unique=True)
    case_no = models.CharField(max_length=50, db_index=True)
    code = models.CharField(max_length=16, unique=True)
    value = models.JSONField()
    issued_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    sealed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)
    void_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        """Numbers of a series are given once; a document is sealed with its file or not at all, void with its reason."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "kind", "year", "serial"], name="issued_serial_once_per_series"
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True, digest="") | (Q(sealed_at__isnull=False) & ~Q(digest="")),
                name="issued_sealed_iff_kept",
            ),
            models.CheckConstraint(
                condition=Q(void_at__isnull=True, void_reason="")
                | (Q(void_at__isnull=False) & ~Q(void_reason="")),
                name="issued_void_iff_reason",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")), name="issued_not_by_itself"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="issued_waiting", condition=Q(sealed_at__isnull=True)),
        ]
