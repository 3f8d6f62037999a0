"""What the clerk does with a case: one route a verb, each form read here and decided by core."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.cases import actions
from jianzheng.apps.people.queries import organs
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.text import Text
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.due import due_now
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.serving import answered, made_at, plead
from jianzheng.web.window.cases import at_window, show
from jianzheng.web.window.notice import complete, repeated, written

Said = dict[str, Any]


def whole(form: QueryDict, key: str) -> int:
    """A whole number of a form. Raises Refused where it is none."""
    text = form.get(key, "")
    if not text.isdecimal() or len(text) > 6:
        raise Refused(
            "表单不完整，请刷新页面重试。", "The form is incomplete; reload the page and try again."
        )
    return int(text)


def _ticked(form: QueryDict) -> Said:
    return {
        "papers": {
            int(key[6:]): form[key] for key in form if key.startswith("paper-") and key[6:].isdecimal()
        },
        "signed": tuple(int(key[7:]) for key in form if key.startswith("signed-") and key[7:].isdecimal()),
    }


def _brought(form: QueryDict) -> Said:
    numbers = (key.removeprefix("brought-") for key in form if key.startswith("brought-"))
    return {"brought": tuple(int(n) for n in numbers if n.isdecimal() and len(n) < 5)}


def _wanted(form: QueryDict) -> Said:
    keys = [key for key in form if key.startswith("want-") and key[5:].isdecimal()]
    return {
        "wanted": {int(key[5:]): form[key] for key in keys if form.get(key, "").strip()},
        "free": written(form),
    }


def _turned_away(form: QueryDict) -> Said:
    return {"item": whole(form, "item"), "reason": form.get("reason", "")}


def _not_accepted(form: QueryDict) -> Said:
    return {**_turned_away(form), "court_term": form.get("court_term", "")}


def _elsewhere(form: QueryDict) -> Said:
    other = " ".join(fits(form.get("other", ""), "机关名称", "the name of the organ", 200).split())
    known = {organ.title.zh for organ in organs().values()}
    organ = form.get("organ", "")
    if organ and organ not in known:
        raise Refused(
            "名单里没有这个机关。请从名单中选择，或填在“名单外的机关”一栏。",
            "The list has no such organ; choose one, or write it under “an organ not on the list”.",
        )
    if organ and other:
        raise Refused(
            "名单内和名单外的机关只填一个。", "Name one organ only: one of the list, or one that is not."
        )
    if other and len(other) < 4:
        raise Refused("请写名单外机关的全称和所在地。", "Write the full name of the organ and where it is.")
    unverified = f"{other}（不在本市机关名录内，请先向其核实 / not in this city's register, ask there first）"
    return {**_not_accepted(form), "organ": unverified if other else organ}


def _answered(form: QueryDict) -> Said:
    came = _brought(form)["brought"]
    if len(came) < whole(form, "of") and "partly" not in form:
        raise Refused(
            "补正只提交一次，还有材料没有勾选。请备齐后一起提交；申请人不再补的，勾选“缺的不再补”。",
            "The notice is answered once and something is not ticked. Hand in all together, or tick that no more will come.",
        )
    return {"papers": {number: "window" for number in came}}


def _delivered(form: QueryDict) -> Said:
    return {"step": whole(form, "step"), "way": form.get("way", ""), "receipt": form.get("receipt", "")}


def _served(form: QueryDict) -> Said:
    said = {key: form.get(key, "") for key in ("way", "receipt", "on")}
    return {"item": whole(form, "item"), "made": made_at(form), **said}


def _pleaded(form: QueryDict) -> Said:
    said = {key: form.get(key, "") for key in ("heard", "way")}
    return {"item": whole(form, "item"), **answered(form), **said}


def _withdrawn(form: QueryDict) -> Said:
    items = tuple(int(n) for n in form.getlist("item") if n.isdecimal() and len(n) < 4)
    return {"items": items, "reason": form.get("reason", "")}


VERBS: dict[str, tuple[Callable[..., Any], Callable[[QueryDict], Said], Text]] = {
    "receive": (
        actions.receive,
        _brought,
        Text("已收件，请打印收件凭证交申请人。", "Received; print the receipt for the applicant."),
    ),
    "accept": (
        actions.accept,
        _ticked,
        Text(
            "已受理，开始计时。受理通知书和收件凭证见“文书”。",
            "Accepted; the clock runs. The notice of acceptance and every receipt stand under Official papers.",
        ),
    ),
    "supplement": (actions.ask_supplement, _wanted, Text("已一次性告知补正。", "The one notice was given.")),
    "not-required": (
        actions.not_required,
        _turned_away,
        Text("已告知不受理。", "Told that no licence is needed."),
    ),
    "not-ours": (
        actions.not_ours,
        _elsewhere,
        Text("已作不予受理决定。", "Refused as not ours; the right organ is named."),
    ),
    "not-complete": (
        actions.not_complete,
        _not_accepted,
        Text("已作不予受理决定，写明还缺的材料。", "Not accepted; the decision names what is missing."),
    ),
    "answer": (
        actions.answer,
        _answered,
        Text(
            "已收下补正材料，请打印“文书”中的收件凭证交申请人。",
            "The answer to the notice was taken in; print its receipt under Official papers.",
        ),
    ),
    "deliver": (actions.deliver, _delivered, Text("已送达。", "Delivered.")),
    "serve": (
        actions.serve,
        _served,
        Text("已记录送达。", "The delivery was written down."),
    ),
    "plead": (
        plead,
        _pleaded,
        Text("已记录陈述申辩。", "What the holder said was written down."),
    ),
    "hand-in": (
        actions.hand_in,
        lambda form: {"asked": whole(form, "asked"), "file": form.get("file", "")},
        Text("已收到材料，由核查部门核查。", "Handed in; its checker looks at it."),
    ),
    "withdraw": (
        actions.withdraw,
        _withdrawn,
        Text("已按申请人要求撤回。", "Withdrawn on the applicant's behalf."),
    ),
}

KEPT = (
    "accept",
    "answer",
    "not-complete",
    "supplement",
    "not-required",
    "not-ours",
    "withdraw",
    "deliver",
    "serve",
    "plead",
)
"""Forms with something to write: refused, they come back with everything that was ticked and written."""


@may("clerk")
@require_POST
@refusing
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Do one thing to a case and say what came of it."""
    if verb not in VERBS:
        raise Http404
    found = at_window(request, number)
    action, read, done = VERBS[verb]
    try:
        if verb == "supplement":
            complete(found, request.POST)
        case = action(number=number, actor=acting(request), now=timezone.now(), **read(request.POST))
    except Refused as refused:
        if verb not in KEPT:
            raise
        return show(request, at_window(request, number), {**request.POST.dict(), "verb": verb}, said(refused))
    messages.success(request, said(done) + due_now(case))
    if verb == "supplement" and (twice := repeated(request.POST)):
        once = say("Written twice, asked for once in the notice: ", "重复填写的，告知书只写一次：")
        messages.info(request, once + say("; ", "；").join(twice))
    return redirect("window:case", number=number)
