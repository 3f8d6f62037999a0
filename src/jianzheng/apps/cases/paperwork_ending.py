"""What the papers of the work and its end say: pauses, longer terms, decisions, licences."""

from __future__ import annotations

from typing import Any

from jianzheng.apps.cases.occasion import Occasion, answers, day_of, ends_on, spelt
from jianzheng.apps.cases.paperwork_intake import debt_line
from jianzheng.apps.cases.rules import last_day
from jianzheng.apps.papers.queries import of_case
from jianzheng.core.case.debts import owed
from jianzheng.core.case.terms import PAUSES
from jianzheng.core.clock import Unit
from jianzheng.core.codes import MalformedCode, parse_uscc
from jianzheng.core.document import NEW_TERMS, TIME_NEEDED, VALID, DocumentKind, Line
from jianzheng.core.ground import UNSTATED, GroundKind
from jianzheng.core.service import Matter
from jianzheng.core.text import Text

_38 = DocumentKind.DECISION.article.cite


def grounds(matter: Matter | None) -> tuple[str, ...]:
    """The articles a decision applies, as far as they are registered: what the matter rests on, else what sets its term; and
    for a licence what the licensing law says of decisions."""
    if matter is None:
        return ()
    term = matter.legal.ground if matter.legal and matter.legal.ground.kind is GroundKind.LAW else UNSTATED
    own = matter.ground if matter.ground.kind is not GroundKind.HABIT and matter.ground.cite else term
    known = () if own is term and own.cite.startswith("行政许可法") else (own.cite,)
    cites = (*known, _38 if matter.is_licence else "")
    return tuple(cite for cite in cites if cite)


def paused(occasion: Occasion) -> dict[str, Any]:
    """The clock stops: for what, and how long it will take."""
    event, until = occasion.event, day_of(occasion.event.until)
    why = PAUSES.get(event.reason, Text(event.reason, event.reason))
    return {
        "paragraphs": (
            Text(
                f"您申请的事项依法需要{why.zh}，所需时间不计算在办理期限内。{why.zh}结束或者到期后，办理期限继续计算。",
                f"What you applied for needs {why.en} by law; its time is not counted. The term runs on when it ends, or on "
                f"the day below.",
            ),
        ),
        "lines": ((TIME_NEEDED, Text(f"至{until.zh}", f"until {until.en}")),),
        "grounds": (DocumentKind.PAUSE.article.cite,) if occasion.licensing else (),
    }


def extended(occasion: Occasion) -> dict[str, Any]:
    """A longer term: by how much, why, on whose approval, and the last day of every term that moved."""
    event = occasion.event
    terms = event.moved
    natural = any(clock.unit == Unit.NATURAL.value for clock in terms.values())
    unit = Text("日", "days") if natural else Text("个工作日", "working days")
    by = (
        Text("本级人民政府负责人", "the head of the people's government")
        if event.whole
        else Text("本机关负责人", "the head of this organ")
    )
    said = Text(
        f"您申请的事项不能在原期限内办结，经{by.zh}批准，办理期限延长{event.days}{unit.zh}。理由：",
        f"What you applied for cannot be decided within its term. With the approval of {by.en} it is {event.days} {unit.en} "
        f"longer. Why:",
    )
    licensing = any(m.is_licence for m in occasion.matters) if event.whole else occasion.licensing
    return {
        "paragraphs": (said, *spelt(event.reason)),
        "lines": (*_covered(occasion), *((NEW_TERMS[name], ends_on(clock)) for name, clock in terms.items())),
        "closing": (STANDS,) if event.promised and not event.whole else (),
        "grounds": (DocumentKind.EXTENSION.article.cite,) if licensing else (),
    }


STANDS = Text(
    "本机关承诺的期限不变。超过承诺期限办结的，以上述理由向社会公开说明（优化营商环境条例第三十六条）。",
    "The term this organ promised stands. Where it is overrun, the reason above is made public (Business Environment "
    "Regulation, art. 36).",
)


def _covered(occasion: Occasion) -> tuple[Line, ...]:
    """Every matter a longer joint term is about; none where the paper names its one matter already."""
    if not occasion.event.whole:
        return ()
    titles = [matter.title for matter in occasion.matters]
    names = Text("、".join(t.zh for t in titles), "; ".join(t.en or t.zh for t in titles))
    return ((Text("联合办理的事项", "Matters handled jointly"), names),)


def decided(occasion: Occasion) -> dict[str, Any]:
    """The decision: what, on what articles, what is still owed and what follows otherwise, and how to object."""
    event, matter = occasion.event, occasion.matter
    says = _refused(occasion) if event.outcome == "refuse" else _granted(occasion)
    return {"grounds": grounds(matter), **says}


