"""Work at the desks: claim, finish, sign, send back, meet, tell other organs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jianzheng.core.authority import NotEmpowered, power, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, at_work, because, item_of, stated
from jianzheng.core.case.case import WORKING, Case, Item, State
from jianzheng.core.case.ready import after, follow, step_clock, waits
from jianzheng.core.case.terms import NOTICE
from jianzheng.core.kinds import Kind, Report, kind_of
from jianzheng.core.kinds.meeting import MEETING
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

Facts = Mapping[str, object]


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
    days = (rules.day(act.at).isoformat(), rules.day(case.applied_at).isoformat())
    by = (people, person, matter.examiners, *days, rules.calendar, rules.local.enough)
    kind.check(report := Report(found, outcome, facts, *by))
    kept = {field.name: _kept(facts[field.name]) for field in kind.asks if facts.get(field.name)}
    opened, begun = follow(case, act, step)
    done = e.StepDone(step, item, outcome, kept, staff, opened, signed=verb == "sign")
    told = minutes(act, report.lines("offices"), report.text("opinion")) if kind is MEETING else ()
    return (done, *told, *begun)


def minutes(act: Act, offices: tuple[str, ...], opinion: str) -> tuple[e.Copied, ...]:
    """The one opinion of a joint meeting, told to every other office that was there, so that it can object."""
    text = f"联合会审纪要，有不同意见请答复 Minutes of a joint meeting; answer where you disagree: {opinion}"
    others = [organ for organ in dict.fromkeys(offices) if organ != act.actor.organ]
    return tuple(e.Copied(organ, text[:4000], _copy_due(act)) for organ in others)


def _copy_due(act: Act) -> int:
    return act.rules.clock(replace(NOTICE, id="copy", length=act.rules.local.copy_days), act.at).due


def sign(case: Case, act: Act, *, step: int, outcome: str, opinion: str = "") -> Events:
    """Sign what a handler proposed: the second and last tier. Raises Refused for one's own proposal."""
    return finish(case, act, step=step, outcome=outcome, facts={"opinion": opinion})


def _kept(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\x00", "").strip()[:4000]
    return list(value) if isinstance(value, tuple) else value


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
    return (e.Copied(stated(organ, "抄告单位", "the organ"), told, _copy_due(act)),)


def answer_copy(case: Case, act: Act, *, answer: str) -> Events:
    """Answer a notice that one's organ was sent."""
    require(act.actor, "answer_copy")
    if not any(copy.organ == act.actor.organ and not copy.answer for copy in case.copies):
        raise Refused("没有发给贵单位、等待答复的抄告。", "No notice to your organ waits for an answer.")
    return (e.CopyAnswered(act.actor.organ, stated(answer, "答复", "the answer")),)


def meet(case: Case, act: Act, *, steps: tuple[int, ...], opinion: str, offices: tuple[str, ...]) -> Events:
    """A joint meeting leaves one opinion on several open steps. It finishes none of them: each office still says its own,
    within its own power (行政许可法第二十六条), and gets a copy of the minutes."""
    require(act.actor, "meet")
    if len(set(offices)) < 2:
        raise Refused("联合会审至少有两个部门参加。", "A joint meeting has at least two offices.")
    if not steps or any(case.work(step) is None for step in steps):
        raise Refused("请选择正在办理的环节。", "Choose steps that are open.")
    _takes_part(case, act, steps, offices)
    said = stated(opinion, "会审意见", "the joint opinion")
    return (e.Met(tuple(steps), said, tuple(offices)), *minutes(act, offices, said))


def _takes_part(case: Case, act: Act, steps: tuple[int, ...], offices: tuple[str, ...]) -> None:
    """Refuse whoever has no open step in the case, a meeting without the office that convenes it, and an opinion on the step of
    an office that was not there."""
    mine = act.actor.organ
    if not any(_office(act, work.step) == mine for work in case.open):
        raise NotEmpowered(
            "贵单位在这件申请中没有正在办理的环节，不能召集联合会审；有意见可以在抄告中答复。",
            "Your organ has no open step in this case and cannot convene; it may answer where it was told.",
        )
    if mine not in offices or not {_office(act, step) for step in steps} <= set(offices):
        raise Refused(
            "参加会审的单位要包括贵单位和所选环节的办理单位。请补选，或者只选到会单位的环节。",
            "Your organ and the offices of the chosen steps take part. Add them, or choose only steps of those who were.",
        )


def _office(act: Act, step: int) -> str:
    return act.step(step).office or act.matter(act.owner(step)).organ
