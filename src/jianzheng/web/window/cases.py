"""The window's list and one case at the window: materials ticked one by one, every lawful answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases import queries
from jianzheng.apps.cases.bans import on_applicant
from jianzheng.apps.cases.drafts import gathered
from jianzheng.apps.cases.mass import MOST as MOST_AT_ONCE
from jianzheng.apps.cases.search import MOST, REACH, search
from jianzheng.apps.papers.queries import papers as papers_of
from jianzheng.apps.people.queries import organs
from jianzheng.core.authority import Organ
from jianzheng.core.case import FREE
from jianzheng.core.case.case import BEFORE, WORKING, State, Work
from jianzheng.core.case.declined import still_lacking
from jianzheng.core.case.events import SupplementAsked
from jianzheng.core.case.notice import wanted as told
from jianzheng.core.document import DocumentKind
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.ui.applicant import agent_of
from jianzheng.web.ui.case import acting, papers, refusing, why_page
from jianzheng.web.ui.debts import debts
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import say
from jianzheng.web.ui.serving import for_window
from jianzheng.web.ui.standing import standings
from jianzheng.web.ui.timeline import lines
from jianzheng.web.window.notice import asking
from jianzheng.web.window.ticks import ticks, to_hand_over


@may("clerk")
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List the window's cases of one stage, the earliest due first; or those that fit what is looked for."""
    window = acting(request).organ
    stages = list(enumerate(queries.STAGES[:3]))
    if words := " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]:
        rows = search(window=window, words=words)
        if len(rows) == 1 and rows[0].number == words.upper():
            return redirect("window:case", number=rows[0].number)
        shown = {
            "page": queries.Page(rows, ""),
            "words": words,
            "most": MOST,
            "reach": REACH,
            "stages": stages,
            "many": any(row.waits for row in rows),
        }
        return render(request, "window/cases.html", shown)
    stage = int(request.GET["stage"]) if request.GET.get("stage") in ("0", "1", "2") else 0
    all = stage == 0 and "all" in request.GET
    size = MOST_AT_ONCE if all else queries.PAGE
    page = queries.at_window(window=window, stage=stage, after=request.GET.get("after", ""), size=size)
    many = {"many": stage == 0, "all": all, "most_at_once": MOST_AT_ONCE}
    waiting = queries.to_serve(window=window, size=MOST_TO_SERVE) if stage == 2 else ()
    shown = {"page": page, "stage": stage, "stages": stages, "waiting": waiting, **many}
    return render(request, "window/cases.html", shown)


MOST_TO_SERVE = 50
"""Papers of other cases that the list of what waits to be delivered names at most, those due first."""


def at_window(request: HttpRequest, number: str) -> queries.Opened:
    """The case, if this window receives its service. Raises Http404 otherwise, Refused where there is none."""
    found = queries.opened(number)
    if found.service.window not in ("", acting(request).organ):
        raise Http404
    return found


@may("clerk")
@never_cache
@require_safe
@refusing
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case at the window with what may lawfully be done now."""
    return show(request, at_window(request, number), {})


def show(
    request: HttpRequest, found: queries.Opened, kept: Mapping[str, str], trouble: str = ""
) -> HttpResponse:
    """The page of a case; `kept` is what was ticked and written in a form refused because of `trouble`."""
    states = {item.state for item in found.case.items if not item.ended_at}
    shown = {
        "found": found,
        "trouble": trouble,
        "number": found.case.number,
        "agent": agent_of(found.applicant),
        "standings": standings(found),
        "received": any(item.received_by for item in found.case.items),
        "before": bool(states & BEFORE),
        "told": any(item.asked_at for item in found.case.items),
        **ticks(found, kept),
        **_coming(found, states),
        "incomplete": [one for one in standings(found) if _incomplete(found, one.place)],
        **asking(found, kept if kept.get("verb") == "supplement" else None),
        "kept": kept,
        "deliveries": _deliveries(found),
        **for_window(found),
        "debts": debts(found),
        "organs": _others(request, found),
        "papers": papers(found),
        "lines": lines(found),
        "bans": on_applicant(found, timezone.now()),
        "live": [one for one in standings(found) if _withdrawable(found, one.place)],
    }
    return render(request, "window/case.html", shown, status=422 if trouble else 200)


def _withdrawable(found: queries.Opened, place: int) -> bool:
    item = found.case.items[place]
    return not item.ended_at and item.state in BEFORE | WORKING


def _coming(found: queries.Opened, states: set[State]) -> dict[str, object]:
    """What may come now: in answer to the notice, each with the file the applicant kept online for it, or beside it."""
    awaited = _awaited(found)
    kept = gathered(found.row) if awaited else {}
    files = papers_of(kept.values())
    online = {n: files[id].name for n, id in kept.items() if id in files}
    return {
        "awaited": [(*row, online.get(row[0], "")) for row in awaited],
        "answered": State.SUPPLEMENTED in states,
        "to_hand_over": to_hand_over(found, [n for n, _, _ in awaited]),
    }


def _awaited(found: queries.Opened) -> list[tuple[int, Text, Text]]:
    """What the one notice asked for and nobody answered yet: number of the material, its name, what to do; of a free line the
    matter it is for."""
    if not any(item.state == State.SUPPLEMENT and not item.ended_at for item in found.case.items):
        return []
    notices = [each.event for each in found.happened if isinstance(each.event, SupplementAsked)]
    rows = [(n, found.service.asked[n].title, told(what)) for n, what in notices[-1].wanted]
    return rows + [
        (n, Text(text), found.service.matters[place].title)
        for n, (place, text) in enumerate(found.case.free, FREE)
    ]


def _incomplete(found: queries.Opened, place: int) -> bool:
    answered = found.case.items[place].state == State.SUPPLEMENTED
    return answered and bool(still_lacking(found.case, found.service, place))


def _others(request: HttpRequest, found: queries.Opened) -> list[Organ]:
    """The organs one may be sent to instead: not this window's, nor the one whose matter it is."""
    deciding = {matter.organ for matter in found.service.matters}
    own = {acting(request).organ, *(deciding if len(deciding) == 1 else ())}
    return [one for word, one in organs().items() if word not in own]


def _deliveries(found: queries.Opened) -> list[tuple[Work, Text, str]]:
    """What waits to be handed over: the work, of which matter, and the number of what was made."""
    service, steps = found.service, found.service.process.steps
    places = [
        (work, service.owner[work.step]) for work in found.case.open if steps[work.step].kind == "deliver"
    ]
    return [(work, service.matters[n].title, found.case.items[n].result_no) for work, n in places]


@may("clerk")
@never_cache
@require_safe
@refusing
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Print the receipt given when the papers were taken in hand; before, say what to do first."""
    made = [
        paper for paper in papers(at_window(request, number)) if paper.document.kind is DocumentKind.RECEIPT
    ]
    if not made:
        messages.error(
            request,
            say(
                "Nothing was received yet, so there is no receipt to print. First press Receive below.",
                "还没有收件，没有收件凭证可以打印。请先在下面点“收件”。",
            ),
        )
        return redirect("window:case", number=number)
    return redirect("portal:paper", made[0].code)


@may("clerk")
@never_cache
@require_safe
def why_date(request: HttpRequest, number: str, item: int) -> HttpResponse:
    """Explain a due date of a matter, day by day."""
    try:
        found = at_window(request, number)
    except Refused:
        raise Http404 from None
    return why_page(request, found, item, "window:case")