def _refused(occasion: Occasion) -> dict[str, Any]:
    event = occasion.event
    what = Text("不予行政许可", "refuse the licence") if occasion.licensing else Text("不予办理", "refuse it")
    said = Text(
        f"经审查，您的申请不符合法定条件，决定{what.zh}。理由：",
        f"Your application was examined and does not meet the conditions; it was decided to {what.en}. Why:",
    )
    return {
        "paragraphs": (said, *spelt(event.reasons)),
        "remedies": spelt(event.remedies),
        "title": unless(occasion.licensing, Text("不予办理决定书", "Decision to refuse")),
    }


def _granted(occasion: Occasion) -> dict[str, Any]:
    event = occasion.event
    gap = event.outcome == "grant_with_gap"
    said = _with_gap(occasion) if gap else _without_gap(occasion)
    name = "准予行政许可决定书" if occasion.licensing else "准予办理决定书"
    title = (
        Text(f"{name}（容缺）", "Decision to grant, papers to follow")
        if gap
        else Text(name, "Decision to grant")
    )
    return {
        "paragraphs": (said, *spelt(event.reasons)),
        "lines": (*answers(occasion), *_valid(occasion, event.valid_until), *_debts(occasion)),
        "valid_until": last_day(event.valid_until),
        "remedies": spelt(event.remedies) or (occasion.remedies,),
        "title": unless(occasion.licensing and not gap, title),
    }


def unless(usual: bool, title: Text) -> Text:
    """The title, where it is not the usual one of the kind."""
    return Text("") if usual else title


def _without_gap(occasion: Occasion) -> Text:
    what = Text("准予行政许可", "grant the licence") if occasion.licensing else Text("准予办理", "grant it")
    return Text(
        f"经审查，您的申请符合法定条件，决定{what.zh}。",
        f"Your application was examined and meets the conditions; it was decided to {what.en}.",
    )


def _with_gap(occasion: Occasion) -> Text:
    what = (
        Text("容缺准予行政许可", "grant the licence")
        if occasion.licensing
        else Text("容缺准予办理", "grant it")
    )
    return Text(
        f"经审查，决定{what.zh}。下列容缺材料补齐并核销之前，不发放证件或者结果；逾期没有补齐的，视为撤回申请，本决定不再有效。",
        f"It was decided to {what.en} though papers are to follow. Nothing is issued until the papers below have come and were "
        f"checked; if they do not come in time, the application counts as withdrawn and this decision is void.",
    )


def _debts(occasion: Occasion) -> tuple[Line, ...]:
    """What is owed for the matter when it is decided."""
    case, id = occasion.case, occasion.service.matters[occasion.place].id
    mine = set(owed(case, occasion.service, occasion.place)) | {
        debt.asked
        for debt in case.debts
        if debt.kind == "promised"
        and debt.state == "open"
        and id in occasion.service.asked[debt.asked].matters
    }
    return tuple(debt_line(occasion, debt) for debt in case.debts if debt.asked in mine)


def _valid(occasion: Occasion, until: int) -> tuple[Line, ...]:
    """Until when it is valid, with the ground of a term the service sets; nothing where no end is set."""
    if not until:
        return ()
    ground = occasion.matter.valid_ground.cite if occasion.matter else ""
    day = day_of(until)
    return (
        (
            VALID,
            Text(f"至{day.zh}" + (f"（依据：{ground}）" if ground else ""), f"until {day.en}"),
        ),
    )


_ENDLESS = (VALID, Text("决定没有规定期限", "the decision sets no end"))


def licence(occasion: Occasion) -> dict[str, Any]:
    """The licence: its number, what is permitted to whom, what the form asked, how long it is valid, and the decision."""
    event, matter = occasion.event, occasion.service.matters[occasion.place]
    lines: tuple[Line, ...] = (
        *_credit_code(occasion.applied.applicant.get("code", "")),
        *answers(occasion),
        *(_valid(occasion, event.valid_until) or (_ENDLESS,)),
        (Text("证件编号", "Number of the licence"), Text(event.number, event.number)),
        *decision(occasion),
    )
    own = matter.ground.cite
    return {
        "lines": lines,
        "grounds": (own,) if own else (),
        "title": matter.result,
        "valid_until": last_day(event.valid_until),
    }


def _credit_code(code: str) -> tuple[Line, ...]:
    """The code of an organisation; a citizen's own number is on no licence."""
    try:
        parse_uscc(code)
    except MalformedCode:
        return ()
    return ((Text("统一社会信用代码", "Unified social credit code"), Text(code)),)


def decision(occasion: Occasion) -> tuple[Line, ...]:
    """The decision it rests on, by its number."""
    found = [p.document.number for p in of_case(occasion.number) if p.document.kind is DocumentKind.DECISION]
    return ((Text("决定书文号", "Decision"), Text(found[-1])),) if found else ()
