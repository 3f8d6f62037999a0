"""The home page: what this is, and the way in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from jianzheng.web.ui.may import may_anyone


@may_anyone
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead whoever asks for the old address of the icon to it."""
    return redirect(static("ui/seal.svg"))


@may_anyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page."""
    return render(request, "ui/home.html")
