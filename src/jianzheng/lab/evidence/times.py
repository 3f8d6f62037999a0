"""Evidence about time, rework and materials: what people, hours, clearer words or no longer asking would answer."""

from __future__ import annotations

from collections.abc import Mapping

from jianzheng.core.text import Text
from jianzheng.lab.evidence.value import FEWEST, Evidence, Kind, Offered
from jianzheng.lab.log.log import Log
from jianzheng.lab.waiting.split import Part
from jianzheng.lab.waiting.table import STEP, Share, Waiting
from jianzheng.lab.worktime import WorkTime

MOST_WAIT = 0.25
"""A step on which at least this share of all time is spent is named."""
OFTEN = 0.1
"""Rework in at least this share of the cases is named."""
ALWAYS = 0.95
"""A material handled in one way in at least this share of the cases could always be."""
HANDLED = {"on_file": "reuse", "promised": "promise", "tolerated": "tolerate"}
"""How a material came → the kind of move that makes this the rule."""
REWORK = {
    "SupplementAsked": Text("要求补正", "asked the applicant to complete the papers"),
    "Returned": Text("退回前面的环节重办", "went back to an earlier step"),
}
"""Events that mean that something is done again."""


def in_waiting(waiting: Waiting, offered: Offered, cases: int, time: WorkTime) -> list[Evidence]:
    """Steps on which most of the time goes: no order to drop, but people, hours or a lawful wait to look at."""
    whole = sum(waiting.whole.open) or 1
    known = offered.confronted.process.index
    return [
        _wait(share, offered, cases, _at_offices(share) / whole, time)
        for share in waiting.by(STEP)
        if share.name in known and share.events >= FEWEST and _at_offices(share) >= MOST_WAIT * whole
    ]


def _at_offices(share: Share) -> int:
    """Working microseconds spent at offices, waiting or working."""
    return sum(share.open[part] for part in (Part.WORKING, Part.OFFICE, Part.OTHER_OFFICE))


def _wait(share: Share, offered: Offered, cases: int, of_all: float, time: WorkTime) -> Evidence:
    step, ground = offered.step(share.name), offered.demanded(share.name)
    spent = _at_offices(share)
    days = spent / share.events / time.day_length
    demanded = (
        Text(
            f"；它所等的由{ground.cite}要求，不能取消",
            f"; what it waits for is demanded by {ground.cite} and stays",
        )
        if ground
        else Text("", "")
    )
    said = Text(
        f"“{step.name}”占全部办理时间的 {of_all:.0%}，平均每件 {days:.1f} 个工作日{demanded.zh}",
        f"“{step.en}” takes {of_all:.0%} of all time, {days:.1f} working days a case on average{demanded.en}",
    )
    remedy = Text(
        "不是先后的问题：看人手、班次和排队（如果……会怎样）",
        "no matter of order: look at people, shifts and queues (what if)",
    )
    total, cite = spent / time.day_length, ground.cite if ground else ""
    return Evidence(Kind.WAITING, (share.name,), share.events, cases, said, remedy, days, total, ground=cite)


def in_rework(log: Log, waiting: Waiting, time: WorkTime) -> list[Evidence]:
    """What is often done twice."""
    found = []
    for event, says in REWORK.items():
        cases = _having(log, event)
        if cases < max(FEWEST, OFTEN * len(log)):
            continue
        away = next((share for share in waiting.by(STEP) if share.name == "Supplemented"), None)
        total = sum(away.open) / time.day_length if away and event == "SupplementAsked" else 0.0
        said = Text(f"{len(log)} 件中有 {cases} 件{says.zh}", f"{cases} of {len(log)} cases {says.en}")
        remedy = Text(
            "在指南和表单里把常缺的写明，受理前核对",
            "say in the guide and the form what is mostly missing, and check before acceptance",
        )
        days = total / cases
        found.append(Evidence(Kind.REWORK, (event,), cases, len(log), said, remedy, days, total))
    return found


def _having(log: Log, name: str) -> int:
    """Cases with this activity."""
    if name not in log.activity.names:
        return 0
    return len(set(log.owner[log.activity.codes == log.activity.names.index(name)].tolist()))


def in_materials(offered: Offered, papers: Mapping[tuple[str, str], tuple[int, int]]) -> list[Evidence]:
    """Materials that hardly anybody brought, where a lawful move makes that the rule."""
    found = []
    for (target, how), (cases, of) in papers.items():
        move = offered.answer(HANDLED[how], target) if how in HANDLED else ""
        if move and cases >= max(FEWEST, ALWAYS * of):
            found.append(_material(target, how, (cases, of), move))
    return found


def _material(target: str, how: str, seen: tuple[int, int], move: str) -> Evidence:
    name, (cases, of) = target.split(":", 1)[1], seen
    ways = {
        "on_file": Text("政府已有，没有人提交", "was on file already and nobody brought it"),
        "promised": Text("以书面承诺代替", "was replaced by a written promise"),
        "tolerated": Text("受理后才补交", "came only after acceptance"),
    }
    said = Text(
        f"受理的 {of} 件中有 {cases} 件“{name}”{ways[how].zh}",
        f"in {cases} of {of} accepted cases “{name}” {ways[how].en}",
    )
    remedy = Text("在流程和指南中写明不再索要", "let the process and the guide stop asking for it")
    return Evidence(Kind.MATERIAL, (target,), cases, of, said, remedy, move=move)
