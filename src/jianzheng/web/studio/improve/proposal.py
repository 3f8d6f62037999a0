"""One proposal: what the log shows, what answers it and on what ground, the decision, the history, the effect."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.rules import rules
from jianzheng.apps.improve import queries
from jianzheng.apps.improve.models import LIVE
from jianzheng.core.text import Text
from jianzheng.lab.evidence import Kind
from jianzheng.web.studio.improve.effect import effect, figures
from jianzheng.web.studio.opening import refusing
from jianzheng.web.ui.may import may


@may("engineer")
@require_safe
@refusing
def improve_proposal(request: HttpRequest, proposal: int) -> HttpResponse:
    """Show the page."""
    return render(request, "studio/improve_proposal.html", shown(proposal))


def shown(proposal: int) -> dict[str, Any]:
    """Everything the page shows."""
    page = queries.page(proposal)
    seen = page.seen
    return {
        "page": page,
        "row": page.row,
        "kind": Kind(page.row.kind),
        "seen": seen,
        "said": Text(*seen["said"]),
        "remedy": Text(*seen["remedy"]),
        "doubts": [
            (Text(*one["says"]), Text(*one["spoils"]), f"{one['share']:.0%}") for one in seen["doubts"]
        ],
        "move": _move(seen["move"]),
        "source": f"service-{page.row.service}",
        "decides": page.row.state in LIVE,
        "grown": settings.NIGHT["grown"],
        "shortest": rules().local.reason_signs,
        "effect": effect(page.row),
        "figures": (told := figures(page.row)),
        "notes": list(
            dict.fromkeys([reason for one in told for reason in one.reasons] + _notes(page.row.measured))
        ),
        "measured": page.row.measured,
    }


def _notes(measured: dict[str, Any]) -> list[Text]:
    return [Text(note["zh"], note["en"]) for note in measured.get("notes", [])]


def _move(move: dict[str, Any] | None) -> dict[str, Any] | None:
    """The move's words as texts."""
    if move is None:
        return None
    return {
        **{key: Text(*move[key]) for key in ("label", "said", "amend", "ground", "gain")},
        "unconfirmed": move["unconfirmed"],
    }
