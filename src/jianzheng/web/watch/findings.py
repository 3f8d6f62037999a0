"""What the detectors found, by kind, the newest first; and another look through the cases on demand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jianzheng.apps.oversight import queries
from jianzheng.apps.oversight.escalate import look as look_through
from jianzheng.apps.people.queries import names
from jianzheng.core.watch import KINDS, who
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import say
from jianzheng.web.watch.opening import WATCHERS, scope

MOST = 300


@may(*WATCHERS)
@never_cache
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Show findings, all or of a kind."""
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    found = queries.findings(
        kind=kind if kind in KINDS else "",
        organ=scope(request),
        after=int(after) if after.isdecimal() and len(after) < 19 else 0,
        size=queries.PAGE + 1,
    )
    more = found[queries.PAGE - 1].id if len(found) > queries.PAGE else 0
    called = names()
    rows = [(seen, called.get(who(seen.person).person)) for seen in found[: queries.PAGE]]
    counts = queries.found_by_kind(scope(request))
    kinds = [(each, counts.get(each.word, 0)) for each in KINDS.values()]
    shown = {"kinds": kinds, "kind": KINDS.get(kind), "rows": rows, "more": more, "all": sum(counts.values())}
    return render(request, "watch/findings.html", shown)


@may("supervisor")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look through the next cases at once instead of waiting for the nightly round."""
    found = look_through(now=timezone.now(), most=MOST)
    messages.info(request, say(f"New findings: {found}.", f"新发现 {found} 项。"))
    return redirect("watch:findings")
