"""How much of the waiting seen a queue explains: the rest lies; people are as many as make no longer queue than was seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.core.process import Process
from jianzheng.core.text import Text
from jianzheng.lab.simulate.model import NOT_DONE, Hall, Length, Pool, Task
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.run import Arrivals, Outcome, run
from jianzheng.lab.simulate.stretches import Stretches

ROWS = 10_000
"""Seen cases that are kept as rows to draw from, evenly over the log."""
ROUNDS = 12
STILL = 0.02
"""A share that moves less is settled."""
BUSY = 0.9
"""Nobody works a greater share of the opening hours, where the log does not say how many people there are."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a process with the pool of each ("" for the applicant), the pools, how many people were counted in each (0
    where nobody is named) and the hours all keep."""

    process: Process
    pools: tuple[str, ...]
    names: tuple[str, ...]
    people: tuple[float, ...]
    hours: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The hall, and of each pool the share of the waiting seen that its queue explains."""

    hall: Hall
    explained: Mapping[str, float]
    told: tuple[Text, ...]


def calibrated(plan: Plan, seen: Stretches, arrivals: Arrivals, period: Period) -> Calibrated:
    """Simulate the arrivals seen until waiting for staff and lying together make the waiting seen."""
    rows = np.unique(np.linspace(0, len(seen.came) - 1, min(ROWS, len(seen.came))).astype(np.intp))
    work, lying = _times(plan, seen.of(rows), period)
    staff = _staff(plan, work, seen, period)
    wanted, share = lying.mean(axis=0), np.ones(len(plan.pools))
    waits, hall = np.zeros(len(plan.pools)), _hall(plan, work, lying, staff)
    for _ in range(ROUNDS):
        waits = _queued(plan, run(hall, arrivals, period, 1), period)
        staff, more = _more(plan, staff, waits, wanted)
        found = np.clip(1 - waits / np.maximum(wanted, 1.0), 0, 1)
        settled = not more and np.abs(found - share).max(initial=0) < STILL
        if settled:
            break
        share = (share + found) / 2 if not more else share
        hall = _hall(plan, work, lying * share, staff)
    counted = [math.ceil(number - 0.5) for number in plan.people]
    return Calibrated(hall, _explained(plan, waits, wanted), _said(plan, staff, counted))


def _times(plan: Plan, seen: Stretches, period: Period) -> tuple[Floats, Floats]:
    """Of every row and step, in seconds: the work (NOT_DONE where there was none) and what of the stretch is no work, both in
    open time; for the applicant's steps the whole stretch is work, in natural time."""
    work = np.where(seen.done, seen.work / 1e6, NOT_DONE)
    stretch = np.where(seen.done, seen.open_stretch / 1e6, 0.0)
    lying = np.maximum(stretch - np.maximum(work, 0), 0)
    for step, pool in enumerate(plan.pools):
        if not pool:
            natural = (seen.over[:, step] - seen.ready[:, step]) / 1e6
            work[:, step], lying[:, step] = np.where(seen.done[:, step], natural, NOT_DONE), 0.0
    return work, lying


def _staff(plan: Plan, work: Floats, seen: Stretches, period: Period) -> list[int]:
    """People of each pool: those counted, never fewer than the work needs."""
    days = period.days if plan.hours == (0, 24) else int(period.works[: period.days].sum())
    open_seconds = max(days, 1) * (plan.hours[1] - plan.hours[0]) * 3600
    found = []
    for name, counted in zip(plan.names, plan.people, strict=True):
        mine = [step for step, pool in enumerate(plan.pools) if pool == name]
        load = np.maximum(work[:, mine], 0).sum(axis=1).mean() * len(seen.came) / open_seconds
        found.append(max(1, math.ceil(counted - 0.5), math.ceil(load / (1.0 if counted else BUSY) + 1e-9)))
    return found


def _hall(plan: Plan, work: Floats, lying: Floats, staff: list[int]) -> Hall:
    waits: dict[str, list[str]] = {step.id: [] for step in plan.process.steps}
    for order in plan.process.orders:
        waits[order.after].append(order.before)
    tasks = tuple(
        Task(
            step.id,
            pool,
            Length.rows(tuple(work[:, n].tolist())),
            tuple(dict.fromkeys(waits[step.id])),
            delays=tuple(lying[:, n].tolist()) if pool and lying[:, n].any() else (),
        )
        for n, (step, pool) in enumerate(zip(plan.process.steps, plan.pools, strict=True))
    )
    pools = tuple(Pool(id, people, plan.hours) for id, people in zip(plan.names, staff, strict=True))
    return Hall(tasks, pools, together=True)


def _queued(plan: Plan, out: Outcome, period: Period) -> Floats:
    """Open seconds a case waited for staff on average, by step."""
    ready, began = (period.open_time(plan.hours, moments.ravel()) for moments in (out.ready, out.began))
    waited = np.maximum(began - ready, 0).reshape(out.ready.shape).mean(axis=0)
    return np.array([wait if pool else 0.0 for wait, pool in zip(waited, plan.pools, strict=True)])


def _more(plan: Plan, staff: list[int], waits: Floats, wanted: Floats) -> tuple[list[int], bool]:
    """A tenth more people, at least one, in every pool whose queue is longer than all the waiting seen there."""
    found = list(staff)
    for place, name in enumerate(plan.names):
        mine = [step for step, pool in enumerate(plan.pools) if pool == name]
        if waits[mine].sum() > wanted[mine].sum() * 1.05 + 60:
            found[place] += max(1, staff[place] // 10)
    return found, found != staff


def _explained(plan: Plan, waits: Floats, wanted: Floats) -> dict[str, float]:
    found = {}
    for name in plan.names:
        mine = [step for step, pool in enumerate(plan.pools) if pool == name]
        whole = float(wanted[mine].sum())
        found[name] = min(float(waits[mine].sum()) / whole, 1.0) if whole > 0 else 0.0
    return found


def _said(plan: Plan, staff: list[int], counted: list[int]) -> tuple[Text, ...]:
    """Where more people are taken than were counted."""
    rows = zip(plan.names, staff, counted, strict=True)
    more = [(name, now, then) for name, now, then in rows if now > max(then, 1)]
    if not more:
        return ()
    zh = "；".join(f"{name} 数得 {then} 人，取 {now} 人" for name, now, then in more)
    en = "; ".join(f"{name}: {then} counted, {now} taken" for name, now, then in more)
    return (
        Text(
            f"按数得的人数，队伍会比日志中更长：{zh}。",
            f"With the people counted the queue would be longer than was seen: {en}.",
        ),
    )
