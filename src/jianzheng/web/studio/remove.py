"""Removing one's own upload."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jianzheng.apps.catalogue import actions
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import said, say


@may("engineer")
@require_POST
def remove(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Remove it and go back to the list."""
    try:
        actions.remove(owner=reader(request), upload_id=upload_id)
        messages.success(request, say("Removed. Saved editions stay.", "已移除；已保存的版本仍在。"))
    except Refused as refused:
        messages.error(request, said(refused))
    return redirect("studio:processes")
