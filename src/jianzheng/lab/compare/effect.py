"""Before and after: by how much lengths changed, with an interval and a word on whether the numbers carry the claim.

The shift is the Hodges–Lehmann estimate, the median of all differences between one length after and one before; its
interval inverts the Mann–Whitney test (M. Hollander, D. A. Wolfe, Nonparametric Statistical Methods, sections 4.1 to 4.3,
large samples). Neither assumes a distribution, and a few endless cases move neither, as they would move a mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Any

import numpy as np

from jianzheng.core.text import Text
from jianzheng.lab.log.log import DAY, Times

ENOUGH = 20
"""Fewer cases on either side prove nothing, whatever the figures."""
HALF_CUT = 0.1
"""If the shares of cases without an end differ by more, one side is cut off and looks shorter than it is."""


class Verdict(StrEnum):
    """What may be said."""

    SHORTER = "shorter"
    LONGER = "longer"
    UNTOLD = "untold"

    @property
    def says(self) -> Text:
        """The word for it."""
        return {
            Verdict.SHORTER: Text("缩短了", "shorter"),
            Verdict.LONGER: Text("延长了", "longer"),
            Verdict.UNTOLD: Text("数据不足以下结论", "the data cannot tell"),
        }[self]


@dataclass(frozen=True, slots=True)
class Effect:
    """The change from `before` to `after` (cases on each side): shift and its interval in microseconds (negative: shorter),
    the share of pairs in which the case after was shorter (ties count half), the verdict and the reasons against one."""

    before: int
    after: int
    shift: int
    low: int
    high: int
    level: float
    shorter: float
    verdict: Verdict
    reasons: tuple[Text, ...]


def effect(
    before: Times,
    after: Times,
    *,
    level: float = 0.95,
    open_before: float = 0,
    open_after: float = 0,
    wider: float = 1,
) -> Effect:
    """Compare lengths (microseconds) before and after; `open_…` are the shares of cases on each side whose end is not seen,
    `wider` how much wider the interval must be than for cases that know nothing of one another."""
    reasons, fewest = _doubts(before, after, open_before, open_after), min(len(before), len(after))
    if not fewest:
        return Effect(len(before), len(after), 0, 0, 0, level, 0.5, Verdict.UNTOLD, tuple(reasons))
    x, y = np.sort(before), np.sort(after)
    shift, low, high = shift_of(x, y, level, wider)
    if low <= 0 <= high:
        reasons.append(
            Text(
                "差异的区间包含零：可能只是偶然波动。",
                "The interval of the change contains zero: it may be chance.",
            )
        )
    verdict = Verdict.UNTOLD if reasons else Verdict.SHORTER if high < 0 else Verdict.LONGER
    return Effect(len(x), len(y), shift, low, high, level, _shorter(x, y), verdict, tuple(reasons))


def _doubts(before: Times, after: Times, open_before: float, open_after: float) -> list[Text]:
    """What speaks against any verdict before the lengths are looked at."""
    reasons, fewest = [], min(len(before), len(after))
    if fewest < ENOUGH:
        reasons.append(
            Text(
                f"样本太少：至少一侧只有 {fewest} 件，少于 {ENOUGH} 件。",
                f"Too few cases: one side has only {fewest}, fewer than {ENOUGH}.",
            )
        )
    if abs(open_before - open_after) > HALF_CUT:
        reasons.append(
            Text(
                f"两侧看不到结尾的办件比例相差过大（{open_before:.0%} 与 {open_after:.0%}），较多的一侧显得偏短。",
                f"Cases without an end differ too much ({open_before:.0%} and {open_after:.0%}); one side looks too short.",
            )
        )
    return reasons


def shift_of(x: Times, y: Times, level: float, wider: float = 1) -> tuple[int, int, int]:
    """The median of all differences y − x and the ends of its interval, exact order statistics; x and y sorted."""
    pairs, error = len(x) * len(y), spread(x, y) * wider
    beyond = max(0, math.floor(pairs / 2 - NormalDist().inv_cdf(0.5 + level / 2) * error))
    middle = [difference(x, y, rank) for rank in ((pairs - 1) // 2, pairs // 2)]
    return sum(middle) // 2, difference(x, y, beyond), difference(x, y, pairs - 1 - beyond)


def spread(x: Times, y: Times) -> float:
    """The standard deviation of the Mann–Whitney count where nothing changed, corrected for ties."""
    n, m = len(x), len(y)
    _, ties = np.unique(np.concatenate((x, y)), return_counts=True)
    tied = float(((ties.astype(float) ** 3) - ties).sum()) / max((n + m) * (n + m - 1), 1)
    return math.sqrt(max(n * m / 12 * (n + m + 1 - tied), 0))


def difference(x: Times, y: Times, rank: int) -> int:
    """The difference y − x of that rank (0 the smallest) among all pairs, found by halving; x and y sorted."""
    low, high = int(y[0]) - int(x[-1]), int(y[-1]) - int(x[0])
    while low < high:
        middle = (low + high) // 2
        if _at_most(x, y, middle) > rank:
            high = middle
        else:
            low = middle + 1
    return low


def _at_most(x: Times, y: Times, bound: int) -> int:
    """How many differences y − x are at most `bound`."""
    return int(np.searchsorted(y, x + bound, "right").sum())


def _shorter(x: Times, y: Times) -> float:
    """The share of pairs in which y is shorter than x, ties half."""
    less = np.searchsorted(y, x, "left").sum() + np.searchsorted(y, x, "right").sum()
    return float(less) / 2 / (len(x) * len(y))


def effect_json(found: Effect, day: int = DAY) -> dict[str, Any]:
    """A change for programs, in days of so many microseconds."""
    return {
        "cases": [found.before, found.after],
        "shift_days": found.shift / day,
        "interval_days": [found.low / day, found.high / day],
        "level": found.level,
        "share_shorter": found.shorter,
        "verdict": found.verdict.value,
        "reasons": [{"zh": text.zh, "en": text.en} for text in found.reasons],
    }


@dataclass(frozen=True, slots=True)
class Proportions:
    """Two shares (on time before and after), their difference and its interval by R. G. Newcombe's hybrid score method
    (Statistics in Medicine 17, 1998, method 10)."""

    before: float
    after: float
    change: float
    low: float
    high: float


def proportions(before: tuple[int, int], after: tuple[int, int], level: float = 0.95) -> Proportions | None:
    """Compare two shares given as (how many, of how many); None when a side is empty."""
    if not before[1] or not after[1]:
        return None
    p, q = before[0] / before[1], after[0] / after[1]
    (pl, pu), (ql, qu) = (_wilson(*side, level) for side in (before, after))
    low = (q - p) - math.sqrt((q - ql) ** 2 + (pu - p) ** 2)
    high = (q - p) + math.sqrt((qu - q) ** 2 + (p - pl) ** 2)
    return Proportions(p, q, q - p, low, high)


def _wilson(hits: int, of: int, level: float) -> tuple[float, float]:
    """Wilson's score interval of a share."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share, z2 = hits / of, z * z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return middle - half, middle + half
