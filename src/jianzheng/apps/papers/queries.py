"""What pages and other apps ask about papers, as frozen values."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from jianzheng.apps.papers import doors
from jianzheng.apps.papers.codes import shown, typed
from jianzheng.apps.papers.mapping import unpacked
from jianzheng.apps.papers.models import Issued, Paper
from jianzheng.apps.people.models import Person
from jianzheng.core.document import Document, DocumentKind
from jianzheng.core.names import masked
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats import uploads
from jianzheng.formats.uploads_kind import FileKind
from jianzheng.links.seal.check import Sealed, seals


class Standing(StrEnum):
    """Whether a document counts."""

    VALID = "valid"
    VOID = "void"
    REPLACED = "replaced"
    RECALLED = "recalled"
    REVOKED = "revoked"

    @property
    def label(self) -> Text:
        """The word shown to people."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.VALID: Text("有效", "valid"),
    Standing.VOID: Text("已作废", "void"),
    Standing.REPLACED: Text("已被新文书代替", "replaced by another document"),
    Standing.RECALLED: Text("已撤回，不再有效", "taken back, valid no more"),
    Standing.REVOKED: Text("已撤销，不再有效", "annulled, valid no more"),
}
_BY = {DocumentKind.RECALL: Standing.RECALLED, DocumentKind.REVOCATION: Standing.REVOKED}
"""What a paper that stands against another makes of it."""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """An issued document with what became of it; `digest` is "" until the sealed PDF is there."""

    code: str
    document: Document
    standing: Standing
    issued_at: dt.datetime
    sealed_at: dt.datetime | None
    digest: str
    size: int
    trouble: str
    void_at: dt.datetime | None
    void_reason: str
    replaced_by: str

    @property
    def addressee(self) -> str:
        """The addressee as strangers may see it."""
        return masked(self.document.addressee)


@dataclass(frozen=True, slots=True)
class BroughtPaper:
    """A file somebody brought."""

    id: int
    name: str
    kind: FileKind
    size: int
    digest: str
    uploaded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """A file laid beside an issued document: `same` byte for byte; `seals` what the file itself carries."""

    same: bool
    seals: tuple[Sealed, ...]

    @property
    def sealed(self) -> bool:
        """Whether it carries a good seal, even where it is not this document."""
        return any(seal.good for seal in self.seals)


def by_code(code: str) -> IssuedPaper | None:
    """The document with a verification code, however it was typed."""
    row = (
        Issued.objects.select_related("replaced_by").filter(code=typed(code)).first() if typed(code) else None
    )
    return _issued(row) if row else None


def of_case(case_no: str) -> tuple[IssuedPaper, ...]:
    """The documents of a case, in the order in which they were issued."""
    return of_cases([case_no])


def of_cases(numbers: Collection[str]) -> tuple[IssuedPaper, ...]:
    """The documents of a case and its matters, in the order in which they were issued."""
    return tuple(map(_issued, Issued.objects.select_related("replaced_by").filter(case_no__in=numbers)))


def case_of_number(number: str) -> str:
    """The case of the document with this number, whatever brackets stand around its year; "" when there is none."""
    wanted = number.translate(_BRACKETS).replace(" ", "")
    return Issued.objects.filter(number=wanted).values_list("case_no", flat=True).first() or ""


_BRACKETS = str.maketrans("([【（［)]】）］", "〔〔〔〔〔〕〕〕〕〕")


def waiting(most: int = 100) -> tuple[IssuedPaper, ...]:
    """Documents whose PDF is not made yet, oldest first."""
    rows = Issued.objects.select_related("replaced_by").filter(sealed_at=None)[:most]
    return tuple(map(_issued, rows))


def pdf_of(code: str) -> bytes:
    """The sealed PDF of a document. Raises Refused while it is not made, Damaged where it is lost."""
    paper = by_code(code)
    if paper is None or not paper.digest:
        raise Refused(
            "这份文书还没有制作完成。请稍后再试。",
            "This document is still being made. Try again in a moment.",
        )
    return doors.store().get(paper.digest)


def compared(code: str, name: str, content: bytes, now: dt.datetime) -> Compared:
    """Lay a PDF that somebody holds, under the name they gave it, beside the document of a code. Raises NotTaken, with
    that name, where it is no harmless file."""
    paper = by_code(code)
    if paper and paper.digest and hashlib.sha256(content).hexdigest() == paper.digest:
        return Compared(True, seals(content, doors.roots(), now))
    return Compared(False, seals(content, doors.roots(), now) if _is_pdf(name, content) else ())


def _is_pdf(name: str, content: bytes) -> bool:
    return uploads.check(name, content, settings.UPLOAD_LIMIT).kind is FileKind.PDF


def brought(owner: Person, ids: Iterable[int] | None = None) -> tuple[BroughtPaper, ...]:
    """The papers a person brought, newest first; with `ids` only those."""
    rows = Paper.objects.filter(owner=owner)
    return tuple(map(_brought, rows if ids is None else rows.filter(pk__in=list(ids))))


def papers(ids: Iterable[int]) -> dict[int, BroughtPaper]:
    """Papers by id, whoever brought them; the caller knows that the reader may see them."""
    return {row.pk: _brought(row) for row in Paper.objects.filter(pk__in=list(ids))}


def content_of(digest: str) -> bytes:
    """The content of a paper that was brought. Raises Damaged."""
    return doors.store().get(digest)


def _brought(row: Paper) -> BroughtPaper:
    return BroughtPaper(row.pk, row.name, FileKind(row.kind), row.size, row.digest, row.uploaded_at)


def _issued(row: Issued) -> IssuedPaper:
    replaced = row.replaced_by
    standing = Standing.VOID if row.void_at else Standing.VALID
    if replaced:
        standing = _BY.get(DocumentKind(replaced.kind), Standing.REPLACED)
    return IssuedPaper(
        code=shown(row.code),
        document=unpacked(row.value),
        standing=standing,
        issued_at=row.issued_at,
        sealed_at=row.sealed_at,
        digest=row.digest,
        size=row.size,
        trouble=row.trouble,
        void_at=row.void_at,
        void_reason=row.void_reason,
        replaced_by=shown(replaced.code) if replaced else "",
    )
