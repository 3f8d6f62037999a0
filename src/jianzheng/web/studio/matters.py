"""A list of matters with the defects of its codes."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jianzheng.apps.catalogue.mapping import pack_of
from jianzheng.core.examine import malformed, repeated
from jianzheng.web.studio.opening import refusing
from jianzheng.web.studio.process import finding_row
from jianzheng.web.ui.may import may

A_PAGE = 50


@may("engineer")
@require_safe
@refusing
def matters(request: HttpRequest, source: str) -> HttpResponse:
    """Show the list page by page, findings first."""
    pack, _ = pack_of(source, request.user.pk)
    rows = [(matter.id, matter.name, matter.code, matter.place) for matter in pack.matters if matter.code]
    findings = [*malformed(rows), *repeated(rows)]
    flawed = {finding.places[0] for finding in findings}
    language = get_language() or "zh-hans"
    shown = {
        "pack": pack,
        "source": source,
        "page": Paginator(pack.matters, A_PAGE).get_page(request.GET.get("page")),
        "flawed": flawed,
        "findings": [finding_row(finding, language) for finding in findings],
    }
    return render(request, "studio/matters.html", shown)
