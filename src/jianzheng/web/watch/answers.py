"""Every act of the ladder whose answer is still awaited, the earliest day first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.oversight.queries import PAGE, answers_due
from jianzheng.web.ui.may import may
from jianzheng.web.ui.pages import Pages, page_of
from jianzheng.web.watch.opening import WATCHERS, scope


@may(*WATCHERS)
@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show a page of them."""
    page = page_of(request, "page")
    rows, count = answers_due(organ=scope(request), skip=(page - 1) * PAGE)
    shown = {"answers": rows, "count": count, "pages": Pages("page", page, count, PAGE, "")}
    return render(request, "watch/answers.html", shown)
