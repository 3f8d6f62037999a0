"""Times that no real work leaves behind: nothing took any time, everything at once, ends before beginnings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jianzheng.core.case import Happened
from jianzheng.core.case import events as e
from jianzheng.core.watch.detect.saying import clock_time, finding, step_name
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import CLOCK, FINISHED, History, Moments

SKEW = 60
"""Seconds by which the clocks of two machines may differ."""
EXAMINED = (e.StepDone, e.Decided)
"""Events that state an examination; issue and delivery may be one press of a button."""


def _crowds(history: History) -> dict[int, list[Happened]]:
    """Moments at which several steps were ended, except in services decided on the spot."""
    crowds: dict[int, list[Happened]] = defaultdict(list)
    if not history.coarse and not any(matter.instant for matter in history.service.matters):
        for _, each in history.told():
            if isinstance(each.event, FINISHED) and each.by != CLOCK:
                crowds[each.at].append(each)
    return {at: ended for at, ended in crowds.items() if len(ended) >= history.rules.local.at_once}


def one_timestamp(history: History) -> Iterator[Finding]:
    """Three steps or more ended at the same second."""
    for at, ended in _crowds(history).items():
        said = clock_time(history, at)
        yield finding(
            history,
            "one_timestamp",
            ended[-1],
            f"{len(ended)} 个环节都在 {said} 这一秒办结。",
            f"{len(ended)} steps were all ended at {said}, the same second.",
            *(each.sequence for each in ended),
        )


def zero_length(history: History) -> Iterator[Finding]:
    """A step ended at the very second it opened, by a person."""
    crowded = _crowds(history)
    for run in history.runs:
        if run.ended.at == run.opened_at and run.ended.at not in crowded and _human(history, run):
            name = step_name(history, run.step)
            yield finding(
                history,
                "zero_length",
                run.ended,
                f"“{name.zh}”开始和办结在同一秒（{clock_time(history, run.ended.at)}）。",
                f"“{name.en}” began and ended at one second ({clock_time(history, run.ended.at)}).",
                run.opened_by,
            )


def _human(history: History, run: Moments) -> bool:
    step = history.service.process.steps[run.step]
    instant = history.service.matters[history.service.owner[run.step]].instant
    judged = isinstance(run.ended.event, EXAMINED) and run.ended.by != CLOCK
    return judged and not instant and not history.coarse and step.conduct.actor != "machine"


def end_before_start(history: History) -> Iterator[Finding]:
    """A step ended before it opened, or the record runs backwards."""
    late = 0
    for run in history.runs:
        if run.opened_at - run.ended.at > SKEW:
            late = run.ended.sequence
            name = step_name(history, run.step)
            yield finding(
                history,
                "end_before_start",
                run.ended,
                f"“{name.zh}”办结于 {clock_time(history, run.ended.at)}，早于开始的 {clock_time(history, run.opened_at)}。",
                f"“{name.en}” ended at {clock_time(history, run.ended.at)}, before it opened at "
                f"{clock_time(history, run.opened_at)}.",
                run.opened_by,
            )
    yield from _backwards(history, late)


def _backwards(history: History, reported: int) -> Iterator[Finding]:
    for before, each in zip(history.happened, history.happened[1:], strict=False):
        if before.at - each.at > SKEW and each.sequence != reported:
            yield finding(
                history,
                "end_before_start",
                each,
                f"第 {each.sequence} 个事件的时间早于第 {before.sequence} 个事件。",
                f"Event {each.sequence} is dated before event {before.sequence}.",
                before.sequence,
            )


def accept_is_end(history: History) -> Iterator[Finding]:
    """A matter that is not decided on the spot was accepted and decided at one second."""
    accepted: dict[int, Happened] = {}
    for _, each in history.told():
        event = each.event
        if isinstance(event, e.Accepted) and not event.by_clock:
            accepted |= dict.fromkeys(event.items, each)
        elif isinstance(event, e.Decided) and not history.coarse:
            before = accepted.get(event.item)
            if before and before.at == each.at and not history.service.matters[event.item].instant:
                yield finding(
                    history,
                    "accept_is_end",
                    each,
                    f"受理与决定同在 {clock_time(history, each.at)}，中间没有审查的时间。",
                    f"Accepted and decided at {clock_time(history, each.at)}: no time was left to examine.",
                    before.sequence,
                )
