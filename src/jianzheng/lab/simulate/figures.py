"""Figures out of runs: warm-up found by the program, replications until the intervals are narrow, differences pair by pair."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.simulate.model import Hall
from jianzheng.lab.simulate.period import DAY, Period
from jianzheng.lab.simulate.roster import person_hours
from jianzheng.lab.simulate.run import Arrivals, Outcome, run

Floats = NDArray[np.float64]
BATCH = 5
FEWEST, MOST = 5, 40
"""Replications: at least, at most."""
NARROW = 0.05
"""Replications go on until the interval of the mean span is no wider than this share of it, on either side."""
PERCENT = (50, 90)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over replications and its confidence interval (Student's t); equal ends for a single replication."""

    mean: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float], level: float = 0.95) -> Interval:
        """Of one figure, a value a replication."""
        mean, n = float(np.mean(values)), len(values)
        if n < 2:
            return cls(mean, mean, mean, n)
        half = student(1 - level, n - 1) * float(np.std(values, ddof=1)) / math.sqrt(n)
        return cls(mean, mean - half, mean + half, n)


def student(tails: float, freedom: int) -> float:
    """The length that Student's t exceeds in absolute value with probability `tails` (G. W. Hill, Algorithm 396, CACM 1970)."""
    if freedom == 1:
        return 1 / math.tan(tails * math.pi / 2)
    if freedom == 2:
        return math.sqrt(2 / (tails * (2 - tails)) - 2)
    n = float(freedom)
    a = 1 / (n - 0.5)
    b = 48 / (a * a)
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * math.sqrt(a * math.pi / 2) * n
    y = (d * tails) ** (2 / n)
    if y > 0.05 + a:
        x = NormalDist().inv_cdf(tails / 2)
        y = x * x
        c += 0.3 * (n - 4.5) * (x + 0.6) if n < 5 else 0
        c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
        y = math.expm1(a * y * y)
    else:
        y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * (
            n + 1
        ) / (n + 2) + 1 / y
    return math.sqrt(n * y)


def warm_up(values: Floats) -> int:
    """How many of the first values belong to the start and not to the steady state: MSER-5 (K. P. White, 1997), which leaves
    out as many batches of five as make the remaining mean's error least, never more than half."""
    batches = len(values) // BATCH
    if batches < 4:
        return 0
    means = values[: batches * BATCH].reshape(-1, BATCH).mean(axis=1)
    left = np.arange(batches, 0, -1)
    total = np.cumsum(means[::-1])[::-1]
    squares = np.cumsum((means * means)[::-1])[::-1]
    error = (squares - total * total / left) / (left * left)
    return int(np.argmin(error[: batches // 2])) * BATCH


Figures = dict[str, float]


def figures(of: Hall, period: Period, out: Outcome, limits: Sequence[tuple[str, float]] = ()) -> Figures:
    """The figures of one run, cases of the warm-up left out. Spans and running times in days of 24 h and in working days;
    `limits` (name, working days): the share of cases within; of every pool the share of its open time it worked."""
    first = warm_up(out.span)
    arrived, ended = out.arrived[first:], out.ended[first:]
    span, running = out.span[first:] / DAY, out.running[first:] / DAY
    open_days = out.worked(ended) - out.worked(arrived)
    found: Figures = {"warm_up": float(first), "cases": float(len(span))}
    for name, values in (("span", span), ("running", running), ("open", open_days)):
        found[f"{name}_mean"] = float(values.mean()) if len(values) else 0.0
        for percent in PERCENT:
            found[f"{name}_p{percent}"] = float(np.percentile(values, percent)) if len(values) else 0.0
    for name, days in limits:
        found[f"within_{name}"] = float((open_days <= days).mean()) if len(span) else 0.0
    return found | _pools(of, period, out, first)


def _pools(of: Hall, period: Period, out: Outcome, first: int) -> Figures:
    """Of every pool: its load over the period, the mean wait for staff (hours), and people waiting on average."""
    found: Figures = {}
    last = max(float(out.arrived[-1]) if len(out.arrived) else DAY, DAY)
    for place, pool in enumerate(of.pools):
        tasks = [n for n, task in enumerate(of.tasks) if task.pool == pool.id]
        waits = out.waited[first:, tasks]
        found[f"load_{pool.id}"] = float(out.busy[place]) / (person_hours(pool, period) * 3600)
        found[f"wait_{pool.id}"] = float(waits.mean()) / 3600 if waits.size else 0.0
        found[f"queue_{pool.id}"] = float(out.waited[:, tasks].sum()) / last
    return found


@dataclass(frozen=True, slots=True)
class Simulated:
    """A hall simulated over and over: each figure with its interval, the replications and the first seed."""

    figures: dict[str, Interval]
    runs: int
    seed: int


def simulated(
    of: Hall,
    arrivals: Arrivals,
    period: Period,
    *,
    seed: int = 1,
    limits: Sequence[tuple[str, float]] = (),
    tell: Callable[[int], None] = lambda done: None,
) -> Simulated:
    """Replicate until the interval of the mean span is narrow enough."""
    rows: list[Figures] = []
    while len(rows) < FEWEST or (len(rows) < MOST and not _narrow([row["span_mean"] for row in rows])):
        rows.append(figures(of, period, run(of, arrivals, period, seed + len(rows)), limits))
        tell(len(rows))
    return Simulated(_joined(rows), len(rows), seed)


def _narrow(values: Sequence[float]) -> bool:
    found = Interval.of(values)
    return found.high - found.mean <= NARROW * abs(found.mean)


def _joined(rows: Sequence[Figures]) -> dict[str, Interval]:
    return {name: Interval.of([row[name] for row in rows]) for name in rows[0]}


@dataclass(frozen=True, slots=True)
class Against:
    """Two halls with the same applicants: both sides, and for every figure they share the difference, pair by pair."""

    before: Simulated
    after: Simulated
    change: dict[str, Interval]


def against(
    halls: tuple[Hall, Hall],
    arrivals: Arrivals,
    period: Period,
    *,
    seed: int = 1,
    limits: Sequence[tuple[str, float]] = (),
    tell: Callable[[int], None] = lambda done: None,
) -> Against:
    """Replicate both, before and after, with the same seeds until the change of the mean span is well known."""
    sides: tuple[list[Figures], list[Figures]] = ([], [])
    while len(sides[0]) < FEWEST or (len(sides[0]) < MOST and not _told(*sides)):
        now = seed + len(sides[0])
        for side, of in zip(sides, halls, strict=True):
            side.append(figures(of, period, run(of, arrivals, period, now), limits))
        tell(len(sides[0]))
    runs = len(sides[0])
    both = [name for name in sides[0][0] if name in sides[1][0]]
    change = {name: Interval.of([b[name] - a[name] for a, b in zip(*sides, strict=True)]) for name in both}
    one, other = (Simulated(_joined(side), runs, seed) for side in sides)
    return Against(one, other, change)


def _told(before: Sequence[Figures], after: Sequence[Figures]) -> bool:
    """Whether the change of the mean span is known well enough."""
    change = Interval.of([b["span_mean"] - a["span_mean"] for a, b in zip(before, after, strict=True)])
    return change.high - change.mean <= NARROW * float(np.mean([row["span_mean"] for row in before]))
