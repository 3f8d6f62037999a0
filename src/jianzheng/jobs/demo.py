"""The demonstration city, entered once: organs, posts, people, services in force, and simulated past cases."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from django.utils import timezone

from jianzheng.apps.cases.batch import New
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.cases.simulated import Actors, load, simulate
from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.catalogue.queries import in_force, service
from jianzheng.apps.people.actions import seat
from jianzheng.core.authority import POWERS, Actor
from jianzheng.formats.city import City, city
from jianzheng.jobs.demo_breaches import breaches

CITY = "demo"
PAST = 90
"""Calendar days the simulated cases reach back."""
LARGE = ("construction",)
LOOP = "breeding"
"""The service whose past shows two editions and what the second changed (see demo_loop)."""
SEED = 20261123
TOLD = 500
"""After how many loaded cases a word is said."""


def set_up(*, cases: int, tell: Callable[[str], None] = lambda words: None) -> None:
    """Enter the city and its past, telling what takes long; what is there already stays."""
    now = timezone.localtime()
    if not Published.objects.exists():
        tell("正在载入演示市…… entering the demonstration city …")
    seat_city(now)
    load_past(cases=cases, now=now, tell=tell)


def seat_city(now: dt.datetime) -> None:
    """Enter what is not there yet; a second time changes nothing."""
    known = city(CITY)
    seat(organs=known.organs, posts=known.posts, staff=known.staff, today=now.date())
    if not Published.objects.exists():
        for offered in known.services:
            begun = now - dt.timedelta(days=365) if offered.id == LOOP else now
            publish(service=offered, now=begun)


def load_past(*, cases: int, now: dt.datetime, tell: Callable[[str], None] = lambda words: None) -> int:
    """Load simulated past cases where there is no case at all yet; how many were loaded."""
    if not cases or Case.objects.exists():
        return 0
    tell(f"正在载入模拟办件，约 {cases} 件，仅此一次…… loading about {cases} simulated cases, once …")
    known = city(CITY)
    # Those that show what supervision finds come first, together, so that it comes upon them in its first round.
    wrong = breaches(actors_of(known), random.Random(SEED), now)
    return load(_counted(chain(wrong, _lives(known, now, cases)), tell))


def _counted(lives: Iterator[New], tell: Callable[[str], None]) -> Iterator[New]:
    for n, life in enumerate(lives, 1):
        if n % TOLD == 0:
            tell(f"  {n}")
        yield life


def _lives(known: City, now: dt.datetime, cases: int) -> Iterator[New]:
    chance = random.Random(SEED)
    offers = [
        offer
        for offer in in_force()
        if offer.service_id != LOOP
        for _ in range(1 if offer.matters > 4 else 12)
    ]
    actors = actors_of(known)
    for _ in range(cases):
        offer = chance.choice(offers)
        day = now - dt.timedelta(days=chance.randrange(PAST))
        while not rules().calendar.is_working(day.date()):
            day -= dt.timedelta(days=1)
        begun = day.replace(hour=9, minute=0, second=0, microsecond=0)
        begun += dt.timedelta(seconds=chance.randrange(7 * 3600))
        if begun < now:
            yield simulate(offer.published_id, service(offer.published_id), actors, chance, begun, now)


def actors_of(known: City) -> Actors:
    """Organ and role → the demo's actors."""
    posts = {post.id: post for post in known.posts}
    everyone = [
        Actor(
            one.login,
            one.name.zh,
            one.post,
            posts[one.post].organ if one.post else "",
            one.role,
            posts[one.post].verbs if one.post else POWERS.get(one.role, frozenset()),
        )
        for one in known.staff
    ]

    @cache
    def actors(organ: str, role: str) -> list[Actor]:
        return [actor for actor in everyone if actor.organ == organ and actor.role == role]

    return actors
