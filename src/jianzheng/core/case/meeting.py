"""Joint meetings: one opinion, and beside it what each office said, at the meeting and afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jianzheng.core.authority import NotEmpowered, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, stated
from jianzheng.core.case.case import Case
from jianzheng.core.case.clocks import Moment
from jianzheng.core.case.copies import MINUTES, minutes
from jianzheng.core.case.evolve import Happened
from jianzheng.core.kinds import AGREE, DISAGREE, Report
from jianzheng.core.kinds.meeting import MEETING, Voice, voices
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service

Present = tuple[Voice, ...]


def meet(
    case: Case, act: Act, *, steps: tuple[int, ...], opinion: str, held_on: str, present: Present
) -> Events:
    """A joint meeting leaves one opinion on several open steps. It finishes none of them: each office still says its own,
    within its own power (行政许可法第二十六条), and gets a copy of the minutes."""
    require(act.actor, "meet")
    if not any(_office(act, work.step) == act.actor.organ for work in case.open):
        raise NotEmpowered(
            "贵单位在这件申请中没有正在办理的环节，不能召集联合会审；有意见可以在抄告中答复。",
            "Your organ has no open step in this case and cannot convene; it may answer where it was told.",
        )
    if not steps or any(case.work(step) is None for step in steps):
        raise Refused("请选择正在办理的环节。", "Choose steps that are open.")
    facts = {"held_on": held_on, "present": present, "opinion": opinion}
    today, enough, person = act.rules.day(act.at).isoformat(), act.rules.local.enough, act.actor.person
    accepted = accepted_on(case, act, steps)
    found = act.step(steps[0])
    MEETING.check(Report(found, AGREE, facts, (), person, today=today, enough=enough, accepted=accepted))
    said, there = stated(opinion, "会审意见", "the joint opinion"), takes_part(act, steps, present)
    offices = tuple(voice.organ for voice in there)
    return (e.Met(tuple(steps), said, offices, held_on, there), *minutes(act, there, said))


def accepted_on(case: Case, act: Act, steps: Iterable[int]) -> str:
    """The day on which the first of the matters of some steps was accepted (ISO)."""
    return act.rules.day(min(case.items[act.owner(step)].accepted_at for step in steps)).isoformat()


def takes_part(act: Act, steps: Iterable[int], present: object) -> Present:
    """Who was there. Raises Refused for a meeting without the office that records it, and for an opinion on the step of an
    office that was not there."""
    there = voices(present)
    if not {act.actor.organ, *(_office(act, step) for step in steps)} <= {voice.organ for voice in there}:
        raise Refused(
            "参加会审的单位要包括贵单位和所选环节的办理单位。请补选，或者只选到会单位的环节。",
            "Your organ and the offices of the chosen steps take part. Add them, or choose only steps of those who were.",
        )
    return there


def _office(act: Act, step: int) -> str:
    return act.step(step).office or act.matter(act.owner(step)).organ


class Stand(NamedTuple):
    """What an office said of a joint opinion, and when: as the minutes have it (`person` came for it), or in its `own` answer;
    `outcome` is "" in an answer of an early version, which had words only."""

    organ: str
    person: str
    outcome: str
    said: str
    at: Moment
    own: bool = False


class Meeting(NamedTuple):
    """A joint meeting: the event that records it, on which steps, when it was held, its one opinion, the offices that were
    there (all that is known of one in an early version), and what each said, in order."""

    sequence: int
    steps: tuple[int, ...]
    held_on: str
    opinion: str
    offices: tuple[str, ...]
    stands: tuple[Stand, ...]


def meetings(happened: Iterable[Happened], service: Service) -> tuple[Meeting, ...]:
    """The joint meetings of a case, each with what the offices answered to its minutes."""
    found: list[Meeting] = []
    asked: dict[str, list[int]] = {}
    for each in happened:
        event = each.event
        if met := _met(each, service):
            found.append(met)
        elif isinstance(event, e.Copied) and found and (event.minutes or event.text.startswith(MINUTES)):
            asked.setdefault(event.organ, []).append(len(found) - 1)
        elif isinstance(event, e.CopyAnswered):
            for n in asked.pop(event.organ, ()) if not event.by_clock else ():
                person = each.by.partition("@")[0]
                own = Stand(event.organ, person, event.outcome, event.answer, each.at, own=True)
                found[n] = found[n]._replace(stands=(*found[n].stands, own))
    return tuple(found)


def _met(each: Happened, service: Service) -> Meeting | None:
    event = each.event
    if isinstance(event, e.Met):
        return _meeting(each, event.steps, event.held_on, event.opinion, (event.offices, event.present))
    if not isinstance(event, e.StepDone) or service.process.steps[event.step].kind != MEETING.word:
        return None
    facts = event.facts
    offices, day, said = (facts.get(name, "") for name in ("offices", "held_on", "opinion"))
    listed = tuple(map(str, offices)) if isinstance(offices, (list, tuple)) else ()
    return _meeting(each, (event.step,), str(day), str(said), (listed, facts.get("present", ())))


def _meeting(
    each: Happened, steps: tuple[int, ...], held_on: str, opinion: str, there: tuple[tuple[str, ...], object]
) -> Meeting:
    try:
        present = voices(there[1])
    except Refused:  # a record brought in from elsewhere says what it says
        present = ()
    stands = tuple(Stand(*voice, each.at) for voice in present)
    offices = tuple(voice.organ for voice in present) or there[0]
    return Meeting(each.sequence, steps, held_on, opinion, offices, stands)


def objections(found: Iterable[Meeting]) -> tuple[Stand, ...]:
    """The objections to the opinions of some meetings that stand: one does until that office itself answers that it agrees,
    whatever later minutes say."""
    said = sorted((stand for met in found for stand in met.stands), key=lambda stand: stand.at)
    standing: dict[str, Stand] = {}
    for stand in said:
        if stand.outcome == DISAGREE:
            standing[stand.organ] = stand
        elif stand.own and stand.outcome == AGREE:
            standing.pop(stand.organ, None)
    return tuple(standing.values())
