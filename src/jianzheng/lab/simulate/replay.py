"""Does the hall reproduce today: the arrivals that were seen, played again, against what came of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.simulate.model import Hall
from jianzheng.lab.simulate.period import DAY, Period
from jianzheng.lab.simulate.run import Arrivals, run
from jianzheng.lab.simulate.stretches import Stretches

RUNS = 5
NEAR, HOUR = 0.1, 1 / 24
"""A figure is reproduced when the simulated one is within this share of the seen one, or within an hour."""
FIGURES = ("mean", "median", "p90")


@dataclass(frozen=True, slots=True)
class Replay:
    """Natural days from the coming of a case to its last step, seen and simulated: mean, median, 90th percentile."""

    cases: int
    seen: tuple[float, ...]
    simulated: tuple[float, ...]

    @property
    def off(self) -> tuple[float, ...]:
        """By which share each figure is too long (too short: below 0)."""
        return tuple(b / a - 1 if a else float(b > 0) for a, b in zip(self.seen, self.simulated, strict=True))

    @property
    def near(self) -> bool:
        """Whether every figure is reproduced."""
        pairs = zip(self.seen, self.simulated, strict=True)
        return all(abs(b - a) <= max(NEAR * a, HOUR) for a, b in pairs)


def replayed(hall: Hall, seen: Stretches, arrivals: Arrivals, period: Period, since: int = 0) -> Replay:
    """Play the arrivals again with several seeds; cases from the `since`-th on are compared."""
    runs = [_figures(run(hall, arrivals, period, seed).span[since:] / DAY) for seed in range(1, RUNS + 1)]
    took = seen.took[since:]
    means = tuple(float(value) for value in np.mean(runs, axis=0))
    return Replay(len(took), _figures(took / (DAY * 1e6)), means)


def _figures(days: NDArray[np.float64]) -> tuple[float, ...]:
    median, late = np.percentile(days, [50, 90])
    return float(days.mean()), float(median), float(late)
