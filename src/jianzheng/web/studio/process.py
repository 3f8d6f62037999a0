"""One process: the picture, the figures, the findings, the moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jianzheng.apps.catalogue.mapping import SAVED, saved
from jianzheng.apps.catalogue.queries import Workbench
from jianzheng.apps.people.queries import organ
from jianzheng.core.chain import bundle
from jianzheng.core.picture import picture
from jianzheng.core.process import Process
from jianzheng.core.text import Text
from jianzheng.formats.picture import picture_html
from jianzheng.formats.picture import said as ground_said
from jianzheng.formats.proof import effect_said, figures, headline
from jianzheng.web.studio.opening import open_bench, refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import say

MOST_SHOWN = 300
"""Findings and moves listed on the page; all of them are in the JSON export."""


@may("engineer")
@require_safe
@refusing
def process(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Show the page; that of a saved edition is its own."""
    if source.startswith(SAVED):
        return redirect("studio:edition", saved(source).pk)
    bench = open_bench(request, source, process_id)
    return render(request, "studio/process.html", shown(bench))


def shown(bench: Workbench) -> dict[str, Any]:
    """Everything the page and its live part show."""
    language = get_language() or "zh-hans"
    study = bench.study
    return {
        "bench": bench,
        "process": study.process,
        "chain": study.process.id in bench.opened.pack.chains,
        "picture": drawn(bench, language),
        "figures": figures(study, language),
        "headline": headline(study),
        "floor": None if study.floor.network.ringed else study.floor.schedule.length,
        "findings": [finding_row(finding, language) for finding in bench.opened.findings[:MOST_SHOWN]],
        "finding_count": len(bench.opened.findings),
        "moves": [move_row(bench, move, language) for move in bench.opened.moves[:MOST_SHOWN]],
        "move_count": len(bench.opened.moves),
        "accepted_count": len(study.accepted),
        "conditions": conditions(bench),
        "bundle": bundle(study.process),
        "brought": study.burden_after.materials,
        "sides": [("today", say("Today", "今天")), ("after", say("Redesigned", "简化后"))],
        "endings": ["yaml", "json", "xlsx", "csv", "bpmn"],
    }


def drawn(bench: Workbench, language: str) -> str:
    """The picture as HTML, "" while a ring stands."""
    today, after = (_registered(process, language) for process in (bench.study.process, bench.study.after))
    made = picture(today, after, bench.study.kept)
    # The renderer escapes every text it is given (formats.picture, tested with hostile names).
    return mark_safe(picture_html(made, language)) if made else ""


def _registered(process: Process, language: str) -> Process:
    """The process with offices by the names they are registered under; others stay as the source calls them."""
    steps = (replace(step, office=organ(step.office).title.within(language)) for step in process.steps)
    return replace(process, steps=tuple(steps))


def conditions(bench: Workbench) -> list[tuple[str, Text, bool | None]]:
    """Conditions that matter here: their key, their name, whether they are known to hold."""
    lawbook, stated = bench.opened.confronted.lawbook, bench.opened.process.conditions
    return [
        (key, lawbook.condition(key), bench.conditions.get(key, stated.get(key)))
        for key in bench.opened.conditions
    ]


def finding_row(finding: Any, language: str) -> dict[str, Any]:
    """One finding for the page."""
    return {
        "label": finding.label,
        "said": finding.said,
        "remedy": finding.remedy,
        "ground": ground_said(finding.ground, language) if finding.ground.cite else "",
        "serious": finding.serious,
        "steps": finding.steps[:12],
        "at": finding.at,
    }


def move_row(bench: Workbench, move: Any, language: str) -> dict[str, Any]:
    """One move for the page, with the decision so far and what it changes when accepted alone."""
    taken = bench.decisions.get(move.id)
    return {
        "id": move.id,
        "label": move.label,
        "said": move.said,
        "amend": move.amend,
        "ground": ground_said(move.ground, language),
        "unconfirmed": move.unconfirmed,
        "taken": taken,
        "state": "open" if taken is None else "accepted" if taken else "rejected",
        "alone": effect_said(bench.opened.gains_alone.get(move.id, {}), language),
        "steps": move.steps[:12],
    }
