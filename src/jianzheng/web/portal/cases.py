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
from jianzheng.apps.papers.queries import papers as papers_kept
from jianzheng.core.case import State
from jianzheng.core.case.case import BEFORE, WORKING
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.case import acting, papers, refusing, why_page
from jianzheng.web.ui.debts import debts
from jianzheng.web.ui.may import may
from jianzheng.web.ui.pages import Pages, page_of
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.standing import standings
from jianzheng.web.ui.timeline import lines


@may("citizen")
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List one's own cases and what one was told."""
    owner, page, told_page = request.user.pk, page_of(request, "page"), page_of(request, "told")
    rows, count = queries.of_owner(owner=owner, skip=(page - 1) * SIZE, size=SIZE)
    told, told_count = queries.messages(owner=owner, skip=(told_page - 1) * TOLD, size=TOLD)
    shown = {
        "rows": rows,
        "told": told,
        "pages": Pages("page", page, count, SIZE, f"&told={told_page}"),
        "told_pages": Pages("told", told_page, told_count, TOLD, f"&page={page}"),
    }
    return render(request, "portal/cases.html", shown)


SIZE, TOLD = 20, 10
"""Cases and messages on one page."""


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
    return _shown(request, own(request, number))


def _shown(request: HttpRequest, found: queries.Opened, **typed: Any) -> HttpResponse:
    """The page of a case; `typed` is what a refused form said: `trouble`, `reason`, `chosen`."""
    number = found.case.number
    states = {item.state for item in found.case.items if not item.ended_at}
    owed = debts(found)
    shown = {
        "found": found,
        "number": number,
        "standings": standings(found),
        "wanted": _with_kept(request, number, wanted(found)) if State.SUPPLEMENT in states else [],
        "debts": owed,
        "owing": [one for one in owed if one.comes],
        "papers": papers(found),
        "lines": lines(found, inside=False),
        "may_withdraw": bool(states & (BEFORE | WORKING)),
        **typed,
    }
    return render(request, "portal/case.html", shown, status=422 if typed else 200)


def wanted(found: queries.Opened) -> list[tuple[int, str, str]]:
    """What the one notice asks for: number, material, what to do."""
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    return [(n, found.service.asked[n].material, what) for event in notices[-1:] for n, what in event.wanted]


def _with_kept(
    request: HttpRequest, number: str, asked: list[tuple[int, str, str]]
) -> list[tuple[int, str, str, str]]:
    """What the notice asks for, with the name of the file kept for it from an answer that was not taken as a whole."""
    ids = request.session.get(f"answer-{number}", {})
    names = {str(paper.id): paper.name for paper in papers_kept(int(id) for id in ids.values()).values()}
    return [(n, material, what, names.get(ids.get(str(n), ""), "")) for n, material, what in asked]


@may("citizen")
@require_POST
@refusing
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Answer the one notice with files; those that are sound are kept until all are."""
    found, key = own(request, number), f"answer-{number}"
    kept, wrong = _kept(request)
    asked = {n for n, _, _ in wanted(found)}
    before = {int(n): id for n, id in request.session.get(key, {}).items()}
    answer = {n: id for n, id in {**before, **kept}.items() if n in asked} or kept
    request.session[key] = {str(n): id for n, id in answer.items() if n in asked}
    try:
        if wrong or not answer:
            raise wrong[0] if wrong else NO_FILE
        actions.supplement(number=number, actor=acting(request), now=timezone.now(), papers=answer)
    except Refused as refused:
        return _shown(request, own(request, number), trouble=[said(one) for one in wrong or [refused]])
    del request.session[key]
    messages.success(
        request, say("Handed in. The office must now accept.", "补正材料已提交，办理机关应当受理。")
    )
    return redirect("portal:case", number=number)


@may("citizen")
@require_POST
@refusing
def hand_in(request: HttpRequest, number: str) -> HttpResponse:
    """Hand in a paper that was to follow."""
    own(request, number)
    kept, wrong = _kept(request)
    wrong = wrong if wrong or kept else [NO_FILE]
    for asked, file in kept.items():
        try:
            actions.hand_in(number=number, actor=acting(request), now=timezone.now(), asked=asked, file=file)
            messages.success(request, say("Handed in; the office checks it.", "材料已补交，待核查。"))
        except Refused as refused:
            wrong.append(refused)
    if wrong:
        return _shown(request, own(request, number), trouble=[said(one) for one in wrong])
    return redirect("portal:case", number=number)


NO_FILE = Refused("请选择要上传的文件。", "Choose a file to upload.")


def _kept(request: HttpRequest) -> tuple[dict[int, str], list[Refused]]:
    """The files that are sound, kept (asked → paper), and why the others are not."""
    found: dict[int, str] = {}
    wrong: list[Refused] = []
    for name, file in request.FILES.items():
        number = name.removeprefix("paper-")
        if not (number.isdecimal() and len(number) < 5) or isinstance(file, list):
            continue
        try:
            paper = keep(
                owner=request.user, name=file.name or "file", content=file.read(), now=timezone.now()
            )
            found[int(number)] = str(paper.pk)
        except Refused as refused:
            wrong.append(refused)
    return found, wrong


@may("citizen")
@require_POST
@refusing
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the application back, or the matters chosen."""
    places = {str(place): place for place in range(len(own(request, number).case.items))}
    chosen = tuple(dict.fromkeys(places[n] for n in request.POST.getlist("item") if n in places))
    reason = request.POST.get("reason", "")
    try:
        actions.withdraw(
            number=number, actor=acting(request), now=timezone.now(), items=chosen, reason=reason
        )
    except Refused as refused:
        typed = {"trouble": [said(refused)], "reason": reason[:500], "chosen": chosen}
        return _shown(request, own(request, number), **typed)
    messages.success(request, say("Withdrawn.", "已撤回。"))
    return redirect("portal:case", number=number)


@may("citizen")
@never_cache
@require_safe
def why_date(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """Explain a due date of a matter, day by day."""
    found = own(request, number)
    return why_page(request, found, item, "portal:case")
