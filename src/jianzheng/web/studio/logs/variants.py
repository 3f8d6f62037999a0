"""The ways cases went, most frequent first, each with its time and the cases behind it."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import HttpRequest
from django.views.decorators.http import require_safe

from jianzheng.lab.kept import Keep, named
from jianzheng.lab.kernels import variants
from jianzheng.lab.log.log import DAY, NEVER, Log
from jianzheng.web.studio.logs.filter import way
from jianzheng.web.studio.logs.opening import Opened, tab
from jianzheng.web.ui.may import may

SHOWN = 50
MOST_STEPS = 40
"""Steps of a way that the list shows; the map and the cases show all."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its steps, cases, their share and the share of all so far, the median days, the link to its cases."""

    steps: tuple[str, ...]
    cases: int
    share: float
    so_far: float
    days: float | None
    query: str

    @property
    def shown(self) -> str:
        """The first steps in a row."""
        return " → ".join(self.steps[:MOST_STEPS])

    @property
    def more(self) -> int:
        """How many steps follow that are not shown."""
        return max(0, len(self.steps) - MOST_STEPS)

    @property
    def percent(self) -> str:
        """The share to one digit."""
        return f"{self.share:.1%}"

    @property
    def percent_so_far(self) -> str:
        """The share of this way and those before it."""
        return f"{self.so_far:.1%}"


@may("engineer")
@require_safe
@tab("log_variants")
def log_variants(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """List the ways."""
    found, count = ways(opened.of.log, opened.kept, SHOWN)
    total, so_far, rows = opened.cases, 0, []
    length = opened.of.log.last - opened.of.log.first
    known = (opened.of.log.first != NEVER) & (opened.of.log.last != NEVER)
    for cases in found:
        so_far += len(cases)
        first = int(cases[0])
        times = length[cases[known[cases]]]
        days = float(np.median(times)) / DAY if len(times) else None
        query = opened.asked.but(variant=first)
        steps = way(opened.of.log, first)
        rows.append(Way(steps, len(cases), len(cases) / total, so_far / total, days, query))
    return {"ways": rows, "count": count, "cases": total}


def ways(log: Log, keep: Keep, most: int) -> tuple[list[np.ndarray[Any, Any]], int]:
    """The cases of each of the most frequent ways, equals by name; and how many ways there are."""
    group_of, firsts = variants.grouped(log.bounds, named(log.activity).codes, keep)
    counts = np.bincount(group_of[group_of >= 0], minlength=len(firsts))
    fewest = np.sort(counts)[::-1][: most + 1][-1] if len(counts) else 0
    rows = (
        (-int(counts[g]), way(log, int(firsts[g])), int(g))
        for g in np.flatnonzero(counts >= fewest)[: 50 * most]
    )
    best = [group for _, _, group in heapq.nsmallest(most, rows)]
    place = np.full(len(firsts) + 1, -1, np.int64)
    place[best] = np.arange(len(best))
    places = place[group_of]
    return [np.flatnonzero(places == number) for number in range(len(best))], len(firsts)
