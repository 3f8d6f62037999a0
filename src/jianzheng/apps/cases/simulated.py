"""Simulated past cases for the demonstration, marked so on every row: driven through the real verbs, day by day, until now."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from jianzheng.apps.cases.batch import New, create_many, undisturbed
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.store import numbers
from jianzheng.core import case as core
from jianzheng.core.authority import SYSTEM, Actor
from jianzheng.core.case import Act, Application, Case, Rules
from jianzheng.core.case.case import BEFORE
from jianzheng.core.service import Service

DAY = 86_400
Actors = Callable[[str, str], Sequence[Actor]]
"""Who may act: organ and role → actors."""


@dataclass
class Life:
    """One case as it is lived through: what has been done so far."""

    service: Service
    actors: Actors
    chance: random.Random
    at: int
    until: int
    applicant: Actor
    case: Case = field(default_factory=Case)
    rules: Rules = field(default_factory=rules)
    deeds: list[tuple[Act, core.Events]] = field(default_factory=list)

    def act(self, actor: Actor) -> Act:
        """What somebody does now."""
        return Act(self.service, self.rules, actor, self.at)

    def did(self, act: Act, events: core.Events) -> None:
        """Take in what a verb decided."""
        for event in events:
            self.case = core.evolve(self.case, act.at, act.by, event)
        if events:
            self.deeds.append((act, events))

    def passes(self, days: float) -> bool:
        """Let working days pass, and the clock do its part; False when that is later than now."""
        whole = int(days)
        later = self.at + int((days - whole) * 6 * 3600) + self.chance.randrange(60, 900)
        if whole:
            day = rules().calendar.working_day_after(rules().day(self.at), whole)
            later = rules().opening(day) + 9 * 3600 + self.chance.randrange(0, 7 * 3600)
        return self.go(later)

    def go(self, later: int) -> bool:
        """Go on to a moment, and let the clock do its part until then; False when that is later than now."""
        while (alarm := core.alarm(self.case)) and alarm <= min(later, self.until):
            self.at = max(alarm, self.at)
            clock = self.act(SYSTEM)
            events = core.elapse(self.case, clock)
            if not events:
                break
            self.did(clock, events)
        self.at = max(later, self.at)
        return self.at < self.until

    def new(self, edition: int) -> New:
        """The case as it is stored, marked as simulated."""
        return New(edition, self.service, self.deeds, self.case, simulated=True)

    def someone(self, organ: str, role: str) -> Actor:
        """One of those who may act."""
        return self.chance.choice(self.actors(organ, role))


def simulate(
    edition: int,
    service: Service,
    actors: Actors,
    chance: random.Random,
    begun: dt.datetime,
    now: dt.datetime,
) -> New:
    """One simulated case of a service, applied for at `begun` and lived through until it ends or it is now."""
    life = begin(edition, service, actors, chance, begun, now)
    if _intake(life):
        work_on(life)
    return life.new(edition)


def begin(
    edition: int,
    service: Service,
    actors: Actors,
    chance: random.Random,
    begun: dt.datetime,
    now: dt.datetime,
) -> Life:
    """A simulated case just applied for."""
    day = begun.strftime("%Y%m%d")
    taken = numbers([matter.code for matter in service.matters], day)
    applicant = {
        "name": f"模拟申请人{chance.randrange(10_000):04d}",
        "code": "000000000000000000",
        "phone": "000",
    }
    given = tuple(row[0] for row in taken)
    application = Application(
        str(edition), given, applicant, "online", papers=_brought(service, given[0]), simulated=True
    )
    citizen = chance.choice(actors("", "citizen"))
    life = Life(service, actors, chance, moment(begun), moment(now), citizen)
    act = life.act(citizen)
    life.did(act, core.apply(act, application))
    return life


def _brought(service: Service, number: str) -> dict[int, str]:
    """Two of three, by their number, hand everything in at once; the others nothing yet."""
    if int(number[-1]) % 3 == 0:
        return {}
    return {n: "simulated" for n, asked in enumerate(service.asked) if not asked.held}


def _intake(life: Life) -> bool:
    """At the window: received, sometimes a notice, accepted; True when accepted by now."""
    chance, window = life.chance, life.service.window
    if not life.passes(chance.random()):
        return False
    act = life.act(life.someone(window, "clerk"))
    life.did(act, core.receive(life.case, act))
    if chance.random() < 0.03 and not life.passes(9):
        return False
    papers = {n: "on_file" if asked.held else "brought" for n, asked in enumerate(life.service.asked)}
    if papers and chance.random() < 0.15 and any(item.state in BEFORE for item in life.case.items):
        act = life.act(act.actor)
        life.did(act, core.ask_supplement(life.case, act, wanted={0: "请补正 please complete"}))
        if chance.random() < 0.2 or not life.passes(chance.randrange(1, 12)):
            return False
        act = life.act(life.applicant)
        life.did(act, core.supplement(life.case, act, papers={0: "simulated"}))
    if not life.passes(chance.random() * 3):
        return False
    if any(item.state in BEFORE for item in life.case.items):
        act = life.act(life.someone(window, "clerk"))
        life.did(act, core.accept(life.case, act, papers=papers))
    return True


def work_on(life: Life) -> None:
    """At the desks: whatever is open is done, one after another, until nothing is open or it is now."""
    pace = life.chance.choice((0.25, 0.4, 0.6, 0.9, 1.6))
    while life.case.open and not life.case.ended_at:
        work = life.chance.choice(life.case.open)
        step = life.service.process.steps[work.step]
        planned = step.nominal_days or 2
        if not life.passes(life.chance.random() * planned * pace * 2 / max(1, len(life.case.open))):
            return
        if life.case.work(work.step):
            done(life, work.step)
    served(life)


def served(life: Life) -> None:
    """What was decided against the applicant reaches them, some days later."""
    for place in range(len(life.case.items)):
        if core.unserved(life.case, place) and life.passes(1 + life.chance.random() * 4):
            act = life.act(life.someone(life.service.window, "clerk"))
            life.did(
                act, core.serve(life.case, act, item=place, way="post", receipt="SIM0000000001 模拟签收人")
            )


def done(life: Life, step: int, by: Actor | None = None) -> None:
    """End a step as its kind asks, by whoever holds the post (or `by`)."""
    found = life.service.process.steps[step]
    roles = {"decide": "chief", "sign": "chief", "deliver": "clerk"}
    act = life.act(by or life.someone(found.office, roles.get(found.kind, "handler")))
    case, refused = life.case, life.chance.random() < 0.04
    if found.kind == "decide" and refused:
        facts = {
            "reasons": "提交的材料不符合法定条件（模拟）",
            "remedies": "可依法申请行政复议或提起行政诉讼",
            "court_term": "六个月（模拟）",
        }
        life.did(act, core.decide(case, act, step=step, outcome="refuse", facts=facts))
    elif found.kind == "decide":
        life.did(act, core.decide(case, act, step=step, outcome="grant"))
    elif found.kind == "issue":
        life.did(act, core.issue(case, act, step=step, result_no=_result_no(life, step)))
    elif found.kind == "deliver":
        life.did(act, core.deliver(case, act, step=step, way="online"))
    else:
        given: dict[str, object] = {**_FACTS, **dict.fromkeys(_DATES, rules().day(life.at).isoformat())}
        given["noticed_on"] = (rules().day(life.at) - dt.timedelta(days=24)).isoformat()
        if found.kind == "meeting":
            given["present"] = _present(life, found.office)
        handlers = (actor.person for actor in life.actors(found.office, "handler"))
        others = tuple(person for person in handlers if person != act.actor.person)
        staff = (*others, "模拟人员二")[:1]
        life.did(act, core.finish(case, act, step=step, outcome="agree", facts=given, staff=staff))


def _present(life: Life, office: str) -> list[tuple[str, str, str, str]]:
    """Its office and the window, each with one of theirs, and both agree."""
    there = ((office, "handler"), (life.service.window, "clerk"))
    return [(organ, life.someone(organ, role).person, "agree", "") for organ, role in there]


def _result_no(life: Life, step: int) -> str:
    """A number no other licence of the organ bears: that of the matter, from behind the organ's code and level on."""
    number = life.case.items[life.service.owner[step]].number
    return f"模拟{number[19:31]}-{number[31:]}"


_DATES = ("visited_on", "held_on", "shown_from", "shown_until")
_FACTS: dict[str, object] = {
    "opinion": "符合条件（模拟）",
    "place": "现场（模拟）",
    "found": "与申请材料一致（模拟）",
    "experts": "专家甲\n专家乙\n专家丙",
    "chair": "模拟主持人",
    "record": "听证记录（模拟）",
    "address": "政府网站（模拟）",
    "objections": "无",
}


def load(news: Iterator[New], many: int = 500) -> int:
    """Store simulated cases, `many` a transaction; how many were stored."""
    stored = 0
    while True:
        with undisturbed():
            lot = list(islice(news, many))
            create_many(lot)
        if not lot:
            return stored
        stored += len(lot)
