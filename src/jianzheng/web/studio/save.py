"""Saving the redesign as a draft edition."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.catalogue import actions
from jianzheng.web.studio.opening import refusing
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import say


@may("engineer")
@require_POST
@refusing
def save(request: HttpRequest, source: str, process_id: str) -> HttpResponse:
    """Save and show the edition."""
    row = actions.save_edition(
        author=reader(request),
        source=source,
        process=process_id,
        note=request.POST.get("note", ""),
        now=timezone.now(),
    )
    messages.success(
        request, say(f"Saved as draft edition {row.number}.", f"已保存为草案第 {row.number} 版。")
    )
    return redirect("studio:edition", row.pk)
