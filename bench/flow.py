"""The eight-step process of the workflow benchmark, driven through the product's own actions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from jianzheng.apps.cases import actions, batch, store, verify
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.actions import seat
from jianzheng.core import case as core
from jianzheng.core.authority import POWERS, Actor, Organ
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text

OFFICE, WINDOW = "health", "center"
"""As in the demonstration city, so that its people find the work on their pages."""
FOUR = ("d1", "d2", "d3", "d4")
TASK = "12441500196720244T3442199806003"


def who(role: str, organ: str) -> Actor:
    """Somebody with the powers of a role."""
    return Actor(role, role, f"{organ}.{role}", organ, role, POWERS[role])


def eight_steps(extra: int = 0) -> Service:
    """check, four in parallel, `extra` more in a row, decide, issue, deliver; acceptance at the window comes before."""
    matter = Matter(
        "m",
        Text("许可", "licence"),
        OFFICE,
        TASK,
        legal=Term("decide_20", 20, extension=10, approver="head"),
        promised=Term("promised", 10),
        result=Text("许可证", "licence"),
        licence=True,
    )
    more = [f"x{n}" for n in range(extra)]
    steps = tuple(Step(id, id, OFFICE, days=2, matter="m") for id in ("check", *FOUR, *more))
    decide = Step("decide", "决定", OFFICE, days=2, matter="m", kind="decide")
    chain = [*more, "decide"]
    orders = [Order("check", id) for id in FOUR] + [Order(id, chain[0]) for id in FOUR]
    orders += [Order(before, after) for before, after in pairwise(chain)]
    process = furnished(Process("p", Text("流程", "process"), (*steps, decide), tuple(orders)), (matter,))
    return Service("bench", Text("许可", "licence"), process, (matter,), WINDOW)


APPLICANT = {"name": "申请人", "code": "1"}
SAID: dict[str, tuple[Any, dict[str, Any]]] = {
    "decide": (core.decide, {"outcome": "grant"}),
    "issue": (core.issue, {"result_no": "1"}),
    "deliver": (core.deliver, {"way": "window", "receipt": "领证人"}),
}
"""The steps with a verb of their own, and what is said."""
LOT = 100


class Flow:
    """The process in force in a database, which is filled first where it is fresh."""

    def __init__(self, extra: int, fresh: bool) -> None:
        self.now, self.service = timezone.localtime(), eight_steps(extra)
        if fresh:
            call_command("migrate", verbosity=0)
            organs = [
                Organ(OFFICE, Text("机关", "organ"), short="机"),
                Organ(WINDOW, Text("窗口", "window"), short="窗"),
            ]
            seat(organs=organs, posts=[], staff=[], today=self.now.date())
            publish(service=self.service, now=self.now)
        self.edition = Published.objects.get().pk
        self.citizen, self.clerk = who("citizen", ""), who("clerk", WINDOW)
        self.by = {kind: who("handler", OFFICE) for kind in ("review", "issue")}
        self.by |= {"decide": who("chief", OFFICE), "deliver": who("clerk", OFFICE)}
        self.acts = [self._act(place) for place in range(len(self.service.process.steps) + 1)]

    def start(self) -> str:
        """A case is applied for."""
        application = core.Application("", (), APPLICANT)
        return actions.apply(edition=self.edition, application=application, actor=self.citizen, now=self.now)

    def step(self, number: str, place: int) -> None:
        """Acceptance is the first task, then the steps in their order."""
        verb, actor, said = self.acts[place]
        on = {"number": number, "actor": actor, "now": self.now, **said}
        if verb is core.issue:
            on["result_no"] = number[
                31:
            ]  # the day and its serial: a licence number is given once in an organ
        if verb is core.accept:
            actions.do(verb, **on)
        else:
            papers = {"written": False} if verb in (core.decide, core.issue) else {}
            getattr(actions, verb.__name__)(**on, **papers)

    def _act(self, place: int) -> tuple[Any, Actor, dict[str, Any]]:
        """The verb of a place, who acts, and what is said."""
        if place == 0:
            return core.accept, self.clerk, {"papers": {}}
        step = self.service.process.steps[place - 1]
        verb, said = SAID.get(step.kind, (core.finish, {"outcome": "agree", "facts": {"opinion": "符合"}}))
        return verb, self.by[step.kind], {"step": place - 1, **said}

    def load(self, cases: int) -> None:
        """So many whole cases, decided by the same verbs, stored set by set."""
        day = self.now.strftime("%Y%m%d")
        (numbers,) = store.numbers([TASK], day, cases)
        for first in range(0, cases, LOT):
            lot = numbers[first : first + LOT]
            with batch.undisturbed():
                batch.create_many(
                    [batch.New(self.edition, self.service, *self._life(number)) for number in lot]
                )

    def _life(self, number: str) -> tuple[list[tuple[core.Act, core.Events]], core.Case]:
        """Everything that is done in one case, and by whom; the case it makes."""
        act = core.Act(self.service, rules(), self.citizen, moment(self.now))
        events = core.apply(act, core.Application(str(self.edition), (number,), APPLICANT))
        case, deeds = core.evolve(core.Case(), act.at, act.by, events[0]), [(act, events)]
        for place in range(len(self.service.process.steps) + 1):
            verb, actor, said = self.acts[place]
            act = core.Act(self.service, act.rules, actor, act.at)
            events, by = verb(case, act, **said), act.by
            for event in events:
                case = core.evolve(case, act.at, by, event)
            deeds.append((act, events))
        return deeds, case

    def finished(self) -> int:
        """Ended cases, once every chain and row was recomputed and found equal."""
        if not verify.verify().equal:
            raise SystemExit("ours: chains and rows differ")
        return Case.objects.filter(ended_at__isnull=False).count()
