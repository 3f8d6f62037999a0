"""Hand-overs between offices and people, work sent to and fro, work done again, work done in batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from jianzheng.core.text import Text
from jianzheng.lab.analysis.drawing import lasting
from jianzheng.lab.discover.batches import Batch, Minutes
from jianzheng.lab.discover.rework import Rework, between, ping_pong
from jianzheng.lab.discover.tally import Pattern, Tally
from jianzheng.lab.profile import said
from jianzheng.web.studio.logs.opening import Opened, tab
from jianzheng.web.ui.may import may

SHOWN = 25
TITLES = {
    "between": Text("部门之间的交接", "Hand-overs between offices"),
    "fro": Text("部门之间来回", "To and fro between offices"),
    "repeats": Text("重复办理", "Done again"),
    "loops": Text("退回重来", "Loops back"),
    "people": Text("经办人之间来回", "To and fro between people"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One pattern: its words, times, cases, their share, the median length, the link to its cases, example cases."""

    what: str
    count: int
    cases: int
    share: str
    median: str
    link: str
    examples: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of patterns with its heading and how many there are in all."""

    id: str
    title: Text
    lines: list[Line]
    count: int


@may("engineer")
@require_safe
@tab("log_offices")
def log_offices(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Show the lists."""
    of, keep = opened.of, opened.keep
    rework, found = Rework.of(of.log, keep), []
    if of.offices_known:
        found += [
            ("between", between(of.log, of.office, keep), "office"),
            ("fro", ping_pong(of.log, of.office, keep), "office_back"),
        ]
    found += [("repeats", rework.repeats, "repeat"), ("loops", rework.loops, "loop")]
    if of.log.resource is not None:
        found.append(("people", ping_pong(of.log, of.log.resource, keep), "person_back"))
    batches = Minutes.of(of.log, keep).batches(of.log, most=SHOWN)
    return {
        "lists": [_listed(opened, id, tally, ask) for id, tally, ask in found],
        "batches": [_batch(opened, one) for one in batches],
    }


def _listed(opened: Opened, id: str, tally: Tally, ask: str) -> Listed:
    lines = [_line(opened, pattern, ask) for pattern in tally.patterns(SHOWN)]
    return Listed(id, TITLES[id], lines, len(tally.what))


def _line(opened: Opened, pattern: Pattern, ask: str) -> Line:
    places = opened.of.places
    return Line(
        " → ".join(pattern.what),
        pattern.count,
        pattern.cases,
        f"{pattern.share:.1%}",
        lasting(pattern.time.median) if pattern.time.n else "–",
        _link(opened, pattern.what, ask),
        [(name, places[name]) for name in pattern.examples],
    )


def _link(opened: Opened, what: tuple[str, ...], ask: str) -> str:
    if ask == "repeat":
        return opened.asked.but(repeat=what[0])
    return opened.asked.but(before=what[0], after=what[1], how=ask)


def _batch(opened: Opened, one: Batch) -> tuple[Batch, str, str, list[tuple[str, int]]]:
    places = opened.of.places
    return one, f"{one.share:.1%}", said(one.since) or "–", [(name, places[name]) for name in one.examples]
