"""A hall fitted to a log: the arrivals, work, waiting, hours and people that were seen, and how well it reproduces them.

The waiting of a step that a queue for its staff does not explain stays as lying: so the hall is neither slower nor faster than
the offices were, and more staff gains only what the queue takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.calendar import Calendar
from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.discover.steps import matched, stepped
from jianzheng.lab.log.log import NEVER, UNKNOWN, Log
from jianzheng.lab.log.pairs import done, joined, paired
from jianzheng.lab.simulate.calibrate import Plan, calibrated
from jianzheng.lab.simulate.model import Hall
from jianzheng.lab.simulate.office import Table, hours, people, period_of
from jianzheng.lab.simulate.period import ROUND, Period
from jianzheng.lab.simulate.replay import Replay, replayed
from jianzheng.lab.simulate.run import Arrivals
from jianzheng.lab.simulate.stretches import Stretches, stretches
from jianzheng.lab.worktime import WorkTime

ENOUGH = 300
"""With fewer cases the last third is not held out."""
EVERYBODY = "everybody"
"""The one office of a log that names none."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a log beside itself: which activity is which step, which activities the applicant does (their time needs
    no staff), which column of events names the office."""

    steps: Mapping[str, str]
    applicant: frozenset[str] = frozenset()
    office: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The hall, Poisson arrivals at the rate seen, the period of the log; `today`: the arrivals seen played again; `later`: the
    last third played by a hall fitted to the first two, None with few cases; `covered`: the share of events that are steps."""

    process: Process
    hall: Hall
    arrivals: Arrivals
    period: Period
    today: Replay
    later: Replay | None
    explained: Mapping[str, float]
    covered: float
    cases: int
    told: tuple[Text, ...]


def fit(log: Log, process: Process, calendar: Calendar, said: Said) -> Fitted:
    """Fit a hall. Raises Refused where the log has none of the steps."""
    of = joined(*stepped(_known(done(paired(log))), process, said.steps))
    ids = {step.id for step in process.steps}
    steps = np.array([name in ids for name in of.activity.names] + [False])[of.activity.codes]
    if not steps.any():
        raise Refused(
            "日志中没有这个流程的环节；请说明哪个活动是哪个环节（命令写 --step 活动=环节）。",
            "The log has none of the steps of this process; say which activity is which step (--step ACTIVITY=STEP).",
        )
    table = Table.of(of, calendar)
    open_hours = hours(of.at[steps], table)
    seen = stretches(of, process, _line(of, table, open_hours, calendar))
    plan = _plan(of, process, said, (table, open_hours))
    period, moments = period_of(seen.came, table, calendar)
    return _fitted(plan, seen, period, moments, float(steps.mean()))


def _fitted(
    plan: Plan, seen: Stretches, period: Period, moments: NDArray[np.float64], covered: float
) -> Fitted:
    arrivals = _arrivals(period, moments, plan.hours)
    made = calibrated(plan, seen, arrivals, period)
    today, later, cut = replayed(made.hall, seen, arrivals, period), None, len(moments) * 2 // 3
    if len(moments) >= ENOUGH:
        first = seen.of(np.arange(cut))
        early = calibrated(plan, first, replace(arrivals, moments=arrivals.moments[:cut]), period)
        later = replayed(early.hall, seen, arrivals, period, cut)
    told = (*_told(plan, seen), *made.told)
    stream = replace(arrivals, moments=())
    return Fitted(
        plan.process, made.hall, stream, period, today, later, made.explained, covered, len(moments), told
    )


def _known(log: Log) -> Log:
    """The cases whose times are all known."""
    filled = log.lengths > 0
    bad = np.concatenate(([0], np.cumsum(log.at == NEVER)))
    keep = filled & (bad[log.bounds[1:]] == bad[log.bounds[:-1]])
    if not keep.any():
        raise Refused("日志中没有时间完整的办件。", "No case of the log has all its times.")
    return log.chosen(keep)


def _line(log: Log, table: Table, open_hours: tuple[float, float], calendar: Calendar) -> WorkTime:
    if open_hours == ROUND:
        calendar = Calendar("every day", local_on=dict.fromkeys(table.days, Text("")))
    first, last = int(table.starts[1]), int(table.starts[-2]) - 1
    return WorkTime.of(calendar, log.zone, first, last, open_hours)


def _plan(log: Log, process: Process, said: Said, when: tuple[Table, tuple[float, float]]) -> Plan:
    """Who does what: the declared office of each step, or the one office there is; nobody where the applicant does it."""
    theirs = set(matched(process, tuple(said.applicant), said.steps).values())
    pools = tuple(
        "" if step.id in theirs else (step.office if said.office else "") or EVERYBODY
        for step in process.steps
    )
    names = tuple(dict.fromkeys(name for name in pools if name))
    place = {
        step.id: names.index(pool) if pool else UNKNOWN
        for step, pool in zip(process.steps, pools, strict=True)
    }
    pool_of = np.array([place.get(name, UNKNOWN) for name in log.activity.names] + [UNKNOWN])
    counted = people(log, pool_of[log.activity.codes], len(names), when[0])
    return Plan(process, pools, names, tuple(counted.tolist()), when[1])


def _arrivals(period: Period, moments: NDArray[np.float64], open_hours: tuple[float, float]) -> Arrivals:
    """The cases seen: a stream of as many a working day (a day, where offices never close), and their moments."""
    every_day = open_hours == ROUND
    days = period.days if every_day else max(int(period.works[: period.days].sum()), 1)
    return Arrivals(len(moments) / days, open_hours, every_day, 0.0, tuple(moments.tolist()))


def _told(plan: Plan, seen: Stretches) -> tuple[Text, ...]:
    """What the log does not say, and what is taken in its place."""
    if seen.told:
        return ()
    if seen.named:
        return (
            Text(
                "日志没有开始时间：以环节可以开始、且经办人办完上一件之时为开始；超过中位数 3 倍的部分算作搁置。",
                "The log has no starts: work is taken to begin when the step could and its person had finished what came"
                " before; what exceeds 3 medians counts as lying.",
            ),
        )
    return (
        Text(
            "日志没有开始时间，也没有经办人：全部时间算作搁置，无法推算人手的作用。",
            "The log has neither starts nor names: all time counts as lying, and nothing can be said about staff.",
        ),
    )
