"""Bringing over: cases that run in another register go on here, their legal clocks counted from the days they had there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import transaction

from jianzheng.apps.cases import store
from jianzheng.apps.cases.batch import New, create_many, undisturbed
from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.models import Party
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.core import case as core
from jianzheng.core.authority import SYSTEM, Actor
from jianzheng.core.case import Act, Application, Case
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.formats.problems import Problem, Unreadable

MOST = 2000
"""Cases of one file."""
CHANNEL = "moved"
_LOT = 500
_KNOWN = 300


class Moved(NamedTuple):
    """A case of another register: where the file tells of it, its number there, what was applied for and when, and when it
    was accepted there (0 = not yet)."""

    place: str
    old: str
    application: Application
    applied: int
    accepted: int


@undisturbed()
@transaction.atomic
def move_in(*, edition: int, file: str, rows: Sequence[Moved], actor: Actor, now: dt.datetime) -> int:
    """Take over every case of a file, or none: applied for, received and accepted on the days it had, the clock caught up to
    now; how many. No paper is issued and nobody is told: the other register did both. Raises Unreadable naming each row that
    cannot be taken over, Refused for none or for more than MOST."""
    if not 0 < len(rows) <= MOST:
        raise Refused(
            f"文件里没有办件，或超过 {MOST} 件。请补充或拆分。",
            f"The file has no case, or more than {MOST}; add to it or split it.",
        )
    Published.objects.select_for_update().get(pk=edition)
    _once(service(edition), file, rows)
    day = now.astimezone(rules().zone).strftime("%Y%m%d")
    numbers = zip(*store.numbers([m.code for m in service(edition).matters], day, len(rows)), strict=True)
    news: list[New] = []
    problems = []
    for row, taken in zip(rows, numbers, strict=True):
        said = row.application._replace(
            service=str(edition), numbers=taken, moved=(row.old, file, rules().day(moment(now)).isoformat())
        )
        try:
            news.append(_new(edition, row, said, actor, moment(now)))
        except Refused as refused:
            problems.append(Problem(file, row.place, refused.zh, refused.en))
    if problems:
        raise Unreadable(problems)
    for first in range(0, len(news), _LOT):
        create_many(news[first : first + _LOT])
    return len(news)


def _new(edition: int, row: Moved, application: Application, actor: Actor, now: int) -> New:
    """The case as its verbs decide it on the days it had. Raises Refused as they do."""
    offered, case, deeds = service(edition), Case(), list[tuple[Act, core.Events]]()

    def does(act: Act, events: core.Events) -> None:
        nonlocal case
        for event in events:
            case = core.evolve(case, act.at, act.by, event)
        deeds.append((act, events))

    then = Act(offered, rules(), actor, row.applied)
    does(then, core.apply(then, application))
    does(then, core.receive(case, then))
    if row.accepted:
        papers = {n: "on_file" if asked.held else "brought" for n, asked in enumerate(offered.asked)}
        later = then._replace(at=row.accepted)
        does(later, core.accept(case, later, papers=papers))
    clock = Act(offered, rules(), SYSTEM, now)
    does(clock, core.elapse(case, clock))
    codes = (application.applicant.get("code", ""), application.applicant.get("agent_code", ""), row.old)
    found_by = tuple(sorted({tidy(code) for code in codes} - {""}))
    return New(edition, offered, deeds, case, found_by=found_by)


def _once(offered: Service, file: str, rows: Sequence[Moved]) -> None:
    """Raises Unreadable for a number that stands twice in the file, or was brought over before."""
    twice = {old for old, times in Counter(tidy(row.old) for row in rows).items() if times > 1}
    known = dict(_known(offered.id, [tidy(row.old) for row in rows]))
    problems = []
    for row in rows:
        if tidy(row.old) in twice:
            zh, en = f"原编号“{row.old}”在文件中不止一行。", f"The number “{row.old}” stands more than once."
            problems.append(Problem(file, row.place, zh, en))
        elif number := known.get(tidy(row.old)):
            zh = f"原编号“{row.old}”已经迁入，现编号 {number}。请从文件中删去这一行。"
            en = f"“{row.old}” was brought over before, as {number}. Take the row out of the file."
            problems.append(Problem(file, row.place, zh, en))
    if problems:
        raise Unreadable(problems)


def _known(offered: str, olds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those of some numbers that cases of this service were brought over with, and the numbers they have here."""
    for first in range(0, len(olds), _KNOWN):
        found = Party.objects.filter(code__in=olds[first : first + _KNOWN]).values_list("code", "number")
        pairs = list(found)
        here = CaseRow.objects.filter(number__in=[number for _, number in pairs], channel=CHANNEL)
        mine = set(here.filter(edition__service=offered).values_list("number", flat=True))
        yield from ((code, number) for code, number in pairs if number in mine)
