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


def firsts(events: list[Event]) -> dict[str, tuple[int, int]]:
    """Activity → when it first began and first ended, NEVER where that is not known."""
    found: dict[str, tuple[int, int]] = {}
    for event in events:
        begin, end = found.get(name(event), (NEVER, NEVER))
        began = event.at if event.began is None else event.began
        if begin == NEVER and event.life != "schedule":
            begin = event.at if began == NEVER else began
        if end == NEVER and event.life == "complete":
            end = event.at
        found[name(event)] = (begin, end)
    return found


def ahead(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the first was over when the second began, and not the other way round too."""
    if one[1] == NEVER or other[0] == NEVER or one[1] > other[0]:
        return False
    return other[1] == NEVER or other[1] > one[0]


def precedence(cases: Cases) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """(a, b) → cases with both; those in which a came first."""
    both: Counter[tuple[str, str]] = Counter()
    before: Counter[tuple[str, str]] = Counter()
    for _, events in cases:
        found = firsts(events)
        for a in found:
            for b in found:
                both[a, b] += 1
                before[a, b] += ahead(found[a], found[b])
    return both, +before


def freed(cases: Cases, held: set[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """(a, b) → how much earlier b could have begun each time a alone kept it waiting, sorted."""
    found: dict[tuple[str, str], list[int]] = {}
    for _, events in cases:
        seen = firsts(events)
        start = min((begin for begin, _ in seen.values() if begin != NEVER), default=NEVER)
        for b in seen:
            ends = [(seen[a][1], a) for a in seen if (a, b) in held and ahead(seen[a], seen[b])]
            for end, a in ends:
                others = max([start, *(e for e, other in ends if other != a)])
                if end > others:
                    found.setdefault((a, b), []).append(end - others)
    return {pair: sorted(gains) for pair, gains in found.items()}


Occurrences = dict[tuple[str, ...], tuple[set[str], list[int]]]


def _add(found: Occurrences, what: tuple[str, ...], case: str, since: int, until: int) -> None:
    cases, lengths = found.setdefault(what, (set(), []))
    cases.add(case)
    lengths.append(0 if NEVER in (since, until) else until - since)
    lengths.sort()


def repeats(cases: Cases) -> tuple[Occurrences, Occurrences]:
    """Activities done again, and the steps back to them from another activity."""
    again: Occurrences = {}
    back: Occurrences = {}
    for case, events in cases:
        for i, event in enumerate(events):
            before = [e for e in events[:i] if name(e) == name(event)]
            if before:
                _add(again, (name(event),), case, before[-1].at, event.at)
                if name(events[i - 1]) != name(event):
                    _add(back, (name(events[i - 1]), name(event)), case, before[-1].at, event.at)
    return again, back


def stays(events: list[Event]) -> list[list[Event]]:
    """Events of one known resource in a row, the unknown left out."""
    found: list[list[Event]] = []
    for event in events:
        if event.resource is not None:
            if found and found[-1][0].resource == event.resource:
                found[-1].append(event)
            else:
                found.append([event])
    return found


def passings(cases: Cases) -> tuple[Occurrences, Occurrences]:
    """From one resource to another; from one to another and straight back."""
    passed: Occurrences = {}
    returned: Occurrences = {}
    for case, events in cases:
        visits = stays(events)
        for one, other in pairwise(visits):
            _add(passed, (str(one[0].resource), str(other[0].resource)), case, one[-1].at, other[0].at)
        for one, other, third in zip(visits, visits[1:], visits[2:], strict=False):
            if one[0].resource == third[0].resource:
                pair = str(one[0].resource), str(other[0].resource)
                _add(returned, pair, case, one[-1].at, third[0].at)
    return passed, returned


def excursions(cases: Cases, names: set[str]) -> Occurrences:
    """Out to events of these activities or resources, and back."""
    found: Occurrences = {}
    for case, events in cases:
        inside = [i for i, event in enumerate(events) if not {name(event), event.resource} & names]
        for i, j in pairwise(inside):
            if j > i + 1:
                _add(found, (name(events[i]), name(events[j])), case, events[i].at, events[j].at)
    return found
