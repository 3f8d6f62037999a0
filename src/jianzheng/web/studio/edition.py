"""One saved draft edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jianzheng.apps.catalogue import queries
from jianzheng.apps.catalogue.mapping import SAVED
from jianzheng.apps.people.queries import organ
from jianzheng.core.burden import LABELS
from jianzheng.core.redesign import Move
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.pack import read_pack
from jianzheng.formats.picture import said as ground_said
from jianzheng.web.studio.opening import download, open_bench, refusing
from jianzheng.web.studio.succession import succession
from jianzheng.web.ui.may import may


@may("engineer")
@require_safe
@refusing
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show the edition, or hand out its pack file (?file=today or ?file=after)."""
    row = queries.edition(edition_id)
    wanted = request.GET.get("file")
    if wanted in ("today", "after"):
        text = row.today if wanted == "today" else row.after
        answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
        return download(answer, f"{row.process}-{row.number}-{wanted}.yaml")
    language = get_language() or "zh-hans"
    figures = [
        (label.within(language), row.figures["before"][name], row.figures["after"][name])
        for name, label in LABELS.items()
    ]
    after = read_pack(row.after, "edition.yaml").processes[0]
    steps = [(step, organ(step.office).title) for step in after.steps]
    source = f"{SAVED}{row.pk}"
    shown = {
        "edition": row,
        "title": Text(row.title_zh, row.title_en),
        "figures": figures,
        "steps": steps,
        "source": source,
        "moves": _moves(request, source, row.process, language),
        "succession": succession(source),
    }
    return render(request, "studio/edition.html", shown)


def _moves(request: HttpRequest, source: str, process: str, language: str) -> list[tuple[Move, str]]:
    """The moves with their grounds in words; none where the law on file has changed since."""
    try:
        accepted = open_bench(request, source, process).study.accepted
    except Refused:
        return []
    return [(move, ground_said(move.ground, language)) for move in accepted]
