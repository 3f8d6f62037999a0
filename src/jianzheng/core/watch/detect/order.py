"""Steps done although what they wait for was not."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.case import Case, Happened
from jianzheng.core.case import events as e
from jianzheng.core.case.ready import settled, waits
from jianzheng.core.kinds.decide import REFUSE
from jianzheng.core.watch.detect.saying import finding, step_name
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import FINISHED, History


def skipped_step(history: History) -> Iterator[Finding]:
    """A step ended while a step before it was neither done nor not needed; refusing a matter that can never begin is lawful."""
    masks = waits(history.service.process)
    for case, each in history.told():
        event = each.event
        if (
            not isinstance(event, FINISHED)
            or not 0 <= event.step < len(masks)
            or _refused_unbegun(case, each)
        ):
            continue
        lacking = masks[event.step] & ~settled(case, history.service.process, case.done)
        names = [step_name(history, step) for step in range(lacking.bit_length()) if lacking >> step & 1]
        if names:
            own = step_name(history, event.step)
            zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
            yield finding(
                history,
                "skipped_step",
                each,
                f"“{own.zh}”已办结，而在前的“{zh}”还没有办。",
                f"“{own.en}” was ended while “{en}”, which comes before it, was not.",
            )


def _refused_unbegun(case: Case, each: Happened) -> bool:
    event = each.event
    refused = isinstance(event, e.Decided) and event.outcome == REFUSE
    return refused and 0 <= event.item < len(case.items) and not case.items[event.item].begun_at  # type: ignore[attr-defined]
