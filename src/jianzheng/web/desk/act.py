"""What an office does with a case: one route a verb, each form read here and decided by core."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.bans import lift
from jianzheng.apps.cases.queries import Opened, opened
from jianzheng.core.case import Case
from jianzheng.core.case.events import PauseDisregarded
from jianzheng.core.kinds import kind_of
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.desk.seats import present
from jianzheng.web.desk.work import DESK, at_desk, shown, step_shown
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.due import due_now
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said
from jianzheng.web.ui.serving import answered, made_at, plead
from jianzheng.web.ui.timeline.working import fault

Said = dict[str, Any]


def whole(form: QueryDict, key: str) -> int:
    """A whole number of a form. Raises Refused where it is none."""
    text = form.get(key, "")
    if not text.isdecimal() or len(text) > 6:
        raise Refused("请填写完整，数字要写整数。", "Fill in everything; numbers are whole.")
    return int(text)


def _text(form: QueryDict, *keys: str) -> Said:
    return {key: form.get(key, "") for key in keys}


def _undoing(form: QueryDict, *facts: str) -> Said:
    return {"item": whole(form, "item"), "reason": form.get("reason", ""), "facts": _text(form, *facts)}


def _paused(form: QueryDict) -> Said:
    listed, other = form.get("reason", ""), form.get("other", "").strip()
    if listed == "other" and not other:
        raise Refused(
            "请写明其他事由；写明后也不停止计时，并会报告监督部门。",
            "State the other reason; the clock will not stop for it, and supervision is told.",
        )
    return {
        "item": whole(form, "item"),
        "reason": other if listed == "other" else listed,
        "days": whole(form, "days"),
    }


def _extended(form: QueryDict) -> Said:
    return {"item": whole(form, "item"), "days": whole(form, "days"), **_text(form, "reason")}


def _met(form: QueryDict) -> Said:
    steps = tuple(int(n) for n in form.getlist("step") if n.isdecimal() and len(n) < 6)
    return {
        "steps": steps,
        "present": present(form),
        **_text(form, "opinion", "held_on"),
    }


def _returned(form: QueryDict) -> Said:
    return {"step": whole(form, "step"), "to": whole(form, "to"), **_text(form, "reason")}


def _at_step(form: QueryDict) -> Said:
    return {"step": whole(form, "step")}


VERBS: dict[str, tuple[Callable[..., Any], Callable[[QueryDict], Said], Text]] = {
    "claim": (actions.claim, _at_step, Text("已认领。", "Claimed.")),
    "release": (actions.release, _at_step, Text("已放回待办。", "Given back.")),
    "return": (actions.return_step, _returned, Text("已退回。", "Sent back.")),
    "pause": (
        actions.pause,
        _paused,
        Text("已出具告知书，停止计时。", "The applicant is told in writing; the clock stands still."),
    ),
    "resume": (
        actions.resume,
        lambda form: {"item": whole(form, "item")},
        Text("已恢复计时。", "The clock runs again."),
    ),
    "extend": (
        actions.extend,
        _extended,
        Text("已延长期限并告知申请人。", "The term was lengthened and the applicant told."),
    ),
    "meet": (actions.meet, _met, Text("会审意见已记入各环节。", "The joint opinion was recorded.")),
    "copy": (
        actions.copy_to,
        lambda form: _text(form, "organ", "text"),
        Text("已抄告。", "The organ was told."),
    ),
    "answer": (
        actions.answer_copy,
        lambda form: _text(form, "answer", "outcome"),
        Text("已答复。", "Answered."),
    ),
    "true": (
        actions.settle,
        lambda form: {"asked": whole(form, "asked")},
        Text("已核查，符合要求。", "Checked: it is right."),
    ),
    "send-back": (
        actions.return_paper,
        lambda form: {"asked": whole(form, "asked"), **_text(form, "reason")},
        Text("已退回，申请人须按期重新提交。", "Sent back; the applicant still owes it."),
    ),
    "false": (
        actions.break_promise,
        lambda form: {"asked": whole(form, "asked"), **_text(form, "found")},
        Text("已认定承诺不实，限期整改。", "Found false; to be put right by a day."),
    ),
    "serve": (
        actions.serve,
        lambda form: {
            "item": whole(form, "item"),
            "made": made_at(form),
            **_text(form, "way", "receipt", "on"),
        },
        Text("已记录送达。", "The delivery was written down."),
    ),
    "plead": (
        plead,
        lambda form: {
            "item": whole(form, "item"),
            **answered(form),
            **_text(form, "heard", "way"),
        },
        Text("已记录陈述申辩。", "What the holder said was written down."),
    ),
    "intend": (
        actions.intend,
        lambda form: {"item": whole(form, "item"), **_text(form, "ground", "reason")},
        Text(
            "已出具告知书，听取持证人陈述申辩。",
            "The notice was given; the holder may state and defend.",
        ),
    ),
    "relent": (
        actions.relent,
        lambda form: {"item": whole(form, "item"), **_text(form, "reason")},
        Text("已终止程序，结果继续有效。", "The procedure ended; what was granted stays in force."),
    ),
    "revoke": (
        actions.revoke,
        lambda form: _undoing(form, "court_term", "ban"),
        Text("已撤销。", "Annulled."),
    ),
    "lift": (
        lift,
        lambda form: {"item": whole(form, "item"), **_text(form, "order_no")},
        Text("已解除限制，申请人可以再次申请。", "Lifted; the applicant may apply again."),
    ),
    "repaired": (
        actions.repair,
        lambda form: {"asked": whole(form, "asked"), **_text(form, "order_no")},
        Text("已登记信用修复，可以再次采用告知承诺。", "Recorded; the applicant may promise again."),
    ),
    "recall": (
        actions.recall,
        lambda form: _undoing(form, "court_term"),
        Text("已撤回。", "Taken back."),
    ),
}


@may(*DESK)
@require_POST
@refusing
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Do one thing to a case and say what came of it."""
    if verb not in VERBS:
        raise Http404
    at_desk(request, number)
    action, read, done = VERBS[verb]
    try:
        case = action(number=number, actor=acting(request), now=timezone.now(), **read(request.POST))
    except Refused as refused:
        return _again(request, at_desk(request, number), verb, said(refused))
    if kept_running := _kept_running(number) if verb == "pause" else None:
        messages.warning(request, said(kept_running) + due_now(case))
    else:
        messages.success(request, said(done) + due_now(case))
    return redirect("desk:case", number=number)


