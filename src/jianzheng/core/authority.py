"""Who may do what: organs, posts, the people who hold them, delegations with dates. Nothing said means nobody may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text


class NotEmpowered(Refused):
    """The post that wants to act holds no power for it."""


@dataclass(frozen=True, slots=True)
class Organ:
    """A body with powers: `code` its 18-character credit code, `head` the post that may extend, `government` the organ
    whose head approves what only the people's government may."""

    id: str
    title: Text
    code: str = ""
    short: str = ""
    region: str = ""
    phone: str = ""
    address: str = ""
    government: str = ""
    level: str = "3"


@dataclass(frozen=True, slots=True)
class Post:
    """A seat in an organ: `role` the room it works in (clerk | handler | chief | head | government_head | supervisor),
    `verbs` what it may do; "*" within `verbs` is not understood, powers are named one by one. `deputy` stands in for it."""

    id: str
    organ: str
    title: Text
    role: str
    verbs: frozenset[str] = field(default_factory=frozenset)
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Delegation:
    """Post `to` may use the `verbs` of post `of` from `begins` until `ends` (half-open), on the ground of a written order."""

    of: str
    to: str
    verbs: frozenset[str]
    begins: dt.date
    ends: dt.date
    order_no: str = ""

    def runs(self, day: dt.date) -> bool:
        """Whether it is in force on `day`."""
        return self.begins <= day < self.ends


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: person, the post they act from, its organ, and the post they stand in for ("" = their own power)."""

    person: str
    name: str
    post: str
    organ: str
    role: str
    verbs: frozenset[str] = field(default_factory=frozenset)
    instead_of: str = ""


SYSTEM = Actor("", "系统时钟 system clock", "", "", "system")
"""The clock itself: it only does what the law says happens by itself."""

POWERS: dict[str, frozenset[str]] = {
    "clerk": frozenset(
        (
            "receive",
            "ask_supplement",
            "supplement",
            "accept",
            "not_required",
            "not_ours",
            "deliver",
            "settle",
            "withdraw",
            "copy_to",
        )
    ),
    "handler": frozenset(
        (
            "claim",
            "release",
            "finish",
            "return_step",
            "copy_to",
            "answer_copy",
            "pause",
            "resume",
            "meet",
            "sign",
            "issue",
            "deliver",
            "settle",
        )
    ),
    "chief": frozenset(
        (
            "claim",
            "release",
            "finish",
            "return_step",
            "copy_to",
            "answer_copy",
            "pause",
            "resume",
            "meet",
            "sign",
            "decide",
            "issue",
            "recall",
        )
    ),
    "head": frozenset(
        (
            "extend",
            "revoke",
            "recall",
            "decide",
        )
    ),
    "government_head": frozenset(("extend_joint",)),
    "supervisor": frozenset(
        (
            "urge",
            "supervise",
            "notify",
            "hold_accountable",
        )
    ),
    "citizen": frozenset(
        (
            "apply",
            "supplement",
            "withdraw",
            "settle",
        )
    ),
}
"""What a post of each role may do where the city says nothing else."""

KINDS: dict[str, frozenset[str]] = {
    "clerk": frozenset(("receive", "deliver")),
    "handler": frozenset(
        ("review", "inspect", "expert", "meeting", "hear", "publish", "issue", "deliver", "sign")
    ),
    "chief": frozenset(
        ("review", "inspect", "expert", "meeting", "hear", "publish", "sign", "decide", "issue", "deliver")
    ),
    "head": frozenset(("sign", "decide")),
}
"""The kinds of step each role may finish."""


def may(actor: Actor, verb: str, step: Step | None = None, organ: str = "") -> bool:
    """Whether `actor` may do `verb`; at a step only where it belongs to their organ and is of a kind their role does."""
    if verb not in actor.verbs:
        return False
    if organ and actor.organ != organ:
        return False
    if step is None:
        return True
    if step.office and step.office != actor.organ:
        return False
    return step.kind in KINDS.get(actor.role, frozenset()) or bool(actor.instead_of)


def require(actor: Actor, verb: str, step: Step | None = None, organ: str = "") -> None:
    """`may`, or NotEmpowered with words that say whom to ask."""
    if not may(actor, verb, step, organ):
        at_zh = f"环节“{step.name}”" if step else "这件事"
        at_en = f"step “{step.en}”" if step else "this"
        raise NotEmpowered(
            f"您的岗位没有办理{at_zh}的权限（{verb}）。请由有权岗位办理，或取得书面委托。",
            f"Your post has no power for {at_en} ({verb}). Let the post that has it act, or obtain a written delegation.",
        )


def empowered(post: Post, delegations: Iterable[Delegation], day: dt.date) -> frozenset[str]:
    """The verbs a post may use on `day`: its own and those delegated to it."""
    verbs = set(post.verbs)
    for delegation in delegations:
        if delegation.to == post.id and delegation.runs(day):
            verbs |= delegation.verbs
    return frozenset(verbs)
