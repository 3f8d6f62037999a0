"""A small city for histories: a service of any shape, five people, and a play that drives the verbs of a case."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from jianzheng.core import case as core
from jianzheng.core.authority import POWERS, SYSTEM, Actor, Post
from jianzheng.core.calendar import Calendar
from jianzheng.core.case import Act, Application, Case, Happened, Lights, Rules, elapse, evolve
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text
from jianzheng.core.watch import History, Holding, Register

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Rules(Calendar("weekdays", published={2025: "", 2026: ""}), ZONE, {}, Lights())
LEGAL = Term("decide_20", 20, extension=10, approver="head")
NAMES = {"clerk": "wang", "handler": "zhao", "chief": "sun", "head": "qian"}
POSTS = {role: Post(role, "office", Text(role, role), role, POWERS[role]) for role in NAMES}
REGISTER = Register(POSTS, tuple(Holding(person, role) for role, person in NAMES.items()))
FACTS = {"opinion": "符合条件，同意通过", "visited_on": "2025-03-04", "place": "现场", "found": "与申请一致"}


def at(*when: int) -> int:
    """A moment in legal time: at(2025, 3, 3, 9, 30)."""
    return int(dt.datetime(*when, tzinfo=ZONE).timestamp())  # type: ignore[arg-type]


def actor(role: str, person: str = "") -> Actor:
    """The person of a role (or another one) at the office."""
    return Actor(person or NAMES.get(role, "li"), role, role, "office", role, POWERS[role])


def licence(steps: int = 2, matters: int = 1, orders: tuple[tuple[str, str], ...] = ()) -> Service:
    """A service of licences, each with some reviews; `orders` between steps called m1.s1, m1.s2, …."""
    made = tuple(
        Matter(
            f"m{n}",
            Text(f"许可{n}", f"licence {n}"),
            "office",
            legal=LEGAL,
            promised=Term("promised", 15),
            result=Text("证", "licence"),
            licence=True,
        )
        for n in range(1, matters + 1)
    )
    flow = tuple(
        Step(
            f"{matter.id}.s{n}",
            f"{matter.id}审查{n}",
            "office",
            matter=matter.id,
            name_en=f"review {n}",
            needs=(Need(f"材料{matter.id}{n}"),) if n == 1 else (),
        )
        for matter in made
        for n in range(1, steps + 1)
    )
    process = Process("flow", Text("流程", "flow"), flow, tuple(Order(*pair) for pair in orders))
    return Service("licences", Text("许可", "licences"), furnished(process, made), made)


class Play:
    """One case being acted; `happened` is what a database would keep."""

    def __init__(self, service: Service, start: int) -> None:
        self.service, self.now = service, start
        self.case, self.happened = Case(), []  # type: tuple[Case, list[Happened]]
        numbers = tuple(f"N{n}" for n in range(len(service.matters)))
        papers = {n: "file" for n in range(len(service.asked))}
        application = Application("1", numbers, {"name": "李", "code": "1"}, papers=papers)
        act = self.act("citizen")
        self.keep(act, core.apply(act, application))

    def act(self, role: str, person: str = "") -> Act:
        """An act of somebody now."""
        return Act(self.service, RULES, actor(role, person), self.now)

    def keep(self, act: Act, events: core.Events) -> None:
        """Remember what happened."""
        for event in events:
            self.case = evolve(self.case, act.at, act.by, event)
            self.happened.append(Happened(self.case.sequence, act.at, act.by, event))

    def do(self, verb: str, role: str, minutes: int = 30, person: str = "", **said: object) -> None:
        """Some minutes later somebody does something; what time did meanwhile comes first."""
        self.now += minutes * 60
        clock = Act(self.service, RULES, SYSTEM, self.now)
        self.keep(clock, elapse(self.case, clock))
        act = self.act(role, person)
        self.keep(act, core.VERBS[verb](self.case, act, **said))

    def accepted(self) -> Play:
        """Received and accepted by the window."""
        self.do("receive", "clerk")
        self.do("accept", "clerk", papers={})
        return self

    def step(self, id: str) -> int:
        """The number of a step."""
        return self.service.process.index[id]

    def finish(self, step: int, minutes: int = 30, outcome: str = "grant") -> None:
        """End an open step the way its kind asks."""
        found = self.service.process.steps[step]
        if found.kind == "decide":
            facts = {
                "reasons": "不符合规定的条件，材料与实际不符",
                "remedies": "可申请行政复议或提起诉讼",
                "court_term": "六个月",
            }
            self.do("decide", "chief", minutes, step=step, outcome=outcome, facts=facts)
        elif found.kind == "issue":
            self.do("issue", "handler", minutes, step=step, result_no=f"证{step}")
        elif found.kind == "deliver":
            self.do("deliver", "clerk", minutes, step=step, way="window", receipt="李")
        else:
            self.do(
                "finish", "handler", minutes, step=step, outcome="agree", facts=FACTS, staff=("zhao", "wu")
            )

    def ended(self) -> Play:
        """Every open step ended, one after the other, half an hour each."""
        while self.case.open:
            self.finish(self.case.open[0].step)
        return self

    def history(self, register: Register = REGISTER) -> History:
        """What the detectors read."""
        return History(tuple(self.happened), self.service, RULES, register)
