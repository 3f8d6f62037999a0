"""Applying: which matters get a number, and what is handed in with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, stated
from jianzheng.core.case.ban import Ban, check
from jianzheng.core.case.clocks import Moment
from jianzheng.core.case.scope import Scope, scope
from jianzheng.core.case.terms import NOTICE
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

HANDLINGS = ("brought", "on_file", "promised", "tolerated", "missing")
Rows = tuple[tuple[int, str, str], ...]
"""Papers: material, how it came, its file."""


@dataclass(frozen=True, slots=True)
class Application:
    """What is applied for: numbers for the service's matters (43-character case codes; those of matters the situation does
    not need are not taken up), who applies, the form's answers, the
    papers handed in (asked → name of the file), the conditions that hold, and alternatives chosen (group → step id)."""

    service: str
    numbers: tuple[str, ...]
    applicant: Mapping[str, str]
    channel: str = "window"
    form: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[int, str] = field(default_factory=dict)
    conditions: Mapping[str, bool] = field(default_factory=dict)
    choose: Mapping[str, str] = field(default_factory=dict)
    simulated: bool = False
    renews_until: Moment = 0


def apply(act: Act, application: Application, *, bans: Iterable[Ban] = ()) -> Events:
    """An application is handed in: a number for every matter, the clock of the notice starts. Raises Refused when the
    applicant is not named or a question of the form is open, Banned while the law bars them from applying again."""
    for key, zh, en in (
        ("name", "申请人姓名或名称", "the applicant's name"),
        ("code", "证件号码", "the id number"),
    ):
        stated(application.applicant.get(key, ""), zh, en)
    within = scope(act.service, application.conditions, application.choose)
    numbers = _numbered(act.service, application, within)
    check(bans, (act.service.matters[place] for place in within.matters), act.rules.day(act.at))
    papers = tuple((asked, "brought", file) for asked, file in sorted(application.papers.items()) if file)
    known(act.service, papers)
    return (
        e.Applied(
            next(filter(None, numbers)),
            application.service,
            application.channel,
            numbers,
            dict(application.applicant),
            act.rules.clock(act.rules.terms.get(NOTICE.id, NOTICE), act.at),
            dict(application.form),
            within.gone,
            papers,
            application.simulated,
            application.renews_until,
        ),
    )


def _numbered(service: Service, application: Application, within: Scope) -> tuple[str, ...]:
    """A number for every matter applied for, "" for the others. Raises Refused where nothing is left to apply for."""
    if not within.matters:
        raise Refused(
            "按您所说的情形，没有需要申请的事项。请核对您的回答。",
            "In the situation you describe there is nothing to apply for; check your answers.",
        )
    if len(application.numbers) != len(service.matters):
        raise ValueError("one number for every matter")
    return tuple(
        number if place in within.matters else "" for place, number in enumerate(application.numbers)
    )


def known(service: Service, papers: Rows) -> None:
    """Refuse papers for a material that is none, or that came in a way that is none."""
    for asked, handling, _ in papers:
        if not 0 <= asked < len(service.asked) or handling not in HANDLINGS:
            raise Refused(
                "材料清单已有变化，请刷新页面。", "The list of materials has changed; reload the page."
            )
