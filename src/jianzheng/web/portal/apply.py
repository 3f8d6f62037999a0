"""Applying: one form, files checked by their content, a draft that can be taken up again, handed in once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Case, Draft
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.catalogue.queries import Offer, offer
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.apps.papers.actions import keep
from jianzheng.apps.papers.queries import papers as papers_of
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Application
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.situation import CHOICE, Situation, questions, told, unanswered

LONGEST = 500


class Again(Refused):
    """A case of the same service was handed in since the form was shown; `number` is that case."""

    def __init__(self, number: str) -> None:
        """Say which case it is, and how to hand in another."""
        super().__init__(
            f"您刚才已提交一件同一事项的申请（编号 {number}）。确需再提交一件的，请再次点击“提交申请”。",
            f"You have just handed in an application for this ({number}). To hand in another, press Hand in again.",
        )
        self.number = number

    def same(self, application: Application) -> bool:
        """Whether that case holds all this application says; files kept in the draft went with the first."""
        first: Any = opened(self.number).happened[0].event
        brought = {(asked, file) for asked, _, file in first.papers}
        said = (first.applicant, first.form) == (application.applicant, application.form)
        return said and application.papers.items() <= brought


@may("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def apply(request: HttpRequest, service_id: str) -> HttpResponse:
    """Show the form with what was filled in before; keep it as a draft, or hand it in."""
    found = offer(service_id)
    offered = service_of(found.published_id)
    draft = Draft.objects.filter(owner=request.user, edition_id=found.published_id).first()
    kept: dict[str, Any] = {
        "form": draft.form if draft else {},
        "papers": draft.papers if draft else {},
        "conditions": draft.conditions if draft else {},
    }
    if request.method != "POST":
        return _form(request, found, offered, kept, {})
    kept, wrong = _read(request, offered, kept)
    actions.draft(owner=request.user, edition=found.published_id, said=kept, now=timezone.now())
    if wrong or "hand_in" not in request.POST:
        if not wrong:
            messages.success(request, say("The draft is saved.", "草稿已保存。"))
        return _form(request, found, offered, kept, wrong)
    return _hand_in(request, found, offered, kept)


def _read(
    request: HttpRequest, offered: Service, kept: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form says now, files kept one by one, and what is wrong, by field."""
    post = request.POST
    form = {name: _typed(request, f"form-{n}", LONGEST) for n, name in enumerate(offered.form)}
    form |= {key: _typed(request, key, 100) for key in ("name", "code", "phone")}
    papers, wrong = _files(request, len(offered.asked), dict(kept["papers"]))
    situation = told(offered, post)
    form |= {f"{CHOICE}{group}": step for group, step in situation.chosen.items()}
    if "hand_in" in post:
        wrong |= unanswered(offered, situation)
    return {"form": form, "papers": papers, "conditions": situation.conditions}, wrong


def _typed(request: HttpRequest, name: str, longest: int) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:longest]


def _files(request: HttpRequest, count: int, papers: dict[str, int]) -> tuple[dict[str, int], dict[str, str]]:
    """The files after this form: dropped ones gone, sound ones kept, and why others were not taken, by field."""
    wrong = {}
    for n in range(count):
        if f"drop-{n}" in request.POST:
            papers.pop(str(n), None)
        file = request.FILES.get(f"paper-{n}")
        if file is None:
            continue
        try:
            paper = keep(
                owner=request.user, name=file.name or "file", content=file.read(), now=timezone.now()
            )
            papers[str(n)] = paper.pk
        except Refused as refused:
            wrong[f"paper-{n}"] = said(refused)
    return papers, wrong


def _chosen(form: dict[str, str]) -> dict[str, str]:
    """The alternatives taken, out of a draft's answers."""
    return {key.removeprefix(CHOICE): step for key, step in form.items() if key.startswith(CHOICE)}


def _form(
    request: HttpRequest, found: Offer, offered: Service, kept: dict[str, Any], wrong: dict[str, str]
) -> HttpResponse:
    person, brought = request.user, papers_of(int(id) for id in kept["papers"].values())
    form = kept["form"]
    asked = [
        (n, asked, brought.get(kept["papers"].get(str(n))), wrong.get(f"paper-{n}", ""))
        for n, asked in enumerate(offered.asked)
    ]
    who = _who(person, form)
    shown = {
        "offer": found,
        "service": offered,
        "who": who,
        "questions": [(n, name, form.get(name, "")) for n, name in enumerate(offered.form)],
        **questions(offered, Situation(kept["conditions"], _chosen(form)), wrong),
        "asked": asked,
        "wrong": wrong,
        "after": _newest(request, found),
    }
    return render(request, "portal/apply.html", shown, status=422 if wrong else 200)


def _who(person: Any, form: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """The applicant's fields: key, label, value (what is on file where nothing was typed), what a browser may fill in."""
    return [
        ("name", say("Name", "申请人姓名或名称"), form.get("name") or person.name_zh, "name"),
        (
            "code",
            say("Id number or credit code", "证件号码或统一社会信用代码"),
            form.get("code") or person.id_code,
            "off",
        ),
        ("phone", say("Phone", "联系电话"), form.get("phone") or person.phone, "tel"),
    ]


def _newest(request: HttpRequest, found: Offer) -> str:
    """The number of the case of this service the reader handed in last; "" when there is none."""
    mine = Case.objects.filter(owner=request.user, edition_id=found.published_id).order_by("-id")
    return mine.values_list("number", flat=True).first() or ""


def _application(kept: dict[str, Any]) -> Application:
    form = dict(kept["form"])
    applicant = {key: form.pop(key, "") for key in ("name", "code", "phone")}
    chosen = _chosen(form)
    answers = {key: value for key, value in form.items() if value and not key.startswith(CHOICE)}
    papers = {int(n): str(id) for n, id in kept["papers"].items()}
    return Application("", (), applicant, "online", answers, papers, kept["conditions"], chosen)


@transaction.atomic
def _once(request: HttpRequest, found: Offer, application: Application) -> str:
    """Hand in, unless a case was made since the page was shown; its number. Raises Refused as apply does, and Again."""
    # One application of a person at a time: of a form sent twice at once, the second sees the case of the first.
    Person.objects.select_for_update().get(pk=request.user.pk)
    newest = _newest(request, found)
    if newest != request.POST.get("after", newest):
        raise Again(newest)
    return actions.apply(
        edition=found.published_id,
        application=application,
        actor=acting(request),
        now=timezone.now(),
        owner=request.user,
    )


def _hand_in(request: HttpRequest, found: Offer, offered: Service, kept: dict[str, Any]) -> HttpResponse:
    application = _application(kept)
    try:
        number = _once(request, found, application)
    except Again as again:
        if not again.same(application):
            return _form(request, found, offered, kept, {"all": said(again)})
        actions.discard(owner=request.user, edition=found.published_id)
        messages.info(request, say("This was handed in already.", "这份申请已经提交过，不用重复提交。"))
        return redirect("portal:case", number=again.number)
    except Refused as refused:
        return _form(request, found, offered, kept, {"all": said(refused)})
    messages.success(request, say("Your application was handed in.", "申请已提交。"))
    return redirect("portal:case", number=number)
