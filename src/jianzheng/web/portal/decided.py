"""What an applicant does about a decision against them: sign for it online, be heard before a licence is undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.cases import actions
from jianzheng.apps.papers.queries import papers
from jianzheng.core.refusal import Refused
from jianzheng.web.portal.cases import own, show
from jianzheng.web.portal.files import brought
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.serving import answered, made_at
from jianzheng.web.ui.serving import plead as plead_
from jianzheng.web.ui.sparing import many_files


def _place(request: HttpRequest) -> int:
    text = request.POST.get("item", "")
    return int(text) if text.isdecimal() and len(text) < 5 else -1


@may("citizen")
@require_POST
@refusing
def serve(request: HttpRequest, number: str) -> HttpResponse:
    """Agree to delivery online and sign for the decision or notice."""
    found, trouble = own(request, number), say("Tick that you agree first.", "请先勾选同意。")
    if "agree" not in request.POST:
        return show(request, found, trouble=[trouble])
    words = {"item": _place(request), "made": made_at(request.POST), "way": "online"}
    actions.serve(number=number, actor=acting(request), now=timezone.now(), **words)
    messages.success(request, say("Signed for: it was delivered.", "已签收，文书已送达。"))
    return redirect("portal:case", number=number)


@many_files
@may("citizen")
@require_POST
@refusing
def plead(request: HttpRequest, number: str) -> HttpResponse:
    """State and defend before what was granted is undone, or say that one will not."""
    found, heard = own(request, number), request.POST.get("heard", "")
    form: dict[str, Any] = answered(request.POST)
    by, now = acting(request), timezone.now()
    on: dict[str, Any] = {"number": number, "actor": by, "now": now, "item": _place(request)}
    files, wrong = brought(request)
    try:
        if wrong:
            return show(request, found, trouble=list(wrong.values()), heard=heard)
        if files and form["waived"]:
            raise Refused(
                "提交了附件就不要勾选放弃，请只选一项。",
                "Either hand in a paper or waive being heard; not both.",
            )
        with transaction.atomic():
            for file in files.values():
                name = papers([file])[file].name
                actions.attach(**on, file=str(file), name=name, more=bool(heard.strip()) or not form["whole"])
            if heard.strip() or not files:
                plead_(**form, **on, heard=heard, way="online")
    except Refused as refused:
        return show(request, found, trouble=[said(refused)], heard=heard)
    done = say("Sent to the organ that decides.", "已提交作出决定的机关。")
    if not any(form.values()):
        done += say(" You may add to it while your time runs.", "期限届满前还可以补充。")
    messages.success(request, done)
    return redirect("portal:case", number=number)
