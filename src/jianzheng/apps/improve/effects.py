"""What an edition changed: the cases that ended under it beside those that ended under the one before, never a bare mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings

from jianzheng.apps.cases.exported import exported
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.improve.mined import ROLES, since
from jianzheng.core.refusal import Refused
from jianzheng.lab.analysis import worktime
from jianzheng.lab.compare.effect import ENOUGH, Effect, effect
from jianzheng.lab.log.log import NEVER, Times
from jianzheng.lab.waiting.split import split
from jianzheng.lab.waiting.table import by_case

NOTHING = np.zeros(0, np.int64)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Side:
    """The ended cases of one edition: span and running time in working microseconds; the share still open; one working day."""

    span: Times
    running: Times
    open: float
    simulated: int
    day: int


def measured(before: Published, after: Published, now: dt.datetime) -> Json:
    """Both sides laid beside one another, in working days; `enough` says whether both have cases enough to say anything."""
    sides = [_side(edition.pk, now) for edition in (before, after)]
    x, y = sides
    day = max(x.day, y.day)
    cut = {"open_before": x.open, "open_after": y.open}
    ended = [len(side.span) for side in sides]
    return {
        "editions": [before.number, after.number],
        "ended": ended,
        "open": [round(side.open, 3) for side in sides],
        "least": ENOUGH,
        "enough": min(ended) >= ENOUGH,
        "simulated": [side.simulated for side in sides],
        "span": _said(effect(x.span, y.span, **cut), (x.span, y.span), day),
        "running": _said(effect(x.running, y.running, **cut), (x.running, y.running), day),
        "at": now.isoformat(timespec="minutes"),
    }


def _side(edition: int, now: dt.datetime) -> _Side:
    try:
        log = exported(edition=edition, since=since(now), most=settings.NIGHT["cases"])
    except Refused:
        return _Side(NOTHING, NOTHING, 0.0, 0, 1)
    time = worktime(log, rules().calendar)
    _, (span, running) = by_case(log, split(log, time, ROLES))
    ended = log.case_dates["ended"] != NEVER
    made_up = sum(log.case_columns["simulated"].at(int(place)) == "true" for place in np.flatnonzero(ended))
    return _Side(span[ended], running[ended], 1 - float(ended.mean()), made_up, time.day_length)


def _said(found: Effect, sides: tuple[Times, Times], day: int) -> Json:
    medians = [float(np.median(side)) / day if len(side) else None for side in sides]
    return {
        "medians": [None if median is None else round(median, 2) for median in medians],
        "shift": round(found.shift / day, 2),
        "low": round(found.low / day, 2),
        "high": round(found.high / day, 2),
        "level": found.level,
        "shorter": round(found.shorter, 3),
        "verdict": str(found.verdict),
        "says": [found.verdict.says.zh, found.verdict.says.en],
        "reasons": [[reason.zh, reason.en] for reason in found.reasons],
    }
