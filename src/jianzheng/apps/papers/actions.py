"""The verbs that write papers: keep what is brought, issue, seal and void what organs say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Min

from jianzheng.apps.papers import doors
from jianzheng.apps.papers.codes import new_code, shown, typed
from jianzheng.apps.papers.mapping import packed, unpacked
from jianzheng.apps.papers.models import Issued, Paper, Series
from jianzheng.apps.people.models import Person
from jianzheng.core.authority import Organ
from jianzheng.core.codes.written import NUMBER, number_of
from jianzheng.core.document import Document, DocumentKind, check
from jianzheng.core.refusal import Refused
from jianzheng.formats import uploads
from jianzheng.formats.document import SEAL_BOX, pdf


def keep(*, owner: Person, name: str, content: bytes, now: dt.datetime) -> Paper:
    """Keep a file that somebody brought: its content once, and each name it was brought under; the same file again is the
    same paper. Raises NotTaken with advice."""
    brought = uploads.check(name, content, settings.UPLOAD_LIMIT)
    # The file first: a file without a row is only waste, a row without a file would be a lie.
    digest = doors.store().put(brought.content)
    with transaction.atomic():
        paper, _ = Paper.objects.get_or_create(
            owner=owner,
            digest=digest,
            name=brought.name,
            defaults={
                "kind": brought.kind.value,
                "size": len(brought.content),
                "uploaded_at": now,
            },
        )
    return paper


def issue(*, document: Document, organ: Organ, now: dt.datetime, pattern: str = NUMBER) -> Issued:
    """Give a document its number and verification code and enter it; the PDF is made by `seal`, outside any transaction.
    Joins the caller's transaction: rolled back, the number is free again. Raises Incomplete, or Refused for the number."""
    return issue_many(wanted=[(document, organ)], now=now, pattern=pattern)[0]


@transaction.atomic
def issue_many(
    *, wanted: Sequence[tuple[Document, Organ]], now: dt.datetime, pattern: str = NUMBER
) -> list[Issued]:
    """`issue` of many documents, in their order: all are entered or none."""
    for document, _ in wanted:
        check(document)
    series = [(organ.id, document.kind.value, document.issued_on.year) for document, organ in wanted]
    counted = Counter(series)
    # Always in the same order, a receipt before what answers it, so that no two acts wait for each other.
    order = sorted(counted, key=lambda one: (one[1] != DocumentKind.RECEIPT.value, one))
    serials = {one: iter(_next(*one, counted[one])) for one in order}
    rows = [
        _row(document, organ, next(serials[one]), (now, pattern))
        for (document, organ), one in zip(wanted, series, strict=True)
    ]
    _enter(rows)
    return rows


def _row(document: Document, organ: Organ, serial: int, how: tuple[dt.datetime, str]) -> Issued:
    """A numbered document as it will be stored; `how` = when, and the pattern of its number."""
    now, pattern = how
    code, year = new_code(), document.issued_on.year
    numbered = replace(
        document,
        number=number_of(document.kind.mark, organ.short, year, serial, pattern),
        verify_code=shown(code),
        verify_url=f"{settings.PUBLIC_URL}/portal/verify/{shown(code)}",
    )
    return Issued(
        organ=organ.id,
        kind=document.kind.value,
        year=year,
        serial=serial,
        number=numbered.number,
        case_no=document.case_no,
        code=code,
        value=packed(numbered),
        issued_at=now,
    )


def _next(organ: str, kind: str, year: int, count: int) -> range:
    """The next `count` numbers of a series, its row locked until the transaction ends."""
    series = Series.objects.filter(organ=organ, kind=kind, year=year)
    if not series.update(last=F("last") + count):
        Series.objects.get_or_create(organ=organ, kind=kind, year=year)
        series.update(last=F("last") + count)
    last = series.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)


