"""What pages ask about cases: frozen values made for a page, each list a walk along one index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jianzheng.apps.cases import store
from jianzheng.apps.cases.mapping import CHECKS, COPY, FAR, LAPSES, SERVE, SERVES, TELLS, UNDOES
from jianzheng.apps.cases.models import Case, Event, Item, Message, Work
from jianzheng.apps.cases.rules import last_day, local
from jianzheng.apps.cases.standing import stood
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.people.models import Person
from jianzheng.core import case as core
from jianzheng.core.case.plain import loads
from jianzheng.core.case.summary import due_for, summary
from jianzheng.core.service import Service
from jianzheng.core.text import Text

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a case, or one matter or piece of work of it."""

    number: str
    title: Text
    applicant: str
    state: Text
    light: core.Light
    received_at: dt.datetime | None
    due_on: dt.date | None
    key: str
    step: int = -1
    step_title: Text = Text("")
    claimed_by: str = ""
    simulated: bool = False
    by_then: Text = Text("")
    waits: bool = False
    """Whether it waits to be accepted."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows and where the next page begins ("" = there is none)."""

    rows: tuple[Row, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its service and history, for its page."""

    row: int
    case: core.Case
    service: Service
    edition: int
    owner: int | None
    applicant: dict[str, str]
    form: dict[str, str]
    happened: tuple[core.Happened, ...]
    simulated: bool

    @property
    def answers(self) -> list[tuple[Text, str]]:
        """What the form asked, each with what was answered."""
        return [(self.service.called(question), answer) for question, answer in self.form.items()]


def after_key(key: str) -> tuple[int, int]:
    """The due moment and the id behind which a page begins; the first page for what is none."""
    due, _, id = key.partition("-")
    known = all(part.isdecimal() and len(part) < 19 for part in (due, id))
    return (int(due), int(id)) if known else (0, 0)


def _paged(rows: list[Row], size: int) -> Page:
    return Page(tuple(rows[:size]), rows[size - 1].key if len(rows) > size else "")


STAGES = (
    Text("待受理", "to be accepted"),
    Text("办理中", "at work"),
    Text("待送达", "to be delivered"),
    Text("已办结", "ended"),
)


def at_window(*, window: str, stage: int = 0, after: str = "", size: int = PAGE) -> Page:
    """A window's cases of one stage, the earliest due first."""
    due, id = after_key(after)
    found = Case.objects.filter(window=window, stage=stage, ended_at__isnull=True)
    rows = walk(found.defer("head"), due, id, size + 1)
    return _paged([case_row(row) for row in rows], size)


def among(*, window: str, numbers: Sequence[str]) -> tuple[tuple[Row, core.Case, int], ...]:
    """The cases of a window that have these numbers: their lines, the cases, their editions."""
    rows = Case.objects.filter(window=window, number__in=numbers).defer("head").order_by("id")
    return tuple((case_row(row), stood(row.standing), row.edition_id) for row in rows)


def walk(rows: QuerySet[Any], due: int, id: int, most: int) -> list[Any]:
    """The next open rows beyond a key: those with a due moment by it, then those no term runs for; two walks along an index,
    as databases do not agree where NULL stands."""
    dated: list[Any] = []
    if due < FAR:
        ahead = rows.filter(due_at__gte=due).filter(Q(due_at__gt=due) | Q(id__gt=id))
        dated = list(ahead.order_by("due_at", "id")[:most])
    if len(dated) == most:
        return dated
    behind = rows.filter(due_at__isnull=True, id__gt=id if due >= FAR else 0)
    return dated + list(behind.order_by("id")[: most - len(dated)])


def of_owner(*, owner: int, skip: int = 0, size: int = 20) -> tuple[tuple[Row, ...], int]:
    """A page of one person's own cases, the newest first, and how many there are."""
    found = Case.objects.filter(owner_id=owner)
    rows = found.order_by("-id").defer("head")[skip : skip + size]
    return tuple(case_row(row) for row in rows), found.count()


def latest(*, login: str, service: str, most: int) -> list[core.Case]:
    """The cases somebody handed in last for a service, the newest first."""
    # The person first: joined, a database may walk all cases from the newest on until it meets one of theirs.
    owner = Person.objects.filter(login=login).values_list("pk", flat=True).first()
    if owner is None:
        return []
    found = Case.objects.filter(owner_id=owner, edition__service=service).order_by("-id")
    return [stood(kept) for kept in found.values_list("standing", flat=True)[:most]]


def case_row(row: Case) -> Row:
    """A case as a line of a list, with where it stands, or how it ended, and what is due."""
    case = stood(row.standing)
    return Row(
        row.number,
        service(row.edition_id).title,
        row.applicant,
        summary(case),
        core.Light(row.light),
        local(row.applied_at),
        last_day(row.due_at),
        f"{row.due_at or FAR}-{row.pk}",
        simulated=row.simulated,
        by_then=due_for(case),
        waits=row.stage == 0 and not row.ended_at,
    )


def on_desk(*, organ: str, kinds: Sequence[str], person: str = "", after: str = "", size: int = PAGE) -> Page:
    """An organ's open work of some kinds of step, the earliest due first; with `person` only what they claimed."""
    due, id = after_key(after)
    found = Work.objects.filter(organ=organ, kind__in=kinds, due_at__gte=due)
    if person:
        found = found.filter(claimed_by=person, claimed_by__gt="")
    if due:
        found = found.filter(beyond(due, id))
    found = found.select_related("case").defer("case__standing", "case__head")
    found = found.order_by("due_at", "case_id", "step")
    return _paged([_work_row(work) for work in found[: size + 1]], size)


def copies(*, organ: str) -> int:
    """How many copies (抄告) wait for an organ's answer."""
    return Work.objects.filter(organ=organ, kind=COPY).count()


def to_serve(*, window: str, size: int = PAGE) -> tuple[Row, ...]:
    """What waits to be delivered in a window's cases beside those that stand in that stage, the earliest due first: decisions
    of cases at work or archived, and notices."""
    found = Work.objects.filter(kind=SERVE, case__window=window).exclude(case__stage=2, step__lt=UNDOES)
    found = found.select_related("case").defer("case__standing", "case__head")
    return tuple(_work_row(work) for work in found.order_by("due_at", "case_id", "step")[:size])


ANSWER = Text("答复抄告", "Answer what another organ told")
SERVING = Text("送达决定书", "Deliver the decision")
TELLING = Text("送达拟撤销或撤回的告知书", "Deliver the notice that it is meant to annul or take back")
UNDOING = Text(
    "听取陈述申辩，决定是否撤销或撤回", "Hear the holder, then decide whether to annul or take back"
)


LAPSED = Text(
    "承诺不实逾期未整改，决定不予许可或者撤销", "False promise not put right in time: refuse, or annul"
)


def work_title(offered: Service, step: int) -> Text:
    """What a piece of work is called: its step, or that a copy waits for its answer."""
    steps = offered.process.steps
    if step >= LAPSES:
        paper = offered.asked[step - LAPSES].title
        return Text(f"{LAPSED.zh}：{paper.zh}", f"{LAPSED.en}: {paper.en or paper.zh}")
    if step >= SERVES:
        return TELLING if step >= TELLS else UNDOING if step >= UNDOES else SERVING
    if step >= CHECKS:
        paper = offered.asked[step - CHECKS].title
        return Text(f"核查补交材料或承诺：{paper.zh}", f"Check a paper or promise: {paper.en or paper.zh}")
    return steps[step].title if step < len(steps) else ANSWER


def place(work: Work) -> str:
    """Where a piece of work stands in a list by due moment: the key of the page that begins behind it."""
    return f"{work.due_at}-{work.case_id * _STEPS + work.step}"


def beyond(due: int, id: int) -> Q:
    """The work that stands behind such a key."""
    case, step = divmod(id, _STEPS)
    return Q(due_at__gt=due) | Q(case_id__gt=case) | Q(case_id=case, step__gt=step)


_STEPS = 1 << 16


def _work_row(work: Work) -> Row:
    offered = service(work.case.edition_id)
    return Row(
        work.case.number,
        offered.matters[work.item].title,
        work.case.applicant,
        STAGES[work.case.stage],
        core.Light(work.light),
        local(work.opened_at),
        last_day(work.due_at) if work.due_at < FAR else None,
        place(work),
        work.step if work.step < len(offered.process.steps) else -1,
        work_title(offered, work.step),
        work.claimed_by,
        work.case.simulated,
    )


def opened(number: str) -> Opened:
    """A case with everything its page shows. Raises Refused when there is none of that number."""
    loaded = store.load(number)
    row = Case.objects.only("id", "edition_id", "owner_id", "simulated").get(pk=loaded.id)
    happened = history(loaded.id)
    applied = happened[0].event
    return Opened(
        row.pk,
        loaded.case,
        service(row.edition_id),
        row.edition_id,
        row.owner_id,
        applied.applicant,  # type: ignore[attr-defined]
        applied.form,  # type: ignore[attr-defined]
        happened,
        row.simulated,
    )


def history(id: int) -> tuple[core.Happened, ...]:
    """The events of a case, by its row id."""
    rows = (
        Event.objects.filter(case_id=id)
        .order_by("sequence")
        .values_list("sequence", "at", "kind", "by", "data")
    )
    return tuple(core.Happened(sequence, at, by, loads(kind, data)) for sequence, at, kind, by, data in rows)


def messages(*, owner: int, skip: int = 0, size: int = 20) -> tuple[tuple[Message, ...], int]:
    """A page of what a person was told about their cases, the newest first, and how many there are."""
    found = Message.objects.filter(case__owner_id=owner)
    rows = found.select_related("case").order_by("-id").defer("case__standing", "case__head")
    return tuple(rows[skip : skip + size]), found.count()


def board(*, organ: str = "") -> dict[str, dict[int, int]]:
    """Open matters by organ and light, for the supervisor's board."""
    from django.db.models import Count

    found = Item.objects.filter(ended_at__isnull=True)
    if organ:
        found = found.filter(organ=organ)
    counts: dict[str, dict[int, int]] = {}
    for name, light, count in (
        found.values_list("organ", "light").annotate(Count("id")).order_by("organ", "light")
    ):
        counts.setdefault(name, {})[light] = count
    return counts
