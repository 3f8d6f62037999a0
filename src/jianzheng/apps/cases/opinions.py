"""The last opinion on each matter of a list of work, and the objections to joint opinions on it that stand, found in one query,
so a list never asks once a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jianzheng.apps.cases.models import Case, Event
from jianzheng.apps.cases.queries import Row
from jianzheng.apps.catalogue.queries import service
from jianzheng.core import case as core
from jianzheng.core.case.events import Met, StepDone
from jianzheng.core.case.meeting import Meeting, Stand
from jianzheng.core.case.plain import loads
from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

KINDS = ("StepDone", "Met", "Copied", "CopyAnswered")
"""The events that give an opinion, or speak of one."""


def last_done(rows: Sequence[Row]) -> dict[str, tuple[core.Happened, Step, tuple[Stand, ...]]]:
    """By the key of each row: the newest finished step of the same matter, that step, and the objections on the matter; rows
    without a finished step are left out."""
    found = Case.objects.filter(number__in={row.number for row in rows})
    cases = {
        number: (pk, service(edition))
        for pk, number, edition in found.values_list("pk", "number", "edition_id")
    }
    done: dict[tuple[int, int], core.Happened] = {}
    told: dict[int, list[core.Happened]] = {}
    events = Event.objects.filter(case_id__in=[pk for pk, _ in cases.values()], kind__in=KINDS)
    for pk, sequence, at, kind, by, kept in events.order_by("case_id", "sequence").values_list(
        "case_id", "sequence", "at", "kind", "by", "data"
    ):
        each = core.Happened(sequence, at, by, loads(kind, kept))
        told.setdefault(pk, []).append(each)
        if isinstance(each.event, StepDone):
            done[pk, each.event.item] = each
    made = {}
    for row in rows:
        pk, offered = cases[row.number]
        place = offered.owner[row.step]
        if last := done.get((pk, place)):
            step = offered.process.steps[last.event.step]  # type: ignore[attr-defined]
            made[row.key] = (last, step, core.objections(about(offered, place, told[pk])))
    return made


def met(case: core.Case, act: core.Act, **said: Any) -> core.Events:
    """`meet`, once: raises Refused for what is on record already, as when a form is sent twice."""
    events = core.meet(case, act, **said)
    last = Event.objects.filter(case__number=case.number, kind=Met.__name__).order_by("-sequence").first()
    if last and loads(Met.__name__, last.data) == events[0]:
        raise Refused(
            "这次联合会审已经记录，不用重复提交。",
            "This meeting is on record already; it need not be sent again.",
        )
    return events


def about(offered: Service, place: int, told: Sequence[core.Happened]) -> list[Meeting]:
    """The joint meetings about steps of one matter."""
    return [met for met in core.meetings(told, offered) if any(offered.owner[n] == place for n in met.steps)]
