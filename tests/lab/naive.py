"""The slow obvious twins of the compiled loops: plain Python over cases as a person would write them down."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median

from jianzheng.lab.kept import NAMELESS
from jianzheng.lab.log.log import NEVER
from tests.lab.logs import Cases, Event


def name(event: Event) -> str:
    """The activity, or what stands for one that is not named."""
    return NAMELESS if event.activity is None else event.activity


def edges(cases: Cases) -> dict[tuple[str, str], tuple[int, list[int]]]:
    """(before, after) → how often, and the times between where both are known, sorted."""
    found: dict[tuple[str, str], tuple[int, list[int]]] = {}
    for _, events in cases:
        for one, other in pairwise(events):
            n, times = found.get((name(one), name(other)), (0, []))
            known = NEVER not in (one.at, other.at)
            found[name(one), name(other)] = (n + 1, sorted([*times, other.at - one.at] if known else times))
    return found


def described(times: list[int]) -> tuple[int, int, int, int, float]:
    """n, total, least, most, median."""
    return (len(times), sum(times), min(times), max(times), median(times)) if times else (0, 0, 0, 0, 0.0)


def marks(cases: Cases) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Events, first events and last events by activity."""
    every = Counter(name(event) for _, events in cases for event in events)
    starts = Counter(name(events[0]) for _, events in cases)
    return every, starts, Counter(name(events[-1]) for _, events in cases)


def variants(cases: Cases) -> Counter[tuple[str, ...]]:
    """Way → cases."""
    return Counter(tuple(name(event) for event in events) for _, events in cases)


def durations(cases: Cases) -> list[int]:
    """Last minus first known time of each case that has one, sorted."""
    known = [[event.at for event in events if event.at != NEVER] for _, events in cases]
    return sorted(max(times) - min(times) for times in known if times)


def handover(cases: Cases) -> Counter[tuple[str, str]]:
    """(from, to) → how often, both known."""
    return Counter(
        (one.resource, other.resource)
        for _, events in cases
        for one, other in pairwise(events)
        if one.resource is not None and other.resource is not None
    )


def repeating(cases: Cases) -> int:
    """Cases with an activity twice."""
    return sum(max(Counter(name(event) for event in events).values()) > 1 for _, events in cases)
