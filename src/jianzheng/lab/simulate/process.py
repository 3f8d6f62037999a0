"""A hall out of a process on paper: offices become pools, steps become tasks, and what paper does not say is assumed aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from jianzheng.core.process import Process, Step, under
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.simulate.model import Away, Hall, Length, Pool, Shift, Task

SHAPE = 2.0
"""Work is taken as gamma of this shape: most pieces near the mean, a few several times as long."""
FEW = 1.0
"""Hours of a step whose limit is nothing: somebody still has to do it."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the paper does not say: hours of work for each working day of a step's limit, people in each office (by its name,
    else `people`), and the hours they keep."""

    effort: float = 1.0
    people: int = 3
    staff: Mapping[str, int] = field(default_factory=dict)
    hours: tuple[float, float] = (9, 17)

    @property
    def said(self) -> tuple[Text, ...]:
        """The assumptions in words."""
        few, by_name = self.people, "、".join(f"{name} {n}" for name, n in self.staff.items())
        open_zh = f"{self.hours[0]:g} 点至 {self.hours[1]:g} 点"
        return (
            Text(
                f"每个环节的工作量按时限每个工作日 {self.effort:g} 小时计（无时限的 {FEW:g} 小时），伽马分布，形状 {SHAPE:g}。",
                f"Work: {self.effort:g} h a working day of a step's limit ({FEW:g} h without one), gamma, shape {SHAPE:g}.",
            ),
            Text(
                f"各部门 {few} 人{'；' + by_name if by_name else ''}，办公 {open_zh}。",
                f"{few} people in each office{'; ' + by_name if by_name else ''}, open {self.hours[0]:g} to {self.hours[1]:g}.",
            ),
        )


def hall_of(process: Process, assumed: Assumed, fitted: Hall | None = None) -> Hall:
    """The hall of a process; of alternatives the first is done. With a fitted hall, steps it has keep the work, lying and
    office seen there, and its offices their people and hours. Raises Refused where a hall cannot hold it."""
    known = {task.id: task for task in fitted.tasks} if fitted else {}
    groups = process.alternatives().items()
    first = {group: steps[0].id for group, steps in groups if not any(step.id in known for step in steps)}
    plain = under(process, {}, first)
    waits: dict[str, list[str]] = {step.id: [] for step in plain.steps}
    for order in plain.orders:
        waits[order.after].append(order.before)
    tasks = tuple(
        replace(_task(step, assumed, known), after=tuple(dict.fromkeys(waits[step.id])))
        for step in plain.steps
    )
    pools = {pool.id: pool for pool in fitted.pools} if fitted else {}
    for id in dict.fromkeys(task.pool for task in tasks):
        if id:
            pools.setdefault(id, Pool(id, assumed.staff.get(id, assumed.people), assumed.hours))
    return Hall(tasks, tuple(pools.values()), fitted is not None and fitted.together)


def _task(step: Step, assumed: Assumed, known: Mapping[str, Task]) -> Task:
    assumed_task = Task(step.id, step.office or step.id, _length(float(step.nominal_days), assumed.effort))
    return known.get(step.id, assumed_task)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who is there, by office, where it is not what the hall has: people, shifts, leave."""

    people: Mapping[str, int] = field(default_factory=dict)
    shifts: Mapping[str, tuple[Shift, ...]] = field(default_factory=dict)
    away: Mapping[str, tuple[Away, ...]] = field(default_factory=dict)

    @property
    def offices(self) -> set[str]:
        """The offices named."""
        return {*self.people, *self.shifts, *self.away}


def staffed(hall: Hall, said: Staffing) -> Hall:
    """The hall with other staff in some of its offices. Raises Refused where that makes no office."""
    pools = (
        replace(
            pool,
            people=said.people.get(pool.id, pool.people),
            shifts=said.shifts.get(pool.id, pool.shifts),
            away=said.away.get(pool.id, pool.away),
        )
        for pool in hall.pools
    )
    return replace(hall, pools=tuple(pools))


def halls_of(
    sides: tuple[Process, Process | None], assumed: Assumed, said: Staffing, seen: Hall | None
) -> list[Hall]:
    """Today, and where something is changed, tomorrow: what is said of staff holds for both sides where it is all that is
    known, and for tomorrow where today was fitted to a log. Raises Refused for an office that neither has."""
    process, other = sides
    if seen is None:
        halls = [hall_of(one, assumed) for one in (process, other) if one is not None]
        check_offices(said, halls)
        return [staffed(hall, said) for hall in halls]
    after = hall_of(other, assumed, seen) if other else seen
    check_offices(said, [seen, after])
    return [seen, staffed(after, said)] if other or said.offices else [seen]


def check_offices(said: Staffing, halls: Sequence[Hall]) -> None:
    """Raises Refused for an office that none of the halls has: most likely misspelt."""
    there = list(dict.fromkeys(pool.id for hall in halls for pool in hall.pools))
    missing = sorted(said.offices - {*there})
    if missing:
        names = "、".join(there)
        raise Refused(
            f"没有部门“{missing[0]}”；有：{names}。", f"No office “{missing[0]}”; there are: {names}."
        )


def _length(days: float, effort: float) -> Length:
    seconds = (days * effort or FEW) * 3600
    return Length.gamma(SHAPE, seconds / SHAPE)
