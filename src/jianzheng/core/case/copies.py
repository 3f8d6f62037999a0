"""Copies (抄告): another organ is told of a case and asked for its answer; silence counts as agreement, on its own account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jianzheng.core.authority import require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, because, stated
from jianzheng.core.case.case import Case
from jianzheng.core.case.terms import NOTICE
from jianzheng.core.kinds import DISAGREE
from jianzheng.core.kinds.kind import OUTCOMES
from jianzheng.core.kinds.meeting import Voice
from jianzheng.core.refusal import Refused, fits

MINUTES = "联合会审纪要，有不同意见请答复 Minutes of a joint meeting; answer where you disagree: "
"""How the copy of a joint opinion begins."""
OWN = "\n贵单位到会时的意见 What your office said there: "
"""Behind the opinion: what the office itself said."""
AGREED = "同意会审意见 agrees with the joint opinion"


def copy_to(case: Case, act: Act, *, organ: str, text: str) -> Events:
    """Tell another organ of the case (抄告) and ask for an answer; silence will count as agreement, on its own account."""
    require(act.actor, "copy_to")
    if case.ended_at:
        raise Refused("案件已办结，不用再抄告。", "The case has ended; nobody needs to be told.")
    if any(copy.organ == organ and not copy.answer for copy in case.copies):
        raise Refused(
            "已抄告该单位，正在等待答复。", "That organ has been told already and may still answer."
        )
    told = stated(text, "抄告内容", "what it is told")
    return (e.Copied(stated(organ, "抄告单位", "the organ"), told, _due(act)),)


def minutes(act: Act, there: Iterable[Voice], opinion: str) -> tuple[e.Copied, ...]:
    """The one opinion of a joint meeting, told to every other office that was there with what it said itself, so that it says
    whether it agrees."""
    others = [voice for voice in there if voice.organ != act.actor.organ]
    return tuple(
        e.Copied(one.organ, MINUTES + opinion + OWN + _own(one), _due(act), minutes=True) for one in others
    )


def _own(voice: Voice) -> str:
    """What an office said at the meeting, as its copy of the minutes tells it."""
    said = OUTCOMES[voice.outcome]
    return f"{said.zh} {said.en}{'：' if voice.said else ''}{voice.said}"


def _due(act: Act) -> int:
    return act.rules.clock(replace(NOTICE, id="copy", length=act.rules.local.copy_days), act.at).due


def answer_copy(case: Case, act: Act, *, answer: str, outcome: str = "") -> Events:
    """Answer a notice that one's organ was sent; the minutes of a joint meeting by saying whether it agrees (`outcome`), and
    why where it does not."""
    require(act.actor, "answer_copy")
    mine = [copy for copy in case.copies if copy.organ == act.actor.organ and not copy.answer]
    if not mine:
        raise Refused("没有发给贵单位、等待答复的抄告。", "No notice to your organ waits for an answer.")
    if not any(copy.minutes for copy in mine):
        return (e.CopyAnswered(act.actor.organ, stated(answer, "答复", "the answer")),)
    if outcome not in OUTCOMES:
        raise Refused(
            "请选择贵单位同意还是不同意会审意见；不同意的，写明理由。",
            "Choose whether your organ agrees with the joint opinion; where it does not, state why.",
        )
    if outcome == DISAGREE:
        said = because(act, answer, "不同意的理由", "why it does not agree")
    else:
        said = fits(answer, "答复", "the answer") or AGREED
    return (e.CopyAnswered(act.actor.organ, said, outcome=outcome),)
