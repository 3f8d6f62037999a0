"""What every room shows of a case: its clocks with their lights, its papers, and why a date is what it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, moment, rules, source_of
from jianzheng.apps.papers.queries import IssuedPaper, of_cases
from jianzheng.apps.people.queries import actor
from jianzheng.core.authority import Actor
from jianzheng.core.case import State
from jianzheng.core.case.events import Extended
from jianzheng.core.case.expect import expected, why_expected
from jianzheng.core.case.explain import why
from jianzheng.core.case.owing import why_owed
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.may import reader
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.standing import NAMES, waits
from jianzheng.web.ui.timeline import line
from jianzheng.web.ui.timeline.scene import written

View = Callable[..., HttpResponseBase]


def acting(request: HttpRequest) -> Actor:
    """Who acts, with the powers of their post today."""
    return actor(reader(request), timezone.localdate())


def papers(found: Opened) -> list[IssuedPaper]:
    """The official papers of a case and its matters, the newest first."""
    numbers = {found.case.number, *(item.number for item in found.case.items if item.number)}
    return sorted(of_cases(numbers), key=lambda p: p.issued_at, reverse=True)


def offices(found: Opened) -> set[str]:
    """The organs at work in a case: those of the matters applied for and of the steps needed, and those told of it."""
    applied = zip(found.service.matters, found.case.items, strict=True)
    steps = enumerate(found.service.process.steps)
    known = {matter.organ for matter, item in applied if item.number}
    known |= {step.office for n, step in steps if not found.case.skipped >> n & 1}
    return (known | {copy.organ for copy in found.case.copies}) - {""}


def why_page(request: HttpRequest, found: Opened, place: int, back: str) -> HttpResponse:
    """Explain one due date of a matter, day by day: of the term the reader asks for, else of the one that counts now; of a
    matter that waits for others, why there is none yet. Raises Http404 where no such term runs or ran."""
    word = request.GET.get("term", "")
    if word.startswith(OWED):
        return _why_owed(request, found, word.removeprefix(OWED), back)
    if not 0 <= place < len(found.case.items) or word not in ("", *NAMES):
        raise Http404
    case, service, at = found.case, found.service, moment(timezone.now())
    if word == "expected":
        explained = why_expected(case, service, place, rules(), at)
    else:
        explained = why(case, service, found.happened, place, rules(), word)
    shown = {"number": case.number, "matter": service.matters[place].title, "back": back}
    if explained is None and not word and case.items[place].state == State.ACCEPTED:
        hoped = expected(case, service, place, rules(), at)
        before = {
            "waits": waits(found, place),
            "whole": case.whole,
            "hoped": hoped and last_day(hoped.clock.due),
        }
        return render(request, "ui/why_waits.html", {**shown, **before})
    if explained is None:
        raise Http404
    longer, clock = (approved(found, place) if explained.extended else None), explained.clock
    again = last_day(rules().resumed(clock, at).due) if clock and clock.paused else None
    return render(request, "ui/why.html", {**shown, "why": explained, "longer": longer, "again": again})


OWED = "debt-"
"""Before the number of a material: the last day of what is owed or promised for it."""


def _why_owed(request: HttpRequest, found: Opened, asked: str, back: str) -> HttpResponse:
    """Explain until when a paper that follows is due, a promise is checked, or put right. Raises Http404 where nothing says."""
    debt = found.case.owed(int(asked)) if asked.isdecimal() and len(asked) < 6 else None
    told = why_owed(debt, found.happened, rules()) if debt else None
    if debt is None or told is None:
        raise Http404
    shown = {"number": found.case.number, "matter": found.service.asked[debt.asked].title, "back": back}
    return render(request, "ui/why.html", {**shown, "why": told.why, "source": source_of(told.figure)})


def approved(found: Opened, place: int) -> dict[str, Any] | None:
    """The extension of a matter or of the joint term: who approved it when, why, and the number of the notice."""
    for each in reversed(found.happened):
        if isinstance(each.event, Extended) and (each.event.item == place or each.event.whole):
            told = line(found, each)
            document = each.event.document
            return {"line": told, "reason": written(each.event.reason), "document": document}
    return None


def refusing(view: View) -> View:
    """Answer a refusal with a message on the page the form came from, else with a page that says what to do next."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **named)
        except Refused as refused:
            if request.method == "POST" and "number" in named:
                messages.error(request, said(refused))
                return redirect(request.path.rsplit("/", 1)[0])
            return page(request, 422, say("This cannot be done", "不能这样办"), said(refused))

    return answered
