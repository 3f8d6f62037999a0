"""The picture: every step today and redesigned on one working-day axis, in lanes by office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from jianzheng.core.ground import Ground
from jianzheng.core.process import Days, Order, Process, Step

TICKS = 8
"""About as many marks on the axis."""
MOST_DRAWN = 300
"""More rows than this nobody reads."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a step runs: start, length and slack in working days (or places in line), whether on the longest chain."""

    start: Days
    days: Days
    slack: Days
    on_chain: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One step: its span today, its span redesigned (None = no longer a step of its own), what it waits for today
    and what law or data demand before it (`kept`), each with its ground."""

    step: Step
    today: Span | None
    after: Span | None
    waits: tuple[tuple[str, Ground], ...]
    kept: tuple[tuple[str, Ground], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One office and its bars, by today's start."""

    office: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Picture:
    """Both sides on one axis of `length` working days; `counted` is True where no limits are printed and the axis counts
    places in line instead. `left_out` steps are not drawn: those with most slack, beyond MOST_DRAWN."""

    lanes: tuple[Lane, ...]
    length: Days
    counted: bool
    today_length: Days
    after_length: Days
    left_out: int = 0

    @cached_property
    def ticks(self) -> list[int]:
        """Round marks along the axis."""
        if self.length <= 0:
            return [0]
        step = next(size for size in _round_sizes() if self.length / size <= TICKS)
        return list(range(0, int(self.length) + 1, step))


def _round_sizes() -> list[int]:
    return [factor * 10**power for power in range(9) for factor in (1, 2, 5)]


def picture(today: Process, after: Process, kept: Iterable[Order] = ()) -> Picture | None:
    """Lay both sides on one axis, with the orders `kept` that law or data demand; None where a ring leaves nothing."""
    if today.network.ringed or after.network.ringed:
        return None
    counted = today.schedule.length == 0
    one, two = (_counted(today), _counted(after)) if counted else (today, after)
    spans_today, spans_after = _spans(one), _spans(two)
    waits, demanded = _waits(today, today.orders), _waits(today, kept)
    lanes: dict[str, list[Bar]] = {}
    drawn = sorted(today.steps, key=lambda step: (spans_today[step.id].slack, spans_today[step.id].start))[
        :MOST_DRAWN
    ]
    for step in sorted(drawn, key=lambda step: spans_today[step.id].start):
        bar = Bar(
            step,
            spans_today[step.id],
            spans_after.get(step.id),
            waits.get(step.id, ()),
            demanded.get(step.id, ()),
        )
        lanes.setdefault(step.office, []).append(bar)
    made = tuple(Lane(office, tuple(bars)) for office, bars in lanes.items())
    lengths = one.schedule.length, two.schedule.length
    return Picture(made, max(lengths), counted, *lengths, len(today.steps) - len(drawn))


def _counted(process: Process) -> Process:
    """The same order with every step one place long."""
    return replace(process, steps=tuple(replace(step, days=1) for step in process.steps))


def _spans(process: Process) -> dict[str, Span]:
    plan = process.schedule
    chain = set(plan.chain)
    return {
        step.id: Span(plan.starts[i], step.nominal_days, plan.slack[i], i in chain)
        for i, step in enumerate(process.steps)
    }


def _waits(process: Process, orders: Iterable[Order]) -> dict[str, tuple[tuple[str, Ground], ...]]:
    waits: dict[str, list[Order]] = {}
    for order in orders:
        waits.setdefault(order.after, []).append(order)
    names = {step.id: step.name for step in process.steps}
    return {
        id: tuple((names.get(o.before, o.before), o.ground) for o in orders) for id, orders in waits.items()
    }
