"""What every room shows of a case: its clocks with their lights, its papers, and why a date is what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, moment, rules
from jianzheng.apps.papers.queries import of_case
from jianzheng.apps.people.queries import actor, organ
from jianzheng.core.authority import Actor
from jianzheng.core.case import Light
from jianzheng.core.case.explain import Why
from jianzheng.core.case.explain import why as explained
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.say import said, say

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Standing:
    """One matter of a case as a page shows it; without a `number` it was not applied for."""

    place: int
    number: str
    title: Text
    organ: Text
    phone: str
    state: Text
    light: Light
    due: date | None
    left: int | None
    stopped: bool
    provisional: bool
    result_no: str
    ended: bool
    by_then: Text

    @property
    def applied(self) -> bool:
        """Whether it was applied for."""
        return bool(self.number)


def acting(request: HttpRequest) -> Actor:
    """Who acts, with the powers of their post today."""
    return actor(request.user, timezone.localdate())


def standings(found: Opened) -> list[Standing]:
    """The matters of a case, in order; behind them those not applied for."""
    places = sorted(range(len(found.case.items)), key=lambda place: not found.case.items[place].number)
    return [_standing(found, place) for place in places]


def _standing(found: Opened, place: int) -> Standing:
    item, matter, at = found.case.items[place], found.service.matters[place], moment(timezone.now())
    clock = item.clock
    who = organ(matter.organ)
    return Standing(
        place,
        item.number,
        matter.title,
        who.title,
        who.phone,
        item.state.title,
        clock.light(at) if clock else Light.GREEN,
        last_day(clock.due) if clock else None,
        rules().remaining(clock, at) if clock else None,
        bool(clock and clock.paused),
        bool(clock and clock.provisional),
        item.result_no,
        bool(item.ended_at),
        _BY_THEN[0 if clock is item.notice else 2 if clock is item.deliver else 1],
    )


_BY_THEN = (
    Text("前告知是否受理", "they answer whether it is accepted by"),
    Text("前办结", "decided by"),
    Text("前送达", "delivered by"),
)


def papers(found: Opened) -> list[Any]:
    """The official papers of a case and its matters, the newest first."""
    numbers = dict.fromkeys([found.case.number, *(item.number for item in found.case.items if item.number)])
    return sorted((p for number in numbers for p in of_case(number)), key=lambda p: p.issued_at, reverse=True)


def why(found: Opened, place: int) -> Why | None:
    """Why the due date of a matter is what it is."""
    if not 0 <= place < len(found.case.items):
        return None
    return explained(found.case, found.service, found.happened, place, rules())


def refusing(view: View) -> View:
    """Answer a refusal with a message on the page the form came from, else with a page that says what to do next."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Refused as refused:
            if request.method == "POST" and "number" in named:
                messages.error(request, said(refused))
                back = request.POST.get("back", "")
                here = (
                    back
                    if back.startswith("/") and not back.startswith("//")
                    else request.path.rsplit("/", 1)[0]
                )
                return redirect(here)
            return page(request, 422, say("This cannot be done", "不能这样办"), said(refused))

    return answered
