"""The timeline of a case, the same in every room: when, who, from which post, what; outside without the offices' own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import local
from jianzheng.apps.oversight.register import post_titles
from jianzheng.apps.people.queries import names, organ
from jianzheng.core.case import Happened, meetings, objections
from jianzheng.core.case import events as e
from jianzheng.core.case.meeting import Stand
from jianzheng.core.text import Text
from jianzheng.core.watch import who
from jianzheng.web.ui.timeline import ending, intake, undoing, working
from jianzheng.web.ui.timeline.scene import Said, Scene, named

SAID: dict[type, Callable[[Any, Scene], Said]] = {
    e.Applied: intake.applied,
    e.Received: intake.received,
    e.SupplementAsked: intake.asked,
    e.Supplemented: intake.supplemented,
    e.Accepted: intake.accepted,
    e.Begun: intake.begun,
    e.NotRequired: intake.not_required,
    e.NotApplicable: intake.not_applicable,
    e.NotOurs: intake.not_ours,
    e.Withdrawn: intake.withdrawn,
    e.Attempted: working.attempted,
    e.Claimed: working.claimed,
    e.StepDone: working.done,
    e.Returned: working.returned,
    e.Copied: working.copied,
    e.CopyAnswered: working.copy_answered,
    e.Paused: working.paused,
    e.PauseDisregarded: working.disregarded,
    e.Resumed: working.resumed,
    e.Extended: working.extended,
    e.Met: working.met,
    e.Turned: working.turned,
    e.Recounted: working.recounted,
    e.Decided: ending.decided,
    e.Issued: ending.issued,
    e.Delivered: ending.delivered,
    e.Served: undoing.served,
    e.Intended: undoing.intended,
    e.Pleaded: undoing.pleaded,
    e.Relented: undoing.relented,
    e.Recalled: undoing.recalled,
    e.Revoked: undoing.revoked,
    e.DebtHandedIn: ending.handed_in,
    e.DebtReturned: ending.sent_back,
    e.DebtSettled: ending.settled,
    e.GapClosed: ending.gap_closed,
    e.DebtLapsed: ending.lapsed,
    e.DebtDropped: ending.dropped,
    e.PromiseBroken: ending.broken,
    e.CreditRepaired: ending.repaired,
    e.Renewed: ending.renewed,
    e.Closed: ending.closed,
}
"""The sentence of every kind of event, written once for all rooms."""
QUIET = frozenset((e.Turned, e.Claimed, e.Attempted, e.Copied, e.CopyAnswered, e.Returned))
"""Events the applicant is not shown at all: the offices' own business."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event of the timeline: when, who, from which post (of which organ), what, and the rest of it."""

    sequence: int
    at: datetime | None
    person: Text
    post: Text
    said: Text
    more: tuple[Text, ...]


def lines(found: Opened, inside: bool = True) -> list[Line]:
    """The timeline, the newest first; outside, what is the offices' own business is left out."""
    scene, titles = scene_of(found), post_titles()
    shown = [each for each in found.happened if inside or type(each.event) not in QUIET]
    return [_line(each, scene, titles, inside) for each in reversed(shown)]


def line(found: Opened, each: Happened) -> Line:
    """One event of it, as officials read it."""
    return _line(each, scene_of(found), post_titles(), True)


def scene_of(found: Opened) -> Scene:
    """What the sentences about a case may look up."""
    applied = sum(bool(item.number) for item in found.case.items)
    debts = {debt.asked: debt.kind for debt in found.case.debts}
    return Scene(found.service, debts, names(), applied, found.case.free, _beside(found))


def _beside(found: Opened) -> dict[int, tuple[Text, ...]]:
    """By the event of each joint meeting: the objections that stand to its opinion or an earlier one and it does not record."""
    made, beside = meetings(found.happened, found.service), dict[int, tuple[Text, ...]]()
    standing = objections(made)
    for n, met in enumerate(made):
        raised = [one for other in made[: n + 1] for one in other.stands if one in standing]
        recorded = [one for one in met.stands if not one.own]
        beside[met.sequence] = tuple(_objection(one) for one in raised if one not in recorded)
    return beside


def _objection(one: Stand) -> Text:
    office = organ(one.organ).title
    said = Text(f"{office.zh}：{one.said}", f"{office.en or office.zh}: {one.said}")
    return named("不同意，尚未撤回", "does not agree, not withdrawn", said)


def _line(each: Happened, scene: Scene, titles: dict[str, Text], inside: bool) -> Line:
    event, actor = each.event, who(each.by)
    said = SAID[type(event)](event, scene)
    name = scene.called.get(actor.person, Text(actor.person or "系统时钟", actor.person or "the clock"))
    post = titles.get(actor.post, Text(actor.post))
    if actor.instead_of:
        other = titles.get(actor.instead_of, Text(actor.instead_of))
        post = Text(
            f"{post.zh}（持有{other.zh}的委托）",
            f"{post.en or post.zh} (with a delegation of: {other.en or other.zh})",
        )
    own = (*said.inside, *scene.beside.get(each.sequence, ())) if inside else ()
    more = tuple(begun(one) for one in (*said.more, *own) if str(one))
    return Line(each.sequence, local(each.at), name, post, begun(said.head), more)


def begun(text: Text) -> Text:
    """A line in English begins with a capital."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])
