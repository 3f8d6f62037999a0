"""The eight-step process of the workflow benchmark, driven through the product's own actions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from jianzheng.apps.cases import actions, verify
from jianzheng.apps.cases.models import Case
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.actions import seat
from jianzheng.core.authority import POWERS, Actor, Organ
from jianzheng.core.case import Application
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

    def start(self) -> str:
        """A case is applied for."""
        application = Application("", (), {"name": "申请人", "code": "1"})
        return actions.apply(edition=self.edition, application=application, actor=self.citizen, now=self.now)

    def step(self, number: str, place: int) -> None:
        """Acceptance is the first task, then the steps in their order."""
        on: dict[str, Any] = {"number": number, "now": self.now}
        if place == 0:
            actions.accept(**on, actor=self.clerk, papers={}, written=False)
            return
        on["step"] = place - 1
        kind = self.service.process.steps[place - 1].kind
        actor = self.by[kind]
        if kind == "decide":
            actions.decide(**on, actor=actor, outcome="grant", written=False)
        elif kind == "issue":
            actions.issue(**on, actor=actor, result_no="1", written=False)
        elif kind == "deliver":
            actions.deliver(**on, actor=actor, way="window")
        else:
            actions.finish(**on, actor=actor, outcome="agree", facts={"opinion": "符合"})

    def finished(self) -> int:
        """Ended cases, once every chain and row was recomputed and found equal."""
        if not verify.verify().equal:
            raise SystemExit("ours: chains and rows differ")
        return Case.objects.filter(ended_at__isnull=False).count()
