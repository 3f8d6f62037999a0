"""The process as a BPMN diagram in the page (bpmn-js), with the file to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianzheng.web.studio.opening import open_bench, refusing
from jianzheng.web.ui.may import may


@may("engineer")
@require_safe
@refusing
def bpmn(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Show the diagram of today's process, or with ?side=after of the redesigned one."""
    bench = open_bench(request, source, process_id)
    side = "after" if request.GET.get("side") == "after" else "today"
    return render(request, "studio/bpmn.html", {"bench": bench, "process": bench.study.process, "side": side})
