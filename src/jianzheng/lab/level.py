"""Resource levelling: joint inspections and expert panels laid on days so that nobody is in two places, exactly.

Jobs have lengths, wait for one another, need people of several kinds and should be over by a moment; the least lateness, then
the shortest whole, is found by CP-SAT (OR-Tools) as a cumulative scheduling problem and proved, or bounded when time runs out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

Starts = dict[str, int]
NEVER = 10**9
RING = Refused("任务互相等待，请改正先后关系。", "The jobs wait for one another; mend what waits for what.")


@dataclass(frozen=True, slots=True)
class Job:
    """One inspection or panel: its length (whole units, say half days), the jobs it waits for, people needed of each kind,
    and the unit by whose end it should be over (units count from 1; None = any)."""

    id: str
    length: int
    after: tuple[str, ...] = ()
    needs: Mapping[str, int] = field(default_factory=dict)
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Levelled:
    """When each job begins (0 = at once), the length of the whole, whether nothing better is proved possible, a bound below
    which no whole as punctual lies, and the units that jobs are late, added up."""

    starts: Mapping[str, int]
    length: int
    proved: bool
    bound: int
    late: int = 0


def level(jobs: Sequence[Job], people: Mapping[str, int], seconds: float = 10) -> Levelled:
    """The most punctual plan and of these the shortest, every job as early as the plan's order allows. Raises Refused when a
    job names what is not there, needs more than there is, or waits for itself."""
    known = {job.id: job for job in jobs}
    if len(known) < len(jobs) or not jobs:
        raise Refused(
            "至少要有一项任务，编号不能重复。", "There is at least one job, and no two have the same id."
        )
    for job in jobs:
        _check(job, known, people)
    order = _urgent_first(known)
    found, proved, bound = _solved(order, people, _serial(order, people), seconds)
    place = {job.id: number for number, job in enumerate(order)}
    starts = _serial(sorted(order, key=lambda job: (found[job.id], place[job.id])), people)
    whole = max(starts[job.id] + job.length for job in jobs)
    return Levelled(starts, whole, proved, bound, sum(_late(job, starts[job.id]) for job in jobs))


def _late(job: Job, start: int) -> int:
    return max(0, start + job.length - job.due) if job.due is not None else 0


def _due(job: Job) -> int:
    return NEVER if job.due is None else job.due


def _urgent_first(known: Mapping[str, Job]) -> list[Job]:
    """Each job after those it waits for, else the earliest due first."""
    left, order = dict(known), []
    while left:
        ready = [job for job in left.values() if not any(first in left for first in job.after)]
        if not ready:
            raise RING
        order.append(min(ready, key=_due))
        del left[order[-1].id]
    return order


def _serial(order: Sequence[Job], people: Mapping[str, int]) -> Starts:
    """Jobs laid down in this order, each as early as people and what it waits for allow: its start by id."""
    starts: Starts = {}
    ends: Starts = {}
    used: Counter[tuple[str, int]] = Counter()
    for job in order:
        at = max((ends[first] for first in job.after), default=0)
        while any(
            used[kind, unit] + count > people[kind]
            for kind, count in job.needs.items()
            for unit in range(at, at + job.length)
        ):
            at += 1
        starts[job.id], ends[job.id] = at, at + job.length
        used.update({(kind, unit): n for kind, n in job.needs.items() for unit in range(at, ends[job.id])})
    return starts


def _solved(
    jobs: Sequence[Job], people: Mapping[str, int], plan: Starts, seconds: float
) -> tuple[Starts, bool, int]:
    """Starts, whether they are proved best, and the bound of the whole: first the least lateness, then the least length."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    start = _laid(model, jobs, people)
    punctual = True
    if any(job.due is not None for job in jobs):
        late = _lateness(model, jobs, start)
        plan, punctual, _ = _best(model, start, late, plan, seconds)
        model.add(late <= sum(_late(job, plan[job.id]) for job in jobs))
    whole = model.new_int_var(0, sum(job.length for job in jobs), "whole")
    model.add_max_equality(whole, [start[job.id] + job.length for job in jobs])
    plan, shortest, bound = _best(model, start, whole, plan, seconds)
    return plan, punctual and shortest, bound


def _laid(model: CpModel, jobs: Sequence[Job], people: Mapping[str, int]) -> dict[str, IntVar]:
    """A variable for each start, each after what it waits for, and never more people than there are."""
    horizon, length = sum(job.length for job in jobs), {job.id: job.length for job in jobs}
    start = {job.id: model.new_int_var(0, horizon, f"start {job.id}") for job in jobs}
    spans = {job.id: model.new_fixed_size_interval_var(start[job.id], job.length, job.id) for job in jobs}
    for job in jobs:
        for first in job.after:
            model.add(start[job.id] >= start[first] + length[first])
    for kind, count in people.items():
        using = [job for job in jobs if job.needs.get(kind, 0)]
        if using:
            model.add_cumulative([spans[job.id] for job in using], [job.needs[kind] for job in using], count)
    for one, other in _alike(jobs):
        model.add(start[one.id] <= start[other.id])
    return start


def _alike(jobs: Sequence[Job]) -> Iterator[tuple[Job, Job]]:
    """Pairs that differ in nothing but when they are due: exchanged, the earlier due first, no plan is worse."""
    bound = {first for job in jobs for first in job.after}
    last: dict[object, Job] = {}
    for job in sorted(jobs, key=_due):
        if not job.after and job.id not in bound:
            kind = (job.length, frozenset(need for need in job.needs.items() if need[1]))
            if kind in last:
                yield last[kind], job
            last[kind] = job


def _lateness(model: CpModel, jobs: Sequence[Job], start: Mapping[str, IntVar]) -> IntVar:
    """The units that jobs are over after their due unit, added up."""
    horizon = sum(job.length for job in jobs)
    late = []
    for job in jobs:
        if job.due is not None:
            late.append(model.new_int_var(0, horizon + max(0, -job.due), f"late {job.id}"))
            model.add(late[-1] >= start[job.id] + job.length - job.due)
    total = model.new_int_var(0, NEVER, "late")
    model.add(total == sum(late))
    return total


def _best(
    model: CpModel, start: Mapping[str, IntVar], goal: IntVar, plan: Starts, seconds: float
) -> tuple[Starts, bool, int]:
    """The starts with the least `goal`, whether that is proved, and a bound of it; `plan` is what stands when time runs out."""
    from ortools.sat.python import cp_model

    model.clear_hints()  # type: ignore[no-untyped-call]
    for id, each in start.items():
        model.add_hint(each, plan[id])
    model.minimize(goal)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        plan = {id: solver.value(each) for id, each in start.items()}
    return plan, status == cp_model.OPTIMAL, round(solver.best_objective_bound)


def _check(job: Job, known: Mapping[str, Job], people: Mapping[str, int]) -> None:
    missing = [name for name in job.after if name not in known]
    if missing or job.length < 0:
        name = missing[0] if missing else job.length
        raise Refused(f"任务“{job.id}”的“{name}”不成立。", f"“{name}” of job “{job.id}” makes no sense.")
    for kind, count in job.needs.items():
        if count > people.get(kind, 0):
            raise Refused(
                f"任务“{job.id}”需要 {count} 名“{kind}”，只有 {people.get(kind, 0)} 名。",
                f"Job “{job.id}” needs {count} of “{kind}”; there are {people.get(kind, 0)}.",
            )
