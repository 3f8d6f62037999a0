"""Accepting and rejecting moves: one by one, all lawful ones, or the best few."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.catalogue import actions
from jianzheng.apps.catalogue.queries import Workbench
from jianzheng.core.refusal import Refused
from jianzheng.core.study import possible
from jianzheng.web.studio.opening import open_bench, process_url, refusing
from jianzheng.web.studio.process import shown
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import said

STATES = {"accepted": True, "rejected": False, "open": None}
SOLVER_SECONDS = 10


@may("engineer")
@require_POST
@refusing
def decide(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Write the decisions; answer the live part to htmx, the whole page to everybody else."""
    refusal = ""
    try:
        bench = open_bench(request, source, process_id)
        wanted = decisions(bench, request.POST)
        actions.decide(
            owner=reader(request), source=source, process=process_id, decisions=wanted, now=timezone.now()
        )
    except Refused as refused:
        if "HX-Request" not in request.headers:
            raise
        refusal = said(refused)
    if "HX-Request" not in request.headers:
        return redirect(f"{process_url(source, process_id)}#moves")
    return render(
        request, "studio/live.html", {**shown(open_bench(request, source, process_id)), "refusal": refusal}
    )


def decisions(bench: Workbench, form: QueryDict) -> dict[str, bool | None]:
    """What a form asks for: `move`+`state`, or `all` = accept | clear, or `budget` = k for the best k moves. Raises
    Refused for anything else."""
    ids = [move.id for move in bench.opened.moves]
    if form.get("all") == "accept":
        wanted = [move for move in bench.opened.moves if bench.decisions.get(move.id) is not False]
        return {move.id: True for move in possible(bench.opened.confronted, wanted)}
    if form.get("all") == "clear":
        return dict.fromkeys(ids)
    if "budget" in form:
        return _best(bench, form.get("budget", ""))
    if form.get("state") in STATES and form.get("move"):
        return {form.get("move", ""): STATES[form.get("state", "")]}
    raise Refused(
        "没有说明要采纳还是否决哪一项。请刷新页面重试。", "Nothing to decide was named. Reload the page."
    )


def _best(bench: Workbench, budget: str) -> dict[str, bool | None]:
    """The best k of the moves not rejected; the others that change time are left open."""
    from jianzheng.lab.search import best

    if not budget.isdecimal() or len(budget) > 6:
        raise Refused("措施数要写不小于 0 的整数。", "The number of moves is a whole number ≥ 0.")
    offered = [move for move in bench.opened.moves if bench.decisions.get(move.id) is not False]
    chosen = best(bench.opened.confronted, offered, int(budget), seconds=SOLVER_SECONDS)
    return {move.id: True if move.id in chosen.moves else None for move in offered if move.changes_time}
