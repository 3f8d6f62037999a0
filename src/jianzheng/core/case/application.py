"""Applying: which matters get a number, and what is handed in with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from jianzheng.core import promise
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, stated
from jianzheng.core.case.ban import Ban, check
from jianzheng.core.case.clocks import Moment
from jianzheng.core.case.scope import Scope, scope
from jianzheng.core.case.terms import NOTICE
from jianzheng.core.promise import Broken
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

APPLICANT = (("name", "申请人姓名或名称", "the applicant's name"), ("code", "证件号码", "the id number"))
"""What an application must say of whoever applies."""
HANDLINGS = ("brought", "on_file", "promised", "tolerated", "missing")
Row = tuple[int, str, str]
Rows = tuple[Row, ...]
"""Papers: material, how it came, its file."""
NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Application(NamedTuple):
    """What is applied for: numbers for the service's matters (43-character case codes; those of matters the situation does
    not need are not taken up), who applies, the form's answers, the
    papers handed in (asked → name of the file), the conditions that hold, alternatives chosen (group → step id), what is
    promised instead of handed in (asked → version of the text that was read), and where it began if not here (as
    `Applied.moved`)."""

    service: str
    numbers: tuple[str, ...]
    applicant: Mapping[str, str]
    channel: str = "window"
    form: Mapping[str, str] = NOTHING
    papers: Mapping[int, str] = NOTHING
    conditions: Mapping[str, bool] = NOTHING
    choose: Mapping[str, str] = NOTHING
    simulated: bool = False
    renews_until: Moment = 0
    promises: Mapping[int, str] = NOTHING
    moved: tuple[str, ...] = ()


def apply(
    act: Act, application: Application, *, bans: Iterable[Ban] = (), broken: Iterable[Broken] = ()
) -> Events:
    """An application is handed in: a number for every matter, the clock of the notice starts. Raises Refused when the
    applicant is not named or a question of the form is open, Banned while the law bars them from applying again, Distrusted
    where they promise though a promise found false (`broken`) counts against them."""
    for key, zh, en in APPLICANT:
        stated(application.applicant.get(key, ""), zh, en)
    within = scope(act.service, application.conditions, application.choose)
    numbers = _numbered(act.service, application, within)
    check(bans, (act.service.matters[place] for place in within.matters), act.rules.day(act.at))
    papers = handed(act.service, application.papers, application.promises, within.matters)
    promise.check(broken if application.promises else ())
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
            tuple(sorted(application.promises.items())),
            application.moved,
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


def handed(
    service: Service, papers: Mapping[int, str], promises: Mapping[int, str], places: Iterable[int]
) -> Rows:
    """What an applicant hands in: files, and promises in place of the material. Raises Refused for a material that is none,
    for one that cannot be promised, and for a promise whose text nobody read."""
    rows = {n: (n, "brought", file) for n, file in papers.items() if file}
    rows |= {n: (n, "promised", "") for n in promises}
    known(service, rows.values())
    for n, version in promises.items():
        permitted(service, n, promise.needing(service, n, places))
        stated(version, "已阅读的告知内容", "which notice was read")
    return tuple(rows[n] for n in sorted(rows))


def permitted(service: Service, asked: int, places: Iterable[int]) -> None:
    """Refuse a promise in place of a material that one of the matters (`places`) which need it has to see."""
    if not promise.promisable(service, asked, places):
        title = service.asked[asked].title
        raise Refused(
            f"“{title.zh}”不适用告知承诺，请提交材料。",
            f"“{title.en or title.zh}” cannot be replaced by a promise; hand it in.",
        )


def known(service: Service, papers: Iterable[Row], lines: Collection[int] = ()) -> None:
    """Refuse papers for a material that is none, neither of the list nor of the free `lines` of a notice, or that came in a way
    that is none."""
    for asked, handling, _ in papers:
        listed = 0 <= asked < len(service.asked) and handling in HANDLINGS
        if not listed and asked not in lines:
            raise Refused(
                "材料清单已有变化，请刷新页面。", "The list of materials has changed; reload the page."
            )
