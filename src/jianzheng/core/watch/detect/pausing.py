"""Clocks that were stopped without the law's leave, or for longer than was announced (行政许可法第四十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.case import PAUSES, Happened
from jianzheng.core.case import events as e
from jianzheng.core.case.terms import JOINT
from jianzheng.core.text import Text
from jianzheng.core.watch.detect.saying import clock_time, finding
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import History


def unlawful_pause(history: History) -> Iterator[Finding]:
    """A pause without a listed reason or without written notice; the engine disregards it, an imported record may not."""
    for _, each in history.told():
        event = each.event
        if isinstance(event, e.PauseDisregarded):
            yield _unlawful(history, each, event.reason, event.fault == "no_notice")
        elif isinstance(event, e.Paused):
            listed = event.reason in _listed(history, event.item)
            if not listed or not event.document:
                yield _unlawful(history, each, event.reason, listed)


def _listed(history: History, item: int) -> tuple[str, ...]:
    matter = history.service.matters[item]
    return tuple(PAUSES) if matter.is_licence else (matter.legal or JOINT).pauses


def _unlawful(history: History, each: Happened, reason: str, listed: bool) -> Finding:
    if listed:
        named = PAUSES.get(reason)
        zh, en = (named.zh, named.en) if named else (reason, reason)
        said = (
            f"以“{zh}”停钟，但没有书面告知。",
            f"The clock was to stop for {en}, without a written notice.",
        )
    else:
        said = (
            f"以“{reason}”停钟，不在法定不计时限的事由之内。",
            f"The clock was to stop for “{reason}”, which the law does not list.",
        )
    return finding(history, "unlawful_pause", each, *said)


def long_pause(history: History) -> Iterator[Finding]:
    """A pause announced for longer than the matter's own term: no article forbids it, so the place says from when on it asks
    (`pause_times`)."""
    for case, each in history.told():
        event = each.event
        if not isinstance(event, e.Paused):
            continue
        clock = case.items[event.item].legal or case.items[event.item].promised
        days = history.rules.days("working", each.at, event.until - 1)
        if clock and clock.unit == "working" and days > clock.length * history.rules.local.pause_times:
            why = PAUSES.get(event.reason, Text(event.reason))
            yield finding(
                history,
                "long_pause",
                each,
                f"以“{why.zh}”停钟，告知需要 {days} 个工作日，长于事项本身的期限 {clock.length} 个工作日。",
                f"Stopped for {why.en or why.zh} for {days} working days, longer than the matter's own {clock.length}.",
            )


def pause_too_long(history: History) -> Iterator[Finding]:
    """A pause nobody ended by the announced day: the clock ended it, or the record runs past it."""
    running: dict[int, Happened] = {}
    for _, each in history.told():
        event = each.event
        if isinstance(event, e.Paused):
            running[event.item] = each
        elif isinstance(event, e.Resumed):
            began = running.pop(event.item, None)
            until = began.event.until if began and isinstance(began.event, e.Paused) else 0
            if event.by_clock or (until and each.at > until):
                last = clock_time(history, until - 1)[:10] if until else "—"
                yield finding(
                    history,
                    "pause_too_long",
                    each,
                    f"告知的特别程序到 {last} 为止，到期时无人恢复计时。",
                    f"The pause was announced until {last}; nobody ended it by then.",
                    began.sequence if began else 0,
                )
