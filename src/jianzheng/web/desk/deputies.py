"""Deputies and delegations of one's post: given for some days, on a written order, taken back at any time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jianzheng.apps.cases.rules import rules
from jianzheng.apps.people import actions
from jianzheng.apps.people.models import Post
from jianzheng.apps.people.queries import delegations, holders, posts_of
from jianzheng.core.authority import Actor, power
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.desk.tabs import tabs
from jianzheng.web.desk.work import DESK
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say

DAY = dt.timedelta(days=1)


@may(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def deputies(request: HttpRequest) -> HttpResponse:
    """Show and give delegations."""
    who, trouble = acting(request), ""
    if request.method == "POST":
        try:
            _give(request, who.post)
        except Refused as refused:
            trouble = said(refused)
        else:
            messages.success(request, say("Delegated.", "已委托。"))
            return redirect("desk:deputies")
    shown = {
        "who": who,
        "tabs": tabs(request, who, "deputies"),
        **_known(who),
        "powers": [(v, power(v), v in request.POST.getlist("verb")) for v in sorted(who.verbs)],
        "trouble": trouble,
        "begins": request.POST.get("begins", timezone.localdate().isoformat()),
        "said": request.POST,
        "most": rules().local.delegation_days,
    }
    return render(request, "desk/deputies.html", shown, status=422 if trouble else 200)


def _known(who: Actor) -> dict[str, object]:
    """The delegations of one's post and the posts one may delegate to, each with who holds it today."""
    given, posts = delegations(post=who.post), [p for p in posts_of(who.organ) if p.word != who.post]
    words = {post.word for post in posts} | {x.word for one in given for x in (one.of, one.to)}
    held = holders(words, timezone.localdate())
    rows = [
        (one, one.ends - DAY, [power(v) for v in one.verbs], _called(one.of, held), _called(one.to, held))
        for one in given
    ]
    return {"given": rows, "posts": [(post.word, _called(post, held)) for post in posts]}


def _called(post: Post, held: Mapping[str, list[Text]]) -> Text:
    """A post with the people who hold it today."""
    people = held.get(post.word, [Text("暂无在岗人员", "nobody holds it today")])
    zh, en = "、".join(one.zh for one in people), ", ".join(one.en or one.zh for one in people)
    return Text(f"{post.title_zh}（{zh}）", f"{post.title_en or post.title_zh} ({en})")


def _give(request: HttpRequest, post: str) -> None:
    form = request.POST
    try:
        begins, last = (dt.date.fromisoformat(form.get(name, "")) for name in ("begins", "last"))
        days = begins, last + DAY
    except (ValueError, OverflowError):
        raise Refused("请填写开始日期和最后一日。", "State the first and the last day.") from None
    actions.delegate(
        of=post,
        to=form.get("to", ""),
        verbs=form.getlist("verb"),
        days=days,
        order_no=form.get("order_no", ""),
        today=timezone.localdate(),
    )


@may(*DESK)
@require_POST
@refusing
def end(request: HttpRequest, id: int) -> HttpResponse:
    """Take a delegation back."""
    actions.end_delegation(id=id, post=acting(request).post, now=timezone.now())
    messages.success(request, say("Taken back.", "已收回委托。"))
    return redirect("desk:deputies")
