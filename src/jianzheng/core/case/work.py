"""Work at the desks: claim, finish, sign, send back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from jianzheng.core.authority import power
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, at_work, because, item_of
from jianzheng.core.case.case import WORKING, Case, Item, State
from jianzheng.core.case.copies import minutes
from jianzheng.core.case.meeting import takes_part
from jianzheng.core.case.ready import after, follow, step_clock, waits
from jianzheng.core.kinds import Kind, Report, kind_of
from jianzheng.core.kinds.meeting import MEETING
from jianzheng.core.refusal import Refused, fits
from jianzheng.core.service import Service
from jianzheng.core.text import Text

Facts = Mapping[str, object]
_iso = lru_cache(maxsize=1024)(dt.date.isoformat)


def claim(case: Case, act: Act, *, step: int) -> Events:
    """Take a piece of work, so that nobody else does it at the same time."""
    work, _ = at_work(case, act, step, "claim")
    if work.claimed_by == act.actor.person:
        raise Refused("您已经认领了这项工作。", "You have claimed this already.")
    return (e.Claimed(step, act.actor.person),)


def release(case: Case, act: Act, *, step: int) -> Events:
    """Give a claimed piece of work back."""
    work, _ = at_work(case, act, step, "claim")
    if not work.claimed_by:
        raise Refused("这项工作还没有人认领。", "Nobody has claimed this.")
    return (e.Claimed(step, ""),)


def finish(
    case: Case, act: Act, *, step: int, outcome: str, facts: Facts, staff: tuple[str, ...] = ()
) -> Events:
    """Finish a step with what its kind asks. Raises Refused when the outcome would not be lawful, or the step is one with a
    verb of its own (decide, issue, deliver)."""
    kind = kind_of(act.step(step).kind)
    verb = kind.verb
    if verb not in ("finish", "sign"):
        said = power(verb)
        raise Refused(
            f"这个环节要用专门的操作办理：{said.zh}。", f"This step has an act of its own: {said.en}."
        )
    _, found = at_work(case, act, step, verb)
    item = act.service.owner[step]
    matter, rules, person = case.items[item], act.rules, act.actor.person
    _not_stopped(matter, kind)
    if outcome not in kind.outcomes:
        raise Refused("请选择办理意见。", "Choose an outcome.")
    people = tuple(dict.fromkeys((*staff, person)))
    days = (_iso(rules.day(act.at)), _iso(rules.day(case.applied_at)))
    by = (people, person, matter.examiners, *days, rules.calendar, rules.local.enough)
    kind.check(report := Report(found, outcome, facts, *by, _iso(rules.day(matter.accepted_at))))
    there = takes_part(act, (step,), facts["present"]) if kind is MEETING else ()
    kept = {field.name: _kept(facts[field.name], field.title) for field in kind.asks if facts.get(field.name)}
    opened, begun = follow(case, act, step)
    done = e.StepDone(step, item, outcome, kept, staff, opened, signed=verb == "sign")
    told = minutes(act, there, report.text("opinion")) if kind is MEETING else ()
    return (done, *told, *begun)


def sign(case: Case, act: Act, *, step: int, outcome: str, opinion: str = "") -> Events:
    """Sign what a handler proposed: the second and last tier. Raises Refused for one's own proposal."""
    return finish(case, act, step=step, outcome=outcome, facts={"opinion": opinion})


def _kept(value: object, title: Text) -> object:
    if isinstance(value, str):
        return fits(value, title.zh, title.en)
    return [_kept(part, title) for part in value] if isinstance(value, (list, tuple)) else value


def _not_stopped(item: Item, kind: Kind) -> None:
    """Only what the clock stopped for may go on while it is stopped."""
    if item.state == State.PAUSED and kind.pause != item.pause:
        raise Refused(
            "这个事项正在特别程序中（不计时），结束后再办理。",
            "This matter is in a special procedure with its clock stopped; end it first.",
        )


def return_step(case: Case, act: Act, *, step: int, to: int, reason: str) -> Events:
    """Send work back to an earlier step of the same matter: that step and what depends on it are done again; the clock runs
    on. Raises Refused for a step that is not done, or comes after a decision."""
    at_work(case, act, step, "return_step")
    item = act.owner(step)
    if to == step or not case.is_done(to) or act.owner(to) != item:
        raise Refused("请选择本事项中已办完的环节退回。", "Choose a finished step of the same matter.")
    found = item_of(case, item)
    if found.state not in WORKING:
        raise Refused("已作出决定，不能退回。", "A decision has been made; nothing can be sent back.")
    own = sum(1 << n for n, owner in enumerate(act.service.owner) if owner == item)
    undone = after(act.service.process, to) & own
    if not undone >> step & 1:
        raise Refused(
            "那个环节不在当前环节之前，不能退回给它。",
            "That step does not come before this one; nothing to return.",
        )
    if waits(act.service.process)[to] & undone:
        raise Refused("退回的环节顺序有误，请刷新页面。", "The steps have changed; reload the page.")
    clock = step_clock(act.rules, act.step(to), act.at)
    return (e.Returned(to, because(act, reason, "退回原因", "the reason"), undone, ((to, clock),)),)


def returnable(case: Case, service: Service, step: int) -> tuple[int, ...]:
    """The finished steps of the same matter which an open step may be sent back to; none once the matter is decided."""
    item = service.owner[step]
    if case.work(step) is None or case.items[item].state not in WORKING:
        return ()
    own = (n for n, owner in enumerate(service.owner) if owner == item and n != step and case.is_done(n))
    return tuple(n for n in own if after(service.process, n) >> step & 1)
