"""The city of the tests: the demonstration's organs and people, a few services in force, and how a case is driven."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.models import Item
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.actions import seat
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.queries import actor
from jianzheng.core.authority import Actor
from jianzheng.core.case import Application
from jianzheng.formats.city import City, city

ZONE = ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2025, 9, 25, 10, tzinfo=ZONE)
PAPERS = {0: "brought", 1: "on_file", 2: "brought", 3: "brought", 4: "brought"}
FACTS = {
    0: {"opinion": "材料齐全，符合条件"},
    1: {"visited_on": "2025-09-26", "place": "现场", "found": "与申请一致"},
}


@cache
def demo() -> City:
    """The demonstration city as content."""
    return city("demo")


def settle_in(*services: str) -> dict[str, Published]:
    """Organs, posts and people seated, and the named services in force."""
    seat(organs=demo().organs, posts=demo().posts, staff=demo().staff, today=dt.date(2020, 1, 1))
    wanted = [one for one in demo().services if one.id in (services or ("hygiene",))]
    return {one.id: publish(service=one, now=NOW) for one in wanted}


def who(name: str) -> Actor:
    """`who("wang")`: that person of the demonstration with their powers."""
    return actor(Person.objects.get(login=f"demo-{name}"), NOW.date())


def apply(
    edition: Published, now: dt.datetime = NOW, owner: str = "", papers: Mapping[int, str] | None = None
) -> str:
    """A new case, `papers` handed in with it; its number."""
    applicant = {"name": "李某", "code": "990000199001010017"}
    application = Application("", (), applicant, "online", papers=papers or {})
    person = Person.objects.get(login=f"demo-{owner}") if owner else None
    return actions.apply(edition=edition.pk, application=application, actor=who("li"), now=now, owner=person)


def accepted(edition: Published, now: dt.datetime = NOW) -> str:
    """A case of the hygiene licence received and accepted; its number."""
    number = apply(edition, now)
    brought = [n for n, way in PAPERS.items() if way == "brought"]
    actions.receive(number=number, actor=who("wang"), now=now, brought=brought)
    actions.accept(number=number, actor=who("wang"), now=now, papers=PAPERS)
    return number


def to_be_visited(edition: Published, now: dt.datetime = NOW) -> str:
    """A case of the hygiene licence whose inspection is open; its number."""
    number = accepted(edition, now)
    actions.finish(number=number, actor=who("zhao"), now=now, step=0, outcome="agree", facts=FACTS[0])
    return number


def delivered(edition: Published, now: dt.datetime = NOW) -> str:
    """A case of the hygiene licence from application to delivery; its number."""
    number = accepted(edition, now)
    zhao, later = who("zhao"), now + dt.timedelta(days=1)
    actions.finish(number=number, actor=zhao, now=later, step=0, outcome="agree", facts=FACTS[0])
    actions.finish(
        number=number, actor=zhao, now=later, step=1, outcome="agree", facts=FACTS[1], staff=("demo-feng",)
    )
    actions.decide(number=number, actor=who("sun"), now=later, step=2, outcome="grant")
    result = f"卫公证字〔2025〕{Item.objects.exclude(result_no='').count() + 1}号"
    actions.issue(number=number, actor=zhao, now=later, step=3, result_no=result)
    actions.deliver(number=number, actor=who("wang"), now=later, step=4, way="window", receipt="李")
    return number


def undone(number: str, ground: str, now: dt.datetime, **more: object) -> None:
    """Qian tells the holder, who waives being heard, and decides at once."""
    by = {"number": number, "now": now, "item": 0}
    actions.intend(**by, actor=who("qian"), ground=ground, reason=UNDONE)
    actions.plead(**by, actor=who("wang"), waived=True, way="持证人签名的放弃陈述申辩声明")
    verb = actions.recall if ground == "article_8" else actions.revoke
    verb(**by, actor=who("qian"), reason=UNDONE, facts={"court_term": TERM, **more})


TERM = "自收到本决定书之日起六个月（演示）"
UNDONE = "经核查申请材料系伪造，不符合条件"


def served(number: str, now: dt.datetime = NOW) -> None:
    """Wang hands the decision against Li over."""
    actions.serve(number=number, actor=who("wang"), now=now, item=0, way="window", receipt="李")
