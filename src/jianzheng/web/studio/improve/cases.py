"""The cases behind a proposal, and what happened to one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzheng.apps.improve import behind, queries
from jianzheng.apps.people.queries import organ
from jianzheng.core.text import Text
from jianzheng.web.studio.opening import refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.pages import Pages, page_of

A_PAGE = 50


@may("engineer")
@require_safe
@refusing
def improve_cases(request: HttpRequest, proposal: int) -> HttpResponse:
    """List the cases that show the finding, the longest first."""
    row, page = queries.found(proposal), page_of(request, "page")
    found = behind.behind(row)
    shown = {
        "proposal": row,
        "said": Text(*row.seen["said"]),
        "rows": found[(page - 1) * A_PAGE : page * A_PAGE],
        "cases": len(found),
        "pages": Pages("page", page, len(found), A_PAGE, ""),
    }
    return render(request, "studio/improve_cases.html", shown)


@may("engineer")
@require_safe
@refusing
def improve_case(request: HttpRequest, proposal: int, number: str) -> HttpResponse:
    """Show what happened to one case."""
    row = queries.found(proposal)
    events = [
        (event, organ(event.office).title if event.office else None) for event in behind.trail(row, number)
    ]
    shown = {"proposal": row, "number": number, "events": events}
    return render(request, "studio/improve_case.html", shown)
