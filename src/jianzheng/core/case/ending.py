"""Endings: the decision, the result, its delivery."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from jianzheng.core.authority import NotEmpowered, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, at_work, named, standing_in
from jianzheng.core.case.ban import ban as banned
from jianzheng.core.case.ban import sentence
from jianzheng.core.case.case import POSITIVE, WORKING, Case, Item, State
from jianzheng.core.case.clocks import Clock, Moment
from jianzheng.core.case.closing import closing
from jianzheng.core.case.debts import broken, owed
from jianzheng.core.case.ready import follow, mask
from jianzheng.core.case.scope import remains
from jianzheng.core.case.serving import serving
from jianzheng.core.case.terms import DELIVER
from jianzheng.core.clock import Unit, months_after
from jianzheng.core.kinds import Report
from jianzheng.core.kinds.decide import DECIDE, GRANT, GRANT_WITH_GAP, REFUSE, remedies
from jianzheng.core.kinds.deliver import DELIVER as DELIVERY
from jianzheng.core.kinds.issue import numbered
from jianzheng.core.refusal import Refused, fits

NOTHING: Mapping[str, Any] = MappingProxyType({})


def decide(
    case: Case,
    act: Act,
    *,
    step: int,
    outcome: str,
    facts: Mapping[str, object] = NOTHING,
    document: str = "",
) -> Events:
    """Decide a matter: grant, refuse (`facts`: reasons, remedies), or grant while papers are still owed. Raises Refused for a
    decider without the power, or, where it is not decided on the spot, who received the same matter (受审分离), and Examined
    for who examined it where the place keeps the two apart (两级签批)."""
    place = act.owner(step)
    item = _decidable(case, act, step, place, outcome)
    _separate(case, act, place, item)
    person, enough = act.actor.person, act.rules.local.enough
    report = Report(act.step(step), outcome, facts, (), person, item.examiners, enough=enough)
    if outcome not in DECIDE.outcomes:
        raise Refused("请选择准予或不予。", "Choose to grant or to refuse.")
    DECIDE.check(report)
    _gap(case, act, place, outcome)
    reasons = barred(case, act, place, report.text("reasons"), report.text("ban"))
    until = _valid_until(act, place, report.text("valid_until"), outcome != REFUSE)
    return _decided(
        case,
        act,
        step,
        outcome,
        (reasons, fits(remedies(report), "救济途径", "the remedies"), document, until),
    )


def _decidable(case: Case, act: Act, step: int, place: int, outcome: str) -> Item:
    """The item, when its decision is open and there was something to examine; a matter whose predecessor was refused may
    only be refused."""
    if not remains(act.service, case.skipped, place):
        raise Refused(
            "这个事项按申请人所述情形不需要办理，没有审查，不能作出决定；它将以“不适用”结束。",
            "In the situation stated this matter is not needed: nothing was examined or is decided; it ends as not applicable.",
        )
    if case.work(step) is None and outcome == REFUSE and blocked(case, act, place):
        require(act.actor, "decide", act.step(step))
        return standing_in(case, place, WORKING, "作出决定", "decided")
    at_work(case, act, step, "decide")
    if act.step(step).kind != "decide":
        raise Refused("这不是决定环节。", "This step is not a decision.")
    return standing_in(case, place, (State.STARTED, State.RESUMED), "作出决定", "decided")


def blocked(case: Case, act: Act, place: int) -> tuple[int, ...]:
    """The matters whose refusal or withdrawal keeps this one from ever beginning, by number."""
    if case.items[place].begun_at:
        return ()
    own = mask(act.service, (place,))
    before: set[int] = set()
    for step, row in enumerate(act.service.process.network.before):
        if own >> step & 1:
            before |= {act.owner(earlier) for earlier in row}
    return tuple(
        other
        for other in sorted(before - {place})
        if case.items[other].over and case.items[other].state not in _LETS_ON
    )


_LETS_ON = frozenset((*POSITIVE, State.NOT_REQUIRED, State.NOT_APPLICABLE))
"""How a matter may end without keeping those behind it from beginning."""


class Examined(NotEmpowered):
    """Somebody wants to decide a matter they examined, in a place that keeps the two apart."""


def _separate(case: Case, act: Act, place: int, item: Item) -> None:
    if act.matter(place).instant:
        return
    received = item.received_by.partition("@")[0]
    if received and received == act.actor.person:
        raise NotEmpowered(
            "受理人不得作出决定（受审分离），请由其他有权人员决定。",
            "Who received the application does not decide it; somebody else with the power does.",
        )
    if act.rules.local.decider_apart and act.actor.person in item.examiners:
        raise Examined(
            "您参加过本事项的审查，按本地规定不能再由您作出决定（两级签批：一人审查，另一人决定），委托也不能。",
            "You took part in examining this matter; by the rule of this place somebody else decides it (sign-off in two "
            "tiers: one examines, another decides), whatever was delegated.",
        )


def _gap(case: Case, act: Act, place: int, outcome: str) -> None:
    if outcome != REFUSE:
        _not_false(case, act, place)
    owing = owed(case, act.service, place)
    if outcome == GRANT and owing:
        names = named(act.service.asked[asked] for asked in owing)
        raise Refused(
            f"还有容缺材料未补齐或未核查：{names.zh}。请先核查，或选择“容缺准予”。",
            f"Papers are still owed or unchecked: {names.en}. Check them first, or grant held until the gap closes.",
        )
    if outcome == GRANT_WITH_GAP and not owing:
        raise Refused("没有未补齐的容缺材料，请选择“准予”。", "Nothing is owed any more; simply grant.")


def _not_false(case: Case, act: Act, place: int) -> None:
    """Refuse to grant while a promise found false is not put right: it stands for what the law asks to be met."""
    wrong = broken(case, act.service, place)
    if not wrong:
        return
    debts = [debt for debt in case.debts if debt.asked in wrong]
    names, states = named(act.service.asked[n] for n in wrong), {debt.state for debt in debts}
    last = act.rules.day(max(debt.due for debt in debts) - 1)
    zh, en = "整改材料已交来，请先核查", "what was handed in to put it right is to be checked first"
    if "open" in states:
        zh = f"申请人可在 {last} 前（含当日）交来整改材料，核查符合后再准予"
        en = f"until {last} the applicant may hand in what puts it right; grant once that was checked and found right"
    if "lapsed" in states:
        zh, en = f"整改期限 {last} 已过", f"the time to put it right ended on {last}"
    raise Refused(
        f"承诺经核查不实，尚未整改并核查：{names.zh}，不能准予。{zh}；不符合条件的，写明理由作出不予决定。",
        f"A promise was found false and is not put right: {names.en}; nothing can be granted. To go on: {en}; where the "
        "conditions are not met, refuse and state why.",
    )


def barred(case: Case, act: Act, place: int, reasons: str, kind: str) -> str:
    """The reasons, with the words of the ban that falls behind them where one does. Raises Refused for too many words."""
    reasons = fits(reasons, "理由", "the reasons")
    if not kind:
        return reasons
    one = banned(act.matter(place), kind, act.rules.day(act.at), case.items[place].number)
    return f"{reasons}\n{sentence(one)}"


def _valid_until(act: Act, place: int, day: str, granted: bool) -> Moment:
    """When what is granted ends to be valid: the last day the decision names, else the months the service sets; 0 = no end.
    Raises Refused for a day that is none, lies behind, or stands on a refusal."""
    if not granted:
        if day:
            raise Refused(
                "不予决定没有有效期，请不要填写。", "A refusal is not valid until a day; leave it empty."
            )
        return 0
    if not day:
        months = act.matter(place).valid_months
        return _months_later(act, months) if months else 0
    try:
        last = dt.date.fromisoformat(day)
    except ValueError:
        last = dt.date.min
    if not act.rules.day(act.at) < last < _FAR:
        raise Refused(
            "有效期的最后一天要写今天以后的日期，例如 2030-12-31。",
            "Write the last day of validity as a day after today, like 2030-12-31.",
        )
    return act.rules.closing(last)


_FAR = dt.date(3000, 1, 1)
"""From here on a day is a slip of the pen."""


def _decided(case: Case, act: Act, step: int, outcome: str, said: tuple[str, str, str, Moment]) -> Events:
    place, (reasons, remedies, document, until) = act.owner(step), said
    granted = outcome != REFUSE
    opened, begun = follow(case, act, step) if granted else ((), [])
    deliver = _handing_over(act, place) if granted else serving(act.rules, act.at)
    event = e.Decided(
        place,
        step,
        outcome,
        reasons,
        remedies,
        opened,
        deliver,
        document,
        ends=deliver is None,
        closes=0 if granted else mask(act.service, (place,)),
        running=_running(case, act, place),
        valid_until=until,
    )
    return closing(case, act, (event, *begun))


def _handing_over(act: Act, place: int) -> Clock | None:
    """The clock of delivering what is granted; None where the decision itself is all there is."""
    if "deliver" not in [step.kind for step in act.service.steps_of(place)]:
        return None
    return act.rules.clock(act.rules.terms.get(DELIVER.id, DELIVER), act.at)


def _running(case: Case, act: Act, place: int) -> tuple[int, int, int]:
    """Working days used since the matter began, left out by pauses, spent waiting for the applicant to answer the notice."""
    item, days = case.items[place], act.rules.days
    begun = item.begun_at and (item.legal or item.promised)
    start = begun.start if isinstance(begun, object) and begun else item.accepted_at
    working = Unit.WORKING.value
    used = days(working, start, act.at) - item.out if start else 0
    answered = item.answered_at or item.accepted_at
    waited = days(working, item.asked_at, answered) if item.asked_at and answered else 0
    return max(0, used), item.out, max(0, waited)


def issue(case: Case, act: Act, *, step: int, result_no: str, document: str = "") -> Events:
    """Make the result of a granted matter, valid as decided, else as the service sets. Raises Refused while papers are owed:
    a licence is held until the gap closes."""
    _, found = at_work(case, act, step, "issue")
    place = act.owner(step)
    item = standing_in(case, place, POSITIVE, "制证", "issued")
    if found.kind != "issue":
        raise Refused("这不是制证环节。", "This step does not issue anything.")
    if owed(case, act.service, place):
        raise Refused(
            "容缺材料补齐并经核查前不能发证。",
            "The licence is held until the papers owed have come and were checked.",
        )
    if wrong := broken(case, act.service, place):
        names = named(act.service.asked[asked] for asked in wrong)
        raise Refused(
            f"承诺经核查不实，尚未整改并核查：{names.zh}。整改经核查前不能发证。",
            f"A promise was found false and is not put right yet: {names.en}. Nothing is issued before that was checked.",
        )
    until = item.valid_until or _valid_until(act, place, "", True)
    opened, begun = follow(case, act, step)
    event = e.Issued(place, step, numbered(result_no), document, opened, until)
    return closing(case, act, (event, *begun))


def _months_later(act: Act, months: int) -> int:
    return act.rules.closing(months_after(act.rules.day(act.at), months))


def deliver(case: Case, act: Act, *, step: int, way: str, receipt: str = "") -> Events:
    """The result reaches the applicant; past its ten working days the event says so."""
    _, found = at_work(case, act, step, "deliver")
    place = act.owner(step)
    item = standing_in(case, place, POSITIVE, "送达", "delivered")
    if found.kind != "deliver":
        raise Refused("这不是送达环节。", "This step delivers nothing.")
    DELIVERY.check(Report(found, "agree", {"way": way, "receipt": receipt}, (), act.actor.person))
    late = bool(item.deliver and act.at >= item.deliver.due)
    opened, begun = follow(case, act, step)
    event = e.Delivered(
        place, step, way, fits(receipt, "签收人或单号", "signed by, or parcel number", 200), late, opened
    )
    return closing(case, act, (event, *begun))
