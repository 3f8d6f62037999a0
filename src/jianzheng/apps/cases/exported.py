"""Our own events as an event log for the laboratory: what was done, where, by whom, when; nothing about the applicant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from jianzheng.apps.cases.verify import EVENTS
from jianzheng.apps.catalogue.queries import service
from jianzheng.core.case.plain import loads
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.lab.log.log import Log
from jianzheng.lab.log.own import Done, own_log

CASES = "SELECT id, number, edition_id, channel, simulated, ended_at FROM cases_case WHERE id > %s ORDER BY id LIMIT %s"
BATCH = 500
CLOCK = frozenset(("Turned", "Recounted", "Attempted"))
"""Events of the clock and of supervision, which are no steps of a process."""


def exported(*, offered: str = "", simulated: bool | None = None) -> Log:
    """The log of all cases, or those of one service; `simulated` True or False takes only made-up or only real ones. Raises
    Refused when there is none."""
    found = own_log(_done(offered, simulated), settings.TIME_ZONE)
    if found is None:
        raise Refused("没有这样的办件可导出。", "There is no such case to export.")
    return found


def _done(offered: str, simulated: bool | None) -> Iterator[Done]:
    """Every event, case by case in order."""
    last = 0
    while batch := _rows(CASES, (last, BATCH)):
        last = batch[-1][0]
        events: dict[int, list[Any]] = {}
        for id, *rest in _rows(EVENTS, (batch[0][0], last)):
            events.setdefault(id, []).append(rest)
        for id, number, edition, channel, made_up, ended in batch:
            known = service(edition)
            if (offered and known.id != offered) or simulated not in (None, bool(made_up)):
                continue
            about = {"service": known.id, "channel": channel, "simulated": str(bool(made_up)).lower()}
            for _, at, kind, by, text, _ in events.get(id, []):
                if kind not in CLOCK:
                    yield _event(known, (number, ended or 0, about), (at, kind, by, text))


def _event(known: Service, case: tuple[str, int, dict[str, str]], row: tuple[int, str, str, str]) -> Done:
    """One event: a step is called by its id, anything else by its kind; the office is that of who did it."""
    at, kind, by, text = row
    number, ended, about = case
    step = getattr(loads(kind, text), "step", None)
    name = known.process.steps[step].id if kind in STEPS and step is not None else kind
    person, _, post = by.partition("@")
    return Done(number, name, at, person, post.partition("<")[0].partition(".")[0], kind, ended, about)


STEPS = frozenset(("StepDone", "Decided", "Issued", "Delivered"))
"""Events that end a step of the process."""


def _rows(query: str, values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
