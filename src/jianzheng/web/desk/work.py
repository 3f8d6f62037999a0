"""An office's work by due date, and one step's page: what its kind asks, what came before, what else one may do."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.bans import on_applicant
from jianzheng.apps.cases.deciders import deciders, kept_apart, whom
from jianzheng.apps.cases.mapping import CHECK, COPY, SERVE, UNDO
from jianzheng.apps.cases.rules import last_day, rules
from jianzheng.apps.people.queries import colleagues, handling, names, organ, organs
from jianzheng.core.authority import Actor, kinds
from jianzheng.core.authority import may as empowered
from jianzheng.core.case import PAUSES, material, owed
from jianzheng.core.case.case import POSITIVE, WORKING
from jianzheng.core.case.debts import broken
from jianzheng.core.case.events import StepDone
from jianzheng.core.case.undoing import WORDS
from jianzheng.core.case.work import returnable
from jianzheng.core.kinds import KINDS, Field, Kind, kind_of
from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.remedies import remedies
from jianzheng.core.text import Text
from jianzheng.core.watch import who as who_of
from jianzheng.core.watch.detect.staffing import EXAMINING
from jianzheng.web.desk.answering import answering
from jianzheng.web.desk.longer import longer
from jianzheng.web.desk.opinions import opinions, proposals
from jianzheng.web.desk.seats import seats
from jianzheng.web.desk.tabs import APPROVALS, tabs
from jianzheng.web.ui.case import acting, offices, papers, refusing, why_page
from jianzheng.web.ui.debts import debts
from jianzheng.web.ui.may import may
from jianzheng.web.ui.meetings import held, objected
from jianzheng.web.ui.renewal import renewal
from jianzheng.web.ui.serving import pending, questioned, waiting
from jianzheng.web.ui.standing import standings
from jianzheng.web.ui.timeline import lines

DESK = ("handler", "chief", "head", "government_head")


@may(*DESK)
@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """List the office's work, one's own, what waits for a signature or decision, or for an answer to another organ."""
    who, tab = acting(request), request.GET.get("tab", "")
    kinds = _kinds(who, tab)
    person = who.person if tab == "mine" else ""
    page = queries.on_desk(organ=who.organ, kinds=kinds, person=person, after=request.GET.get("after", ""))
    waiting = proposals(page.rows, who.person) if tab == "approvals" else []
    shown = {"page": page, "tab": tab, "tabs": tabs(request, who, tab), "waiting": waiting}
    return render(request, "desk/work.html", shown)


def _kinds(who: Actor, tab: str) -> list[str]:
    """The kinds of work a tab lists for somebody of this post."""
    steps = sorted(kinds(who))
    copies = [COPY] if empowered(who, "answer_copy") else []
    if tab == "approvals":
        return [kind for kind in steps if kind in APPROVALS]
    more = {CHECK: ("settle",), SERVE: ("deliver",), UNDO: tuple(WORDS)}
    others = [kind for kind, verbs in more.items() if any(empowered(who, verb) for verb in verbs)]
    return copies if tab == "copies" else steps + copies + others


def at_desk(request: HttpRequest, number: str) -> queries.Opened:
    """The case, if the reader's organ has part in it (the head of the government in any). Raises Http404, Refused."""
    found, who = queries.opened(number), acting(request)
    if who.organ not in offices(found) and who.role != "government_head":
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a case in the list beside its page: of which matter ("" where there is but one), whether done, of whom."""

    number: int
    step: Step
    matter: Text
    organ: Text
    state: Text


def _state(found: queries.Opened, n: int) -> str:
    case, item = found.case, found.case.items[found.service.owner[n]]
    if case.is_done(n) or (item.decided_at and found.service.process.steps[n].kind == "decide"):
        return "done"
    if case.work(n) is not None:
        return "open"
    return "skipped" if case.skipped >> n & 1 else "ended" if item.over else "waits"


_STATES = {
    "done": Text("已办结", "done"),
    "open": Text("办理中", "open"),
    "skipped": Text("不需要", "not needed"),
    "ended": Text("不再办理", "not done any more"),
    "waits": Text("未开始", "waits"),
}


def rows(found: queries.Opened) -> list[Row]:
    """Every step of the case in order."""
    known, made, service = organs(), list[Row](), found.service
    for n, step in enumerate(service.process.steps):
        of = service.matters[service.owner[n]].title if len(service.matters) > 1 else Text("")
        office = known[step.office].title if step.office in known else Text(step.office)
        made.append(Row(n, step, of, office, _STATES[_state(found, n)]))
    return made


@may(*DESK)
@never_cache
@require_safe
@refusing
def case(request: HttpRequest, number: str) -> HttpResponse:
    """A case as an office sees it."""
    return render(request, "desk/case.html", shown(request, at_desk(request, number)))


def shown(request: HttpRequest, found: queries.Opened) -> dict[str, object]:
    """What the pages of a case at the desk share."""
    who, bans = acting(request), on_applicant(found, timezone.now())
    return {
        "found": found,
        "number": found.case.number,
        "standings": standings(found),
        "lines": lines(found),
        "papers": papers(found),
        "rows": rows(found),
        "who": who,
        "pauses": PAUSES.items(),
        "longest_pause": rules().local.longest_pause,
        "organs": handling(),
        "handed": [(one, material(found.case, found.service, one.asked).title) for one in found.case.papers],
        "answering": answering(found, who.organ),
        "meetings": held(found),
        "seats": lambda: seats(found, who.organ, request.POST),
        "bans": bans,
        "renewal": renewal(found),
        **_own(found, who, {one.case for one, _ in bans}),
    }


def _own(found: queries.Opened, who: Actor, barred: Container[str]) -> dict[str, object]:
    """What the reader's organ may still do: matters it works on, promises it checks, results it granted, bans it decided."""
    case, matters = found.case, found.service.matters
    joint = bool(case.whole) and who.role == "government_head"
    mine = [n for n, matter in enumerate(matters) if joint or matter.organ == who.organ]
    live = [n for n in mine if case.items[n].state in WORKING and not case.items[n].ended_at]
    acts = [act for act in WORDS if empowered(who, act)]
    granted = [n for n in mine if acts and case.items[n].state in POSITIVE and not pending(case, n)]
    return {
        "servings": [one for one in waiting(found) if one.place in mine and empowered(who, "deliver")],
        "questioned": [one for one in questioned(found) if one.place in mine],
        "may_undo": acts,
        "causes": [(one, WORDS[one.act]) for one in rules().causes.values() if one.act in acts],
        "plead_days": rules().local.plead_days,
        "running": [
            (n, matters[n].title, case.items[n], _unforeseen(found, n), longer(found, n, who)) for n in live
        ],
        "debts": (owed := debts(found)),
        "checks": [one for one in owed if one.check and empowered(who, "settle", organ=one.organ)],
        "distrusted": [
            one
            for one in owed
            if one.false and not (one.comes or one.check) and empowered(who, "revoke", organ=one.organ)
        ],
        "granted": [(n, matters[n].title) for n in granted],
        "barred": [
            (n, matters[n].title) for n in mine if who.role == "head" and case.items[n].number in barred
        ],
    }


