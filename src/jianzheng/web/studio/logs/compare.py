"""Logs of the same matter side by side, or one log before and after a month: with an interval and a word, never a bare mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.http import HttpRequest
from django.views.decorators.http import require_safe

from jianzheng.apps.logs.queries import log_rows
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab import kept
from jianzheng.lab.compare.effect import Effect
from jianzheng.lab.compare.sides import Compared, across, compare
from jianzheng.lab.log.log import DAY, NEVER, Log
from jianzheng.lab.log.own import ENDED
from jianzheng.lab.worktime import WorkTime
from jianzheng.web.studio.logs.filter import MONTH, begins
from jianzheng.web.studio.logs.opening import Opened, in_words, tab
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import say

MOST = 6
SHOWN = 40


@may("engineer")
@require_safe
@tab("log_compare")
def log_compare(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Compare with the logs chosen, or across the month given."""
    others = [row for row in log_rows(reader(request)) if row.state == "kept" and row.id != opened.row.id]
    chosen = {int(word) for word in request.GET.getlist("with") if word.isdecimal() and len(word) < 10}
    change = request.GET.get("change", "").strip()
    frame = {"others": others, "chosen": chosen, "change": change}
    try:
        sides = _sides(request, opened, sorted(chosen)[:MOST], change)
        if not sides:
            return frame
        time = _time(opened, sides)
        return {
            **frame,
            **_shown(across(sides[0], sides[1], time, ENDED) if change else compare(sides, time)),
        }
    except Refused as refused:
        return {**frame, "refused": refused}


Side = tuple[str, Log]


def _sides(request: HttpRequest, opened: Opened, others: list[int], change: str) -> list[Side]:
    """The logs to compare; [] where nothing was asked. Raises Refused for a month that leaves a side empty."""
    log = opened.of.log
    if change:
        return _across(log, opened, change)
    if not others:
        return []
    mine = log if opened.keep is None else log.chosen(opened.keep)
    sides = [
        (opened.row.title, mine),
        *((_title(request, id), in_words(request, id).log) for id in others),
    ]
    seen: dict[str, int] = {}
    named = []
    for title, side in sides:
        seen[title] = seen.get(title, 0) + 1
        named.append((title if seen[title] == 1 else f"{title} ({seen[title]})", side))
    return named


def _title(request: HttpRequest, log_id: int) -> str:
    return next((row.title for row in log_rows(reader(request)) if row.id == log_id), "")


def _across(log: Log, opened: Opened, change: str) -> list[Side]:
    if not MONTH.fullmatch(change):
        raise Refused("月份写成 2024-03。", "Write the month as 2024-03.")
    at = begins(change, log.zone)
    before, after = (
        opened.kept & kept.during(log, *ends) for ends in ((kept.EVER[0], at), (at, kept.EVER[1]))
    )
    if not (before.any() and after.any()):
        raise Refused("这个月之前或之后没有办件。", "There is no case before, or none after this month.")
    return [(say("before", "之前"), log.chosen(before)), (say("after", "之后"), log.chosen(after))]


def _time(opened: Opened, sides: list[Side]) -> WorkTime:
    """Working time that covers all sides."""
    known = [log.at[log.at != NEVER] for _, log in sides]
    if any(not len(at) for at in known):
        raise Refused("有一份日志没有时间，无法比较。", "One of the logs has no times to compare.")
    begun = [log.began[log.began != NEVER] for _, log in sides if log.began is not None]
    every = [*known, *(at for at in begun if len(at))]
    first, last = min(int(np.min(at)) for at in every), max(int(np.max(at)) for at in every)
    return WorkTime.of(opened.of.calendar, opened.of.log.zone, first, last)


def _shown(found: Compared) -> dict[str, Any]:
    return {
        "sides": found.sides,
        "effects": [(a, b, *_effect(effect)) for (a, b), effect in found.effects.items()],
        "common": found.common,
        "only": [(side.name, found.only(side.name)[:SHOWN]) for side in found.sides],
        "turned": [(turn, *_effect(turn.effect)) for turn in found.turned[:SHOWN]],
        "turned_count": len(found.turned),
    }


def _effect(effect: Effect) -> tuple[Text, str, str, tuple[Text, ...]]:
    """The verdict, the shift in natural days, its interval, the reasons against a verdict."""
    low, high = effect.low / DAY, effect.high / DAY
    return effect.verdict.says, f"{effect.shift / DAY:+.2f}", f"[{low:+.2f}, {high:+.2f}]", effect.reasons
