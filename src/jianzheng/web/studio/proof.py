"""The proof: as a page and as PDF/A."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jianzheng.apps.catalogue.queries import Workbench, proof_rows
from jianzheng.apps.logs.queries import log_rows
from jianzheng.formats import proof as formats_proof
from jianzheng.formats.write import to_yaml
from jianzheng.lab.prove.printed import gains
from jianzheng.lab.prove.table import headline
from jianzheng.web.studio.logs.opening import CALENDARS
from jianzheng.web.studio.opening import download, open_bench, refusing
from jianzheng.web.studio.process import drawn
from jianzheng.web.studio.proof_asked import fields
from jianzheng.web.studio.proved import plain, registered
from jianzheng.web.studio.succession import context, prefilled
from jianzheng.web.ui.may import may, reader


@may("engineer")
@require_safe
@refusing
def proof(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Show the proof as a page, with the form that freezes one."""
    bench = open_bench(request, source, process_id)
    form = fields(prefilled(request, source))
    return render(request, "studio/proof.html", shown(request, bench, form))


def shown(request: HttpRequest, bench: Workbench, form: dict[str, str]) -> dict[str, Any]:
    """What the page shows: the nominal proof, the three gains, the form as filled in, the proofs frozen already."""
    language = get_language() or "zh-hans"
    values = formats_proof.proof_values([bench.study], timezone.localdate(), language)
    accepted = [move.id for move in bench.study.accepted]
    return {
        "bench": bench,
        "proof": values,
        "study": values["studies"][0],
        "w": values["words"],
        "picture": drawn(bench, language),
        "gains": gains(plain(to_yaml(bench.study.process), accepted), language),
        "asked": form,
        "accepted": accepted,
        **context(request, bench.opened.source),
        "logs": [row for row in log_rows(reader(request)) if row.state == "kept"],
        "calendars": [id for id in CALENDARS if id != "weekdays"],
        "frozen": [
            (row, headline(registered(row.value, language)))
            for row in proof_rows(reader(request), bench.opened.source, bench.opened.process.id)
        ],
    }


@may("engineer")
@require_safe
@refusing
def proof_pdf(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Hand out the proof as PDF/A-2b."""
    bench = open_bench(request, source, process_id)
    made = formats_proof.pdf([bench.study], timezone.localdate(), get_language() or "zh-hans")
    return download(HttpResponse(made, content_type="application/pdf"), f"{process_id}-proof.pdf")
