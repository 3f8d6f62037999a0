"""A what-if worked out: today and tomorrow simulated with the same applicants, few runs, so that the page answers at once."""

from __future__ import annotations

import datetime as dt
import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from jianzheng.apps.logs.queries import Loaded
from jianzheng.core.calendar import Calendar
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.redesign import Move, propose
from jianzheng.core.refusal import Refused
from jianzheng.core.study import Study
from jianzheng.core.text import Text
from jianzheng.formats import packs
from jianzheng.formats.pack import Pack
from jianzheng.lab.discover.seen import usual_process
from jianzheng.lab.simulate.figures import Interval, figures
from jianzheng.lab.simulate.fit import Fitted, Said, fit
from jianzheng.lab.simulate.model import HOUR, Hall
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.process import Assumed, Staffing, hall_of, staffed
from jianzheng.lab.simulate.run import Arrivals, run
from jianzheng.lab.waiting.split import UNTOLD, office_column

RUNS = 6
BUSY = 0.8
"""Share of its time the busiest office is taken to work where nothing says how many cases come."""
ENOUGH = 40_000
"""Pieces of work in one run that are enough for a figure and few enough for an answer at once."""
LEAST_DAYS, YEAR = 60, 366
MOST_WORK = 400_000
FITS = 4


@dataclass(frozen=True)
class Ground:
    """What a what-if starts from: a process laid against the law, and the hall a log shows where there is one."""

    confronted: Confronted
    fitted: Fitted | None

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The lawful moves that change time, in the order they are applied."""
        return tuple(move for move in propose(self.confronted) if move.changes_time)

    def study(self, ids: Sequence[str]) -> Study:
        """The redesign with the moves chosen."""
        return Study(self.confronted, self.moves, tuple(move for move in self.moves if move.id in ids))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished: cases a working day, hours of work a day of limit, people in each office today, their hours, people by
    office tomorrow, moves taken."""

    per_day: float
    assumed: Assumed
    staff: Mapping[str, int]
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Both halls, the study, and every figure today, tomorrow and its change, over `days` days."""

    today: Hall
    tomorrow: Hall
    study: Study
    figures: tuple[dict[str, Interval], dict[str, Interval], dict[str, Interval]]
    days: int


def tried(ground: Ground, wish: Wish, calendar: Calendar, start: dt.date) -> Tried:
    """Simulate both sides. Raises Refused where a hall cannot hold it, and for more work than a page can wait for."""
    study, seen = ground.study(wish.moves), ground.fitted.hall if ground.fitted else None
    today = hall_of(study.process, wish.assumed) if seen is None else seen
    after = today if study.unchanged else hall_of(study.after, wish.assumed, seen)
    tomorrow = staffed(
        after,
        Staffing(people={pool.id: wish.staff[pool.id] for pool in after.pools if pool.id in wish.staff}),
    )
    arrivals = Arrivals(wish.per_day, wish.assumed.hours)
    if ground.fitted:
        arrivals = replace(ground.fitted.arrivals, per_day=wish.per_day)
    period = Period(start, _days(wish.per_day, len(today.tasks)), calendar)
    return Tried(today, tomorrow, study, _simulated((today, tomorrow), arrivals, period), period.days)


def usual_rate(ground: Ground, assumed: Assumed) -> float:
    """Cases a working day where nothing says how many: as many as the log shows, or as keep the busiest office BUSY."""
    if ground.fitted:
        return ground.fitted.arrivals.per_day
    hall = hall_of(ground.confronted.process, assumed)
    work = {
        pool.id: sum(task.length.a * task.length.b for task in hall.tasks if task.pool == pool.id)
        for pool in hall.pools
    }
    room = {pool.id: pool.people * (pool.hours[1] - pool.hours[0]) * HOUR for pool in hall.pools}
    return BUSY * min(room[id] / work[id] for id in work if work[id])


def _days(per_day: float, tasks: int) -> int:
    """So many days that one run holds enough work, within a year."""
    if per_day * LEAST_DAYS * tasks > MOST_WORK:
        raise Refused(
            "件数太多，页面上算不完；请用命令 jianzheng simulate。",
            "So many cases are too much for a page; use the command jianzheng simulate.",
        )
    return max(LEAST_DAYS, min(YEAR, math.ceil(ENOUGH / (per_day * tasks) * 7 / 5)))


def _simulated(
    halls: tuple[Hall, Hall], arrivals: Arrivals, period: Period
) -> tuple[dict[str, Interval], dict[str, Interval], dict[str, Interval]]:
    """Every figure of both sides with the same applicants, and the change pair by pair."""
    same = halls[0] == halls[1]
    rows = []
    for seed in range(1, RUNS + 1):
        before = figures(halls[0], period, run(halls[0], arrivals, period, seed))
        after = before if same else figures(halls[1], period, run(halls[1], arrivals, period, seed))
        rows.append((before, after))
    names = [name for name in rows[0][0] if name in rows[0][1]]
    sides = [
        {name: Interval.of([row[side][name] for row in rows]) for name in rows[0][side]} for side in (0, 1)
    ]
    change = {name: Interval.of([after[name] - before[name] for before, after in rows]) for name in names}
    return sides[0], sides[1], change


Key = tuple[int, str, str]
"""The log, the process, the language of their names."""
_fits: OrderedDict[Key, Ground] = OrderedDict()
_fitting = Lock()


def fitted(of: Loaded, key: Key, declared: Confronted | None) -> Ground:
    """The hall a log shows, of the process named, else of the process the log shows; kept for the next question. Raises
    Refused where the log cannot carry it."""
    with _fitting:
        if key not in _fits:
            office = office_column(of.log, UNTOLD)
            confronted = declared or confront(
                usual_process(of.log, office), packs.lawbook_for(Pack("seen", Text("")))
            )
            said = Said({}, frozenset(), office)
            _fits[key] = Ground(confronted, fit(of.log, confronted.process, of.calendar, said))
            while len(_fits) > FITS:
                _fits.popitem(last=False)
        _fits.move_to_end(key)
        return _fits[key]
