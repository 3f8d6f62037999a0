"""An edition in force against the one before it: what its proof starts from, and the cases of both as a log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.catalogue.mapping import OFFERED, SAVED
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.improve.queries import Succession, successions
from jianzheng.apps.logs.actions import bring_own
from jianzheng.apps.logs.queries import LogRow, loaded, log_rows
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.log.own import FRAME
from jianzheng.web.studio.logs.opening import answering
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import say


def succession(source: str) -> Succession | None:
    """The edition in force that a saved draft became; None for any other source."""
    id = source.removeprefix(SAVED)
    if not (source.startswith(SAVED) and id.isdecimal()):
        return None
    return next(iter(successions(draft=int(id))), None)


def context(request: HttpRequest, source: str) -> dict[str, Any]:
    """What the page of a proof shows of editions in force: its own, with its log; else those of the service."""
    own = succession(source)
    if own is None:
        offered = source.removeprefix(OFFERED) if source.startswith(OFFERED) else ""
        found = successions(offered) if offered else []
        return {"proved": [(f"{SAVED}{one.draft}", said(one)) for one in found]}
    return {"succession": own, "editions": said(own), "own_log": log_of(request, own)}


def said(one: Succession) -> Text:
    """From which edition to which."""
    before, after = one.before[1], one.after[1]
    return Text(f"第 {before} 版 → 第 {after} 版", f"edition {before} → edition {after}")


def log_of(request: HttpRequest, one: Succession) -> LogRow | None:
    """The newest log of the cases of both editions."""
    editions = sorted((one.before[0], one.after[0]))
    rows = (row for row in log_rows(reader(request)) if row.state == "kept")
    return next((row for row in rows if row.asked.get("editions") == editions), None)


def prefilled(request: HttpRequest, source: str) -> dict[str, str]:
    """What stands in the form at first: the log of both editions, fitted before and measured across the day of the change."""
    own = succession(source)
    row = log_of(request, own) if own else None
    if own is None or row is None:
        return {}
    names, applicant = loaded(reader(request), row.id).log.activity.names, FRAME["Supplemented"].zh
    return {
        "fit": str(row.id),
        "log": str(row.id),
        "cut": timezone.localdate(own.since).isoformat(),
        "applicant": applicant if applicant in names else "",
    }


@may("engineer")
@require_POST
@answering
def proof_cases(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Export the cases of an edition in force and of the one before it into a log."""
    own = succession(f"{SAVED}{edition_id}")
    if own is None:
        raise Refused(
            "这份草案还没有发布，没有按它办理的办件。",
            "This draft is not in force: no case has run on it.",
        )
    title, (before, after) = service(own.after[0]).title, (own.before, own.after)
    name = say(
        f"{title.en or title.zh}: cases under editions {before[1]} and {after[1]}",
        f"{title.zh}：第 {before[1]} 版和第 {after[1]} 版的办件",
    )
    now = timezone.now()
    row = bring_own(owner=reader(request), title=name, now=now, editions=(before[0], after[0]))
    return redirect("studio:log", row.pk)
