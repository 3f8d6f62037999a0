"""What one can apply for: the services in force, found by words, and the guide of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.models import Draft
from jianzheng.apps.cases.overrun import Overrun, overrun
from jianzheng.apps.catalogue.queries import in_force, offer
from jianzheng.apps.catalogue.queries import service as service_of
from jianzheng.apps.people.queries import organ, supervising
from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.service import ENDINGS, Service
from jianzheng.core.text import Text
from jianzheng.web.ui.errors import page
from jianzheng.web.ui.may import may_anyone, reader
from jianzheng.web.ui.say import said, say
from jianzheng.web.ui.situation import parts, questions, told


@may_anyone
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List the services whose name holds every word asked for."""
    words = request.GET.get("q", "").strip()[:100]
    wanted = words.lower().split()
    found = [
        one
        for one in in_force()
        if all(word in f"{one.title.zh} {one.title.en} {one.service_id}".lower() for word in wanted)
    ]
    drafts = []
    if getattr(request.user, "role", "") == "citizen":
        drafts = list(
            Draft.objects.filter(owner=reader(request)).select_related("edition").order_by("-changed_at")
        )
    groups = [
        ("person", [o for o in found if o.audience == "person"]),
        ("firm", [o for o in found if o.audience != "person"]),
    ]
    shown = {"groups": [g for g in groups if g[1]], "words": words, "drafts": drafts, "count": len(found)}
    return render(request, "portal/services.html", shown)


@may_anyone
@require_safe
def guide(request: HttpRequest, service_id: str) -> HttpResponse:
    """Show the guide of a service: matters with limits and articles, materials once, steps and who does them."""
    try:
        found = offer(service_id)
    except Refused as refused:
        return page(request, 404, say("This cannot be shown", "无法显示"), said(refused))
    offered = service_of(found.published_id)
    several = len(offered.matters) > 1
    own = [step for step in offered.process.steps if not several or step.kind not in ENDINGS]
    steps = [(step, _called(offered, step), organ(step.office).title) for step in own]
    matters = [(matter, organ(matter.organ)) for matter in offered.matters]
    fees = [fee for step in offered.process.steps for fee in step.fees]
    unlisted = [part for part in parts(offered, told(offered, {})) if not part.listed]
    shown = {"offer": found, "service": offered, "steps": steps, "matters": matters, "fees": fees}
    shown |= {
        "asked": [offered.called(name) for name in offered.form],
        "unlisted": unlisted,
        "window": organ(offered.window) if offered.window else None,
        "watchers": supervising(),
        "overrun": _overrun(offered),
        "situation": questions(offered, told(offered, {}), {}),
    }
    return render(request, "portal/guide.html", shown)


def _called(offered: Service, step: Step) -> Text:
    """A step as the guide lists it: of several matters, one that is not the matter's own is listed with the matter's name."""
    matter = offered.matters[offered.owner[offered.process.index[step.id]]]
    if len(offered.matters) == 1 or str(step.title) == str(matter.title):
        return step.title
    return Text(f"{matter.title.zh}：{step.name}", f"{matter.title.en}: {step.en}")


def _overrun(offered: Service) -> list[tuple[Text, Overrun]]:
    """The promised terms of this service's matters that were overrun after an extension, each with its matter's name."""
    titles = {matter.id: matter.title for matter in offered.matters}
    organs = {matter.organ for matter in offered.matters} | {offered.window}
    return [(titles[one.matter], one) for one in overrun(organs=organs, matters=titles, now=timezone.now())]
