"""What is simulated: tasks as a partial order, pools of staff with their hours, arrivals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jianzheng.core.network import Network, network
from jianzheng.core.refusal import Refused
from jianzheng.lab.kernels import draws

HOUR = 3600.0
MOST = 2000
"""Tasks of one hall: which are done again when one is sent back is a square of them."""
NOT_DONE = -1.0
"""In a sample of a hall whose cases take theirs from one row: this case did without."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, in seconds of working time (of natural time where no staff is needed)."""

    kind: int
    a: float = 0.0
    b: float = 0.0
    sample: tuple[float, ...] = ()

    @classmethod
    def fixed(cls, seconds: float) -> Length:
        """Always the same."""
        return cls(draws.FIXED, _sound(seconds))

    @classmethod
    def exponential(cls, mean: float) -> Length:
        """Exponential with that mean."""
        return cls(draws.EXPONENTIAL, _sound(mean))

    @classmethod
    def uniform(cls, least: float, most: float) -> Length:
        """Anything between two lengths alike."""
        if least > most:
            raise Refused(f"最短 {least} 大于最长 {most}。", f"The least {least} is above the most {most}.")
        return cls(draws.UNIFORM, _sound(least), most)

    @classmethod
    def lognormal(cls, mu: float, sigma: float) -> Length:
        """exp of a normal number."""
        return cls(draws.LOGNORMAL, mu, _sound(sigma))

    @classmethod
    def gamma(cls, shape: float, scale: float) -> Length:
        """Gamma of a shape (above 0) and a scale in seconds."""
        if shape <= 0:
            raise Refused("伽马分布的形状参数须大于 0。", "The shape of a gamma length must be above 0.")
        return cls(draws.GAMMA, shape, _sound(scale))

    @classmethod
    def of(cls, sample: tuple[float, ...]) -> Length:
        """One of the lengths that were seen."""
        if not sample:
            raise Refused("样本是空的。", "The sample is empty.")
        return cls(draws.SAMPLE, sample=tuple(_sound(seconds) for seconds in sample))

    @classmethod
    def rows(cls, sample: tuple[float, ...]) -> Length:
        """A place for each case that was seen, NOT_DONE in those that did without; for a hall that is `together`."""
        if not sample:
            raise Refused("样本是空的。", "The sample is empty.")
        return cls(draws.SAMPLE, sample=tuple(_sound(s) if s != NOT_DONE else s for s in sample))


def _sound(seconds: float) -> float:
    if not 0 <= seconds < 1e12:
        raise Refused(
            f"时长 {seconds} 不成立，应为不小于 0 的秒数。",
            f"{seconds} is no length; it is 0 seconds or more.",
        )
    return float(seconds)


@dataclass(frozen=True, slots=True)
class Task:
    """One step: done by a pool ("" by nobody: time passes outside the offices, the clock stopped), for a length, after other
    tasks; needed with a chance; sent back to an earlier task with a chance. Before it stands in line for staff it lies for one
    of `delays` (seconds of the pool's open time): what no lack of staff explains."""

    id: str
    pool: str
    length: Length
    after: tuple[str, ...] = ()
    chance: float = 1.0
    back_to: str = ""
    back_chance: float = 0.0
    delays: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """So many people, from o'clock to o'clock, on every working day."""

    people: int
    hours: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Away:
    """So many people on leave, from a day to a day, both included."""

    first: dt.date
    last: dt.date
    people: int = 1


@dataclass(frozen=True, slots=True)
class Pool:
    """The people of a post and the hours they keep on working days, from o'clock to o'clock. With `shifts` these say who is
    there when, within the hours, and `people` counts nobody. Who goes, on leave or after a shift, finishes work begun."""

    id: str
    people: int
    hours: tuple[float, float] = (9, 17)
    shifts: tuple[Shift, ...] = ()
    away: tuple[Away, ...] = ()

    @property
    def most(self) -> int:
        """At most so many people at once."""
        return sum(shift.people for shift in self.shifts) or self.people


