"""Applying: one form, kept as a draft with every file as it is chosen, shown as what will be applied for, handed in once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.drafts import Files, discard, draft
from jianzheng.apps.cases.models import Draft
from jianzheng.apps.cases.queries import opened
from jianzheng.apps.catalogue.queries import Offer, offer
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.apps.papers.actions import keep
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Application
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.web.portal.form import Kept, newest, shown, signature
from jianzheng.web.ui.answers import answers, wrong_answers
from jianzheng.web.ui.applicant import applicant_of, of_account, wrong_applicant
from jianzheng.web.ui.case import acting, refusing
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.promises import confirmed, resumed, written
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.situation import CHOICE, parts, told, unanswered
from jianzheng.web.ui.sparing import left_out, many_files


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
        said = (first.applicant, first.form, dict(first.promises)) == (
            application.applicant,
            application.form,
            application.promises,
        )
        return said and application.papers.items() <= brought


@many_files
@may("citizen")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def apply(request: HttpRequest, service_id: str) -> HttpResponse:
    """Show the form with what was filled in before; keep it as a draft, or hand it in."""
    found = offer(service_id)
    offered = service_of(found.published_id)
    kept = _kept(request, found)
    if request.method != "POST":
        return shown(request, found, offered, kept, {})
    kept, wrong = _read(request, found, offered)
    if "hand_in" not in request.POST:
        if "save" in request.POST and not wrong:
            messages.success(request, say("The draft is saved.", "草稿已保存。"))
        return shown(request, found, offered, kept, wrong)
    wrong |= _still_open(request, offered, kept)
    if wrong:
        return shown(request, found, offered, kept, wrong)
    return _hand_in(request, found, offered, kept)


def _kept(request: HttpRequest, found: Offer) -> Kept:
    """What the draft holds; of a draft never begun, what is known of whoever is signed in."""
    draft = Draft.objects.filter(owner=reader(request), edition_id=found.published_id).first()
    if draft is None:
        form = of_account({"phone": reader(request).phone}, reader(request), timezone.localdate())
        return Kept(form, {}, {})
    return Kept(resumed(draft.form), dict(draft.papers), dict(draft.conditions))


def _read(request: HttpRequest, found: Offer, offered: Service) -> tuple[Kept, dict[str, str]]:
    """What the form says now, kept in the draft with every file that is sound; which were not taken, by field."""
    post = request.POST
    form = (
        answers(offered, post) | of_account(post, request.user, timezone.localdate()) | written(offered, post)
    )
    files, wrong = _files(request, len(offered.asked))
    situation = told(offered, post)
    form |= {f"{CHOICE}{group}": step for group, step in situation.chosen.items()}
    said_ = {"form": form, "conditions": situation.conditions}
    papers = draft(
        owner=reader(request), edition=found.published_id, said=said_, files=files, now=timezone.now()
    )
    return Kept(form, papers, situation.conditions), wrong


def _files(request: HttpRequest, count: int) -> tuple[Files, dict[str, str]]:
    """The files dropped and those kept now, and why others were not taken, by field."""
    wrong = {field: said(why) for field, why in left_out(request).items()}
    added = {}
    for n in range(count):
        file = request.FILES.get(f"paper-{n}")
        if file is None:
            continue
        try:
            paper = keep(
                owner=reader(request), name=file.name or "file", content=file.read(), now=timezone.now()
            )
            added[str(n)] = paper.pk
        except Refused as refused:
            wrong[f"paper-{n}"] = said(refused)
    dropped = {str(n) for n in range(count) if f"drop-{n}" in request.POST}
    return (dropped, added), wrong


def _still_open(request: HttpRequest, offered: Service, kept: Kept) -> dict[str, str]:
    """What keeps the form from being handed in, by field; "all" where only a second look is needed."""
    situation = kept.situation
    wrong = wrong_applicant(kept.form, timezone.localdate())
    wrong |= wrong_answers(offered, kept.form) | unanswered(offered, situation)
    wrong |= _promises(offered, kept)[1]
    now = signature(parts(offered, situation))
    if not wrong and request.POST.get("seen", now) != now:
        wrong["all"] = say(
            "Your answers change what is applied for; the lists below are new. Look through them and hand in again.",
            "您的回答改变了要申请的事项和材料，下面的清单已更新。请看一遍，再点“提交申请”。",
        )
    return wrong


def _application(offered: Service, kept: Kept) -> Application:
    """What is handed in: only the papers of what is applied for."""
    situation = kept.situation
    asked = {n for part in parts(offered, situation) for n in part.asked}
    given = {name: kept.form[name] for name in offered.form if kept.form.get(name)}
    promises, _ = _promises(offered, kept)
    papers = {int(n): str(id) for n, id in kept.papers.items() if int(n) in asked - promises.keys()}
    who, holds = applicant_of(kept.form), situation.conditions
    return Application("", (), who, "online", given, papers, holds, situation.taken, promises=promises)


def _promises(offered: Service, kept: Kept) -> tuple[dict[int, str], dict[str, str]]:
    """The promises made in place of materials of what is applied for, and what is wrong with others, by field."""
    needed = [part for part in parts(offered, kept.situation) if part.needed]
    asked = [n for part in needed for n in part.asked]
    return confirmed(offered, asked, [part.place for part in needed], kept.form)


@transaction.atomic
def _once(request: HttpRequest, found: Offer, application: Application) -> str:
    """Hand in, unless a case was made since the page was shown; its number. Raises Refused as apply does, and Again."""
    # One application of a person at a time: of a form sent twice at once, the second sees the case of the first.
    Person.objects.select_for_update().get(pk=reader(request).pk)
    last = newest(request, found)
    if last != request.POST.get("after", last):
        raise Again(last)
    return actions.apply(
        edition=found.published_id,
        application=application,
        actor=acting(request),
        now=timezone.now(),
        owner=request.user,
    )


def _hand_in(request: HttpRequest, found: Offer, offered: Service, kept: Kept) -> HttpResponse:
    application = _application(offered, kept)
    try:
        number = _once(request, found, application)
    except Again as again:
        if not again.same(application):
            return shown(request, found, offered, kept, {"all": said(again)})
        discard(owner=reader(request), edition=found.published_id)
        messages.info(request, say("This was handed in already.", "这份申请已经提交过，不用重复提交。"))
        return redirect("portal:case", number=again.number)
    except Refused as refused:
        return shown(request, found, offered, kept, {"all": said(refused)})
    messages.success(request, say("Your application was handed in.", "申请已提交。"))
    return redirect("portal:case", number=number)
