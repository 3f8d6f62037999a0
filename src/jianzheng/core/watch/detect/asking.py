"""What was asked of the applicant: told once, from the published list, and in time (行政许可法第三十二条)."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.case import Case
from jianzheng.core.case import events as e
from jianzheng.core.case.free import unlisted
from jianzheng.core.case.intake import required
from jianzheng.core.watch.detect.saying import clock_time, finding
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import History


def second_notice(history: History) -> Iterator[Finding]:
    """A notice of missing papers for a matter that had one already, or an attempt to send one."""
    first: dict[int, int] = {}
    for _, each in history.told():
        if isinstance(each.event, e.Attempted) and each.event.verb == "ask_supplement":
            yield finding(
                history,
                "second_notice",
                each,
                "已一次性告知补正后，又试图再次要求补正，被系统拒绝。",
                "After the one notice somebody tried to ask again; the system refused.",
                *first.values(),
            )
        if not isinstance(each.event, e.SupplementAsked):
            continue
        again = [first[item] for item in each.event.items if item in first]
        if again:
            yield finding(
                history,
                "second_notice",
                each,
                f"第 {again[0]} 个事件已一次性告知补正，这是再次要求补正。",
                f"Event {again[0]} gave the one notice of everything missing; this asks again.",
                *again,
            )
        first |= {item: first.get(item, each.sequence) for item in each.event.items}


def off_list(history: History) -> Iterator[Finding]:
    """A notice that wants what is not on the list, or what nothing in this case needs; a matter nobody published a list for may
    be asked in lines of its own."""
    for case, each in history.told():
        if not isinstance(each.event, e.SupplementAsked):
            continue
        needed, open_to = _needed(case, history), unlisted(history.service)
        extra = [(_named(history, *one), one[1]) for one in each.event.wanted if one[0] not in needed]
        extra += [(said, said) for place, said in each.event.free if place not in open_to]
        if extra:
            zh, en = "；".join(one for one, _ in extra), "; ".join(one for _, one in extra)
            yield finding(
                history,
                "off_list",
                each,
                f"要求的材料不在本件所需清单内：{zh}。",
                f"Asked for what this case does not need: {en}.",
            )


def _needed(case: Case, history: History) -> set[int]:
    return set(required(case, history.service)) if case.items else set()


def _named(history: History, asked: int, said: str) -> str:
    known = history.service.asked
    return f"{known[asked].material}（{said}）" if 0 <= asked < len(known) else said


def deemed_accepted(history: History) -> Iterator[Finding]:
    """Nobody told the applicant anything in time, so the law accepted the application from the day of receipt."""
    for _, each in history.told():
        if isinstance(each.event, e.Accepted) and each.event.by_clock:
            since = clock_time(history, each.event.since)[:10]
            yield finding(
                history,
                "deemed_accepted",
                each,
                f"五个工作日内未告知，自 {since} 收件之日起视为受理。",
                f"The applicant was told nothing in time: accepted by law from receipt on {since}.",
            )
