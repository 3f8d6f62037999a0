"""What pages ask about one case under supervision, and the lists of findings and deeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q

from jianzheng.apps.cases.models import Case, Event, Item
from jianzheng.apps.cases.queries import history
from jianzheng.apps.cases.rules import local, rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.oversight import mapping
from jianzheng.apps.oversight.models import Deed, Finding, Record
from jianzheng.apps.oversight.register import register
from jianzheng.apps.oversight.rules import ladder, rung
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.core.case.plain import link
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.core.watch import KINDS, Done, History, Kind, Register, Rung, following
from jianzheng.core.watch.history import CLOCK

PAGE = 30
REMINDER = Text(
    "临近或超过办理期限，请抓紧办理并说明情况。",
    "The term is near its end or over: act now and say how it stands.",
)
"""What the clock writes when it reminds."""
UNANSWERED = Text(
    "上一级措施逾期未答复，自动升级。请说明原因和办结时间。",
    "The step before went unanswered and the next one follows by itself. State why, and when it will be done.",
)
"""What the clock writes when an answer did not come."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the ladder as pages show it."""

    id: int
    case: str
    rung: Rung
    organ: str
    by: str
    text: str
    urgent: str
    at: dt.datetime | None
    due_on: dt.datetime | None
    lapsed: bool
    answer: str
    answered_at: dt.datetime | None
    answered_by: str
    done: Done
    title: Text

    @property
    def said(self) -> Text:
        """Its words: a reminder, which the clock writes, in both languages; a person's as they wrote them."""
        known = {said.zh: said for said in (REMINDER, UNANSWERED)} if self.by == CLOCK else {}
        return known.get(self.text, Text(self.text, self.text))

    @property
    def office(self) -> Text:
        """The organ's name."""
        return mapping.both(organ_named(self.organ).title)


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as pages show it."""

    id: int
    case: str
    kind: Kind
    organ: str
    said: Text
    evidence: tuple[str, ...]
    person: str
    at: dt.datetime | None
    simulated: bool = False

    @property
    def office(self) -> Text:
        """The organ's name."""
        return mapping.both(organ_named(self.organ).title)

    @property
    def events(self) -> tuple[int, ...]:
        """The events of the case that show it."""
        return tuple(int(one) for one in self.evidence if one.isdecimal() and len(one) < 7)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases that show it together, where it took many."""
        return tuple(one for one in self.evidence if len(one) > 30)


@dataclass(frozen=True, slots=True)
class Chain:
    """What recomputing the hashes of a case said: how many of its events (and records of supervision) are in order, and the
    first that is not (0 = all are)."""

    events: int
    records: int
    broken_event: int = 0
    broken_record: int = 0

    @property
    def equal(self) -> bool:
        """Whether every hash agrees."""
        return not self.broken_event and not self.broken_record


def history_of(case: int, staff: Register | None = None) -> tuple[History, dict[int, str]]:
    """The history of a case for the detectors, and the organ of each matter applied for by its place in the service; `staff`
    where the register is at hand."""
    row = Case.objects.only("id", "edition_id").get(pk=case)
    organs = dict(Item.objects.filter(case_id=case).order_by("place").values_list("place", "organ"))
    return History(history(case), service(row.edition_id), rules(), staff or register()), organs


def deeds(case: int) -> tuple[Act, ...]:
    """The acts of the ladder on a case, in order."""
    rows = Deed.objects.filter(case_id=case).select_related("case").order_by("id")
    return tuple(_act(row) for row in rows.only(*_DEED))


_DEED = (
    *tuple(field.name for field in Deed._meta.concrete_fields),
    "case__number",
    "case__edition_id",
    "case__ended_at",
)


def _act(row: Deed) -> Act:
    return Act(
        row.pk,
        row.case.number,
        rung(row.rung).of(0 < (row.case.ended_at or 0) <= row.at),
        row.organ,
        row.by,
        row.text,
        row.urgent,
        local(row.at),
        local(row.due_at - 1 if row.due_at else None),
        bool(row.lapsed_at),
        row.answer,
        local(row.answered_at),
        row.answered_by,
        mapping.done(row),
        mapping.both(service(row.case.edition_id).matters[row.item].title),
    )


def next_rung(acts: tuple[Act, ...], at: int, over: bool = False) -> Rung | None:
    """The rung a supervisor may take now without an urgent reason, as it is called of a case that is `over` or not; None when
    an answer is awaited."""
    done = [act.done for act in acts]
    first = (each for each in ladder() if each.by != "clock")
    found = following(ladder(), done, at) if done else next(first, None)
    return found.of(over) if found else None


def findings_of(case: int) -> tuple[Seen, ...]:
    """The findings written down about a case."""
    rows = Finding.objects.filter(case_id=case).select_related("case").only(*_FINDING).order_by("id")
    return tuple(_seen(row) for row in rows)


_FINDING = (*tuple(field.name for field in Finding._meta.concrete_fields), "case__number", "case__simulated")


def _seen(row: Finding) -> Seen:
    said, shown = Text(row.zh, row.en), tuple(row.evidence.split(","))
    made_up, at = row.case.simulated, local(row.at)
    return Seen(row.pk, row.case.number, KINDS[row.kind], row.organ, said, shown, row.person, at, made_up)


def findings(
    *,
    kind: str = "",
    organ: str = "",
    month: tuple[int, int] | None = None,
    after: tuple[int, int] | None = None,
    size: int = PAGE,
) -> tuple[Seen, ...]:
    """Findings of a kind, an organ, within a month, by when it happened, the newest first; those behind the moment and id
    `after` where they are given."""
    rows = Finding.objects.select_related("case").only(*_FINDING)
    if kind:
        rows = rows.filter(kind=kind)
    if organ:
        rows = rows.filter(organ=organ)
    if month:
        rows = rows.filter(at__gte=month[0], at__lt=month[1])
    if after:
        rows = rows.filter(Q(at__lt=after[0]) | Q(at=after[0], id__lt=after[1]))
    return tuple(_seen(row) for row in rows.order_by("-at", "-id")[:size])


def found_by_kind(organ: str = "") -> dict[str, int]:
    """How many findings of each kind are written down, of all organs or one."""
    rows = Finding.objects.filter(organ=organ) if organ else Finding.objects.all()
    return dict(rows.values_list("kind").annotate(Count("id")).order_by())


def answers_due(*, organ: str = "", skip: int = 0, size: int = PAGE) -> tuple[tuple[Act, ...], int]:
    """A page of acts whose answer is still awaited, the earliest day first, and how many there are."""
    rows = Deed.objects.filter(answered_at__isnull=True, due_at__isnull=False)
    if organ:
        rows = rows.filter(organ=organ)
    page = rows.select_related("case").only(*_DEED).order_by("due_at", "id")[skip : skip + size]
    return tuple(_act(row) for row in page), rows.count()


def asked_of(*, organ: str, skip: int = 0, size: int = PAGE) -> tuple[tuple[Act, ...], int]:
    """A page of what supervision asked of an organ, and how much that is: what awaits an answer by its day, then the rest."""
    rows = Deed.objects.filter(organ=organ, due_at__isnull=False)
    order = (F("answered_at").desc(nulls_first=True), "due_at", "id")
    page = rows.select_related("case").only(*_DEED).order_by(*order)[skip : skip + size]
    return tuple(_act(row) for row in page), rows.count()


def open_asks(*, organ: str) -> int:
    """How many answers an organ owes supervision."""
    return Deed.objects.filter(organ=organ, due_at__isnull=False, answered_at__isnull=True).count()


def chain(number: str) -> Chain:
    """Recompute both chains of a case. Raises Refused when there is none of that number."""
    row = Case.objects.filter(number=number).values_list("id", "head").first()
    if row is None:
        raise Refused(f"没有编号为“{number[:50]}”的办件。", f"There is no case “{number[:50]}”.")
    columns = ("sequence", "at", "kind", "by", "data", "hash")
    events = list(Event.objects.filter(case_id=row[0]).order_by("sequence").values_list(*columns))
    columns = ("sequence", "at", "kind", "by", "text", "hash")
    records = list(Record.objects.filter(case_id=row[0]).order_by("sequence").values_list(*columns))
    broken = _broken(events, number)
    if not broken and events and bytes(events[-1][5]) != bytes(row[1]):
        broken = len(events)
    return Chain(len(events), len(records), broken, _broken(records, f"watch:{number}"))


def _broken(rows: list[tuple[int, int, str, str, str, bytes]], number: str) -> int:
    """The first row, counted from 1, whose place or hash is not what those before it make of it; 0 when all agree."""
    head = b""
    for place, (sequence, at, kind, by, text, hash) in enumerate(rows, 1):
        head = link(head, number, sequence, at, (kind, by, text))
        if sequence != place or head != bytes(hash):
            return place
    return 0
