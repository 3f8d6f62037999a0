"""Somebody at the counter: choose the service, take the application down, receive it at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.cases.rules import moment
from jianzheng.apps.catalogue.queries import Offer, in_force, offer
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Application
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.web.ui.answers import answers, asked_in_form, wrong_answers
from jianzheng.web.ui.applicant import APPLICANT, applicant_of, kinds, written, wrong_applicant
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.situation import Situation, by_need, parts, questions, told, unanswered
from jianzheng.web.ui.wrong import asked_of, faults

SAME = 600
"""Seconds: the same application again so soon is the form sent twice."""


@may("clerk")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def receive(request: HttpRequest) -> HttpResponse:
    """Show the form, or hand in and receive."""
    service_id = request.POST.get("service") or request.GET.get("service", "")
    try:
        found = offer(service_id) if service_id else None
    except Refused as refused:
        page = {"offers": in_force(), "wrong": {"all": said(refused)}}
        return render(request, "window/receive.html", page, status=422)
    if found is None:
        return render(request, "window/receive.html", {"offers": in_force()})
    offered = service_of(found.published_id)
    who = {key: written(request.POST, key) for key in APPLICANT}
    given, situation, wrong = answers(offered, request.POST), told(offered, request.POST), dict[str, str]()
    if request.method == "POST" and not _only_shown(request):
        wrong = wrong_applicant(who, timezone.localdate())
        wrong |= wrong_answers(offered, given) | unanswered(offered, situation)
        if not wrong:
            said_ = {name: answer for name, answer in given.items() if answer}
            application = Application(
                "", (), applicant_of(who), "window", said_, {}, situation.conditions, situation.taken
            )
            try:
                return _received(request, found, application)
            except Refused as refused:
                wrong = {"all": said(refused)}
    return _shown(request, found, offered, {**who, **given}, situation, wrong)


def _only_shown(request: HttpRequest) -> bool:
    """Whether the form only asks what its answers mean, and nothing is received yet."""
    return "show" in request.POST or "HX-Request" in request.headers


def _shown(
    request: HttpRequest,
    found: Offer,
    offered: Service,
    form: dict[str, str],
    situation: Situation,
    wrong: dict[str, str],
) -> HttpResponse:
    now = parts(offered, situation)
    open_questions = questions(offered, situation, wrong)
    listed = sorted(n for part in now for n in part.asked)
    held = [offered.asked[n] for n in listed if offered.asked[n].held]
    page = {
        "offers": in_force(),
        "offer": found,
        "service": offered,
        "wrong": wrong,
        "faults": faults(wrong, asked_of(offered, open_questions)),
        "form": form,
        "kinds": kinds(form["kind"]),
        "questions": asked_in_form(offered, form, wrong),
        "asked": [
            (n, offered.asked[n], f"brought-{n}" in request.POST) for n in listed if not offered.asked[n].held
        ],
        "held": held,
        "unlisted": [part for part in now if part.needed and not part.listed],
        **by_need(now),
        "situation": open_questions,
    }
    return render(request, "window/receive.html", page, status=422 if wrong else 200)


@transaction.atomic
def _received(request: HttpRequest, found: Offer, application: Application) -> HttpResponse:
    """A new case, received; or the one just made of the same form. Raises Refused as the verbs do."""
    now, actor = timezone.now(), acting(request)
    # One form of a clerk at a time: of one sent twice at once, the second sees the case of the first.
    Person.objects.select_for_update().get(pk=reader(request).pk)
    number = _made(found, application, now)
    if number:
        messages.info(request, say("This was received already.", "这份申请已经收件，不用重复提交。"))
        return redirect("window:case", number=number)
    number = actions.apply(edition=found.published_id, application=application, actor=actor, now=now)
    asked = service_of(found.published_id).asked
    brought = tuple(n for n, one in enumerate(asked) if not one.held and f"brought-{n}" in request.POST)
    actions.receive(number=number, actor=actor, now=now, brought=brought)
    messages.success(request, say("Received; now tick the materials.", "已收件，请逐项勾选材料。"))
    return redirect("window:case", number=number)


def _made(found: Offer, application: Application, now: dt.datetime) -> str:
    """The number of the case the same form made a moment ago; "" where there is none."""
    applicant, since = application.applicant["name"], moment(now) - SAME
    same = Case.objects.filter(edition_id=found.published_id, applicant=applicant, channel="window")
    for number in same.filter(applied_at__gte=since, ended_at=None).values_list("number", flat=True)[:5]:
        first: Any = opened(number).happened[0].event
        if (first.applicant, first.form) == (application.applicant, application.form):
            return str(number)
    return ""
