"""Endings: decided in time, with reasons where refused, delivered in time (行政许可法第三十八、四十二、四十四条)."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.case import Clock, unserved
from jianzheng.core.case import events as e
from jianzheng.core.case.undoing import on_word
from jianzheng.core.kinds.decide import REFUSE, names_no_way
from jianzheng.core.kinds.kind import says_why
from jianzheng.core.text import Text
from jianzheng.core.watch.detect.saying import clock_time, finding, step_name
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import FINISHED, History


def late_decision(history: History) -> Iterator[Finding]:
    """A decision after the legal term of the matter, or of joint handling, had ended."""
    for case, each in history.told():
        event = each.event
        if not isinstance(event, e.Decided) or not 0 <= event.item < len(case.items):
            continue
        clock = case.whole or case.items[event.item].legal
        if clock and _over(clock, each.at):
            last = clock_time(history, clock.due - 1)[:10]
            yield finding(
                history,
                "late_decision",
                each,
                f"法定期限到 {last}，决定作出于 {clock_time(history, each.at)[:10]}。",
                f"The legal term ended on {last}; decided on {clock_time(history, each.at)[:10]}.",
            )


def late_step(history: History) -> Iterator[Finding]:
    """A step ended after its own term although its matter was still in time: one office used up what others need."""
    for case, each in history.told():
        event = each.event
        if not isinstance(event, FINISHED) or not 0 <= event.item < len(case.items):
            continue
        work, matter = case.work(event.step), case.items[event.item].clock
        if work and work.clock and _over(work.clock, each.at) and not (matter and _over(matter, each.at)):
            last = clock_time(history, work.clock.due - 1)[:10]
            name = step_name(history, event.step)
            yield finding(
                history,
                "late_step",
                each,
                f"环节“{name.zh}”期限到 {last}，办结于 {clock_time(history, each.at)[:10]}；当时事项本身未超期。",
                f"The term of “{name.en}” ended on {last}; it was finished on {clock_time(history, each.at)[:10]}, "
                "the matter itself was then in time.",
            )


def _over(clock: Clock, at: int) -> bool:
    return not clock.paused and at >= clock.due


_LOCAL = Text(
    "决定书、告知书的送达期限由本地设定，不是第四十四条送达证件的期限。",
    " The term for such a decision or notice is the place's own, not that of art. 44 for licences.",
)


def late_delivery(history: History) -> Iterator[Finding]:
    """A result, or a decision against somebody, that reached them after its term."""
    for case, each in history.told():
        event = each.event
        if not isinstance(event, (e.Delivered, e.Served)) or not 0 <= event.item < len(case.items):
            continue
        served = isinstance(event, e.Served)
        clock = unserved(case, event.item) if served else case.items[event.item].deliver
        on = event.on if isinstance(event, e.Served) else each.at
        if event.late or (clock and _over(clock, on)):
            last = clock_time(history, clock.due - 1)[:10] if clock else "—"
            local = _LOCAL if isinstance(event, e.Served) else Text("")
            yield finding(
                history,
                "late_delivery",
                each,
                f"应于 {last} 前送达，实际送达于 {clock_time(history, on)[:10]}。{local.zh}",
                f"Due to be delivered by {last}; delivered on {clock_time(history, on)[:10]}.{local.en}",
            )


def no_reason(history: History) -> Iterator[Finding]:
    """A refusal, or an application turned away, whose reason is none; a refusal that tells of no remedy."""
    enough = history.rules.local.enough
    for _, each in history.told():
        event = each.event
        if isinstance(event, e.Decided) and event.outcome == REFUSE:
            text = event.reasons
        elif isinstance(event, (e.NotOurs, e.NotRequired)):
            text = event.reason
        else:
            continue
        if not says_why(text, enough):
            yield finding(
                history,
                "no_reason",
                each,
                f"理由只有“{text.strip()}”，少于 {enough.shortest} 个字，或不同的字不足 {enough.different} 个，"
                "视为未说明理由。",
                f"The reason given, “{text.strip()}”, has fewer than {enough.shortest} characters, or fewer than "
                f"{enough.different} different ones, and counts as none.",
            )
        elif isinstance(event, e.Decided) and names_no_way(event.remedies):
            yield finding(
                history,
                "no_reason",
                each,
                f"救济途径写的是“{event.remedies.strip()}”，没有告知行政复议，也没有告知行政诉讼。",
                f"The remedies, “{event.remedies.strip()}”, tell neither of reconsideration nor of suing.",
            )


def waived_on_word(history: History) -> Iterator[Finding]:
    """A result undone before its holder's time to speak was over, on an official's word that they will not."""
    for case, each in history.told():
        event = each.event
        if not isinstance(event, (e.Revoked, e.Recalled)):
            continue
        undoing = case.undoing(event.item)
        if undoing and on_word(undoing) and undoing.lasts(each.at):
            last = clock_time(history, undoing.until - 1)[:10] if undoing.until else ""
            zh = f"陈述申辩期到 {last}" if last else "告知书还没有送达"
            yield finding(
                history,
                "waived_on_word",
                each,
                f"{zh}，届满前作出决定，仅凭机关记录的放弃：“{undoing.way}”。",
                f"Decided before the time to state and defend ended ({last or 'the notice was not delivered'}), on the "
                f"organ's record of a waiver alone: “{undoing.way}”.",
            )
