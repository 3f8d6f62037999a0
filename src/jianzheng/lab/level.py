"""Resource levelling: joint inspections and expert panels laid on days so that nobody is in two places, exactly.

Jobs have lengths, wait for one another and need people of several kinds; the shortest whole is found by CP-SAT (OR-Tools) as
a cumulative scheduling problem and proved, or given with a bound when time runs out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jianzheng.core.refusal import Refused


@dataclass(frozen=True, slots=True)
class Job:
    """One inspection or panel: its length (whole units, say half days), the jobs it waits for, people needed of each kind."""

    id: str
    length: int
    after: tuple[str, ...] = ()
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Levelled:
    """When each job begins, the length of the whole, whether it is proved the shortest, and a bound below which none lies."""

    starts: Mapping[str, int]
    length: int
    proved: bool
    bound: int


def level(jobs: Sequence[Job], people: Mapping[str, int], seconds: float = 10) -> Levelled:
    """The shortest plan. Raises Refused when a job names what is not there, needs more than there is, or waits for itself."""
    known = {job.id: job for job in jobs}
    if len(known) < len(jobs) or not jobs:
        raise Refused(
            "至少要有一项任务，编号不能重复。", "There is at least one job, and no two have the same id."
        )
    for job in jobs:
        _check(job, known, people)
    return _solved(jobs, known, people, seconds)


def _solved(
    jobs: Sequence[Job], known: Mapping[str, Job], people: Mapping[str, int], seconds: float
) -> Levelled:
    from ortools.sat.python import cp_model

    model, horizon = cp_model.CpModel(), sum(job.length for job in jobs)
    start = {job.id: model.new_int_var(0, horizon, f"start {job.id}") for job in jobs}
    spans = {job.id: model.new_fixed_size_interval_var(start[job.id], job.length, job.id) for job in jobs}
    for job in jobs:
        for first in job.after:
            model.add(start[job.id] >= start[first] + known[first].length)
    for kind, count in people.items():
        using = [job for job in jobs if job.needs.get(kind, 0)]
        if using:
            model.add_cumulative([spans[job.id] for job in using], [job.needs[kind] for job in using], count)
    whole = model.new_int_var(0, horizon, "whole")
    model.add_max_equality(whole, [start[job.id] + job.length for job in jobs])
    model.minimize(whole)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise Refused(
            "任务互相等待，或限定时间内没有排出方案。",
            "The jobs wait for one another, or time ran out before a plan.",
        )
    starts = {job.id: solver.value(start[job.id]) for job in jobs}
    proved, bound = status == cp_model.OPTIMAL, round(solver.best_objective_bound)
    return Levelled(starts, solver.value(whole), proved, bound)


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
