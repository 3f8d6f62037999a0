"""What the tests of improvement share: a city with simulated cases that ended, and a night that looks at them."""

from __future__ import annotations

import datetime as dt
import random

from jianzheng.apps.cases.rules import rules
from jianzheng.apps.cases.simulated import load, simulate
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.improve.models import Proposal
from jianzheng.apps.people.models import Person
from jianzheng.jobs.demo import actors_of
from jianzheng.jobs.nightly import nightly
from tests.case_cast import NOW, demo, settle_in

TONIGHT = NOW + dt.timedelta(days=60)
"""When the simulated cases of `live` have ended and the night looks at them."""


def live(
    edition: Published, cases: int, begun: dt.datetime = NOW, until: dt.datetime = TONIGHT, seed: int = 7
) -> None:
    """Simulated cases of an edition, three a working day from `begun` on, lived through until `until`."""
    chance, actors, day = random.Random(seed), actors_of(demo()), begun
    news = []
    for number in range(cases):
        while not rules().calendar.is_working(day.date()):
            day += dt.timedelta(days=1)
        news.append(simulate(edition.pk, service(edition.pk), actors, chance, day, until))
        day += dt.timedelta(days=number % 3 == 2)
    load(iter(news))


def hotels() -> Published:
    """The hotel licence in force, with sixty simulated cases that ended."""
    edition = settle_in("hotel-licence")["hotel-licence"]
    live(edition, 60, seed=1)
    return edition


def night(now: dt.datetime = TONIGHT) -> int:
    """One night over all services in force."""
    return nightly(now=now, seconds=600)


def engineer() -> Person:
    """The demonstration's process engineer."""
    return Person.objects.get(login="demo-wu")


def order(offered: str = "hotel-licence") -> Proposal:
    """The proposal about the order of review and inspection."""
    return Proposal.objects.get(service=offered, kind="order", what="review > inspect")
