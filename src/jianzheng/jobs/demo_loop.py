"""One service of the demonstration that has been through the whole loop: found, decided, published, with simulated cases on
both sides, so that a measured effect can be seen. Done once by the jobs, so that the first start does not wait for it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from jianzheng.apps.cases.batch import New
from jianzheng.apps.cases.models import Case, Mark
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.simulated import load, simulate
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.improve import actions
from jianzheng.apps.improve.models import Proposal
from jianzheng.apps.improve.night import look
from jianzheng.apps.people.models import Person
from jianzheng.formats.city import city
from jianzheng.jobs.demo import CITY, LOOP, SEED, actors_of

DONE = "demo.loop"
CASES = 160
"""Simulated cases on each side."""
DAY = dt.timedelta(days=1)
FIRST, LAST = (230 * DAY, 140 * DAY), (85 * DAY, 25 * DAY)
"""How long ago the cases of either edition began, from and to."""
CUT = 88 * DAY
"""How long ago the proposals were filed."""
REASONS = (
    "演示：这几个环节互不依赖，可以同时开始。 Demonstration: neither needs the other, they can begin at once."
)


def close_loop(*, now: dt.datetime) -> int:
    """Do it, if it has not been done and the service has no case yet; 1 when it was."""
    edition = Published.objects.filter(service=LOOP, number=1, in_force_until=None).first()
    if edition is None or Mark.objects.filter(name=DONE).exists():
        return 0
    if not Mark.objects.get_or_create(name=DONE)[1] or Case.objects.filter(edition=edition).exists():
        return 0
    cut = now - CUT
    load(_lives(edition, FIRST, now, ended_by=moment(cut)))
    look(edition=edition, now=cut)
    found = Proposal.objects.filter(service=LOOP, kind="order").exclude(move="")
    engineer = Person.objects.filter(role="engineer").first()
    if not found or engineer is None:
        return 1
    for one in found:
        actions.accept(proposal=one.pk, by=engineer, reasons=REASONS, now=cut + DAY)
    made = actions.publish(proposal=found[0].pk, by=engineer, now=cut + 2 * DAY)
    load(_lives(made, LAST, now))
    return 1


def _lives(
    edition: Published, ago: tuple[dt.timedelta, dt.timedelta], now: dt.datetime, ended_by: int = 0
) -> Iterator[New]:
    """Cases begun evenly between two days on working days; with `ended_by` only those that have ended by then."""
    chance, actors, step = random.Random(SEED), actors_of(city(CITY)), (ago[0] - ago[1]) / CASES
    for number in range(CASES):
        day = now - ago[0] + number * step
        while not rules().calendar.is_working(day.date()):
            day -= DAY
        begun = day.replace(hour=9, minute=0, second=0, microsecond=0)
        begun += dt.timedelta(seconds=chance.randrange(7 * 3600))
        new = simulate(edition.pk, service(edition.pk), actors, chance, begun, now)
        if not ended_by or new.deeds[-1][0].at < ended_by:
            yield new
