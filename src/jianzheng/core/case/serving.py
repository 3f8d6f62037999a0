"""Serving: a decision that goes against somebody reaches them, and it is written down how, when and who signed for it; so
does the notice before what they were granted is undone.

From then on they know of it, which is when the time to object, or to state and defend, begins.
"""

from __future__ import annotations

import datetime as dt

from jianzheng.core.authority import NotEmpowered, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, of_window
from jianzheng.core.case.case import UNSERVED, Case
from jianzheng.core.case.clocks import Clock, Moment, Rules
from jianzheng.core.case.closing import closing
from jianzheng.core.case.terms import OBJECT, PLEAD, SERVE
from jianzheng.core.clock import Unit
from jianzheng.core.kinds.deliver import handed
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.service import Term


def serving(rules: Rules, at: Moment) -> Clock:
    """The clock within which a decision or notice of a moment is to reach whom it is against."""
    return rules.clock(Term(SERVE, rules.local.serve_days, Unit.WORKING), at)


def pleading(rules: Rules, days: int, on: Moment) -> Clock:
    """The clock of being heard, for whom the notice reached on the day of a moment."""
    return rules.clock(Term(PLEAD, days, Unit.WORKING), on)


def unserved(case: Case, item: int) -> Clock | None:
    """The clock of the decision or notice on a matter that still has to be delivered; None where none has."""
    found = case.items[item]
    if found.state in UNSERVED and not found.ended_at:
        return found.deliver
    undoing = case.undoing(item)
    return undoing.clock if undoing else None


def serve_this(case: Case, act: Act, *, item: int, made: int = 0, **said: str) -> Events:
    """`serve`, of the paper made at the moment `made` (0 = whichever waits). Raises Refused where another one waits by now."""
    act.matter(item)
    due = unserved(case, item)
    if due and made not in (0, due.start):
        raise Refused(
            "待送达的文书已经不是这一份，请刷新页面，核对后再确认送达。",
            "What waits to be delivered is another paper by now; reload the page and look before you confirm.",
        )
    return serve(case, act, item=item, **said)


def serve(case: Case, act: Act, *, item: int, way: str, receipt: str = "", on: str = "") -> Events:
    """A refusal, a decision not to accept, to annul or to take back, or the notice before one, reached the applicant on the day
    `on` (today where none is said), in a way and with a signature; online only as the applicant says so. Raises Refused and
    NotEmpowered."""
    act.matter(item)
    due = unserved(case, item)
    if due is None:
        raise Refused(
            "没有待送达的决定或告知书，请刷新页面。",
            "No decision or notice waits to be delivered; reload the page.",
        )
    signed = _online(act) if act.actor.role == "citizen" else _by_officials(act, item, way, receipt)
    on_day = act.rules.opening(_day(act, due, on))
    undoing = case.undoing(item)
    heard = pleading(act.rules, undoing.days, on_day).due if undoing and due is undoing.notice else 0
    return closing(case, act, (e.Served(item, way, signed, on_day, on_day >= due.due, heard),))


def _online(act: Act) -> str:
    if not act.rules.local.online_receipt:
        raise Refused(
            "本地不办理网上签收，请到窗口领取，或者等待邮寄。",
            "Papers are not signed for online here; collect it at the window or wait for the post.",
        )
    return act.actor.name


def _by_officials(act: Act, item: int, way: str, receipt: str) -> str:
    require(act.actor, "deliver", organ="" if act.actor.role == "clerk" else act.matter(item).organ)
    of_window(act)
    if way == "online":
        raise NotEmpowered(
            "网上送达由申请人在办件页面同意并签收，不能代填。请选择窗口领取或邮寄。",
            "Online the applicant agrees and signs on the page of the case; nobody does so for them. Choose the window or the "
            "post.",
        )
    handed(way, receipt, signed=True)
    return fits(receipt, "签收人或单号", "signed by, or parcel number", 200)


def _day(act: Act, due: Clock, on: str) -> dt.date:
    """The day it reached them. Raises Refused for a day before the paper or after today."""
    today = act.rules.day(act.at)
    try:
        day = dt.date.fromisoformat(on) if on else today
    except ValueError:
        day = dt.date.max
    if not act.rules.day(due.start) <= day <= today:
        raise Refused(
            f"签收日期应在文书作出当日（{act.rules.day(due.start)}）到今天之间，写成 {today} 这样。",
            f"The day it was received lies between that of the paper ({act.rules.day(due.start)}) and today, like {today}.",
        )
    return day


def objecting(rules: Rules, on: Moment) -> Clock:
    """The clock of asking for reconsideration, for who came to know of a decision on the day of a moment."""
    return rules.clock(rules.terms.get(OBJECT.id, OBJECT), on)
