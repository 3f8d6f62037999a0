"""What only many cases together show: entries by the dozen, work in the night, ends that always fall on the last day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianzheng.core.case import Happened
from jianzheng.core.case import events as e
from jianzheng.core.text import Text
from jianzheng.core.watch.detect.saying import clock_time
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import CLOCK, History, who


class Entry(NamedTuple):
    """An examination somebody stated, in which case."""

    at: int
    case: str
    by: str
    history: History
    happened: Happened


def _entries(histories: Sequence[History]) -> dict[str, list[Entry]]:
    """Examinations by person, in time; times of whole days prove nothing."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for history in histories:
        if history.coarse or any(matter.instant for matter in history.service.matters):
            continue
        for each in history.happened:
            if isinstance(each.event, (e.StepDone, e.Decided)) and each.by != CLOCK:
                found[who(each.by).person].append(Entry(each.at, history.number, each.by, history, each))
    return {person: sorted(rows, key=lambda row: (row.at, row.case)) for person, rows in found.items()}


def _batch(kind: str, rows: list[Entry], zh: str, en: str) -> Finding:
    last = rows[-1]
    numbers = tuple(dict.fromkeys(row.case for row in rows))
    return Finding(
        kind,
        last.case,
        (last.happened.sequence,),
        Text(zh, en),
        at=last.at,
        person=last.by,
        cases=numbers,
    )


def bulk_entry(histories: Sequence[History]) -> Iterator[Finding]:
    """One person ended steps of many cases within seconds: typing, not examining."""
    for person, rows in _entries(histories).items():
        start, here = 0, rows[0].history.rules.local
        while start < len(rows):
            group = [row for row in rows[start:] if row.at - rows[start].at < here.batch_seconds]
            numbers = {row.case for row in group}
            if len(numbers) <= here.batch_cases:
                start += 1
                continue
            when = clock_time(rows[start].history, rows[start].at)
            yield _batch(
                "bulk_entry",
                group,
                f"“{person}”自 {when} 起 {here.batch_seconds} 秒内办结了 {len(numbers)} 件的环节。",
                f"“{person}” ended steps of {len(numbers)} cases within {here.batch_seconds} seconds from {when}.",
            )
            start += len(group)


def odd_hours(histories: Sequence[History]) -> Iterator[Finding]:
    """One person ended steps of many cases in one night, or on one day of rest; one late case is no finding."""
    for person, rows in _entries(histories).items():
        shifts: dict[dt.date, list[Entry]] = defaultdict(list)
        for row in rows:
            shift = _closed_shift(row)
            if shift:
                shifts[shift].append(row)
        for day, group in shifts.items():
            numbers = {row.case for row in group}
            if len(numbers) > group[0].history.rules.local.batch_cases:
                yield _batch(
                    "odd_hours",
                    group,
                    f"“{person}”在 {day} 的夜间或休息日办结了 {len(numbers)} 件的环节。",
                    f"“{person}” ended steps of {len(numbers)} cases in the night or on the day of rest {day}.",
                )


def _closed_shift(row: Entry) -> dt.date | None:
    """The day whose night, or day of rest, an entry falls in; None within working hours."""
    rules = row.history.rules
    then = dt.datetime.fromtimestamp(row.at, rules.zone)
    if then.hour < rules.local.night_until:
        return then.date() - dt.timedelta(days=1)
    if then.hour >= rules.local.night_from or not rules.calendar.is_working(then.date()):
        return then.date()
    return None


def always_last_day(histories: Sequence[History]) -> Iterator[Finding]:
    """Nearly all decisions of a matter fall on the very day that was promised: the date was typed, not reached."""
    ends: dict[tuple[str, str], list[tuple[bool, Entry]]] = defaultdict(list)
    for history in histories:
        for case, each in history.told():
            event = each.event
            promised = (
                case.items[event.item].promised if isinstance(event, e.Decided) and case.items else None
            )
            if isinstance(event, e.Decided) and promised and promised.length > 1 and not promised.paused:
                same = history.day(each.at) == history.day(promised.due - 1)
                entry = Entry(each.at, history.number, each.by, history, each)
                # A matter is known by its service too: every service of one matter calls it the same.
                ends[history.service.id, history.service.matters[event.item].id].append((same, entry))
    for rows in ends.values():
        hits = [entry for same, entry in rows if same]
        here = rows[0][1].history.rules.local
        if len(rows) >= here.last_day_cases and 100 * len(hits) >= here.last_day_percent * len(rows):
            yield _batch(
                "always_last_day",
                hits,
                f"{len(rows)} 件中有 {len(hits)} 件恰好在承诺的最后一天办结。",
                f"{len(hits)} of {len(rows)} cases were decided on the very last promised day.",
            )
