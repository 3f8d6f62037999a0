"""Our own events as an event log for the laboratory: what was done, where, by whom, when; nothing about the applicant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from jianzheng.apps.cases.models import Case, Event
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.people.queries import organ
from jianzheng.core.case.events import NotOurs
from jianzheng.core.case.plain import loads
from jianzheng.core.case.ready import mask
from jianzheng.core.network import bits
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.lab.log.log import Log
from jianzheng.lab.log.own import (
    ENGLISH,
    FRAME,
    LEFT_OUT,
    SERVICE,
    SERVICE_TITLE,
    STEPS,
    UNDONE,
    Done,
    own_log,
)

BATCH = 500
DOES = STEPS | {UNDONE}
Row = tuple[int, str, str, int | None]
"""An event: when, its kind, by whom, the step."""
Told = list[tuple[str, Text]]
"""The id and the name of every step of a service."""
CLOCK = frozenset(("Turned", "Recounted", "Attempted"))
"""Events of the clock and of supervision, which are no steps of a process."""


def exported(
    *,
    offered: str = "",
    simulated: bool | None = None,
    editions: Collection[int] = (),
    since: int = 0,
    most: int = 0,
    tell: Callable[[int, int], object] = lambda done, whole: None,
) -> Log:
    """The log of all cases, or those of one service or of some editions (their rows); `simulated` True or False takes only
    made-up or only real ones, `since` those applied for from that moment on, `most` the latest so many (0: all); `tell` hears
    how many cases of how many are done. Raises Refused when there is none."""
    rows = Published.objects.filter(
        **({"service": offered} if offered else {}), **({"pk__in": editions} if editions else {})
    )
    chosen = Case.objects.filter(edition__in=rows.values("pk"), applied_at__gte=since)
    if simulated is not None:
        chosen = chosen.filter(simulated=simulated)
    if most and (over := list(chosen.order_by("-id").values_list("id", flat=True)[most - 1 : most])):
        chosen = chosen.filter(id__gte=over[0])
    found = own_log(_done(chosen, tell), settings.TIME_ZONE)
    if found is None:
        raise Refused("没有这样的办件可导出。", "There is no such case to export.")
    return found


def _done(chosen: QuerySet[Case], tell: Callable[[int, int], object]) -> Iterator[Done]:
    """Every event, case by case in order."""
    last, done, whole = 0, 0, chosen.count()
    told: dict[int, Told] = {}
    columns = ("id", "number", "edition_id", "edition__number", "channel", "simulated", "ended_at")
    while batch := list(chosen.filter(id__gt=last).order_by("id").values_list(*columns)[:BATCH]):
        tell(done, whole)
        last, done = batch[-1][0], done + len(batch)
        events = _events([row[0] for row in batch])
        for id, number, edition, nth, channel, made_up, ended in batch:
            known, made = service(edition), str(made_up).lower()
            names = told.get(edition) or told.setdefault(edition, _told(known))
            about = {SERVICE: known.id, "edition": str(nth), "channel": channel, "simulated": made}
            about |= {
                SERVICE_TITLE: known.title.zh,
                SERVICE_TITLE + ENGLISH: known.title.en or known.title.zh,
            }
            rows, skipped = _settled(known, events.get(id, []))
            about[LEFT_OUT] = " ".join(known.process.steps[step].id for step in bits(skipped))
            for row in rows:
                yield _event(names, (number, ended or 0, about), row)


def _events(ids: list[int]) -> dict[int, list[Any]]:
    """Case → its events in order, without those of the clock."""
    found: dict[int, list[Any]] = {}
    columns = ("case_id", "at", "kind", "by", "data")
    rows = Event.objects.filter(case_id__in=ids).exclude(kind__in=CLOCK).order_by("case_id", "sequence")
    for id, *rest in rows.values_list(*columns).iterator(chunk_size=5000):
        found.setdefault(id, []).append(rest)
    return found


def handled(*, edition: int, since: int = 0) -> dict[tuple[int, str], int]:
    """How the materials of an edition came when its cases were accepted: number in the joint set, handling → cases."""
    found: dict[tuple[int, str], int] = {}
    rows = Event.objects.filter(kind="Accepted", case__edition_id=edition, case__applied_at__gte=since)
    for text in rows.values_list("data", flat=True).iterator(chunk_size=5000):
        for asked, how, _ in getattr(loads("Accepted", text), "papers", ()):
            found[asked, how] = found.get((asked, how), 0) + 1
    return found


def _settled(known: Service, events: list[Any]) -> tuple[list[Row], int]:
    """The events of a case with what they say, those sent back later as undone; and the steps it does not need, as bits."""
    rows: list[Row] = []
    skipped = 0
    for at, kind, by, text in events:
        said = loads(kind, text)
        skipped |= getattr(said, "skipped", 0) | getattr(said, "closes", 0)
        if isinstance(said, NotOurs):
            skipped |= mask(known, (said.item,))
        undone = getattr(said, "undone", 0)
        rows = (
            [(*row[:1], UNDONE, *row[2:]) if _ends(row, undone) else row for row in rows] if undone else rows
        )
        rows.append((at, kind, by, getattr(said, "step", None)))
    return rows, skipped


def _ends(row: Row, steps: int) -> bool:
    """Whether an event ends one of the steps."""
    return row[1] in STEPS and row[3] is not None and bool(steps >> row[3] & 1)


def _event(told: Told, case: tuple[str, int, dict[str, str]], row: Row) -> Done:
    """One event: a step is called as its process calls it, anything else by its word; the office is that of who did it."""
    at, kind, by, step = row
    number, ended, about = case
    id, name = told[step] if kind in DOES and step is not None else (kind, FRAME[kind])
    person, _, post = by.partition("@")
    word = post.partition("<")[0].partition(".")[0]
    office = organ(word).title if word else Text("")
    return Done(number, name, id, at, person, office, word, kind, ended, about)


def _told(known: Service) -> Told:
    """The id and the name of every step; a name that several matters share says of which it is."""
    steps = known.process.steps
    times = Counter(step.name for step in steps)
    return [
        (step.id, step.title if times[step.name] == 1 else _of(known, step.title, owner))
        for step, owner in zip(steps, known.owner, strict=True)
    ]


def _of(known: Service, title: Text, owner: int) -> Text:
    matter = known.matters[owner].title
    return Text(f"{title.zh}（{matter.zh}）", f"{title.en or title.zh} ({matter.en or matter.zh})")
