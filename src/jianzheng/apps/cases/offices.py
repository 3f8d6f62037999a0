"""Whom an act may name: organs of the register, another organ than the one that refuses, staff who hold a post that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.people.queries import colleagues, organs, staff
from jianzheng.core.kinds.meeting import voices
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text


def registered(words: Collection[str] | str) -> None:
    """Refuse an organ nobody registered; several in one text stand one a line."""
    words = words.splitlines() if isinstance(words, str) else words
    if words and not organs().keys() >= set(words):
        raise Refused("没有这个单位，请从名单中选择。", "There is no such organ; choose from the list.")


def attending(present: object, held_on: str) -> None:
    """Refuse a meeting with an office nobody registered, or with somebody who held no post in that office on its day. What is
    no such list, or no such day, is left to core."""
    try:
        there, day = voices(present), dt.date.fromisoformat(held_on)
    except (Refused, ValueError):
        return
    registered({voice.organ for voice in there if voice.organ})
    seated = staff(day)
    for voice in there:
        if voice.person and voice.person not in {one.login for one in seated.get(voice.organ, ())}:
            name = organs()[voice.organ].title if voice.organ in organs() else Text("")
            raise Refused(
                f"到会人员须是会议当日在该单位（{name.zh}）在岗的工作人员，请从名单中选择。",
                f"Who came must have held a post in that office ({name.en}) on the day of the meeting; choose from the list.",
            )


def another(named: str, own: set[str]) -> None:
    """Refuse to send somebody on to the very organ that turns them away."""
    title = named.partition("（")[0].strip()
    if any(title == one.title.zh for word, one in organs().items() if word in own):
        raise Refused(
            "应向哪个机关申请，不能填作出不予受理决定的机关自己。请选择有权办理的机关。",
            "The organ to apply to cannot be the one that refuses; choose the organ that has the power.",
        )


def in_post(people: Iterable[str], organ: str, now: dt.datetime) -> None:
    """Refuse anyone named as taking part who holds no post in the organ that day (行政许可法第三十四条: 工作人员)."""
    known = {one.login for one in colleagues(organ, rules().day(moment(now)))}
    if not known.issuperset(people):
        raise Refused(
            "参加人员须是本机关在岗的工作人员，请从名单中选择。",
            "Who took part must hold a post in this organ; choose from the list.",
        )