@dataclass(frozen=True)
class Hall:
    """Tasks and pools. `together`: the samples of all tasks have a place for each case that was seen, and a case draws one
    place for all of them, so that what went together stays together. Raises Refused where a task names what is not there,
    waits for itself, or a chance is none."""

    tasks: tuple[Task, ...]
    pools: tuple[Pool, ...]
    together: bool = False
    index: Mapping[str, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        index = {task.id: place for place, task in enumerate(self.tasks)}
        object.__setattr__(self, "index", index)
        if len(index) < len(self.tasks) or not 1 <= len(self.tasks) <= MOST:
            raise Refused(
                f"任务须有 1 至 {MOST} 项，编号各不相同。",
                f"There are 1 to {MOST} tasks, each with its own id.",
            )
        pools = {pool.id: pool for pool in self.pools}
        for pool in self.pools:
            hours = [pool.hours, *(shift.hours for shift in pool.shifts)]
            if pool.most < 1 or any(not 0 <= first < last <= 24 for first, last in hours):
                raise Refused(
                    f"岗位“{pool.id}”至少要有 1 人，办公时间在 0 到 24 点之间。",
                    f"Post “{pool.id}” has at least one person and hours within 0 to 24.",
                )
        for task in self.tasks:
            self._check(task, pools)
        self._rows()
        if self.order.ringed:
            raise Refused("任务之间互相等待，无法开始。", "Tasks wait for one another and can never begin.")

    def _check(self, task: Task, pools: Mapping[str, Pool]) -> None:
        """One task."""
        known = {*self.index}
        missing = [
            name for name in (*task.after, *([task.back_to] if task.back_to else [])) if name not in known
        ]
        if missing or (task.pool and task.pool not in pools):
            name = missing[0] if missing else task.pool
            raise Refused(
                f"任务“{task.id}”提到的“{name}”不存在。",
                f"Task “{task.id}” names “{name}”, which is not there.",
            )
        if not (0 <= task.chance <= 1 and 0 <= task.back_chance < 1):
            raise Refused(
                f"任务“{task.id}”的概率须在 0 到 1 之间，退回的概率小于 1。",
                f"The chances of task “{task.id}” lie within 0 and 1; that of being sent back below 1.",
            )
        if task.back_to and not self.reaches(task.back_to, task.id):
            raise Refused(
                f"“{task.id}”只能退回到它之前的任务。",
                f"“{task.id}” can be sent back only to a task before it.",
            )

    def _rows(self) -> None:
        """Samples of cases that take theirs from one row are of one size; elsewhere none is missing."""
        samples = [one for task in self.tasks for one in (task.length.sample, task.delays) if one]
        sizes = {len(one) for one in samples}
        if (self.together and len(sizes) > 1) or (
            not self.together and any(min(one) == NOT_DONE for one in samples)
        ):
            raise Refused(
                "各任务的样本须逐件对应，长度相同。",
                "The samples of all tasks have a place for each case: one size.",
            )

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """For each task those it waits for."""
        return tuple(tuple(self.index[name] for name in dict.fromkeys(task.after)) for task in self.tasks)

    @cached_property
    def order(self) -> Network:
        """The order of the tasks."""
        pairs = [(a, b) for b, row in enumerate(self.before) for a in row]
        return network([0.0] * len(self.tasks), pairs)

    def reaches(self, first: str, last: str) -> bool:
        """Whether `last` comes after `first`, or is it."""
        return self.index[first] in self.ahead(self.index[last])

    def ahead(self, task: int) -> set[int]:
        """The task and all it waits for, directly or through others."""
        return _reached(self.before, task)

    def behind(self, task: int) -> set[int]:
        """The task and all that waits for it."""
        after: list[list[int]] = [[] for _ in self.tasks]
        for other, row in enumerate(self.before):
            for first in row:
                after[first].append(other)
        return _reached(after, task)


def _reached(steps: Sequence[Sequence[int]], start: int) -> set[int]:
    seen, todo = {start}, [start]
    while todo:
        fresh = set(steps[todo.pop()]) - seen
        seen |= fresh
        todo += fresh
    return seen