def _kept_running(number: str) -> Text | None:
    """That a clock was not stopped, and why; None where it was."""
    found = opened(number)
    event = found.happened[-1].event
    if not isinstance(event, PauseDisregarded):
        return None
    why = fault(event, found.service)
    return Text(
        f"时钟没有停，继续计时：{why.zh}。这次操作已记录，监督部门会看到。",
        f"The clock was not stopped and runs on: {why.en}. The attempt is on record and supervision sees it.",
    )


def _again(request: HttpRequest, found: Opened, verb: str, trouble: str) -> HttpResponse:
    """The page a refused form stood on, that form unfolded with everything written in it."""
    typed = {key: request.POST.getlist(key) for key in request.POST}
    which = next((typed[key][0] for key in ("item", "asked") if key in typed and verb != "meet"), "")
    kept = {"trouble": trouble, "tried": (verb, which), "typed": typed}
    steps = {str(n): n for n in range(len(found.service.process.steps))}
    step = steps.get(request.POST.get("step", "")) if verb in ("claim", "release", "return") else None
    if step is not None:
        page = {**step_shown(request, found, step, {}), **kept}
        return render(request, "desk/step.html", page, status=422)
    return render(request, "desk/case.html", {**shown(request, found), **kept}, status=422)


@may(*DESK)
@require_POST
@refusing
def finish(request: HttpRequest, number: str, step: int) -> HttpResponse:
    """Finish a step with what its kind asks; refused, the page comes back with everything that was written."""
    found = at_desk(request, number)
    if step >= len(found.service.process.steps):
        raise Http404
    try:
        case = _finished(request, number, step, found.service.process.steps[step].kind)
    except Refused as refused:
        kept = {key: request.POST.get(key, "") for key in request.POST}
        page = step_shown(request, at_desk(request, number), step, kept, said(refused))
        return render(request, "desk/step.html", page, status=422)
    after = Text("下一环节已自动开始。", "What comes next has opened.") if case.open else Text("")
    done = Text(f"已办结。{after.zh}", f"Done. {after.en}".strip())
    messages.success(request, said(done) + due_now(case))
    return redirect("desk:case", number=number)


def _finished(request: HttpRequest, number: str, step: int, word: str) -> Case:
    form, kind = request.POST, kind_of(word)
    said_by: Said = {"number": number, "actor": acting(request), "now": timezone.now(), "step": step}
    facts: Said = {each.name: form.get(each.name, "") for each in kind.asks}
    facts |= {each.name: present(form) for each in kind.asks if each.kind == "voices"}
    outcome = form.get("outcome", "")
    if kind.verb == "decide":
        return actions.decide(**said_by, outcome=outcome, facts=facts)
    if kind.verb == "issue":
        return actions.issue(**said_by, result_no=form.get("result_no", ""))
    if kind.verb == "deliver":
        return actions.deliver(**said_by, way=form.get("way", ""), receipt=form.get("receipt", ""))
    staff = tuple(form.getlist("staff"))[:20]
    return actions.finish(**said_by, outcome=outcome, facts=facts, staff=staff)
