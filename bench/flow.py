"""The eight-step process of the workflow benchmark, driven through the product's own actions."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from jianzheng.apps.cases import actions, batch, verify
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.people.actions import seat
from jianzheng.core import case as core
from jianzheng.core.authority import POWERS, Actor, Organ
from jianzheng.core.case import Application
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.service import Matter, Service, Term, furnished
from jianzheng.core.text import Text
from jianzheng.jobs import tick

FOUR = ("d1", "d2", "d3", "d4")
TASK = "12441500196720244T3442199806003"


def _who(role: str, organ: str) -> Actor:
    return Actor(role, role, f"{organ}.{role}", organ, role, POWERS[role])


def eight_steps() -> Service:
    """check, four in parallel, decide, issue, deliver; acceptance at the window comes before."""
    matter = Matter(
        "m",
        Text("许可", "licence"),
        "o",
        TASK,
        legal=Term("decide_20", 20, extension=10, approver="head"),
        promised=Term("promised", 10),
        result=Text("许可证", "licence"),
        licence=True,
    )
    steps = tuple(Step(id, id, "o", days=2, matter="m") for id in ("check", *FOUR))
    decide = Step("decide", "决定", "o", days=2, matter="m", kind="decide")
    orders = [Order("check", id) for id in FOUR] + [Order(id, "decide") for id in FOUR]
    process = furnished(Process("p", Text("流程", "process"), (*steps, decide), tuple(orders)), (matter,))
    return Service("bench", Text("许可", "licence"), process, (matter,), "w")


class Flow:
    """A fresh database with the process in force."""

    def __init__(self) -> None:
        now = timezone.localtime()
        organs = [
            Organ("o", Text("机关", "organ"), short="机"),
            Organ("w", Text("窗口", "window"), short="窗"),
        ]
        seat(organs=organs, posts=[], staff=[], today=now.date())
        self.service, self.now = eight_steps(), now
        self.edition = publish(service=self.service, now=now).pk
        self.database = connection.vendor
        self.opened = 0

    def drive(self, cases: int) -> int:
        """Start `cases`, then finish wave after wave one step of each; how many transitions that took."""
        numbers = [self._apply() for _ in range(cases)]
        clerk, handler, chief = _who("clerk", "w"), _who("handler", "o"), _who("chief", "o")
        deliverer = _who("clerk", "o")
        for number in numbers:
            actions.accept(number=number, actor=clerk, now=self.now, papers={}, written=False)
        for n, step in enumerate(self.service.process.steps):
            for number in numbers:
                on = {"number": number, "now": self.now, "step": n}
                if step.kind == "decide":
                    actions.decide(actor=chief, outcome="grant", written=False, **on)  # type: ignore[arg-type]
                elif step.kind == "issue":
                    actions.issue(actor=handler, result_no="1", written=False, **on)  # type: ignore[arg-type]
                elif step.kind == "deliver":
                    actions.deliver(actor=deliverer, way="window", **on)  # type: ignore[arg-type]
                else:
                    actions.finish(actor=handler, outcome="agree", facts={"opinion": "符合"}, **on)  # type: ignore[arg-type]
        return cases * (2 + len(self.service.process.steps))

    def _apply(self) -> str:
        application = Application("", (), {"name": "申请人", "code": "1"})
        return actions.apply(
            edition=self.edition, application=application, actor=_who("citizen", ""), now=self.now
        )

    def size(self) -> int:
        """Bytes the tables of cases take, indexes included."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("VACUUM FULL")
                names = "'cases_case', 'cases_item', 'cases_work', 'cases_event', 'cases_outbox'"
                cursor.execute(
                    f"SELECT sum(pg_total_relation_size(n::regclass)) FROM unnest(ARRAY[{names}]) n"
                )
            else:
                cursor.execute(
                    "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'case*' OR name GLOB '*cases_*'"
                )
            return int(cursor.fetchone()[0] or 0)

    def verified(self) -> bool:
        """Whether every chain and row was recomputed equal."""
        return verify.verify().equal

    def batch(self, cases: int) -> tuple[float, int]:
        """Decide on so many applications and store them set by set; seconds and events."""
        rules = actions.rules()
        at = int((self.now - timedelta(days=400)).timestamp())
        news, began = [], time.perf_counter()
        for n in range(cases):
            act = core.Act(self.service, rules, _who("citizen", ""), at)
            deeds = [(act, core.apply(act, Application("", (f"B{n:09d}",), {"name": "甲", "code": "1"})))]
            news.append(batch.New(self.edition, self.service, deeds))
        self.opened += cases
        events = batch.create_many(news)
        return time.perf_counter() - began, events

    def sweep(self) -> float:
        """Seconds of a sweep that finds nothing due, among all open cases."""
        tick.sweep(now=self.now)
        began = time.perf_counter()
        tick.sweep(now=self.now)
        return time.perf_counter() - began
