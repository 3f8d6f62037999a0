"""Registers of simulated halls, so that what is measured can be held to what is true."""

from __future__ import annotations

import datetime as dt

import numpy as np

from jianzheng.core.calendar import Calendar
from jianzheng.lab.log.log import Coded, Log
from jianzheng.lab.simulate.model import Hall, Length, Pool, Task
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.run import Arrivals, Outcome, run

WEEK = Calendar("weekdays")
START = dt.date(2024, 1, 1)
MIDNIGHT = int(dt.datetime(2024, 1, 1, tzinfo=dt.UTC).timestamp()) * 1_000_000


def hall(people: int, hours: float = 1.0) -> Hall:
    """A window, then one office with so many people and so many hours of work a case."""
    return Hall(
        (
            Task("accept", "window", Length.gamma(2, 300)),
            Task("decide", "office", Length.gamma(2, hours * 1800), ("accept",)),
        ),
        (Pool("window", 2), Pool("office", people)),
    )


def register(of: Hall, per_day: float, days: int, seed: int) -> Log:
    """What the register of the hall says: coming, then the end of every piece of work."""
    return log_of(run(of, Arrivals(per_day), Period(START, days, WEEK), seed), of)


def log_of(out: Outcome, of: Hall) -> Log:
    """An outcome as a log."""
    cases, tasks = out.finished.shape
    moments = np.concatenate((out.arrived[:, None], out.finished), axis=1)
    names = ("apply", *(task.id for task in of.tasks))
    return Log(
        cases=[f"{n:05}" for n in range(cases)],
        bounds=np.arange(0, cases * (tasks + 1) + 1, tasks + 1, dtype=np.int64),
        activity=Coded(np.tile(np.arange(tasks + 1, dtype=np.int32), cases), names),
        at=MIDNIGHT + (moments.ravel() * 1e6).astype(np.int64),
    )
