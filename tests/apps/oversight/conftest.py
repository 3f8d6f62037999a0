"""A published licence and cases of it, driven by the same verbs as in production."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import pytest

from jianzheng.apps.cases import actions
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.actions import seat
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.core.authority import POWERS, Actor, Organ, Post
from jianzheng.core.case import Application
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.formats.pack_service import service_to_yaml
from tests.core.watch.stage import FACTS, NAMES, POSTS, licence

ZONE = ZoneInfo("Asia/Shanghai")
CODE = "11370800MB285591843370100001000"


def when(*moment: int) -> dt.datetime:
    """A time in legal time: when(2025, 3, 3, 9)."""
    return dt.datetime(*moment, tzinfo=ZONE)  # type: ignore[arg-type]


MONDAY = when(2025, 3, 3, 9)


def staff(role: str, organ: str = "office") -> Actor:
    """The person of a role."""
    person = NAMES.get(role, {"supervisor": "zhou"}.get(role, "li"))
    return Actor(person, person, role, organ, role, POWERS[role])


def offered() -> Service:
    """The licence the tests apply for: two reviews in a row."""
    made = licence(2, orders=(("m1.s1", "m1.s2"),))
    return replace(made, matters=tuple(replace(matter, code=CODE) for matter in made.matters))


@dataclass(frozen=True)
class Seated:
    """Somebody with a post."""

    login: str
    name: Text
    role: str
    post: str
    id_code: str = ""
    phone: str = ""


def seated() -> None:
    """The office with its posts, and the people of the cast in them since 2020."""
    organ = Organ("office", Text("演示审批局", "demo office"), "11990000000000001X", "演审")
    posts = [
        *POSTS.values(),
        Post("supervisor", "office", Text("监察员"), "supervisor", POWERS["supervisor"]),
    ]
    people = [
        Seated(login, Text(login), role, role) for role, login in (NAMES | {"supervisor": "zhou"}).items()
    ]
    seat(organs=[organ], posts=posts, staff=people, today=dt.date(2020, 1, 1))
    organ_named.cache_clear()


@dataclass
class Desk:
    """One case at hand: verbs a given number of hours later."""

    number: str
    edition: int
    service: Service
    now: dt.datetime

    def do(self, verb: str, role: str, hours: float = 1, **said: object) -> None:
        """Somebody does something some hours later."""
        self.now += dt.timedelta(hours=hours)
        getattr(actions, verb)(number=self.number, actor=staff(role), now=self.now, **said)

    def accepted(self) -> Desk:
        """Received and accepted."""
        self.do("receive", "clerk")
        self.do("accept", "clerk", papers={})
        return self

    def finish(self, step: str, hours: float = 1) -> None:
        """A step ended."""
        number = self.service.process.index[step]
        kind = self.service.process.steps[number].kind
        if kind == "decide":
            self.do("decide", "chief", hours, step=number, outcome="grant")
        elif kind == "issue":
            self.do("issue", "handler", hours, step=number, result_no=f"证{self.number}")
        elif kind == "deliver":
            self.do("deliver", "clerk", hours, step=number, way="window", receipt="李")
        else:
            self.do("finish", "handler", hours, step=number, outcome="agree", facts=FACTS)

    def ended(self, hours: float = 1) -> Desk:
        """Every step ended."""
        for step in ("s1", "s2", "decide", "issue", "deliver"):
            self.finish(f"m1.{step}", hours)
        return self


@pytest.fixture
def apply(db: None) -> Callable[..., Desk]:
    """`apply()`: a new case of the licence, handed in on Monday the 3rd of March 2025 at nine."""
    made = offered()
    seated()
    row = Published.objects.create(
        service="licences",
        number=1,
        title_zh="许可",
        text=service_to_yaml(made),
        digest="",
        in_force_from=MONDAY,
    )

    def hand_in(now: dt.datetime = MONDAY) -> Desk:
        application = Application(
            "",
            (),
            {"name": "李", "code": "110105194912310021"},
            papers={n: "file" for n in range(len(made.asked))},
        )
        number = actions.apply(edition=row.pk, application=application, actor=staff("citizen"), now=now)
        return Desk(number, row.pk, made, now)

    return hand_in