def _enter(rows: list[Issued]) -> None:
    try:
        with transaction.atomic():
            Issued.objects.bulk_create(rows)
    except IntegrityError as broken:
        numbers = "、".join(row.number for row in rows[:3])
        raise Refused(
            f"文书编号 {numbers} 已被占用。请给机关设置不同的简称或编号格式。",
            f"The number {numbers} is taken. Give the organ another short name or pattern.",
        ) from broken


def seal(*, code: str, now: dt.datetime) -> Issued:
    """Make the PDF of an issued document, seal it and keep it, once: sealed already, it is answered as it is. Raises
    Refused, and notes it on the row, where it cannot be printed or the organ has no certificate."""
    row = _issued(code)
    if row.sealed_at:
        return row
    document = unpacked(row.value)
    organ = Organ(row.organ, document.organ)
    try:
        made = doors.seal_of(organ).seal(pdf(document), organ, SEAL_BOX, now)
    except Refused as refused:
        Issued.objects.filter(pk=row.pk, sealed_at=None).update(trouble=str(refused)[:500])
        raise
    digest = doors.store().put(made)
    waiting = Issued.objects.filter(pk=row.pk, sealed_at=None)
    first = waiting.update(digest=digest, size=len(made), sealed_at=now, trouble="")
    if not first and not Issued.objects.filter(digest=digest).exists():
        # Another worker was faster; two sealed files of one document would be two documents.
        doors.store().drop(digest)
    row.refresh_from_db()
    return row


def seal_waiting(*, now: dt.datetime, most: int = 100) -> tuple[int, int]:
    """Seal up to `most` documents that wait, oldest first, but those that could not be sealed before (`seal_again`).
    Answers how many were sealed and how many could not be."""
    waiting = Issued.objects.filter(sealed_at=None, trouble="").order_by("id")
    codes = list(waiting.values_list("code", flat=True)[:most])
    sealed = sum(_sealed(code, now) for code in codes)
    return sealed, len(codes) - sealed


def seal_again(*, now: dt.datetime, most: int = 10) -> int:
    """Of each trouble that keeps documents back try the oldest once more; where it can be sealed now, the others wait for
    `seal_waiting` again. How many were sealed."""
    kept_back = Issued.objects.filter(sealed_at=None).exclude(trouble="")
    troubles = kept_back.values("trouble").annotate(first=Min("id")).order_by("first")
    sealed = 0
    for trouble, first in list(troubles.values_list("trouble", "first")[:most]):
        if _sealed(Issued.objects.values_list("code", flat=True).get(pk=first), now):
            kept_back.filter(trouble=trouble).update(trouble="")
            sealed += 1
    return sealed


def _sealed(code: str, now: dt.datetime) -> bool:
    try:
        seal(code=code, now=now)
    except Refused:
        return False
    return True


@transaction.atomic
def void(*, code: str, reason: str, now: dt.datetime, replaced_by: str = "") -> Issued:
    """Declare an issued document void, naming why and what replaces it; its number stays taken. Raises Refused without a
    reason, or where it is void already."""
    row = Issued.objects.select_for_update().get(pk=_issued(code).pk)
    if row.void_at:
        raise Refused(f"文书 {row.number} 已经作废。", f"Document {row.number} is void already.")
    if not reason.strip():
        raise Refused("请写明作废的理由。", "Say why it is void.")
    row.void_at, row.void_reason = now, reason.replace("\0", "").strip()[:500]
    row.replaced_by = _issued(replaced_by) if replaced_by else None
    if row.replaced_by_id == row.pk:
        raise Refused("文书不能由自己代替。", "A document cannot replace itself.")
    row.save(update_fields=["void_at", "void_reason", "replaced_by"])
    return row


def _issued(code: str) -> Issued:
    row = Issued.objects.filter(code=typed(code)).first()
    if row is None:
        raise Refused(
            "没有这个验证码的文书。请核对后重试。", "No document has this code. Check it and try again."
        )
    return row
