"""The verbs that write the logs: bring, read, settle, cancel, remove; each one transaction."""

from __future__ import annotations

import datetime as dt
import gzip
import uuid
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from jianzheng.apps.logs.folders import Folder
from jianzheng.apps.logs.models import KeptLog, State
from jianzheng.apps.people.models import Person
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar as calendar_of
from jianzheng.lab.log.read import HEAD, broken, kind_of, opener

LONGEST_NAME = 200
OWN = "own"
TABLES = ("table", "workbook", "parquet")
"""Kinds of files that do not say themselves which column means what."""
ENGINE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
WEEKDAYS = "weekdays"


class Busy(Refused):
    """Another log of the same person is being read: which."""

    def __init__(self, log_id: int) -> None:
        super().__init__(
            "您还有一份日志正在读入，就是这一份。请等它读完或取消它，再读下一份。",
            "Another log of yours is being read: this one. Wait for it or cancel it, then read the next.",
        )
        self.log_id = log_id


def folder_of(row: KeptLog) -> Folder:
    """Where a log is kept."""
    return Folder(Path(settings.VAR) / "logs" / row.place)


def bring(
    *,
    owner: Person,
    name: str,
    chunks: Iterable[bytes],
    asked: dict[str, Any],
    calendar: str,
    now: dt.datetime,
) -> KeptLog:
    """Keep a file until it is read, as `asked` (zone, objects). What says itself which is which, our stored form too, is read
    at once; other tables are asked about first. Raises Refused, keeping nothing, for what holds no log."""
    if calendar != WEEKDAYS:
        calendar_of(calendar)
    title = name.replace("\x00", "")[-LONGEST_NAME:] or "log"
    row = KeptLog(owner=owner, title=title, asked=asked, calendar=calendar, brought_at=now)
    row.place, row.state = uuid.uuid4().hex, State.ASKING
    folder = folder_of(row)
    try:
        folder.take_in(name, chunks)
        row.size, row.kind = folder.source.stat().st_size, _kind(folder)
        asks = row.kind in TABLES and not _looked(folder).get("ours")
        with transaction.atomic():
            row.save()
            if not asks:
                _read(row)
    except BaseException:
        folder.remove()
        raise
    return row


def _kind(folder: Folder) -> str:
    try:
        with opener(folder.source)() as file:
            return kind_of(file.read(HEAD))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken(folder.source) from None


def _looked(folder: Folder) -> dict[str, Any]:
    """What was seen. Raises Refused for a table in which nothing can be seen."""
    look = folder.looked()
    if "names" not in look:
        raise Refused(
            str(look.get("zh") or "看不清文件的前几行：可能太大或已损坏。"),
            str(look.get("en") or "The first rows cannot be seen: perhaps too large, or damaged."),
        )
    return look


@transaction.atomic
def look_again(*, owner: Person, log_id: int, encoding: str, separator: str) -> None:
    """Look at a table again as written in another way. Raises Refused, and then the look stays as it was."""
    row = _locked(owner, log_id)
    if row.state not in (State.ASKING, State.REFUSED, State.CANCELLED):
        raise Refused("这份日志已经读入。", "This log has been read already.")
    folder, before = folder_of(row), folder_of(row).said("look")
    form = {"encoding": encoding, "separator": separator}
    folder.say("asked", {**row.asked, "form": form})
    try:
        _looked(folder)
    except Refused:
        folder.say("look", before or {})
        raise
    row.asked = {**row.asked, "form": form}
    row.save(update_fields=["asked"])


@transaction.atomic
def read_as(*, owner: Person, log_id: int, asked: dict[str, Any]) -> KeptLog:
    """Read a log with the columns that were said, in a process of its own. Raises Refused while another import runs."""
    row = _locked(owner, log_id)
    if row.state not in (State.ASKING, State.REFUSED, State.CANCELLED):
        raise Refused("这份日志已经读入或正在读入。", "This log has been read already, or is being read.")
    row.asked = {**row.asked, **asked}
    _read(row)
    return row


def _read(row: KeptLog, verb: str = "take", database: dict[str, Any] | None = None) -> None:
    row.state, row.zh, row.en = State.READING, "", ""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        other = KeptLog.objects.filter(owner=row.owner, state=State.READING).first()
        raise Busy(other.pk) if other else _JUST_READ from None
    folder = folder_of(row)
    folder.say("asked", row.asked)
    folder.begin(verb, database)


_JUST_READ = Refused("另一份日志刚刚读完，请再试一次。", "Another log has just been read; try again.")


@transaction.atomic
def bring_own(*, owner: Person, title: str, now: dt.datetime, editions: Collection[int] = ()) -> KeptLog:
    """Export our own cases, or those of some editions (their rows), into a log, in a process of its own. Raises Refused while
    another import runs."""
    database = {word: str(connection.settings_dict.get(word) or "") for word in ENGINE}
    row = KeptLog(
        owner=owner,
        title=title[:LONGEST_NAME],
        place=uuid.uuid4().hex,
        kind=OWN,
        size=0,
        asked={"zone": settings.TIME_ZONE, **({"editions": sorted(editions)} if editions else {})},
        calendar=settings.CALENDAR,
        brought_at=now,
    )
    _read(row, OWN, database)
    return row


def settle(*, owner: Person, log_id: int) -> KeptLog:
    """Write down what a worker has come to, if it has. Raises Refused when the log is not the owner's."""
    with transaction.atomic():
        row = _locked(owner, log_id)
        if row.state != State.READING:
            return row
        folder = folder_of(row)
        busy, result = folder.at_work(), folder.said("result")
        if result is not None:
            _written(row, result)
        elif not busy:
            _written(row, _BROKEN)
        return row


_BROKEN = {
    "zh": "读入中断了：文件可能太大，或服务器重新启动过。请再试一次。",
    "en": "The import broke off: the file may be too large, or the server was started anew. Try again.",
}


def _written(row: KeptLog, result: dict[str, Any]) -> None:
    if "cases" in result:
        row.state, row.cases, row.events = State.KEPT, result["cases"], result["events"]
        row.report = result["report"]
        folder_of(row).drop_source()
    else:
        row.state, row.zh, row.en = State.REFUSED, result["zh"][:1000], result["en"][:1000]
    row.save()


@transaction.atomic
def cancel(*, owner: Person, log_id: int) -> None:
    """End the import; the file brought stays, so that it can be read again. Raises Refused when the log is not the owner's."""
    row = _locked(owner, log_id)
    if row.state == State.READING:
        folder_of(row).stop()
        row.state = State.CANCELLED
        row.save(update_fields=["state"])


@transaction.atomic
def remove(*, owner: Person, log_id: int) -> None:
    """Delete a log and everything kept of it. Raises Refused when it is not the owner's."""
    row = _locked(owner, log_id)
    folder = folder_of(row)
    folder.stop()
    row.delete()
    folder.remove()


def _locked(owner: Person, log_id: int) -> KeptLog:
    """The row, locked until the transaction ends. Raises Refused when it is not the owner's."""
    row = KeptLog.objects.select_for_update().filter(pk=log_id, owner=owner).first()
    if row is None:
        raise Refused("没有这份日志，或不属于您。", "No such log, or it is not yours.")
    return row
