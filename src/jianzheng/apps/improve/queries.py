"""What the pages of improvement show, as frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from jianzheng.apps.catalogue.mapping import OFFERED, SAVED
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.improve.actions import night_of
from jianzheng.apps.improve.models import Look, Proposal, State
from jianzheng.apps.improve.words import HISTORY, STATES
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in the list and at the head of its page; `answer` its move, else its remedy; `total` working days in all."""

    id: int
    service: str
    title: Text
    kind: str
    state: State
    standing: Text
    said: Text
    answer: Text
    moves: bool
    cases: int
    of: int
    total: float
    edition: int
    simulated: bool
    measured: Json
    seen_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history; nobody where the night did it."""

    at: dt.datetime
    by: Text | None
    word: Text
    said: Text


@dataclass(frozen=True, slots=True)
class Page:
    """One proposal in full: what was seen, how it stands, what was decided, its draft and edition, its history."""

    row: Row
    seen: Json
    reasons: str
    decided_by: Text | None
    decided_at: dt.datetime | None
    draft: int | None
    drafted: int
    published: int | None
    process: str
    current: bool
    lines: tuple[Line, ...]

    @property
    def proved(self) -> str:
        """The source under which the process is proved that its draft changed."""
        return f"{SAVED}{self.draft}"


@dataclass(frozen=True, slots=True)
class Looked:
    """How far the night is: services in force, how many of them wait to be looked at, when one last was, what could not be."""

    services: int
    waiting: int
    last: dt.datetime | None
    few: int


def listed(state: str = "", kind: str = "", offered: str = "") -> list[Row]:
    """The proposals asked for: what is to be decided first, what has a move before what has none, most days first."""
    wanted = {"state": state, "kind": kind, "service": offered}
    found = Proposal.objects.filter(**{key: value for key, value in wanted.items() if value})
    order = list(STATES)
    rows = [_row(row) for row in found.select_related("edition").defer("edition__text")]
    return sorted(
        rows, key=lambda row: (order.index(row.state), not row.moves, -row.total, -row.cases, row.id)
    )


def counts() -> dict[str, int]:
    """State → proposals."""
    return dict(Proposal.objects.values_list("state").annotate(n=Count("id")).order_by())


def services() -> list[tuple[str, Text]]:
    """The services that have proposals, by name."""
    ids = Proposal.objects.values("service")
    rows = Published.objects.filter(service__in=ids, in_force_until__isnull=True)
    return [(row.service, Text(row.title_zh, row.title_en)) for row in rows.defer("text")]


def looked(now: dt.datetime) -> Looked:
    """How far the night is."""
    ids = set(Published.objects.filter(in_force_until__isnull=True).values_list("service", flat=True))
    night = night_of(now)
    rows = Look.objects.filter(service__in=ids)
    done = rows.filter(looked_on__gte=night).count()
    few = rows.filter(Q(cases__lt=20)).exclude(looked_at=None).count()
    return Looked(len(ids), len(ids) - done, rows.aggregate(last=Max("looked_at"))["last"], few)


def found(proposal: int) -> Proposal:
    """The proposal's row. Raises Refused when there is none."""
    row = (
        Proposal.objects.select_related("edition", "published", "draft", "decided_by")
        .filter(pk=proposal)
        .first()
    )
    if row is None:
        raise Refused("没有这条建议。", "There is no such proposal.")
    return row


def page(proposal: int) -> Page:
    """One proposal in full. Raises Refused when there is none."""
    row = found(proposal)
    return Page(
        row=_row(row),
        seen=row.seen,
        reasons=row.reasons,
        decided_by=Text(row.decided_by.name_zh, row.decided_by.name_en) if row.decided_by else None,
        decided_at=row.decided_at,
        draft=row.draft_id,
        drafted=len(row.draft.accepted) if row.draft else 0,
        published=row.published.number if row.published else None,
        process=_process(row),
        current=row.edition.in_force_until is None,
        lines=tuple(
            Line(
                entry.at,
                Text(entry.by.name_zh, entry.by.name_en) if entry.by else None,
                HISTORY[entry.word],
                Text(entry.zh, entry.en),
            )
            for entry in row.entries.select_related("by")
        ),
    )


def _process(row: Proposal) -> str:
    return service(row.edition_id).process.id


def _row(row: Proposal) -> Row:
    seen, move = row.seen, row.seen["move"]
    state = State(row.state)
    return Row(
        id=row.pk,
        service=row.service,
        title=Text(row.edition.title_zh, row.edition.title_en),
        kind=row.kind,
        state=state,
        standing=STATES[state],
        said=Text(*seen["said"]),
        answer=Text(*(move["said"] if move else seen["remedy"])),
        moves=bool(move),
        cases=seen["cases"],
        of=seen["of"],
        total=row.total,
        edition=row.edition.number,
        simulated=seen["simulated"] > 0,
        measured=row.measured,
        seen_at=row.seen_at,
    )


@dataclass(frozen=True, slots=True)
class Succession:
    """An edition in force and the draft it came from: of which service, the row and number of the edition before and of its
    own, since when."""

    draft: int
    service: str
    before: tuple[int, int]
    after: tuple[int, int]
    since: dt.datetime


def successions(offered: str = "", draft: int = 0) -> list[Succession]:
    """The editions of a service, or the one made from a draft, that came into force by a proposal, the newest first."""
    wanted = {"service": offered} if offered else {"draft_id": draft}
    rows = Proposal.objects.filter(published__isnull=False, draft__isnull=False, **wanted)
    by_edition = {row.published_id: row for row in rows.select_related("edition", "published")}
    found = [(row.published, row.draft_id, row) for row in by_edition.values()]
    editions = [
        Succession(
            made_from,
            row.service,
            (row.edition_id, row.edition.number),
            (made.pk, made.number),
            made.in_force_from,
        )
        for made, made_from, row in found
        if made and made_from
    ]
    return sorted(editions, key=lambda one: -one.after[1])


def declined() -> set[tuple[str, str]]:
    """The source of drafts and the move of every proposal that was declined."""
    rows = Proposal.objects.filter(state=State.DECLINED).exclude(move="")
    return {(f"{OFFERED}{service}", move) for service, move in rows.values_list("service", "move")}
