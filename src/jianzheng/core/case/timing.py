"""What a clock may be told: to stop for what the law lists, to run on, to run longer once."""

from __future__ import annotations

from typing import NamedTuple

from jianzheng.core.authority import NotEmpowered, powers, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, because, standing_in
from jianzheng.core.case.case import BEFORE, TO_DELIVER, WORKING, Case, Item, State, Undoing
from jianzheng.core.case.clocks import Clock, Rules
from jianzheng.core.case.serving import pleading
from jianzheng.core.case.terms import JOINT, PAUSES
from jianzheng.core.clock import Unit
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term

RUNNING = (State.STARTED, State.RESUMED)


def pause(case: Case, act: Act, *, item: int, reason: str, days: int, document: str = "") -> Events:
    """Stop a matter's clocks for `days` working days. Without a listed reason or a written notice the clock runs on and the
    attempt is written down for supervision (行政许可法第四十五条)."""
    require(act.actor, "pause", organ=act.matter(item).organ)
    found = standing_in(case, item, RUNNING, "暂停计时", "paused")
    longest = act.rules.local.longest_pause
    if not 1 <= days <= longest:
        raise Refused(
            f"所需时间应为 1 到 {longest} 个工作日。",
            f"The time needed is 1 to {longest} working days.",
        )
    fault = _fault(act, item, reason, document)
    if fault:
        return (e.PauseDisregarded(item, reason[:200], fault),)
    until = act.rules.clock(Term("pause", days, Unit.WORKING), act.at).due
    legal, promised = _stopped(act.rules, found.legal, act.at), _stopped(act.rules, found.promised, act.at)
    others = [one for n, one in enumerate(case.items) if n != item and one.state in RUNNING]
    whole = _stopped(act.rules, case.whole, act.at) if case.whole and not others else None
    return (e.Paused(item, reason, until, document, legal, promised, whole),)


def _fault(act: Act, item: int, reason: str, document: str) -> str:
    """Why a pause does not count; "" when it does."""
    matter = act.matter(item)
    listed = reason in PAUSES if matter.is_licence else reason in (matter.legal or JOINT).pauses
    if not listed:
        return "unlisted"
    return "" if document else "no_notice"


def _stopped(rules: Rules, clock: Clock | None, at: int) -> Clock | None:
    return rules.paused(clock, at) if clock and not clock.paused else clock


def resume(case: Case, act: Act, *, item: int) -> Events:
    """Let a matter's clocks run again because what they stopped for has ended."""
    require(act.actor, "resume", organ=act.matter(item).organ)
    found = standing_in(case, item, (State.PAUSED,), "恢复计时", "resumed")
    return (resumption(case, act, item, found, act.at, by_clock=False),)


def resumption(case: Case, act: Act, place: int, item: Item, at: int, by_clock: bool) -> e.Resumed:
    """The clocks of a paused matter running again from `at`, with the working days left out."""
    rules = act.rules
    legal = rules.resumed(item.legal, at) if item.legal else None
    promised = rules.resumed(item.promised, at) if item.promised else None
    whole = rules.resumed(case.whole, at) if case.whole and case.whole.paused else None
    stop = item.legal or item.promised
    out = rules.days(Unit.WORKING.value, stop.paused, at) if stop else 0
    return e.Resumed(place, legal, promised, out, by_clock, whole)


def extend(case: Case, act: Act, *, item: int, days: int, reason: str, document: str = "") -> Events:
    """Lengthen a matter's legal term once, as the head of the organ approves; under joint handling the whole term, as the head
    of the people's government approves. What was promised stands: overrun, it is explained in public by the reason given here
    (优化营商环境条例第三十六条). Raises Refused beyond the law's days, a second time, after the term ended, or without
    the notice to the applicant (行政许可法第四十二条)."""
    joint = bool(case.whole)
    _approver(act, item, joint)
    found = standing_in(case, item, WORKING, "延长期限", "extended")
    term = act.rules.terms.get(JOINT.id, JOINT) if joint else act.matter(item).legal
    _lengthening(act, case.whole if joint else found.legal, term, found, days)
    said = because(act, reason, "延长的理由", "the reason")
    if not document:
        raise Refused("延长期限须书面告知申请人理由。", "The applicant is told the reason in writing.")
    rules = act.rules
    if joint and case.whole:
        longer = rules.extended(case.whole, days)
        return (e.Extended(item, days, said, act.actor.post, found.legal, found.promised, longer, document),)
    legal = rules.extended(found.legal, days) if found.legal else None
    return (e.Extended(item, days, said, act.actor.post, legal, found.promised, None, document),)


class Lengthening(NamedTuple):
    """How a term may be lengthened: by how many days at most, and the clocks as it runs and as it then would."""

    most: int
    now: Clock
    then: Clock


