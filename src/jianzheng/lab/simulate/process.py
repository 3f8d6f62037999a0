"""A hall out of a process on paper: offices become pools, steps become tasks, and what paper does not say is assumed aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianzheng.core.process import Process, under
from jianzheng.core.text import Text
from jianzheng.lab.simulate.model import Hall, Length, Pool, Task

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


def hall_of(process: Process, assumed: Assumed) -> Hall:
    """The hall of a process; of alternatives the first is done. Raises Refused where a hall cannot hold it."""
    plain = under(process, {}, {group: steps[0].id for group, steps in process.alternatives().items()})
    waits: dict[str, list[str]] = {step.id: [] for step in plain.steps}
    for order in plain.orders:
        waits[order.after].append(order.before)
    tasks = tuple(
        Task(
            step.id,
            step.office or step.id,
            _length(float(step.nominal_days), assumed.effort),
            tuple(dict.fromkeys(waits[step.id])),
        )
        for step in plain.steps
    )
    offices = dict.fromkeys(task.pool for task in tasks)
    pools = tuple(Pool(id, assumed.staff.get(id, assumed.people), assumed.hours) for id in offices)
    return Hall(tasks, pools)


def _length(days: float, effort: float) -> Length:
    seconds = (days * effort or FEW) * 3600
    return Length.gamma(SHAPE, seconds / SHAPE)
