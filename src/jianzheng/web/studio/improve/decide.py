"""Deciding with reasons, publishing the next edition, letting the night look now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.improve import actions
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import said, say

View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """After a form: back to the proposal, with what was refused as a message."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except Refused as refused:
            messages.error(request, said(refused))
            return redirect("studio:improve_proposal", named["proposal"])

    return answered


@may("engineer")
@require_POST
@answering
def improve_decide(request: HttpRequest, proposal: int) -> HttpResponse:
    """Accept or decline, with the reasons written."""
    verbs = {"accept": actions.accept, "decline": actions.decline}
    verb = verbs.get(request.POST.get("verb", ""))
    if verb is None:
        raise Refused("请选择采纳或不采纳。", "Choose to accept or to decline.")
    reasons = request.POST.get("reasons", "")
    row = verb(proposal=proposal, by=reader(request), reasons=reasons, now=timezone.localtime())
    if row.draft:
        done = say(
            f"Accepted. The draft holds the move; publish it to put it in force as edition {row.edition.number + 1}.",
            f"已采纳，措施已写入草案；发布后作为第 {row.edition.number + 1} 版生效。",
        )
    else:
        done = say("The decision is kept.", "决定已保存。")
    messages.success(request, done)
    return redirect("studio:improve_proposal", proposal)


@may("engineer")
@require_POST
@answering
def improve_publish(request: HttpRequest, proposal: int) -> HttpResponse:
    """Put the draft in force."""
    made = actions.publish(proposal=proposal, by=reader(request), now=timezone.localtime())
    done = say(
        f"Edition {made.number} is in force: new cases run on it, cases under way finish on theirs.",
        f"第 {made.number} 版已生效：新办件按新版办理，在办的按原版办完。",
    )
    messages.success(request, done)
    return redirect("studio:improve_proposal", proposal)


@may("engineer")
@require_POST
def improve_look(request: HttpRequest) -> HttpResponse:
    """Let every service be looked at now."""
    count = actions.look_now()
    done = say(f"{count} services are being looked at now.", f"正在分析 {count} 项服务。")
    messages.success(request, done)
    return redirect("studio:improve")
