"""One's own cases: the list, and one case with its clock, its papers, its history and what one may do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.papers.actions import keep
from jianzheng.core.case import State
from jianzheng.core.case.case import BEFORE, WORKING
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.ui.case import acting, lines, papers, refusing, standings, why
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import say


@may("citizen")
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List one's own cases and what one was told."""
    owner = request.user.pk
    shown = {"rows": queries.of_owner(owner=owner), "told": queries.messages(owner=owner, size=10)}
    return render(request, "portal/cases.html", shown)


def own(request: HttpRequest, number: str) -> queries.Opened:
    """The case, if it is the reader's. Raises Http404 otherwise, also where there is none."""
    try:
        found = queries.opened(number)
    except Refused:
        raise Http404 from None
    if found.owner != request.user.pk:
        raise Http404
    return found


@may("citizen")
@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case of one's own."""
    found = own(request, number)
    states = {item.state for item in found.case.items if not item.ended_at}
    asked = found.service.asked
    owing = [
        (debt, asked[debt.asked].material)
        for debt in found.case.debts
        if debt.state == "open" and debt.kind == "tolerated"
    ]
    shown = {
        "found": found,
        "number": found.case.number,
        "standings": standings(found),
        "wanted": wanted(found) if State.SUPPLEMENT in states else [],
        "owing": owing,
        "papers": papers(found),
        "lines": lines(found, inside=False),
        "may_withdraw": bool(states & (BEFORE | WORKING)),
    }
    return render(request, "portal/case.html", shown)


def wanted(found: queries.Opened) -> list[tuple[int, str, str]]:
    """What the one notice asks for: number, material, what to do."""
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    return [(n, found.service.asked[n].material, what) for event in notices[-1:] for n, what in event.wanted]


@may("citizen")
@require_POST
@refusing
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Answer the one notice with files."""
    own(request, number)
    actions.supplement(number=number, actor=acting(request), now=timezone.now(), papers=_files(request))
    messages.success(
        request, say("Handed in. The office must now accept.", "补正材料已提交，办理机关应当受理。")
    )
    return redirect("portal:case", number=number)


@may("citizen")
@require_POST
@refusing
def settle(request: HttpRequest, number: str) -> HttpResponse:
    """Hand in a paper that was to follow."""
    own(request, number)
    for asked, file in _files(request).items():
        actions.settle(number=number, actor=acting(request), now=timezone.now(), asked=asked, file=file)
        messages.success(request, say("The paper was handed in.", "材料已补交。"))
    return redirect("portal:case", number=number)


def _files(request: HttpRequest) -> dict[int, str]:
    found: dict[int, str] = {}
    for name, file in request.FILES.items():
        number = name.removeprefix("paper-")
        if number.isdecimal() and len(number) < 5 and not isinstance(file, list):
            paper = keep(
                owner=request.user, name=file.name or "file", content=file.read(), now=timezone.now()
            )
            found[int(number)] = str(paper.pk)
    if not found:
        raise Refused("请选择要上传的文件。", "Choose a file to upload.")
    return found


@may("citizen")
@require_POST
@refusing
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the application back, or the matters chosen."""
    places = {str(place): place for place in range(len(own(request, number).case.items))}
    chosen = tuple(dict.fromkeys(places[n] for n in request.POST.getlist("item") if n in places))
    said: dict[str, Any] = {"items": chosen, "reason": request.POST.get("reason", "")}
    actions.withdraw(number=number, actor=acting(request), now=timezone.now(), **said)
    messages.success(request, say("Withdrawn.", "已撤回。"))
    return redirect("portal:case", number=number)


@may("citizen")
@never_cache
@require_safe
def why_date(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """Explain the due date of a matter, day by day."""
    found = own(request, number)
    explained = why(found, item)
    if explained is None:
        raise Http404
    title: Text = found.service.matters[item].title
    shown = {"why": explained, "number": number, "matter": title, "back": "portal:case"}
    return render(request, "ui/why.html", shown)
