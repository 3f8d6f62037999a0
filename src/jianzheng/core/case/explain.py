"""Why this date: a clock of a case told day by day, with what an extension added and what pauses left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jianzheng.core.case import events as e
from jianzheng.core.case.case import Case, Item, State, Undoing
from jianzheng.core.case.clocks import NEVER, Clock, Rules
from jianzheng.core.case.evolve import Happened
from jianzheng.core.case.serving import objecting, pleading
from jianzheng.core.case.terms import DELIVER as DELIVERY
from jianzheng.core.case.terms import JOINT, NOTICE, OBJECT, OBJECTING, PAUSES, PLEAD, SERVE
from jianzheng.core.clock import FIRST_DAY, Day, Unit
from jianzheng.core.service import Service, Term
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Pause:
    """Days left out: after `begins` until and including `ends` (None = still), why, and the written notice."""

    begins: dt.date
    ends: dt.date | None
    why: Text
    document: str


@dataclass(frozen=True, slots=True)
class Why:
    """A due date explained: the term and its article, where counting starts and why, every day, the last day."""

    term: Text
    cite: str
    length: int
    unit: str
    extended: int
    since: Text
    days: tuple[Day, ...]
    last: dt.date
    provisional: bool
    stopped: bool
    moving: tuple[tuple[dt.date, Text], ...] = ()
    """Of a term in working days those that count now and surely will not once a holiday notice is out, and why."""
    clock: Clock | None = None
    """The clock itself; of a stopped one the days are told up to the stop."""


_SINCE = {
    "notice": Text("从收到材料之日起算", "counted from the day the papers were received"),
    "accepted": Text("从受理之日起算", "counted from the day of acceptance"),
    "deemed": Text(
        "逾期未告知，自收到材料之日起即为受理，从该日起算",
        "nothing was told in time: accepted from the day the papers came, counted from there",
    ),
    "begun": Text(
        "前面的事项作出决定后本事项才能开始，从开始之日起算；这样起算是本系统的约定，所收法律条文没有规定",
        "what this matter waited for was decided first; it is counted from the day it could begin: a convention of this "
        "system, on which no article on file speaks",
    ),
    "decided": Text("从作出决定之日起算", "counted from the day of the decision"),
    "intended": Text("从出具告知书之日起算", "counted from the day of the notice"),
    "learnt": Text(
        "从知道决定之日（送达之日）起算",
        "counted from the day the decision became known, that of its delivery",
    ),
    "told": Text("从告知书送达之日起算", "counted from the day the notice was delivered"),
}


def pauses(happened: Iterable[Happened], item: int, rules: Rules) -> list[Pause]:
    """The pauses of one matter, in order; one that the clock ended, whenever it was written down, ended as announced."""
    found: list[Pause] = []
    until = NEVER
    for each in happened:
        event, day = each.event, rules.day(each.at)
        if isinstance(event, e.Paused) and event.item == item:
            why, until = PAUSES.get(event.reason, Text(event.reason, event.reason)), event.until
            found.append(Pause(day, None, why, event.document))
        elif isinstance(event, e.Resumed) and event.item == item and found:
            last = found.pop()
            end = rules.day(until - 1) if event.by_clock else day
            found.append(Pause(last.begins, end, last.why, last.document))
    return found


def why(
    case: Case, service: Service, happened: Sequence[Happened], item: int, rules: Rules, which: str = ""
) -> Why | None:
    """A due date of one matter: of the term `which` (notice, promised, legal, whole, deliver; of a result to be undone serve,
    plead; of what was decided against somebody object), else of the one that counts now, or counted last; None when there is
    none."""
    if which == OBJECTING:
        return _objecting(happened, item, rules)
    found, undoes = case.items[item], which in (SERVE, PLEAD)
    clock = _undoing(case.undoing(item), which, rules) if undoes else _clock(case, found, which)
    if clock is None:
        return None
    term, since = _term(service, found, item, clock) if not undoes else _local(case.undoing(item), clock)
    if clock in (found.promised, found.legal) and rules.day(clock.start) > rules.day(found.accepted_at):
        since = _SINCE["begun"]
    return explained(clock, pauses(happened, item, rules), term.title, term.ground.cite, since, rules)


def _objecting(happened: Sequence[Happened], item: int, rules: Rules) -> Why | None:
    """Until when reconsideration may be asked for of what was decided against somebody; None where it did not reach them."""
    served = [each.event for each in happened if isinstance(each.event, e.Served)]
    on = next((one.on for one in reversed(served) if one.item == item and not one.until), 0)
    if not on:
        return None
    term = rules.terms.get(OBJECT.id, OBJECT)
    return explained(objecting(rules, on), (), term.title, term.ground.cite, _SINCE["learnt"], rules)


def explained(clock: Clock, stops: Sequence[Pause], term: Text, cite: str, since: Text, rules: Rules) -> Why:
    """A clock told day by day: what its term is called, on which article it rests, from when it is counted."""
    days = tuple(_days(clock, stops, rules))
    if clock.paused:
        days = tuple(day for day in days if day.date <= rules.day(clock.paused))
    return Why(
        term,
        cite,
        clock.length,
        clock.unit,
        clock.extended,
        since,
        days,
        rules.day(clock.due - 1),
        clock.provisional,
        bool(clock.paused),
        _moving(days, rules) if clock.unit == Unit.WORKING.value else (),
        clock,
    )


def _moving(days: Iterable[Day], rules: Rules) -> tuple[tuple[dt.date, Text], ...]:
    said = ((day.date, rules.calendar.sure_to_be_off(day.date)) for day in days if day.counted)
    return tuple((day, because) for day, because in said if because.zh)


def _clock(case: Case, item: Item, which: str) -> Clock | None:
    if which == "whole":
        return case.whole
    if which:
        found: Clock | None = getattr(item, which)
        return found
    return item.clock or item._replace(ended_at=NEVER, state=State.STARTED).clock


def _undoing(undoing: Undoing | None, which: str, rules: Rules) -> Clock | None:
    if undoing is None or which == SERVE:
        return undoing.clock if undoing else None
    return pleading(rules, undoing.days, undoing.told_at) if undoing.told_at else None


def _local(undoing: Undoing | None, clock: Clock) -> tuple[Term, Text]:
    """The terms of a result to be undone: local figures, in no article."""
    if clock.term == PLEAD:
        return Term(PLEAD, clock.length, title=_PLEADING), _SINCE["told"]
    notice = bool(undoing and clock is undoing.notice)
    return Term(SERVE, clock.length, title=_NOTIFIED if notice else _SERVED), _SINCE[
        "intended" if notice else "decided"
    ]


def _term(service: Service, item: Item, place: int, clock: Clock) -> tuple[Term, Text]:
    matter = service.matters[place]
    if clock is item.notice:
        return service.terms.get(NOTICE.id, NOTICE), _SINCE["notice"]
    if clock is item.deliver:
        served = Term(SERVE, clock.length, title=_SERVED)
        term = served if clock.term == SERVE else service.terms.get(DELIVERY.id, DELIVERY)
        return term, _SINCE["decided"]
    since = _SINCE["deemed" if item.by_clock else "accepted"]
    if clock.term == JOINT.id:
        return service.terms.get(JOINT.id, JOINT), since
    promised = clock is item.promised
    term = (matter.promised if promised else matter.legal) or JOINT
    titled = term if str(term.title) else replace(term, title=_TITLES[promised])
    return titled, since


_SERVED = Text("决定书送达期限（地方配置）", "delivery of the decision (set by this place)")
_NOTIFIED = Text("告知书送达期限（地方配置）", "delivery of the notice (set by this place)")
_PLEADING = Text("陈述申辩期限（地方配置）", "time to state and defend (set by this place)")
_TITLES = {True: Text("承诺办结期限", "promised term"), False: Text("法定办结期限", "legal term")}


def _days(clock: Clock, stops: Sequence[Pause], rules: Rules) -> Iterable[Day]:
    start, last = rules.day(clock.start), rules.day(clock.due - 1)
    yield Day(start, None, FIRST_DAY)
    working, count = clock.unit == Unit.WORKING.value, 0
    for ordinal in range(start.toordinal() + 1, last.toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        said = rules.calendar.counted(day) if working else rules.calendar.reason(day)
        stop = next((s for s in stops if s.begins < day and (s.ends is None or day <= s.ends)), None)
        if stop:
            zh = f"{said.zh}；{stop.why.zh}，不计入（{stop.document}）"
            yield Day(day, None, Text(zh, f"{said.en}; {stop.why.en}, not counted ({stop.document})"))
        elif not working or rules.calendar.is_working(day):
            count += 1
            yield Day(day, count if count <= clock.length else None, said)
        else:
            yield Day(day, None, said)
