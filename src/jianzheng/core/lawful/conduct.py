"""Invariants about who does a step, how, and how long: inspection, hearing, power, clocks, natural persons."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.burden import tidy
from jianzheng.core.examine.limits import legal_days
from jianzheng.core.ground import GroundKind
from jianzheng.core.lawful.breach import Breach, Change
from jianzheng.core.text import Text

FEWEST_INSPECTORS = 2
PAUSES = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")
"""The closed list of art. 45: only these stop the clock of a licence."""
DECIDING = ("decide", "sign", "hear")


def r4_two_inspectors(change: Change) -> Iterator[Breach]:
    """A check on site keeps two staff or more."""
    for old, new in change.kept():
        fewer = new.conduct.staff < old.conduct.staff
        if old.kind == "inspect" and fewer and new.conduct.staff < FEWEST_INSPECTORS:
            yield Breach(
                "R4",
                (new.id,),
                Text(f"“{new.name}”须两名以上工作人员核查", f"“{new.en}” needs two inspectors or more"),
            )


def r5_hearing_kept(change: Change) -> Iterator[Breach]:
    """Third parties are still heard, and by somebody who did not examine the case."""
    for step in change.before.process.steps:
        heir = change.heir(step.id)
        if step.kind == "hear" and heir is None:
            yield Breach(
                "R5", (step.id,), Text(f"取消了听证环节“{step.name}”", f"The hearing “{step.en}” is dropped")
            )
    examiners = {step.conduct.post for step in change.after.steps if step.kind == "review"} - {""}
    before = {step.id: step for step in change.before.process.steps}
    for step in change.after.steps:
        moved = step.id not in before or before[step.id].conduct.post != step.conduct.post
        if step.kind == "hear" and moved and step.conduct.post in examiners:
            yield Breach(
                "R5",
                (step.id,),
                Text(
                    f"“{step.name}”的主持人不得是审查人员",
                    f"The chair of “{step.en}” must not be an examiner",
                ),
            )


def r9_at_once_stays(change: Change) -> Iterator[Breach]:
    """What is decided at once is not given a term."""
    for old, new in change.kept():
        if old.days == 0 and new.nominal_days > 0:
            yield Breach(
                "R9",
                (new.id,),
                Text(
                    f"“{new.name}”原为当场办结，不得改为限期办理",
                    f"“{new.en}” was decided at once and must stay so",
                ),
            )


def r11_decider_has_power(change: Change) -> Iterator[Breach]:
    """A step moved to another office needs a law or rule that delegates the power."""
    for old, new in change.kept():
        ground = old.conduct.delegate_ground
        stated = ground.kind in (GroundKind.LAW, GroundKind.RULE) and old.conduct.delegate_to == new.office
        merged = new.name != old.name
        if old.office and new.office != old.office and not stated and not merged:
            yield Breach(
                "R11",
                (new.id,),
                Text(
                    f"“{new.name}”由{old.office}改由{new.office}办理，没有授权依据",
                    f"“{new.en}” moves from {old.office} to {new.office} without a delegation",
                ),
            )


def r12_watched(change: Change) -> Iterator[Breach]:
    """Whoever takes a step over, somebody is named who supervises it afterwards."""
    for old, new in change.kept():
        if old.office and new.office != old.office and not new.conduct.watched_by and new.name == old.name:
            yield Breach(
                "R12",
                (new.id,),
                Text(
                    f"“{new.name}”划转后未明确监管责任主体（填写 watched_by）",
                    f"“{new.en}” moves but nobody is named to supervise it (fill in watched_by)",
                ),
            )


def r13_clocks(change: Change) -> Iterator[Breach]:
    """No promise above law, none longer than before, and no pause that art. 45 does not list."""
    for old, new in change.kept():
        limit = legal_days(change.before, old)
        if (
            new.days is not None
            and limit
            and new.days > limit[0]
            and (old.days is None or new.days > old.days)
        ):
            yield Breach(
                "R13",
                (new.id,),
                Text(
                    f"“{new.name}”承诺{tidy(new.days)}日，超过法定{tidy(limit[0])}日",
                    f"“{new.en}” promises {tidy(new.days)} days, the law allows {tidy(limit[0])}",
                ),
            )
        for pause in set(new.conduct.pauses) - set(old.conduct.pauses) - set(PAUSES):
            yield Breach(
                "R13",
                (new.id,),
                Text(
                    f"“{pause}”不在第四十五条所列停计事由之内",
                    f"“{pause}” is not among the pauses of art. 45",
                ),
            )


def r14_person_decides(change: Change) -> Iterator[Breach]:
    """Refusals and discretion stay with a natural person."""
    for old, new in change.kept():
        if new.kind in DECIDING and new.conduct.actor != "person" and old.conduct.actor == "person":
            yield Breach(
                "R14",
                (new.id,),
                Text(
                    f"“{new.name}”须由有权的自然人作出",
                    f"“{new.en}” must be decided by a person who holds the power",
                ),
            )
