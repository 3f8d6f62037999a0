"""The proposals: what the night found in our own events, what is to be decided first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jianzheng.apps.improve import queries
from jianzheng.apps.improve.words import STATES
from jianzheng.lab.evidence import FEWEST, Kind
from jianzheng.web.studio.improve.effect import effect
from jianzheng.web.studio.opening import refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.pages import Pages, page_of

A_PAGE = 30


@may("engineer")
@require_safe
@refusing
def improve(request: HttpRequest) -> HttpResponse:
    """List the proposals asked for, and how far the night is."""
    asked = {name: request.GET.get(name, "") for name in ("state", "kind", "service")}
    rows, counts = queries.listed(asked["state"], asked["kind"], asked["service"]), queries.counts()
    page = page_of(request, "page")
    shown = {
        "rows": [
            (row, Kind(row.kind).says, effect(row)) for row in rows[(page - 1) * A_PAGE : page * A_PAGE]
        ],
        "found": len(rows),
        "asked": asked,
        "every": sum(counts.values()),
        "states": [(state.value, says, counts.get(state.value, 0)) for state, says in STATES.items()],
        "kinds": [(kind.value, kind.says) for kind in Kind],
        "services": queries.services(),
        "looked": queries.looked(timezone.localtime()),
        "night": settings.NIGHT,
        "fewest": FEWEST,
        "pages": Pages("page", page, len(rows), A_PAGE, f"&{urlencode(asked)}"),
    }
    return render(request, "studio/improve.html", shown)
