"""Who may do what: organs, posts, the people who hold them, delegations with dates. Nothing said means nobody may."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from jianzheng.core.process import Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text


class NotEmpowered(Refused):
    """The post that wants to act holds no power for it."""


@dataclass(frozen=True, slots=True)
class Organ:
    """A body with powers: `code` its 18-character credit code, `head` the post that may extend, `government` the organ
    whose head approves what only the people's government may; `reconsideration` names the organ
    one asks to reconsider its decisions, `court` the court one sues in."""

    id: str
    title: Text
    code: str = ""
    short: str = ""
    region: str = ""
    phone: str = ""
    address: str = ""
    government: str = ""
    level: str = "3"
    reconsideration: str = ""
    court: str = ""


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
class Given:
    """What a delegation in force gives: the post it comes from, that post's role, and the verbs."""

    of: str
    role: str
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: person, the post they act from, its organ, the post's own verbs; what was delegated to them, and of it the one
    delegation this act rests on (None = their own power)."""

    person: str
    name: str
    post: str
    organ: str
    role: str
    verbs: frozenset[str] = field(default_factory=frozenset)
    given: tuple[Given, ...] = ()
    by: Given | None = None

    @property
    def instead_of(self) -> str:
        """The post they stand in for in this act; "" where their own power suffices."""
        return self.by.of if self.by else ""

    @property
    def roles(self) -> frozenset[str]:
        """Their role, and that of the post they stand in for."""
        return frozenset((self.role, self.by.role)) if self.by else frozenset((self.role,))


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
            "hand_in",
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
            "return_paper",
            "break_promise",
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
            "settle",
            "return_paper",
            "break_promise",
        )
    ),
    "head": frozenset(
        (
            "extend",
            "revoke",
            "recall",
            "decide",
            "settle",
            "return_paper",
            "break_promise",
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
            "hand_in",
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


TITLES: dict[str, Text] = {
    "receive": Text("收件", "receive"),
    "ask_supplement": Text("一次性告知补正", "give the one notice"),
    "supplement": Text("补正", "supplement"),
    "accept": Text("受理", "accept"),
    "not_required": Text("告知不受理", "say no licence is needed"),
    "not_ours": Text("决定不予受理", "refuse as not ours"),
    "deliver": Text("送达", "deliver"),
    "hand_in": Text(
        "补交容缺材料、提交整改材料", "hand in a paper that is owed, or puts a false promise right"
    ),
    "settle": Text("核查补交材料和承诺", "check papers handed in and promises"),
    "return_paper": Text("退回补交材料", "send a paper back"),
    "break_promise": Text("认定承诺不实", "find a promise false"),
    "withdraw": Text("代申请人撤回", "withdraw for the applicant"),
    "copy_to": Text("抄告", "tell another organ"),
    "claim": Text("认领", "claim work"),
    "release": Text("放回待办", "give work back"),
    "finish": Text("办结环节", "finish a step"),
    "return_step": Text("退回前面的环节", "send back to an earlier step"),
    "answer_copy": Text("答复抄告", "answer another organ"),
    "pause": Text("特别程序（暂停计时）", "stop the clock"),
    "resume": Text("恢复计时", "let the clock run again"),
    "meet": Text("联合会审", "joint meeting"),
    "sign": Text("签批", "sign"),
    "issue": Text("制证", "issue"),
    "decide": Text("作出决定", "decide"),
    "recall": Text("撤回许可", "take a licence back"),
    "extend": Text("批准延长期限", "lengthen a term"),
    "revoke": Text("撤销许可", "annul a licence"),
    "extend_joint": Text("批准延长联合办理期限", "lengthen the term of joint handling"),
    "urge": Text("催办", "urge"),
    "supervise": Text("督办", "supervise"),
    "notify": Text("通报", "make known"),
    "hold_accountable": Text("问责", "hold accountable"),
    "apply": Text("申请", "apply"),
}
"""What every power is called."""


def power(verb: str) -> Text:
    """What a power is called; one the city added itself stands by its word."""
    return TITLES.get(verb, Text(verb, verb))


def powers(actor: Actor) -> tuple[Actor, ...]:
    """The actor under each power they hold, one at a time: their own first, then each delegation."""
    if not actor.given:
        return (actor,)
    own = replace(actor, given=())
    return (own, *(replace(own, verbs=own.verbs | one.verbs, by=one) for one in actor.given))


def kinds(actor: Actor) -> frozenset[str]:
    """The kinds of step somebody may do, by their role or that of a post that delegated to them."""
    if not actor.given and not actor.by:
        return KINDS.get(actor.role, frozenset())
    roles = {role for each in powers(actor) for role in each.roles}
    return frozenset().union(*(KINDS.get(role, frozenset()) for role in roles))


def may(actor: Actor, verb: str, step: Step | None = None, organ: str = "") -> bool:
    """Whether `actor` may do `verb` by any power; at a step only where it belongs to their organ and is of a kind their role
    does."""
    own = ("", actor.organ)
    if organ not in own or (step is not None and step.office not in own):
        return False
    if not actor.given:
        return verb in actor.verbs and (step is None or step.kind in kinds(actor))
    return any(may(each, verb, step, organ) for each in powers(actor))


def require(actor: Actor, verb: str, step: Step | None = None, organ: str = "") -> None:
    """`may`, or NotEmpowered with words that say whom to ask."""
    if not may(actor, verb, step, organ):
        at_zh = f"（环节“{step.name}”）" if step else ""
        at_en = f" (step “{step.en}”)" if step else ""
        raise NotEmpowered(
            f"您的岗位没有“{power(verb).zh}”的权限{at_zh}。请由有权岗位办理，或取得书面委托。",
            f"Your post has no power to {power(verb).en}{at_en}. Let the post that has it act, or obtain a written delegation.",
        )
