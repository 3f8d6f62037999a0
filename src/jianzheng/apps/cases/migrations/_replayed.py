"""Cases as their events say, for migrations: what is kept beside them may be of an older shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jianzheng.core.case import Case, evolve
from jianzheng.core.case.plain import loads


def replayed(events: Any, ids: Iterable[int]) -> dict[int, Case]:
    """Case row id → the case, from the rows of the model of events."""
    cases = dict.fromkeys(ids, Case())
    told = events.objects.filter(case_id__in=list(cases)).order_by("case_id", "sequence")
    for id, at, kind, by, text in told.values_list("case_id", "at", "kind", "by", "data"):
        cases[id] = evolve(cases[id], at, by, loads(kind, text))
    return cases
