"""Who may not apply again: false papers one year, got by deceit or bribery three (行政许可法第七十八条、第七十九条)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from jianzheng.core.clock import months_after
from jianzheng.core.ground import Ground, law
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Matter
from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class BanKind:
    """Why a ban falls: `term` the published clock rule, `months` how long it lasts, what was done, on which ground."""

    term: str
    months: int
    title: Text
    short: Text
    ground: Ground


FALSE_PAPERS = "false_papers"
DECEIT = "deceit"
BANS: dict[str, BanKind] = {
    FALSE_PAPERS: BanKind(
        "AL-BAN-1",
        12,
        Text("申请人隐瞒有关情况或者提供虚假材料", "the applicant concealed facts or gave false papers"),
        Text("行政许可法第七十八条", "Licensing Law, art. 78"),
        law("行政许可法第七十八条"),
    ),
    DECEIT: BanKind(
        "AL-BAN-3",
        36,
        Text("以欺骗、贿赂等不正当手段取得许可", "the licence was got by deceit or bribery"),
        Text("行政许可法第七十九条", "Licensing Law, art. 79"),
        law("行政许可法第七十九条"),
    ),
}
"""Both only where the licence directly concerns public safety, which whoever decides has to find."""


@dataclass(frozen=True, slots=True)
class Ban:
    """Somebody may not apply for a matter (by its key) from the day it was decided up to and including `last`; `case` is the
    number under which it was decided; `whose` it is to those who apply: their "own", that of the "agent" who applies online for
    another, or of the "principal" an agent names."""

    matter: str
    kind: str
    begins: dt.date
    last: dt.date
    case: str
    whose: str = "own"

    @property
    def about(self) -> BanKind:
        """Why, and on which ground."""
        return BANS[self.kind]


class Banned(Refused):
    """The applicant may not apply for this matter yet."""


def key(matter: Matter) -> str:
    """What a ban names a matter by: its task code, the same in every edition; its id where it has none."""
    return matter.code or matter.id


def ban(matter: Matter, kind: str, day: dt.date, case: str) -> Ban:
    """The ban that falls with a decision of `day`. Raises Refused for what the licensing law does not govern."""
    if kind not in BANS:
        raise Refused(
            "请选择不得再次申请的法定情形。", "Choose the case in which the law bars a new application."
        )
    if not matter.is_licence:
        raise Refused(
            "只有行政许可事项适用不得再次申请的规定（行政许可法第七十八条、第七十九条）。",
            "Only licences come under the rule against applying again (Licensing Law, arts. 78 and 79).",
        )
    return Ban(key(matter), kind, day, months_after(day, BANS[kind].months), case)


def sentence(one: Ban) -> str:
    """What the decision says about the ban, in both languages."""
    about = one.about
    zh = f"{about.title.zh}，且该许可直接关系公共安全。依据{about.short.zh}，{one.last} 及以前不得再次申请该行政许可。"
    en = (
        f"As {about.title.en}, and the licence directly concerns public safety, no new application for it may be made"
        f" up to and including {one.last} ({about.short.en})."
    )
    return f"{zh}\n{en}"


def check(bans: Iterable[Ban], matters: Iterable[Matter], day: dt.date) -> None:
    """Refuse an application for a matter its applicant is barred from on `day`: the article, until when, how to object."""
    found = sorted(bans, key=lambda one: one.whose == "agent")
    standing = {one.matter: one for one in found if one.begins <= day <= one.last}
    for matter in matters:
        one = standing.get(key(matter))
        if one:
            raise Banned(*_told(one, matter.title))


def _told(one: Ban, title: Text) -> tuple[str, str]:
    about = one.about
    if one.whose == "agent":
        return (
            f"依据{about.short.zh}，您本人在 {one.last} 及以前不得申请“{title.zh}”，因此不能在网上代他人申请。"
            "确需代他人申请的，请到窗口办理，由窗口核对委托书和被代理人身份。",
            f"You yourself may not apply for “{title.en or title.zh}” up to and including {one.last} ({about.short.en}), so you"
            " cannot apply for it online for another. To act for another come to the window, which checks the entrustment"
            " and who you act for.",
        )
    if one.whose == "principal":
        return (
            f"这项申请（“{title.zh}”）不能在网上由他人代为提出。请申请人用本人的账号申请，或者到窗口办理，由窗口核对委托书和被代理人"
            "身份并告知原因。",
            f"This application (“{title.en or title.zh}”) cannot be made online by another. Let the applicant apply from their"
            " own account, or come to the window, which checks the entrustment and who is acted for, and says why.",
        )
    return (
        f"依据{about.short.zh}，{one.last} 及以前不能再次申请“{title.zh}”，此后可以申请。"
        f"原因和依据见办件 {one.case} 的决定书；不服的，可以自知道之日起六十日内申请行政复议，"
        "也可以依法提起行政诉讼（以决定书告知的机关和期限为准）。",
        f"You may not apply again for “{title.en or title.zh}” up to and including {one.last} ({about.short.en}); afterwards"
        f" you may. The decision in case {one.case} gives the reasons. To object, ask for reconsideration within sixty days"
        " of learning of it or go to court, as that decision says.",
    )
