"""What the pages show of logs, as frozen values; and the logs themselves, a few of them loaded."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.conf import settings

from jianzheng.apps.logs.actions import WEEKDAYS as PLAIN
from jianzheng.apps.logs.actions import folder_of
from jianzheng.apps.logs.models import KeptLog, State
from jianzheng.apps.people.models import Person
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jianzheng.core.calendar import Calendar
    from jianzheng.lab.honesty import Doubt, Found
    from jianzheng.lab.log.log import Coded, Log
    from jianzheng.lab.waiting.split import Split
    from jianzheng.lab.worktime import WorkTime

LOADED = 3
"""Logs a process holds loaded; the one not asked for longest goes first."""
MOST_EVENTS = 12_000_000
"""Events that all loaded logs but the last may have together: about 1.5 GB."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One log in the list and on its page of progress; `refused` is empty unless it was, `done` of `whole` (0: unknown)."""

    id: int
    title: str
    state: str
    kind: str
    size: int
    cases: int
    events: int
    refused: Text
    done: int
    whole: int
    report: dict[str, Any]
    asked: dict[str, Any]
    calendar: str
    brought_at: dt.datetime

    @property
    def percent(self) -> int | None:
        """How far an import is; None while nobody knows."""
        return min(100, 100 * self.done // self.whole) if self.whole else None


def log_rows(owner: Person) -> list[LogRow]:
    """A person's logs, the newest first."""
    return [_row(row) for row in KeptLog.objects.filter(owner=owner)]


def log_row(owner: Person, log_id: int) -> LogRow:
    """One log. Raises Refused when it is not this person's."""
    return _row(_found(owner, log_id))


def _found(owner: Person, log_id: int) -> KeptLog:
    row = KeptLog.objects.filter(pk=log_id, owner=owner).first()
    if row is None:
        raise Refused("没有这份日志，或不属于您。", "No such log, or it is not yours.")
    return row


def _row(row: KeptLog) -> LogRow:
    progress = (folder_of(row).said("progress") if row.state == State.READING else None) or {}
    return LogRow(
        row.pk,
        row.title,
        row.state,
        row.kind,
        row.size,
        row.cases,
        row.events,
        Text(row.zh, row.en),
        progress.get("done", 0),
        progress.get("whole", 0),
        row.report,
        row.asked,
        row.calendar,
        row.brought_at,
    )


def look(owner: Person, log_id: int) -> dict[str, Any]:
    """What the first rows of a table suggested. Raises Refused where there is nothing to ask about any more."""
    found = folder_of(_found(owner, log_id)).said("look")
    if not found or "names" not in found:
        raise Refused("这份日志没有要确认的列。", "There are no columns to confirm for this log.")
    return found


class Loaded:
    """A log in memory with what every page asks of it, each computed once."""

    def __init__(self, log: Log, calendar: str, chinese: Loaded | None = None) -> None:
        self.log, self._chinese = log, chinese
        self.named = calendar != PLAIN
        self._calendar = calendar

    @cached_property
    def english(self) -> Loaded:
        """The same with English names, where the log knows them: a log of our own events does."""
        from jianzheng.lab.log.own import in_english

        log = in_english(self.log)
        return self if log is self.log else Loaded(log, self._calendar, self)

    def called(self, name: str) -> str:
        """What a name in the other language is called here; any other name as it is."""
        if name in self.log.activity.names or name in self.office.names:
            return name
        return self._also.get(name, name)

    @cached_property
    def _also(self) -> dict[str, str]:
        from jianzheng.lab.log.own import same

        other = self._chinese or self.english
        return {} if other is self else same(other.log, self.log)

    @cached_property
    def calendar(self) -> Calendar:
        """The working calendar of this log."""
        from jianzheng.formats.calendars import calendar
        from jianzheng.lab.analysis import WEEKDAYS

        return calendar(self._calendar) if self.named else WEEKDAYS

    @cached_property
    def worktime(self) -> WorkTime:
        """Working time over the whole log."""
        from jianzheng.lab.analysis import worktime

        return worktime(self.log, self.calendar)

    @cached_property
    def paired(self) -> Log:
        """The log with starts and ends as one event."""
        from jianzheng.lab.log.pairs import paired

        return paired(self.log)

    @cached_property
    def apart(self) -> Split:
        """Every stretch of time of `paired` told apart: worked on, or waiting for whom."""
        from jianzheng.lab.waiting.split import split

        return split(self.paired, self.worktime)

    @cached_property
    def doubts(self) -> Mapping[Doubt, Found]:
        """What speaks against believing it."""
        from jianzheng.lab.honesty import Honesty

        return Honesty.of(self.log, self.calendar).doubts()

    @cached_property
    def office(self) -> Coded:
        """The column that names the offices, else people."""
        from jianzheng.lab.waiting.split import UNTOLD, office_of

        return office_of(self.log, UNTOLD)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each case stands in the log, by its name."""
        return {name: place for place, name in enumerate(self.log.cases)}

    @cached_property
    def offices_known(self) -> bool:
        """Whether a column names offices; else people stand for them."""
        return self.office is not self.log.resource and bool((self.office.codes >= 0).any())


def _events() -> int:
    return sum(one.log.events for one in _loaded.values())


_loaded: OrderedDict[tuple[str, str], Loaded] = OrderedDict()
_loading = Lock()


def loaded(owner: Person, log_id: int) -> Loaded:
    """The log in memory, kept there for the next question. Raises Refused when it is not this person's, or not read yet."""
    row = _found(owner, log_id)
    if row.state != State.KEPT:
        raise Refused("这份日志还没有读入。", "This log has not been read yet.")
    key = (row.place, row.calendar)
    with _loading:
        if key not in _loaded:
            from jianzheng.lab.log.parquet import read_parquet

            _loaded[key] = Loaded(read_parquet(folder_of(row).parquet).log, row.calendar)
            while len(_loaded) > 1 and (len(_loaded) > LOADED or _events() > MOST_EVENTS):
                _loaded.popitem(last=False)
        _loaded.move_to_end(key)
        return _loaded[key]


def log_file(owner: Person, log_id: int) -> Path:
    """The Parquet file of a log. Raises Refused when it is not this person's, or not read yet."""
    row = _found(owner, log_id)
    if row.state != State.KEPT:
        raise Refused("这份日志还没有读入。", "This log has not been read yet.")
    return folder_of(row).parquet


def most_upload() -> int:
    """Megabytes that a file may have."""
    return int(settings.UPLOAD_LIMIT // settings.MEBIBYTE)