def lengthening(case: Case, act: Act, item: int) -> Lengthening:
    """How far a matter's legal term, or that of joint handling, may be lengthened now. Raises Refused where it may not."""
    term = act.rules.terms.get(JOINT.id, JOINT) if case.whole else act.matter(item).legal
    clock = case.whole or case.items[item].legal
    _lengthening(act, clock, term, case.items[item], 1)
    assert clock and term
    return Lengthening(term.extension, clock, act.rules.extended(clock, term.extension))


def _approver(act: Act, item: int, joint: bool) -> None:
    if joint:
        require(act.actor, "extend_joint")
        return
    term = act.matter(item).legal
    if term and term.approver == "government_head":
        require(act.actor, "extend_joint")
        return
    require(act.actor, "extend", organ=act.matter(item).organ)
    if not any("head" in each.roles for each in powers(act.actor)):
        raise NotEmpowered(
            "延长期限须由本机关负责人批准（行政许可法第四十二条）。",
            "Only the head of the organ approves a longer term (Licensing Law, art. 42).",
        )


def _lengthening(act: Act, clock: Clock | None, term: Term | None, item: Item, days: int) -> None:
    if clock is None or term is None or not term.extension:
        raise Refused("这个事项的期限依法不能延长。", "The law does not let this term be lengthened.")
    if item.extensions >= term.times or clock.extended:
        raise Refused("期限只能延长一次，已经延长过。", "A term is lengthened once; this one has been.")
    if not 1 <= days <= term.extension:
        raise Refused(
            f"最多延长 {term.extension} 日，请写 1 到 {term.extension}。",
            f"At most {term.extension} days; write 1 to {term.extension}.",
        )
    if (clock.paused or act.at) >= clock.due:
        raise Refused(
            "期限已届满，不能再延长；请尽快作出决定。",
            "The term has ended and cannot be lengthened; decide now.",
        )


def movable(case: Case) -> bool:
    """Whether a holiday notice may still move one of its days: a clock that is provisional, or a term to speak."""
    for one in case.undoings:
        if one.clock.provisional if one.clock else not one.serve:
            return True
    if case.ended_at:
        return False
    clocks = [case.whole]
    for work in case.open:
        clocks.append(work.clock)
    for item in case.items:
        if not item.ended_at:
            clocks += item.notice, item.legal, item.promised, item.deliver
    return any([clock.provisional for clock in clocks if clock])


def recount(case: Case, act: Act, *, because: str) -> Events:
    """Every running clock of a case after a holiday notice: an event for each matter, step, joint term or result to be undone
    whose day moved. Days that a paper told as such (papers owed, a pause's end, an answer asked for) stand."""
    rules, events = act.rules, list[object]()
    for place, item in enumerate(case.items):
        if not item.ended_at:
            events += _recounted(rules, place, item, because)
    whole = rules.recounted(case.whole) if case.whole and not case.ended_at else None
    if whole and case.whole and whole != case.whole:
        events.append(e.Recounted(-1, None, whole, None, None, because, (case.whole.due, whole.due)))
    for work in case.open:
        clock = rules.recounted(work.clock) if work.clock else None
        if work.clock and clock and clock != work.clock:
            moved = (work.clock.due, clock.due)
            place = act.service.owner[work.step]
            events.append(
                e.Recounted(place, None, None, None, None, because, moved, work=((work.step, clock),))
            )
    for one in case.undoings:
        events += _undoing(rules, one, because)
    return tuple(events)


def _recounted(rules: Rules, place: int, item: Item, because: str) -> list[object]:
    old = (item.notice, item.legal, item.promised, item.deliver)
    runs = (item.state in BEFORE, item.state in WORKING, item.state in WORKING, item.state in TO_DELIVER)
    new = tuple(
        rules.recounted(clock) if clock and on else clock for clock, on in zip(old, runs, strict=True)
    )
    if new == old or not item.clock:
        return []
    notice, legal, promised, deliver = new
    later = item._replace(notice=notice, legal=legal, promised=promised, deliver=deliver)
    moved = (item.clock.due, later.clock.due if later.clock else item.clock.due)
    return [e.Recounted(place, notice, legal, promised, deliver, because, moved)]


def _undoing(rules: Rules, one: Undoing, because: str) -> list[object]:
    """Of a result to be undone: the clock of what is to be delivered, else until when the holder may speak."""
    if clock := one.clock:
        new = rules.recounted(clock)
        moved = (clock.due, new.due)
        said = e.Recounted(one.item, None, None, None, None, because, moved, serving=new)
        return [said] if new != clock else []
    if one.serve or not one.told_at or not one.days:
        return []
    until = pleading(rules, one.days, one.told_at).due
    moved = (one.until, until)
    said = e.Recounted(one.item, None, None, None, None, because, moved, until=until)
    return [said] if until != one.until else []
