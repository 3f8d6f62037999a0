"""One run of a hall: tables out of the model, arrivals, the kernel, and what came of every case."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.refusal import Refused
from jianzheng.lab.kernels import hall
from jianzheng.lab.kernels import hall_tables as at
from jianzheng.lab.simulate.model import Hall
from jianzheng.lab.simulate.period import DAY, ROUND, Period
from jianzheng.lab.simulate.roster import levels

Floats = NDArray[np.float64]
MOST_WORK = 50_000_000
"""Pieces of work in one run: they take about 7 GB."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A Poisson stream: so many cases a working day, within hours (o'clock); `every_day` also on days off. A share of them is
    urgent and goes before the others. `moments` (seconds since the first midnight, rising) replay arrivals that were seen."""

    per_day: float
    hours: tuple[float, float] = (9, 17)
    every_day: bool = False
    urgent: float = 0.0
    moments: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of a run: of every case when it arrived, ended and what passed outside the offices; of every piece of work
    (cases × tasks) when it was ready, began and ended and how long it waited for staff; of every pool its work done. Seconds
    since the first midnight; `open_days` gives the working time between two moments."""

    arrived: Floats
    ended: Floats
    outside: Floats
    ready: Floats
    began: Floats
    finished: Floats
    waited: Floats
    busy: Floats
    done: int
    opens: Floats
    closes: Floats
    before: Floats

    @property
    def span(self) -> Floats:
        """Seconds from arrival to the end, natural."""
        return self.ended - self.arrived

    @property
    def running(self) -> Floats:
        """The span without what passed outside the offices."""
        return self.span - self.outside

    def worked(self, moments: Floats) -> Floats:
        """Working days (whole days of the calendar) from the start to each moment."""
        day = np.clip((moments // DAY).astype(np.int64), 0, len(self.opens) - 1)
        works = self.closes > self.opens
        whole = np.concatenate(([0.0], np.cumsum(works)))[day]
        return np.asarray(whole + works[day] * (moments - day * DAY) / DAY, dtype=np.float64)


def run(of: Hall, arrivals: Arrivals, period: Period, seed: int) -> Outcome:
    """Simulate the arrivals of a period until the last case has ended."""
    if not 0 < arrivals.per_day < 1e6 or not 1 <= period.days <= 36600:
        raise Refused(
            "每日件数须大于 0，天数在 1 到 36600 之间。", "There is more than 0 a day, for 1 to 36600 days."
        )
    came = np.array(arrivals.moments) if arrivals.moments else _arrivals(arrivals, period, seed)
    urgent = np.random.default_rng((seed, 2)).random(len(came)) < arrivals.urgent
    cases, tasks = len(came), len(of.tasks)
    _few(cases, tasks)
    whole, real = plan_of(of)
    staffed, tables = staff_of(of, period)
    state, moments = _state(of, whole, cases)
    plain = {at.TASKS: tasks, at.DAYS: len(period.works), at.SEED: seed, at.WORKS: cases * tasks}
    plain[at.ARCS] = len(whole["AFTER"])
    plain |= {at.CHANGES: len(staffed["CHANGE"]), at.TOGETHER: int(of.together)}
    more = {"LEVEL": (~urgent).astype(np.int64)}
    n, x = at.laid({**whole, **staffed, **state, **more}, {**real, **tables, **moments}, plain)
    done = int(hall.simulate(n, x, came))
    ready, began, ended, waited = (
        at.table(n, x, which).reshape(cases, tasks) for which in (at.READY, at.BEGAN, at.ENDED, at.WAITED)
    )
    last = ended.max(axis=1) if cases else came
    outside, busy = at.table(n, x, at.OUTSIDE), at.table(n, x, at.BUSY)
    natural = period.opening(ROUND)
    return Outcome(came, last, outside, ready, began, ended, waited, busy, done, *natural)


def _few(cases: int, tasks: int) -> None:
    """Raises Refused for more work than fits."""
    if cases * tasks > MOST_WORK:
        raise Refused(
            f"{cases} 个办件、{tasks} 项任务，超过一次可仿真的 {MOST_WORK // 10**4} 万件工作；请缩短期间或减少每日件数。",
            f"{cases:,} cases of {tasks} tasks are more than the {MOST_WORK:,} pieces of work that can be simulated at once; "
            "shorten the period, or let fewer come a day.",
        )


def _arrivals(arrivals: Arrivals, period: Period, seed: int) -> Floats:
    """Moments of arrival: unit-rate steps of open time, laid on the calendar."""
    opens, closes, before = period.opening(arrivals.hours, arrivals.every_day)
    opens, closes, before = opens[: period.days], closes[: period.days], before[: period.days]
    length = (arrivals.hours[1] - arrivals.hours[0]) * 3600
    total = float((closes - opens).sum())
    rate = arrivals.per_day / length
    count = int(rate * total + 6 * (rate * total) ** 0.5 + 20)
    steps = np.cumsum(np.random.default_rng((seed, 1)).exponential(1 / rate, count))
    steps = steps[steps < total]
    day = np.searchsorted(before, steps, "right") - 1
    return np.asarray(opens[day] + steps - before[day], dtype=np.float64)


Tables = tuple[dict[str, NDArray[np.int64]], dict[str, Floats]]
"""Tables of whole and of real numbers by the names the kernel gives them."""


def staff_of(of: Hall, period: Period) -> Tables:
    """The pools: one calendar for each pair of hours."""
    hours = list(dict.fromkeys(pool.hours for pool in of.pools)) or [(9, 17)]
    tables = [period.opening(each, each == ROUND) for each in hours]
    opens, closes, before = (np.concatenate([table[n] for table in tables]) for n in range(3))
    lines, there = 2 * max(len(of.pools), 1), [levels(pool, period) for pool in of.pools]
    changes = sorted(
        (moment, place, now - before)
        for place, found in enumerate(there)
        for (_, before), (moment, now) in pairwise(found)
    )
    moments, places, by = zip(*changes, strict=True) if changes else ((), (), ())
    return {
        "FREE": np.array([found[0][1] for found in there], np.int64),
        "CHANGE_POOL": np.array(places, np.int64),
        "CHANGE": np.array(by, np.int64),
        "CALENDAR": np.array([hours.index(pool.hours) for pool in of.pools], np.int64),
        "HEAD": np.full(lines, -1, np.int64),
        "TAIL": np.full(lines, -1, np.int64),
    }, {
        "OPENS": opens,
        "CLOSES": closes,
        "BEFORE": before,
        "BUSY": np.zeros(len(of.pools)),
        "CHANGE_TIME": np.array(moments, np.float64),
    }


def plan_of(of: Hall) -> Tables:
    """The tasks."""
    pools = {pool.id: place for place, pool in enumerate(of.pools)}
    after: list[list[int]] = [[] for _ in of.tasks]
    for task, row in enumerate(of.before):
        for first in row:
            after[first].append(task)
    samples, delays = [task.length.sample for task in of.tasks], [task.delays for task in of.tasks]
    return {
        "POOL": np.array([pools.get(task.pool, at.NOBODY) for task in of.tasks], np.int64),
        "KIND": np.array([task.length.kind for task in of.tasks], np.int64),
        "BACK_TO": np.array([of.index.get(task.back_to, -1) for task in of.tasks], np.int64),
        "NEEDS": np.array([len(row) for row in of.before], np.int64),
        "BETWEEN": np.concatenate([_between(of, place) for place in range(len(of.tasks))]),
        "SAMPLE_FROM": np.cumsum([0, *(len(sample) for sample in samples)]).astype(np.int64),
        "DELAY_FROM": np.cumsum([0, *(len(lies) for lies in delays)]).astype(np.int64),
        "AFTER_FROM": np.cumsum([0, *(len(row) for row in after)]).astype(np.int64),
        "AFTER": np.array([task for row in after for task in row], np.int64),
    }, {
        "A": np.array([task.length.a for task in of.tasks]),
        "B": np.array([task.length.b for task in of.tasks]),
        "CHANCE": np.array([task.chance for task in of.tasks]),
        "BACK_CHANCE": np.array([task.back_chance for task in of.tasks]),
        "SAMPLES": np.array([seconds for sample in samples for seconds in sample], np.float64),
        "DELAYS": np.array([seconds for lies in delays for seconds in lies], np.float64),
    }


def _between(of: Hall, last: int) -> NDArray[np.int64]:
    """Marks what is done again when a task is sent back: every task between the two, both of them."""
    marks, back = np.zeros(len(of.tasks), np.int64), of.tasks[last].back_to
    if back:
        marks[sorted(of.behind(of.index[back]) & of.ahead(last))] = 1
    return marks


def _state(of: Hall, plan: dict[str, NDArray[np.int64]], cases: int) -> Tables:
    """Nothing has happened yet."""
    work = cases * len(of.tasks)
    passing = sum(not task.pool or bool(task.delays) for task in of.tasks) * cases
    room = sum(pool.most for pool in of.pools) + passing + 1
    return {
        "BEHIND": np.full(work, -1, np.int64),
        "WAITS": np.tile(plan["NEEDS"], cases),
        "OWES": np.ones(len(plan["AFTER"]) * cases, np.int64),
        "ATTEMPT": np.zeros(work, np.int64),
        "HEAP_WORK": np.zeros(room, np.int64),
        "READY_STACK": np.zeros(len(of.tasks) + 1, np.int64),
    }, {
        **{name: np.zeros(work) for name in ("READY", "BEGAN", "WAITED")},
        "ENDED": np.full(work, -1.0),
        "OUTSIDE": np.zeros(cases),
        "HEAP_TIME": np.zeros(room + 1),
    }
