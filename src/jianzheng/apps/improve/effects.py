"""What an edition changed: the cases that ended under it beside those that ended under the one before, never a bare mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.conf import settings

from jianzheng.apps.cases.exported import exported
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.improve.mined import ROLES, since
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.analysis import Terms
from jianzheng.lab.compare.effect import ENOUGH, HALF_CUT, Verdict
from jianzheng.lab.honesty import Known
from jianzheng.lab.log.log import NEVER, Log
from jianzheng.lab.log.own import by_steps
from jianzheng.lab.prove.measured import Measured
from jianzheng.lab.prove.measured import measured as compared
from jianzheng.lab.prove.measured_json import measured_json

Json = dict[str, Any]


def measured(before: Published, after: Published, now: dt.datetime) -> Json:
    """Both sides beside one another, as lab.prove measures them, of ended cases only; `enough` says whether both have cases
    enough to say anything, `open` the shares that have not ended."""
    sides = [_side(edition.pk, now) for edition in (before, after)]
    ended = [0 if log is None else int((log.case_dates["ended"] != NEVER).sum()) for log in sides]
    about: Json = {
        "editions": [before.number, after.number],
        "ended": ended,
        "least": ENOUGH,
        "enough": min(ended) >= ENOUGH,
        "at": now.isoformat(timespec="minutes"),
    }
    logs = [log for log in sides if log is not None]
    if not about["enough"]:
        return about
    shares = [1 - n / len(log) for n, log in zip(ended, logs, strict=True)]
    x, y = (log.chosen(log.case_dates["ended"] != NEVER) for log in logs)
    terms = Terms(calendar=rules().calendar, roles=ROLES, known=Known(ended="ended"))
    made_up = [any(log.case_columns["simulated"].at(n) == "true" for n in range(len(log))) for log in (x, y)]
    found = _cut(compared(x, y, terms), shares)
    return {**about, "open": shares, "simulated": made_up, **measured_json(found)}


def _side(edition: int, now: dt.datetime) -> Log | None:
    try:
        return by_steps(exported(editions=[edition], since=since(now), most=settings.NIGHT["cases"]))
    except Refused:
        return None


def _cut(found: Measured, shares: list[float]) -> Measured:
    """Of a young edition only the quick cases have ended: until about as many have as before, nothing is said."""
    if abs(shares[0] - shares[1]) <= HALF_CUT:
        return found
    reason = Text(
        f"未办结的比例相差过大（{shares[0]:.0%} 与 {shares[1]:.0%}）：新版先办结的是快的办件，过些时候再看。",
        f"Unequal shares are still open ({shares[0]:.0%} and {shares[1]:.0%}): the quick cases end first; look again later.",
    )
    changes = {
        name: replace(
            change,
            effect=replace(change.effect, verdict=Verdict.UNTOLD, reasons=(*change.effect.reasons, reason)),
        )
        for name, change in found.changes.items()
    }
    return replace(found, changes=changes)
