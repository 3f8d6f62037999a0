"""Where cases leave a declared process: skipped, added, reordered, too late, by the wrong office; with the article touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from jianzheng.core.process import Process
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.lab.conform.align import Named
from jianzheng.lab.conform.log import Conformance, Seen, conform, touched
from jianzheng.lab.conform.own import said as set_aside
from jianzheng.lab.discover.steps import steps_in
from jianzheng.lab.waiting.split import UNTOLD, office_column
from jianzheng.web.studio.logs.declared import choices, chosen
from jianzheng.web.studio.logs.opening import Opened, tab
from jianzheng.web.ui.may import may, reader

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Leaving:
    """One way of leaving the process: its kind, the step, the one it should follow, cases, share, article, example cases."""

    kind: Text
    what: Text
    before: Text
    cases: int
    share: str
    ground: str
    examples: list[tuple[str, int]]


@may("engineer")
@require_safe
@tab("log_fit")
def log_fit(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Lay the log against a process."""
    word = request.GET.get("process", "")
    frame = {"choices": choices(reader(request)), "process": word}
    if not word:
        return frame
    try:
        process = chosen(request, word).process
    except Refused as refused:
        return {**frame, "refused": refused}
    of = opened.of
    if not steps_in(of.log, process, {}):
        lacking = Refused(
            "日志中没有这个流程的环节：活动名须是环节的编号、代码或名称。",
            "The log has none of the steps: an activity bears the id, the code or the name of its step.",
        )
        return {**frame, "refused": lacking}
    time = of.worktime if of.named else None
    office = office_column(of.log, UNTOLD)
    found = conform(of.log, process, time=time, office=office, keep=opened.keep)
    return {**frame, "found": found, **_shown(opened, process, found), "limits": of.named}


def _shown(opened: Opened, process: Process, found: Conformance) -> dict[str, Any]:
    rows = found.most()
    return {
        "share": f"{found.share:.1%}",
        "aside": set_aside(found.aside, found.open) if found.aside else None,
        "mean": f"{found.distance / max(found.cases, 1):.2f}",
        "leavings": [_leaving(opened, process, found, row) for row in rows[:SHOWN]],
        "count": len(rows),
    }


def _leaving(opened: Opened, process: Process, found: Conformance, row: tuple[Named, Seen]) -> Leaving:
    name, seen = row
    titles = {step.id: step.title for step in process.steps}
    ground = touched(process, name)
    return Leaving(
        name.kind.says,
        titles.get(name.what, Text(name.what, name.what)),
        titles.get(name.before, Text(name.before, name.before)),
        seen.cases,
        f"{seen.cases / max(found.cases, 1):.1%}",
        ground.cite if ground else "",
        [(case, opened.of.places[case]) for case in seen.examples],
    )
