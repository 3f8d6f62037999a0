"""Answering the one notice: files are kept one by one, and what is still missing is said before it is handed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.drafts import gather, gathered
from jianzheng.apps.cases.promises import live
from jianzheng.apps.cases.queries import Opened
from jianzheng.core.case import COMING
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.portal.cases import own, show
from jianzheng.web.portal.files import NO_FILE, brought
from jianzheng.web.portal.notice import shared, wanted
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.promises import WAY, confirmed, written
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.sparing import many_files


@many_files
@may("citizen")
@require_POST
@refusing
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the files that are sound and the promises chosen; hand them in once all are there, or once it is confirmed that no
    more will come."""
    found, now = own(request, number), timezone.now()
    files, wrong = brought(request)
    rows = wanted(found)
    asked = {one.number for one in rows}
    dropped = {str(n) for n in asked if f"drop-{n}" in request.POST}
    coming = {one.number for one in rows if one.free and request.POST.get(f"{WAY}{one.number}") == COMING}
    form = written(found.service, request.POST) | {f"{WAY}{n}": COMING for n in coming}
    if asked:
        added = {str(n): id for n, id in files.items() if n in asked}
        gather(case=found.row, files=(dropped, added), form=form, now=now)
    if wrong or "save" in request.POST or request.headers.get("HX-Request"):
        return _saved(request, number, wrong)
    promises, unread = confirmed(found.service, sorted(asked), live(found.case), form)
    kept = {n: id for n, id in (gathered(found.row) or files).items() if n not in coming | promises.keys()}
    left = asked - kept.keys() - promises.keys() - coming
    if typed := _not_yet(request, found, left, unread, bool(kept or promises or coming)):
        return show(request, own(request, number), **typed)
    papers = {n: str(id) for n, id in kept.items()} | dict.fromkeys(coming, COMING)
    answer: dict[str, Any] = {"papers": shared(found, papers), "promises": promises}
    return _handed_in(request, number, answer, _PARTLY if left else _COMING if coming else _WHOLE)


def _not_yet(
    request: HttpRequest, found: Opened, left: set[int], unread: dict[str, str], some: bool
) -> dict[str, Any]:
    """Why the answer is not handed in yet, for the page; {} where it is."""
    if unread:
        return {"trouble": [next(iter(unread.values()))], "wrong": unread}
    if left and not some:
        return {"trouble": [said(NO_FILE)]}
    if left and "partly" not in request.POST:
        return {"missing": [one for one in wanted(found) if one.number in left]}
    return {}


def _saved(request: HttpRequest, number: str, wrong: dict[str, str]) -> HttpResponse:
    if wrong:
        some = say(
            "Some files were not taken; the reason stands beside each. The others are saved.",
            "有文件没有收下，原因写在旁边；其他文件已保存。",
        )
        return show(request, own(request, number), trouble=[some], wrong=wrong)
    if "save" in request.POST:
        messages.success(
            request, say("The files are saved; nothing was handed in yet.", "文件已保存，尚未提交。")
        )
    return redirect("portal:case", number=number)


_WHOLE = Text("补正材料已提交，办理机关应当受理。", "Handed in. The office must now accept.")
_COMING = Text(
    "已提交。您说带到窗口的材料，请尽快带到窗口；材料齐全的，办理机关应当受理。",
    "Handed in. Please bring the rest to the window soon; with everything there the office must accept.",
)
_PARTLY = Text(
    "已提交。告知的材料没有交齐：依法可以容缺或承诺的，办理机关可以受理；"
    "否则不予受理，并书面写明还缺什么，您备齐后可以重新申请。",
    "Handed in. Some of the papers asked for are missing: where they may follow or be promised the office may accept, "
    "else it does not accept and writes what is missing; you may then apply anew.",
)


def _handed_in(request: HttpRequest, number: str, answer: dict[str, Any], done: Text) -> HttpResponse:
    try:
        actions.supplement(number=number, actor=acting(request), now=timezone.now(), **answer)
    except Refused as refused:
        return show(request, own(request, number), trouble=[said(refused)])
    messages.success(request, said(done))
    return redirect("portal:case", number=number)