def _unforeseen(found: queries.Opened, place: int) -> set[str]:
    """The reasons to stop the clock for a kind of step the process of a matter does not have."""
    has = {step.kind for step in found.service.steps_of(place)}
    return {kind.pause for word, kind in KINDS.items() if kind.pause and word not in has}


@may(*DESK)
@never_cache
@require_safe
@refusing
def step(request: HttpRequest, number: str, step: int) -> HttpResponse:
    """One step: its form, the opinions before it, and what else may be done."""
    found = at_desk(request, number)
    if step >= len(found.service.process.steps):
        raise Http404
    return render(request, "desk/step.html", step_shown(request, found, step, {}))


def step_shown(
    request: HttpRequest, found: queries.Opened, step: int, said: dict[str, str], trouble: str = ""
) -> dict[str, object]:
    """What a step's page shows; `said` what was filled in, `trouble` why it was refused."""
    one, place = found.service.process.steps[step], found.service.owner[step]
    kind: Kind = kind_of(one.kind)
    who, work = acting(request), found.case.work(step)
    return {
        **shown(request, found),
        **_asked(kind, one.office, said),
        "step": one,
        "n": step,
        "work": work,
        "claimed_by": names().get(work.claimed_by, Text(work.claimed_by)) if work else Text(""),
        "due_on": last_day(work.clock.due) if work and work.clock and not work.clock.paused else None,
        "mine": one.office == who.organ,
        "colleagues": [
            (one, one.login in request.POST.getlist("staff"))
            for one in colleagues(who.organ, timezone.localdate())
            if one.login != who.person
        ],
        "earlier": [row for row in rows(found) if row.number in returnable(found.case, found.service, step)],
        "opinions": opinions(found, place),
        "examined": kind.verb == "decide" and _examined(found, place, who.person),
        "apart": _apart(found, step, who.person) if kind.verb == "decide" else None,
        **_against(found, place),
        "trouble": trouble,
        "said": said,
    }


def _against(found: queries.Opened, place: int) -> dict[str, object]:
    """What stands against granting, issuing or delivering a matter."""
    asked, case = found.service.asked, found.case
    return {
        "owed": [asked[n].title for n in owed(case, found.service, place)],
        "false": [asked[n].title for n in broken(case, found.service, place)],
        "doubted": pending(case, place),
        "objected": objected(found, place),
    }


def _examined(found: queries.Opened, place: int, person: str) -> bool:
    """Whether a person finished an examination of a matter, so that supervision marks their deciding it too."""
    steps, service = found.service.process.steps, found.service
    return not service.matters[place].instant and any(
        isinstance(each.event, StepDone)
        and service.owner[each.event.step] == place
        and steps[each.event.step].kind in EXAMINING
        and who_of(each.by).person == person
        for each in found.happened
    )


def _apart(found: queries.Opened, step: int, person: str) -> Text | None:
    """Whom somebody who examined the matter leaves its decision to; None where they may decide it."""
    if not kept_apart(found.case, found.service, step, person):
        return None
    return whom(deciders(found.case, found.service, step, timezone.localdate()))


def _asked(kind: Kind, office: str, said: dict[str, str]) -> dict[str, object]:
    """What the form of a kind of step shows."""
    return {
        "kind": kind,
        "fields": _fields(kind, office, said),
        "outcomes": kind.outcomes.items(),
        "chosen": said.get("outcome", ""),
    }


def _fields(kind: Kind, office: str, said: dict[str, str]) -> list[tuple[Field, str]]:
    """What a kind of step asks, each with what was filled in, or to begin with."""
    presets = {"remedies": _remedies(office)}
    return [(each, said.get(each.name, presets.get(each.name, ""))) for each in kind.asks]


def _remedies(word: str) -> str:
    """The remedies a decision of an organ offers, to begin with; nothing where nobody entered which organ and court."""
    who = organ(word)
    said = remedies(who.reconsideration, who.court)
    return f"{said.zh}\n{said.en}" if who.reconsideration and who.court else ""


@may(*DESK)
@never_cache
@require_safe
def why_date(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """Explain a due date of a matter, day by day."""
    try:
        found = at_desk(request, number)
    except Refused:
        raise Http404 from None
    return why_page(request, found, item, "desk:case")
