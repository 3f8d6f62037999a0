"""What was promised, and whether it was kept: due dates that the log itself holds, of whole cases and of single events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from jianzheng.lab import spans
from jianzheng.lab.kept import Keep, chosen
from jianzheng.lab.log.log import NEVER, SECOND, UNKNOWN, Coded, Log, Times
from jianzheng.lab.log.written_dates import column_read, pattern
from jianzheng.lab.spans import Spans
from jianzheng.lab.worktime import day_of, midnights

DUE = ("due", "deadline", "planned", "promised", "target", "承诺", "期限", "到期", "应办结")
ENDED = ("enddate", "ended", "dateend", "closedate", "办结日", "办结日期", "办结时间", "实际办结日")
BEGAN = ("startdate", "started", "datestart", "received", "受理日", "受理日期", "受理时间", "收件时间")
FINISHED = ("datefinished", "finished", "finishdate", "datefinish", "完成时间", "完成日期")
"""How columns are usually called that hold a due date, the real end and start of a case, the real end of an event."""

SENSIBLE = (-2_208_988_800 * SECOND, 7_258_118_400 * SECOND)
"""From 1900 to 2200: registers write "never" as a day far beyond."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what: `promised` those of cases that hold a due date, `ended` and `began` their real end and start
    ("": the last and the first event); `due` those of events, `finished` when the work on one was really over ("": when it
    happened)."""

    promised: tuple[str, ...] = ()
    ended: str = ""
    began: str = ""
    due: tuple[str, ...] = ()
    finished: str = ""

    @classmethod
    def guessed(cls, log: Log, said: Columns) -> Columns:
        """What was said, and by their usual names what was not."""
        ended = said.ended or _like(log.case_dates, ENDED)
        dates = [name for name in log.case_dates if name != ended and _is_due(name)]
        return cls(
            said.promised or tuple(dates),
            ended,
            said.began or _like(log.case_dates, BEGAN),
            said.due or tuple(name for name in log.dates if _is_due(name)),
            said.finished or _like({**log.dates, **log.columns}, FINISHED),
        )


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _is_due(name: str) -> bool:
    return any(word in _plain(name) for word in DUE)


def _like(names: Mapping[str, object], usual: tuple[str, ...]) -> str:
    return next((name for name in names if _plain(name) in usual), "")


@dataclass(frozen=True, slots=True)
class Kept:
    """One due date: how many have it (`due`), how many of these also ended (`both`), ended after it (`late`), on its very day
    (`same_day`), happened on a later day than it (`day_late`); and how long was allowed, from the start."""

    due: int
    both: int
    late: int
    same_day: int
    day_late: int
    allowed: Spans

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.due + other.due,
            self.both + other.both,
            self.late + other.late,
            self.same_day + other.same_day,
            self.day_late + other.day_late,
            spans.one(np.concatenate((self.allowed.lengths, other.allowed.lengths))),
        )


NONE = Kept(0, 0, 0, 0, 0, spans.one(np.zeros(0, np.int64)))


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Every due date by its column: of cases, of events. Adds up over partitions by case."""

    columns: Columns
    cases: Mapping[str, Kept]
    events: Mapping[str, Kept]

    @classmethod
    def of(cls, log: Log, said: Columns | None = None, keep: Keep | None = None) -> Deadlines:
        """Of the chosen cases."""
        columns, keep = Columns.guessed(log, said or Columns()), chosen(log, keep)
        ended, began = (
            log.case_dates.get(columns.ended, log.last),
            log.case_dates.get(columns.began, log.first),
        )
        mine, of_events = keep, np.repeat(keep, log.lengths)
        finished = _finished(log, columns.finished)
        cases = {
            name: _kept(log, _only(log.case_dates[name], mine), ended, began, ended)
            for name in columns.promised
            if name in log.case_dates
        }
        events = {
            name: _kept(log, _only(log.dates[name], of_events), finished, log.first[log.owner], log.at)
            for name in columns.due
            if name in log.dates
        }
        return cls(columns, cases, events)

    def __add__(self, other: Deadlines) -> Deadlines:
        joined = []
        for mine, theirs in ((self.cases, other.cases), (self.events, other.events)):
            names = dict.fromkeys((*mine, *theirs))
            joined.append({name: _sum(mine.get(name), theirs.get(name)) for name in names})
        return replace(self, cases=joined[0], events=joined[1])


def _sum(one: Kept | None, other: Kept | None) -> Kept:
    return one + other if one and other else one or other or NONE


def _only(times: Times, keep: Keep) -> Times:
    return np.where(keep, times, NEVER)


def _finished(log: Log, name: str) -> Times:
    """When the work on each event was over: a date column, a column of texts read as dates (those without a zone in that of
    the log), else when it happened."""
    if name in log.dates:
        return log.dates[name]
    column = log.columns.get(name)
    return log.at if column is None else _texts(column, log.zone)


def _texts(column: Coded, zone: str) -> Times:
    found = pattern(column.names)
    if found is None:
        return np.full(len(column), NEVER)
    return np.where(column.codes == UNKNOWN, NEVER, column_read(column, found.format, zone)[0])


def _kept(log: Log, due: Times, ended: Times, began: Times, happened: Times) -> Kept:
    has = due != NEVER
    both, timed = has & (ended != NEVER), has & (happened != NEVER)
    begun = has & (began != NEVER)
    day, end, late = _days(log, due[both]), _days(log, ended[both]), ended[both] > due[both]
    return Kept(
        int(has.sum()),
        int(both.sum()),
        int(late.sum()),
        int((day == end).sum()),
        int((_days(log, happened[timed]) > _days(log, due[timed])).sum()),
        spans.one(due[begun] - began[begun]),
    )


def _days(log: Log, moments: Times) -> Times:
    """A number for the day of each moment in the log's zone."""
    if not len(moments):
        return moments
    moments = np.clip(moments, *SENSIBLE)
    days, starts = midnights(log.zone, int(moments.min()), int(moments.max()))
    return np.asarray(day_of(starts, moments) + days[0].toordinal(), dtype=np.int64)
