"""One case for supervisors: its clocks, what happened, what was found, its chains recomputed, and the ladder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.cases.models import Event
from jianzheng.apps.cases.queries import Opened, opened
from jianzheng.apps.cases.rules import moment
from jianzheng.apps.oversight import actions, queries
from jianzheng.apps.oversight.mapping import both
from jianzheng.apps.oversight.rules import ladder
from jianzheng.apps.people.queries import names
from jianzheng.apps.people.roles import titles
from jianzheng.core.case.plain import dumps, kind_of
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.core.watch import Rung, above, detect, who
from jianzheng.web.ui.debts import debts
from jianzheng.web.ui.may import may
from jianzheng.web.ui.meetings import held
from jianzheng.web.ui.say import said
from jianzheng.web.ui.standing import standings
from jianzheng.web.ui.timeline import line, lines
from jianzheng.web.watch.clocks import holders, timers, took
from jianzheng.web.watch.naming import naming
from jianzheng.web.watch.opening import WATCHERS, acting, refusing, scope

RUNGS = {"urge", "supervise", "notify", "hold_accountable"}


@may(*WATCHERS)
@never_cache
@require_safe
@refusing
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case."""
    return _page(request, number)


def _page(request: HttpRequest, number: str, trouble: str = "") -> HttpResponse:
    """The page of a case; a rung refused because of `trouble` comes back with what was written."""
    found, at = seen(request, number), moment(timezone.now())
    acts, called = queries.deeds(found.row), names()
    history, _ = queries.history_of(found.row)
    stand, over, may_do = standings(found), bool(found.case.ended_at), RUNGS & acting(request).verbs
    shown = {
        "found": found,
        "number": found.case.number,
        "timers": timers(found, at),
        "took": took(found, stand),
        "holders": holders(found, called),
        "states": [(both(one.title), one.state) for one in stand if one.applied],
        "lines": lines(found),
        "findings": naming(detect(history)),
        "chain": queries.chain(found.case.number),
        "acts": [(act, named(act.by, called), named(act.answered_by, called)) for act in acts],
        "rungs": [(rung.of(over), titles(rung.to)) for rung in _above(acts) if rung.id in may_do],
        "may_climb": bool(may_do),
        "next": queries.next_rung(acts, at, over),
        "over": over,
        "debts": debts(found),
        "meetings": held(found),
        "wider": naming(queries.findings_of(found.row)),
        "trouble": trouble,
        "typed": request.POST,
    }
    return render(request, "watch/case.html", shown, status=422 if trouble else 200)


def _above(acts: tuple[queries.Act, ...]) -> list[Rung]:
    """The rung above those taken, while there is one."""
    rung = above(ladder(), [act.rung.id for act in acts])
    return [rung] if rung else []


def named(by: str, called: Mapping[str, Text]) -> Text:
    """Whoever an envelope names, by their name."""
    person = who(by).person
    return called.get(person, Text(person, person))


def seen(request: HttpRequest, number: str) -> Opened:
    """The case, if the reader may see it: the head of an organ one of whose matters is applied for in it, or any supervisor.
    Raises Http404, Refused."""
    found, own = opened(number), scope(request)
    applied = zip(found.service.matters, found.case.items, strict=True)
    if own and own not in {matter.organ for matter, item in applied if item.number}:
        raise Http404
    return found


@may(*WATCHERS)
@never_cache
@require_safe
@refusing
def event(request: HttpRequest, number: str, sequence: int) -> HttpResponse:
    """Show one event with everything that is kept of it, and the hashes that chain it."""
    found = seen(request, number)
    if not 1 <= sequence <= len(found.happened):
        raise Http404
    each = found.happened[sequence - 1]
    shown = {
        "number": found.case.number,
        "line": line(found, each),
        "kind": kind_of(each.event),
        "text": json.dumps(masked(json.loads(dumps(each.event))), ensure_ascii=False, indent=2),
        "hashes": hashes(found.row, sequence),
        "last": len(found.happened),
        "findings": naming(f for f in detect(queries.history_of(found.row)[0]) if sequence in f.evidence),
    }
    return render(request, "watch/event.html", shown)


def masked(kept: dict[str, Any]) -> dict[str, Any]:
    """An event's content with the applicant's numbers masked: supervision is about the office."""
    applicant = kept.get("applicant")
    if not isinstance(applicant, dict):
        return kept
    hidden = {key: f"{text[:2]}…{text[-2:]}" for key, text in applicant.items() if key != "name"}
    return kept | {"applicant": applicant | hidden}


def hashes(row: int, sequence: int) -> dict[str, str]:
    """The hash of an event and of the one before it ("" for the first), in hexadecimal."""
    rows = Event.objects.filter(case_id=row, sequence__in=(sequence - 1, sequence))
    known = {at: bytes(hash).hex() for at, hash in rows.values_list("sequence", "hash")}
    return {"before": known.get(sequence - 1, ""), "own": known[sequence]}


@may("supervisor")
@require_POST
@refusing
def climb(request: HttpRequest, number: str) -> HttpResponse:
    """Take a rung of the ladder; refused, the page comes back with what was written."""
    form: dict[str, Any] = {name: request.POST.get(name, "") for name in ("rung", "text", "urgent")}
    try:
        actions.climb(number=number, actor=acting(request), now=timezone.now(), **form)
    except Refused as refused:
        return _page(request, number, said(refused))
    return redirect(f"{request.path.removesuffix('climb')}#ladder")


@may("supervisor")
@require_POST
@refusing
def look(request: HttpRequest, number: str) -> HttpResponse:
    """Look through the case and write down what is found."""
    actions.refresh(number=number, now=timezone.now())
    return redirect(f"{request.path.removesuffix('look')}#findings")
