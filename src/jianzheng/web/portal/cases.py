"""One's own cases: the list, and one case with its clock, its papers, its history and what one may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.people.queries import organ
from jianzheng.core.case import material
from jianzheng.core.case.case import BEFORE, WORKING
from jianzheng.core.case.free import untold
from jianzheng.core.refusal import Refused
from jianzheng.web.portal.files import NO_FILE, brought
from jianzheng.web.portal.notice import answer_by, outstanding, to_bring, wanted
from jianzheng.web.ui.applicant import agent_of
from jianzheng.web.ui.case import acting, papers, refusing, why_page
from jianzheng.web.ui.debts import debts
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.pages import Pages, page_of
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.serving import for_holder
from jianzheng.web.ui.sparing import many_files, too_large
from jianzheng.web.ui.standing import standings
from jianzheng.web.ui.timeline import lines


@may("citizen")
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List one's own cases and what one was told."""
    owner, page, told_page = reader(request).pk, page_of(request, "page"), page_of(request, "told")
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
    return show(request, own(request, number))


def show(request: HttpRequest, found: queries.Opened, **typed: Any) -> HttpResponse:
    """The page of a case; `typed` is what a refused form said: `trouble`, `reason`, `chosen`, `wrong`, `missing`."""
    states = {item.state for item in found.case.items if not item.ended_at}
    owed = debts(found)
    shown = {
        "found": found,
        "number": found.case.number,
        "standings": standings(found),
        "wanted": wanted(found, typed.get("wrong")),
        "most": settings.UPLOAD_LIMIT // settings.MEBIBYTE,
        "most_bytes": settings.UPLOAD_LIMIT,
        "too_large": said(too_large("{name}")),
        "outstanding": outstanding(found),
        "untold": [found.service.matters[n].title for n in untold(found.case, found.service)],
        "to_bring": to_bring(found),
        "window": organ(found.service.window) if found.service.window else None,
        "debts": owed,
        "owing": [one for one in owed if one.comes],
        "answer_by": answer_by(found),
        "agent": agent_of(found.applicant),
        **_brought(found),
        "papers": papers(found),
        "lines": lines(found, inside=False),
        **for_holder(found),
        "may_withdraw": bool(states & (BEFORE | WORKING)),
        **typed,
    }
    return render(request, "portal/case.html", shown, status=422 if typed else 200)


def _brought(found: queries.Opened) -> dict[str, object]:
    """For the page: the materials with a file, by number, and those that were promised."""
    title = {
        paper.asked: material(found.case, found.service, paper.asked).title for paper in found.case.papers
    }
    kept = [paper for paper in found.case.papers if paper.file.isdecimal()]
    promised = [paper for paper in found.case.papers if paper.handling == "promised"]
    return {
        "handed": [(paper.asked, title[paper.asked]) for paper in kept],
        "promised": [title[paper.asked] for paper in promised],
    }


@many_files
@may("citizen")
@require_POST
@refusing
def hand_in(request: HttpRequest, number: str) -> HttpResponse:
    """Hand in a paper that was to follow."""
    own(request, number)
    kept, refused_files = brought(request)
    wrong = list(refused_files.values())
    wrong = wrong if wrong or kept else [said(NO_FILE)]
    for asked, file in kept.items():
        try:
            actions.hand_in(
                number=number, actor=acting(request), now=timezone.now(), asked=asked, file=str(file)
            )
            messages.success(request, say("Handed in; the office checks it.", "材料已提交，待核查。"))
        except Refused as refused:
            wrong.append(said(refused))
    if wrong:
        return show(request, own(request, number), trouble=wrong)
    return redirect("portal:case", number=number)


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
        typed = {"trouble": [said(refused)], "reason": reason, "chosen": chosen}
        return show(request, own(request, number), **typed)
    messages.success(request, say("Withdrawn.", "已撤回。"))
    return redirect("portal:case", number=number)


@may("citizen")
@never_cache
@require_safe
def why_date(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """Explain a due date of a matter, day by day."""
    found = own(request, number)
    return why_page(request, found, item, "portal:case")
