"""The proof: as a page and as PDF/A."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jianzheng.core.picture import picture
from jianzheng.formats import proof as formats_proof
from jianzheng.formats.picture import picture_html
from jianzheng.web.studio.opening import download, open_bench, refusing
from jianzheng.web.ui.may import may


@may("engineer")
@require_safe
@refusing
def proof(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Show the proof as a page."""
    bench = open_bench(request, source, process_id)
    language = get_language() or "zh-hans"
    values = formats_proof.proof_values([bench.study], timezone.localdate(), language)
    drawn = picture(bench.study.process, bench.study.after, bench.study.kept)
    html = mark_safe(picture_html(drawn, language)) if drawn else ""
    shown = {
        "bench": bench,
        "proof": values,
        "study": values["studies"][0],
        "w": values["words"],
        "picture": html,
    }
    return render(request, "studio/proof.html", shown)


@may("engineer")
@require_safe
@refusing
def proof_pdf(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Hand out the proof as PDF/A-2b."""
    bench = open_bench(request, source, process_id)
    made = formats_proof.pdf([bench.study], timezone.localdate(), get_language() or "zh-hans")
    return download(HttpResponse(made, content_type="application/pdf"), f"{process_id}-proof.pdf")
