"""What the detectors found, by kind, the newest first; and another look through the cases on demand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.oversight import queries
from jianzheng.apps.oversight.escalate import look as look_through
from jianzheng.apps.oversight.month import bounds, month_of
from jianzheng.apps.people.queries import organs
from jianzheng.core.refusal import Refused
from jianzheng.core.watch import KINDS
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import say
from jianzheng.web.watch.naming import naming
from jianzheng.web.watch.opening import WATCHERS, scope

MOST = 300


@may(*WATCHERS)
@never_cache
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Show findings, all or of a kind, an organ, a month."""
    asked = {name: request.GET.get(name, "") for name in ("kind", "organ", "month")}
    own = scope(request)
    found = queries.findings(
        kind=asked["kind"] if asked["kind"] in KINDS else "",
        organ=own or asked["organ"][:64],
        month=_month(asked["month"]),
        after=_after(request.GET.get("after", "")),
        size=queries.PAGE + 1,
    )
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    rows = naming(found[: queries.PAGE])
    counts = queries.found_by_kind(own)
    kinds = [(each, counts.get(each.word, 0)) for each in KINDS.values()]
    shown: dict[str, Any] = {
        "kinds": kinds,
        "kind": KINDS.get(asked["kind"]),
        "rows": rows,
        "all": sum(counts.values()),
    }
    shown |= {"asked": asked, "organs": [] if own else list(organs().values())}
    if last and last.at:
        shown["more"] = urlencode(asked | {"after": f"{int(last.at.timestamp())}.{last.id}"})
    return render(request, "watch/findings.html", shown)


def _month(words: str) -> tuple[int, int] | None:
    try:
        return bounds(month_of(words)) if words else None
    except Refused:
        return None


def _after(words: str) -> tuple[int, int] | None:
    """The moment and the id the next page begins behind; None for what is neither."""
    at, _, id = words.partition(".")
    known = all(part.isdecimal() and len(part) < 19 for part in (at, id))
    return (int(at), int(id)) if known else None


@may("supervisor")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look through the next cases at once instead of waiting for the nightly round."""
    found = look_through(now=timezone.now(), most=MOST)
    messages.info(request, say(f"New findings: {found}.", f"新发现 {found} 项。"))
    return redirect("watch:findings")
