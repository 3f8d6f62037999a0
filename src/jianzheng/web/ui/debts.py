"""What a case still owes, alike in every room: papers that follow, promises, by when, who checks, what follows otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, local, rules
from jianzheng.apps.people.queries import organ
from jianzheng.core.case import Debt, checks, needless
from jianzheng.core.case.events import DebtHandedIn, DebtReturned, PromiseBroken
from jianzheng.core.case.owing import why_owed
from jianzheng.core.text import Text
from jianzheng.web.ui.timeline.ending import CONSEQUENCES


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper owed or a promise: its number among the materials, where it stands, `by` what its last day is for; `comes` while
    the applicant is to hand it in, `check` while its checker has to look at it; `since` when it was handed in, `returned`
    why it was sent back; `over` once the matter it bears on ended; `false` a promise found false, `wrong` what was found;
    `why` whether its last day can be explained."""

    asked: int
    material: Text
    promise: bool
    false: bool
    state: Text
    by: Text
    due: date | None
    checker: Text
    organ: str
    consequence: Text
    comes: bool
    check: bool
    file: bool
    since: date | None
    returned: str
    wrong: str
    over: bool
    why: bool


_STATES = {
    ("tolerated", "open"): Text("待补交", "to be handed in"),
    ("tolerated", "handed_in"): Text("已补交，待核查", "handed in, to be checked"),
    ("tolerated", "settled"): Text("已补齐并核查", "handed in and checked"),
    ("tolerated", "lapsed"): Text("逾期未补", "not handed in in time"),
    ("promised", "open"): Text("已承诺，待核查", "promised, to be checked"),
    ("promised", "settled"): Text("核查属实", "checked and true"),
    ("promised", "lapsed"): Text("未按期核查，仍须核查", "not checked in time, still to be checked"),
    ("false", "handed_in"): Text("已提交整改材料，待核查", "put right, to be checked"),
    ("false", "open"): Text("承诺不实，限期整改", "found false, to be put right"),
    ("false", "settled"): Text("已整改并核查", "put right and checked"),
    ("false", "lapsed"): Text("承诺不实，逾期未整改", "found false, not put right in time"),
    ("repaired", "settled"): Text("已整改并核查，信用已修复", "put right and checked, credit repaired"),
}
_OVER = Text("不再需要（事项已结束）", "no longer needed: the matter has ended")
_BY = {
    "tolerated": Text("补交期限", "to be handed in by"),
    "promised": Text("核查期限", "to be checked by"),
    "false": Text("整改期限", "to be put right by"),
    "repaired": Text("整改期限", "to be put right by"),
}


def debts(found: Opened) -> list[Owed]:
    """Everything the case was accepted without, in the order of the list of materials."""
    checkable = {debt.asked for debt in checks(found.case, found.service)}
    return [_owed(found, debt, debt.asked in checkable) for debt in found.case.debts]


def _owed(found: Opened, debt: Debt, check: bool) -> Owed:
    events = [each for each in found.happened if getattr(each.event, "asked", -1) == debt.asked]
    came = [each.at for each in events if isinstance(each.event, DebtHandedIn)]
    wrong = [each.event.found for each in events if isinstance(each.event, PromiseBroken)]
    back = [each.event.reason for each in events if isinstance(each.event, DebtReturned)]
    handed = local(came[-1]) if came else None
    came_or_promised = debt.kind != "false" or debt.state == "handed_in"
    over = needless(found.case, found.service, debt)
    return Owed(
        debt.asked,
        found.service.asked[debt.asked].title,
        debt.kind != "tolerated",
        debt.kind == "false",
        _OVER if over else _STATES.get((debt.kind, debt.state), Text(debt.state)),
        _BY[debt.kind],
        last_day(debt.due),
        organ(debt.checker).title,
        debt.checker,
        CONSEQUENCES.get(debt.consequence, Text(debt.consequence)),
        debt.kind != "promised" and debt.state == "open" and not over,
        check and came_or_promised,
        any(paper.file.isdecimal() for paper in found.case.papers if paper.asked == debt.asked),
        handed.date() if handed else None,
        back[-1] if back and debt.state == "open" else "",
        wrong[-1] if wrong else "",
        over,
        why_owed(debt, found.happened, rules()) is not None,
    )
