"""The rule sets side by side: their rules, their sources, and what the board would show under each."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.rules import moment
from jianzheng.apps.catalogue.queries import in_force, service
from jianzheng.apps.oversight import rules as here
from jianzheng.apps.oversight.compare import compared
from jianzheng.apps.people.roles import titles
from jianzheng.core.case import Light
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.core.watch import KINDS, LightRule
from jianzheng.web.ui.may import may
from jianzheng.web.watch.opening import WATCHERS, scope


@may(*WATCHERS)
@never_cache
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show all sets, one of them opened."""
    sets, running = here.sets(), here.chosen().id
    asked = request.GET.get("set", "")
    opened = sets.get(asked) or sets[running]
    rows = compared(list(sets.values()), running, moment(timezone.now()), scope(request))
    shown = {
        "rows": rows,
        "lights": list(Light),
        "opened": opened,
        "source": halves(opened.source),
        "written": [(rule, worded(rule, opened.rules), titles(rule.notify)) for rule in opened.rules],
        "figures": [(each, halves(each.source)) for each in here.figures()],
        "answers": _answers(),
        "ladder": [(rung, titles([rung.by]), titles(rung.to), halves(rung.source)) for rung in here.ladder()],
    }
    return render(request, "watch/rules.html", shown)


def _answers() -> list[tuple[Text, Term]]:
    """The services whose organ sets a day for the answer to its one notice, each with that term."""
    offered = (service(one.published_id) for one in in_force())
    return [(one.title, one.answer) for one in offered if one.answer]


def halves(source: str) -> Text:
    """A source of a pack, written "中文 / English"."""
    zh, _, en = source.partition(" / ")
    return Text(zh, en)


def worded(rule: LightRule, others: Iterable[LightRule] = ()) -> Text:
    """A rule as a sentence, with the graver card that hides its own where `others` of its set give one at the same moment."""
    said = _when(rule)
    same = (rule.trigger, rule.threshold, rule.event)
    over = [
        one.card for one in others if (one.trigger, one.threshold, one.event) == same and one.card > rule.card
    ]
    if not over:
        return said
    card = max(over).title
    return Text(
        f"{said.zh}；此时另有规则给{card.zh}，亮灯从重",
        f"{said.en}; another rule gives a {card.en} then, and the graver card is shown",
    )


def _when(rule: LightRule) -> Text:
    n = rule.threshold
    if rule.trigger == "remaining" and n == 1:
        return Text(
            "期限最后一天（当天计入，剩余 1 个工作日）",
            "on the last day of the term (1 working day left, today counted)",
        )
    if rule.trigger == "remaining":
        return Text(f"剩余不超过 {n} 个工作日（当天计入）", f"at most {n} working days left, today counted")
    if rule.trigger == "ratio":
        return Text(f"剩余不超过期限的 {n}%", f"at most {n} % of the term left")
    if rule.trigger == "overdue":
        return Text(f"超期第 {n} 个工作日起", f"from working day {n} past due")
    kind = KINDS[rule.event].title
    return Text(f"发现“{kind.zh}”", f"found: {kind.en}")
