"""The last opinion on each matter of a list of work, found in one query, so a list never asks once a row."""

from __future__ import annotations

from collections.abc import Sequence

from jianzheng.apps.cases.models import Case, Event
from jianzheng.apps.cases.queries import Row
from jianzheng.apps.catalogue.queries import service
from jianzheng.core import case as core
from jianzheng.core.case.events import StepDone
from jianzheng.core.case.plain import loads
from jianzheng.core.process import Step


def last_done(rows: Sequence[Row]) -> dict[str, tuple[core.Happened, Step]]:
    """By the key of each row: the newest finished step of the same matter, and that step; rows without one are left out."""
    found = Case.objects.filter(number__in={row.number for row in rows})
    cases = {
        number: (pk, service(edition))
        for pk, number, edition in found.values_list("pk", "number", "edition_id")
    }
    done: dict[tuple[int, int], core.Happened] = {}
    events = Event.objects.filter(case_id__in=[pk for pk, _ in cases.values()], kind=StepDone.__name__)
    for pk, sequence, at, by, kept in events.order_by("case_id", "sequence").values_list(
        "case_id", "sequence", "at", "by", "data"
    ):
        event = loads(StepDone.__name__, kept)
        done[pk, event.item] = core.Happened(sequence, at, by, event)
    made = {}
    for row in rows:
        pk, offered = cases[row.number]
        if last := done.get((pk, offered.owner[row.step])):
            made[row.key] = (last, offered.process.steps[last.event.step])  # type: ignore[attr-defined]
    return made
