"""Somebody at the counter: choose the service, take the application down, receive it at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases import actions
from jianzheng.apps.catalogue.queries import in_force, offer
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.core.case import Application
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say

KEYS = ("name", "code", "phone")


@may("clerk")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def receive(request: HttpRequest) -> HttpResponse:
    """Show the form, or hand in and receive."""
    service_id = request.POST.get("service") or request.GET.get("service", "")
    found = offer(service_id) if service_id else None
    offered = service_of(found.published_id) if found else None
    trouble = ""
    if request.method == "POST" and found and offered:
        form = {name: request.POST.get(f"form-{n}", "").strip()[:500] for n, name in enumerate(offered.form)}
        applicant = {key: request.POST.get(key, "").strip()[:100] for key in KEYS}
        application = Application("", (), applicant, "window", {k: v for k, v in form.items() if v})
        try:
            now, actor = timezone.now(), acting(request)
            number = actions.apply(edition=found.published_id, application=application, actor=actor, now=now)
            actions.receive(number=number, actor=actor, now=now)
        except Refused as refused:
            trouble = said(refused)
        else:
            messages.success(request, say("Received; now tick the materials.", "已收件，请逐项勾选材料。"))
            return redirect("window:case", number=number)
    shown = {
        "offers": in_force(),
        "offer": found,
        "service": offered,
        "trouble": trouble,
        "who": [(key, request.POST.get(key, "")) for key in KEYS],
        "questions": [(n, q, request.POST.get(f"form-{n}", "")) for n, q in enumerate(offered.form)]
        if offered
        else [],
    }
    return render(request, "window/receive.html", shown, status=422 if trouble else 200)
