"""When a matter that waits for others may expect to be decided: were each of them decided on its own day. No term of law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jianzheng.core.case.case import Case, State
from jianzheng.core.case.clocks import NEVER, Clock, Moment, Rules
from jianzheng.core.case.explain import Why, explained
from jianzheng.core.service import Service
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Expected:
    """The clock a matter would run under, and the day each matter it waits for is counted as decided on (by number)."""

    clock: Clock
    before: tuple[tuple[int, dt.date], ...]


def awaited(case: Case, service: Service, place: int) -> tuple[int, ...]:
    """The matters whose decision comes before anything of this one may start; through those not applied for, what these
    would have waited for."""
    owner, before = service.owner, service.process.network.before
    found, ahead = set[int](), [place]
    for here in ahead:
        earlier = {owner[step] for n, row in enumerate(before) if owner[n] == here for step in row}
        new = earlier - found - {place}
        found |= new
        ahead += [n for n in new if not case.items[n].number]
    return tuple(n for n in sorted(found) if _undecided(case, n))


def _undecided(case: Case, place: int) -> bool:
    item = case.items[place]
    return bool(item.number) and not item.decided_at and not item.ended_at


def expected(case: Case, service: Service, place: int, rules: Rules, at: Moment) -> Expected | None:
    """The expectation of an accepted matter that has not begun; None where one it waits for is overdue, stopped or has no
    term, so that nothing can be expected."""
    item, term = case.items[place], service.matters[place].promised or service.matters[place].legal
    waits = awaited(case, service, place)
    if item.state != State.ACCEPTED or item.begun_at or not waits or term is None:
        return None
    ends = [(n, _end(case, service, n, rules, at)) for n in waits]
    if any(end == NEVER for _, end in ends):
        return None
    clock = rules.clock(term, max(end for _, end in ends))
    doubtful = clock.provisional or any(_doubtful(case, service, n, rules, at) for n in waits)
    return Expected(clock._replace(provisional=doubtful), tuple((n, rules.day(end)) for n, end in ends))


def _clock(case: Case, service: Service, place: int, rules: Rules, at: Moment) -> Clock | None:
    """The clock by which an undecided matter is counted: the stricter that has not run out, else the one it may expect."""
    item = case.items[place]
    if not item.begun_at:
        found = expected(case, service, place, rules, at)
        return found.clock if found else None
    running = [
        clock for clock in (item.promised, item.legal) if clock and not clock.paused and clock.due > at
    ]
    return min(running, key=lambda clock: clock.due, default=None)


def _end(case: Case, service: Service, place: int, rules: Rules, at: Moment) -> Moment:
    clock = _clock(case, service, place, rules, at)
    return clock.last_moment if clock else NEVER


def _doubtful(case: Case, service: Service, place: int, rules: Rules, at: Moment) -> bool:
    clock = _clock(case, service, place, rules, at)
    return bool(clock and clock.provisional)


def why_expected(case: Case, service: Service, place: int, rules: Rules, at: Moment) -> Why | None:
    """The expectation of a matter told day by day; None when there is none."""
    found = expected(case, service, place, rules, at)
    if found is None:
        return None
    matter = service.matters[place]
    names = [(service.matters[n].title, day) for n, day in found.before]
    zh = "、".join(f"“{title.zh}”于 {day}" for title, day in names)
    en = " and ".join(f"“{title.en or title.zh}” is decided on {day}" for title, day in names)
    since = Text(
        f"预计，不是期限：假定{zh}（各自期限的最后一天）作出决定，本事项从最晚的那一天开始，按自己的"
        f"{'承诺' if matter.promised else '法定'}期限计算；前面的事项提前或者推迟，这一天跟着变，实际开始后才有期限",
        f"expected, not a term: supposing that {en}, the last day of its term, this matter begins on the "
        f"latest of these days and takes its {'promised' if matter.promised else 'legal'} term. Decided earlier or later, "
        "the day moves with it; there is a term only once the matter begins",
    )
    return explained(found.clock, (), Text("预计办结", "expected decision"), "", since, rules)
