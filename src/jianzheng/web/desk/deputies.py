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
        "groups": _groups(who, set(request.POST.getlist("verb"))),
        "trouble": trouble,
        "begins": request.POST.get("begins", timezone.localdate().isoformat()),
        "said": request.POST,
        "most": rules().local.delegation_days,
    }
    return render(request, "desk/deputies.html", shown, status=422 if trouble else 200)


GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text("收件受理", "Taking in"),
        (
            "receive",
            "accept",
            "ask_supplement",
            "supplement",
            "not_required",
            "not_ours",
            "hand_in",
            "withdraw",
        ),
    ),
    (Text("审查办理", "Examining"), ("claim", "release", "finish", "return_step", "pause", "resume", "meet")),
    (Text("签批决定", "Signing and deciding"), ("sign", "decide", "extend", "extend_joint")),
    (Text("制证送达", "Issuing and delivering"), ("issue", "deliver")),
    (
        Text("核查补交材料和承诺", "Checking what is owed or promised"),
        ("settle", "return_paper", "break_promise"),
    ),
    (Text("抄告", "Telling other organs"), ("copy_to", "answer_copy")),
    (Text("撤销撤回", "Annulling and taking back"), ("revoke", "recall")),
    (Text("监督", "Supervision"), ("urge", "supervise", "notify", "hold_accountable")),
)
"""Powers by what they are for, in the order of a case."""


def _groups(who: Actor, chosen: set[str]) -> list[tuple[Text, list[tuple[str, Text, bool]]]]:
    """The powers of a post by kind; what the city added itself stands last."""
    named = {verb for _, verbs in GROUPS for verb in verbs}
    others = (Text("其他", "Others"), tuple(sorted(who.verbs - named)))
    found = [
        (title, [(verb, power(verb), verb in chosen) for verb in verbs if verb in who.verbs])
        for title, verbs in (*GROUPS, others)
    ]
    return [group for group in found if group[1]]


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
    needed = (
        (form.getlist("verb"), Text("要委托的权限", "the powers")),
        (form.get("begins"), Text("开始日期", "the first day")),
        (form.get("last"), Text("最后一日", "the last day")),
        (form.get("order_no", "").strip(), Text("书面委托文号", "the number of the written order")),
    )
    if lacking := [title for given, title in needed if not given]:
        zh, en = "、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking)
        raise Refused(f"请填写：{zh}。", f"State {en}.")
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
