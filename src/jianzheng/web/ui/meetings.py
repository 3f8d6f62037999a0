"""What every room of the offices shows of joint meetings: the one opinion, and beside it what each office said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jianzheng.apps.cases.opinions import about
from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import local
from jianzheng.apps.people.queries import names, organ
from jianzheng.core.case import meetings, objections
from jianzheng.core.case.meeting import Stand
from jianzheng.core.kinds import DISAGREE
from jianzheng.core.kinds.kind import OUTCOMES
from jianzheng.core.text import Text
from jianzheng.web.ui.timeline.scene import listed


@dataclass(frozen=True, slots=True)
class Said:
    """What one office said of a joint opinion: whether it agrees and why, as the minutes have it or in its own answer, who for
    it, when; `objects` where it does not agree."""

    office: Text
    outcome: Text
    why: str
    own: bool
    person: Text
    at: datetime | None
    objects: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A joint meeting: on which steps, its day, its opinion, who was there, what each said; how many objections to this or an
    earlier opinion are `standing`, and those raised at earlier ones."""

    sequence: int
    steps: Text
    held_on: str
    opinion: str
    offices: Text
    stands: list[Said]
    standing: int
    objected: list[Said]


def held(found: Opened) -> list[Held]:
    """The joint meetings of a case, the newest first."""
    made = meetings(found.happened, found.service)
    called, standing = names() if made else {}, objections(made)
    shown, steps = list[Held](), found.service.process.steps
    for n, met in enumerate(made):
        earlier = [stand for one in made[:n] for stand in one.stands]
        still = [stand for stand in standing if stand in (*earlier, *met.stands)]
        shown.append(
            Held(
                met.sequence,
                listed(steps[step].title for step in met.steps),
                met.held_on,
                met.opinion,
                listed(organ(word).title for word in met.offices),
                said_by(met.stands, called),
                len(still),
                said_by((stand for stand in still if stand not in met.stands), called),
            )
        )
    return shown[::-1]


def objected(found: Opened, place: int) -> list[Said]:
    """The objections to joint opinions on a matter that stand."""
    return said_by(objections(about(found.service, place, found.happened)), names())


def said_by(stands: Iterable[Stand], called: Mapping[str, Text]) -> list[Said]:
    """What offices said, with their names."""
    return [
        Said(
            organ(one.organ).title,
            OUTCOMES.get(one.outcome, Text("答复", "answered")),
            one.said,
            one.own,
            called.get(one.person, Text(one.person, one.person)),
            local(one.at),
            one.outcome == DISAGREE,
        )
        for one in stands
    ]
