"""The list of processes: what each costs today and how many defects it has."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzheng.apps.catalogue.queries import edition_rows, pack_rows, proof_rows, upload_rows
from jianzheng.lab.prove.table import headline
from jianzheng.web.studio.opening import refusing
from jianzheng.web.ui.may import may, reader


@may("engineer")
@require_safe
@refusing
def processes(request: HttpRequest) -> HttpResponse:
    """Show one's own uploads, the packs, the saved editions and one's frozen proofs."""
    shown = {
        "own": upload_rows(reader(request)),
        "packs": pack_rows(),
        "editions": edition_rows(),
        "proofs": [(row, headline(row.value)) for row in proof_rows(reader(request))],
    }
    return render(request, "studio/processes.html", shown)
