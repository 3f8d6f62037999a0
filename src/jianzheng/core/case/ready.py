"""What may start: steps whose predecessors are settled, matters whose first steps may start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act
from jianzheng.core.case.case import POSITIVE, WORKING, Case
from jianzheng.core.case.clocks import Clock, Moment, Rules
from jianzheng.core.clock import Unit
from jianzheng.core.process import Process, Step
from jianzheng.core.service import Service, Term


def waits(process: Process) -> tuple[int, ...]:
    """For every step the steps it waits for, as bits."""
    known: tuple[int, ...] | None = process.__dict__.get("_waits")
    if known is None:
        known = process.__dict__["_waits"] = tuple(
            sum(1 << before for before in row) for row in process.network.before
        )
    return known


def settled(case: Case, process: Process, done: int) -> int:
    """The steps that hold nobody up: done, or skipped with all before them settled."""
    if not case.skipped:
        return done
    masks = waits(process)
    for step in process.network.topo:
        bit = 1 << step
        if case.skipped & bit and not masks[step] & ~done:
            done |= bit
    return done


def opening(case: Case, service: Service, done: int, among: Sequence[int]) -> list[int]:
    """Steps of `among` that may start once `done` is done: not done, skipped or open, everything before them settled."""
    masks = waits(service.process)
    free = settled(case, service.process, done)
    taken = done | case.skipped
    for work in case.open:
        taken |= 1 << work.step
    found = []
    for step in among:
        if not taken >> step & 1 and not masks[step] & ~free:
            found.append(step)
    return found


def followers(case: Case, service: Service, step: int) -> Sequence[int]:
    """Where to look for what a finished step lets start: its followers, or every step where some are skipped."""
    if case.skipped:
        return range(len(service.process.steps))
    return service.process.network.after[step]


def follow(case: Case, act: Act, step: int) -> tuple[tuple[e.Opened, ...], list[e.Begun]]:
    """What finishing `step` opens in matters already begun, and the matters it lets begin."""
    done = case.done | 1 << step
    free = opening(case, act.service, done, followers(case, act.service, step))
    return (opened(case, act, free), begun(case, act, free, act.at)) if free else ((), [])


def opened(case: Case, act: Act, free: list[int]) -> tuple[e.Opened, ...]:
    """The steps of `free` that belong to matters being worked, with their clocks."""
    owner, steps = act.service.owner, act.service.process.steps
    return tuple(
        [
            (step, step_clock(act.rules, steps[step], act.at))
            for step in free
            if case.items[owner[step]].begun_at and case.items[owner[step]].state in _GOES_ON
        ]
    )


_GOES_ON = WORKING | POSITIVE
"""Where a matter stands whose steps may open; what is granted is still issued and delivered."""


def begun(case: Case, act: Act, free: list[int], since: Moment) -> list[e.Begun]:
    """The accepted matters that steps of `free` let begin, each with its clocks (from `since`) and first steps."""
    owner = act.service.owner
    first: dict[int, list[int]] = {}
    for step in free:
        item = case.items[owner[step]]
        if item.state in WORKING and not item.begun_at:
            first.setdefault(owner[step], []).append(step)
    return [begin(act, place, steps, since) for place, steps in first.items()] if first else []


def begin(act: Act, place: int, steps: list[int], since: Moment) -> e.Begun:
    """A matter begins: its legal and promised clocks start at `since`, its first steps open now."""
    legal, promised = clocks(act, place, since)
    process = act.service.process
    first = tuple((step, step_clock(act.rules, process.steps[step], act.at)) for step in steps)
    return e.Begun(place, legal, promised, first)


def clocks(act: Act, place: int, since: Moment) -> tuple[Clock | None, Clock | None]:
    """The legal and the promised clock of a matter from `since`."""
    matter = act.service.matters[place]
    legal = act.rules.clock(matter.legal, since) if matter.legal else None
    promised = act.rules.clock(matter.promised, since) if matter.promised else None
    return legal, promised


def step_clock(rules: Rules, step: Step, at: Moment) -> Clock | None:
    """The clock of a step: its promised, else its legal working days; None where neither is printed."""
    days = step.nominal_days
    return rules.clock(_step_term(step.id, days), at) if days else None


@lru_cache(maxsize=4096)
def _step_term(id: str, days: float) -> Term:
    return Term(id, max(1, round(days)), Unit.WORKING)


def mask(service: Service, places: tuple[int, ...]) -> int:
    """All steps of some matters, as bits."""
    wanted = set(places)
    return sum(1 << step for step, own in enumerate(service.owner) if own in wanted)


def after(process: Process, step: int) -> int:
    """A step and everything that comes after it, as bits."""
    found, queue = 1 << step, [step]
    for at in queue:
        for following in process.network.after[at]:
            if not found >> following & 1:
                found |= 1 << following
                queue.append(following)
    return found
