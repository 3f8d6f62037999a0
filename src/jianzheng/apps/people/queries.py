"""What pages ask about people: who acts, with which powers today, and how everybody is called."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from jianzheng.apps.people.models import Ban, Delegation, Holding, Organ, Person, Post
from jianzheng.core import authority
from jianzheng.core.authority import POWERS, Actor, Given
from jianzheng.core.text import Text


def demo_person(*, role: str = "", login: str = "") -> Person | None:
    """The demo's person of a login, or the first of a role, if the demo has one."""
    found = Person.objects.filter(login__startswith="demo-", is_active=True)
    return found.filter(login=login).first() if login else found.filter(role=role).order_by("id").first()


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody one may be in the demo: login, name, role, and their seat ("health · Handler")."""

    login: str
    zh: str
    en: str
    role: str
    seat: Text | None


def demo_people() -> list[Door]:
    """Everybody one may be in the demo, in the order they were entered."""
    seats = {
        held.person_id: Text(
            f"{held.post.organ.title_zh}{held.post.title_zh}",
            f"{held.post.organ.title_en}, {held.post.title_en}",
        )
        for held in Holding.objects.select_related("post__organ")
    }
    found = Person.objects.filter(login__startswith="demo-", is_active=True).order_by("id")
    return [Door(one.login, one.name_zh, one.name_en, one.role, seats.get(one.pk)) for one in found]


def actor(person: Person, today: dt.date) -> Actor:
    """Who somebody is when they act today: their post, its own powers and those delegated to it. Who holds no post acts for
    themselves, with what their role may do without one (a citizen), or nothing."""
    held = Holding.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), person=person, begins__lte=today)
    holding = held.select_related("post__organ").order_by("-begins").first()
    name = person.name_zh
    if holding is None:
        powers = POWERS["citizen"] if person.role == "citizen" else frozenset()
        return Actor(person.login, name, "", "", person.role, powers)
    post = holding.post
    given = tuple(
        Given(one.of.word, one.of.role, frozenset(one.verbs)) for one in delegations_to(post, today)
    )
    return Actor(person.login, name, post.word, post.organ.word, post.role, frozenset(post.verbs), given)


def delegations_to(post: Post, today: dt.date) -> list[Delegation]:
    """The delegations in force for a post."""
    found = Delegation.objects.filter(to=post, begins__lte=today, ends__gt=today, ended_at__isnull=True)
    return list(found.select_related("of").order_by("id"))


def delegations(*, post: str) -> list[Delegation]:
    """Every delegation a post has given or taken, the newest first."""
    found = Delegation.objects.filter(Q(of__word=post) | Q(to__word=post))
    return list(found.select_related("of__organ", "to__organ").order_by("-id"))


def names() -> dict[str, Text]:
    """Login → name, of everybody."""
    return {
        login: Text(zh, en) for login, zh, en in Person.objects.values_list("login", "name_zh", "name_en")
    }


def _organ(row: Organ) -> authority.Organ:
    title = Text(row.title_zh, row.title_en)
    return authority.Organ(
        row.word,
        title,
        row.code,
        row.short,
        row.region,
        row.phone,
        row.address,
        level=row.level,
        reconsideration=row.reconsideration,
        court=row.court,
    )


def organs() -> dict[str, authority.Organ]:
    """Every organ by its word."""
    return {row.word: _organ(row) for row in Organ.objects.order_by("id")}


def handling() -> list[authority.Organ]:
    """The organs that handle matters: those with a handler's post."""
    return [_organ(row) for row in Organ.objects.filter(posts__role="handler").distinct().order_by("id")]


@lru_cache(maxsize=256)
def organ(word: str) -> authority.Organ:
    """The organ of a word; one nobody registered is shown by its word."""
    row = Organ.objects.filter(word=word).first()
    return _organ(row) if row else authority.Organ(word, Text(word))


def called(name: str) -> Text:
    """An organ by the Chinese name an event has of it, in both languages where it is registered."""
    row = Organ.objects.filter(title_zh=name).first()
    return _organ(row).title if row else Text(name, name)


def supervising() -> tuple[authority.Organ, ...]:
    """The organs one may complain to: those with a supervisor's post."""
    rows = Organ.objects.filter(posts__role="supervisor").distinct().order_by("id")
    return tuple(_organ(row) for row in rows)


def colleagues(organ: str, today: dt.date) -> list[Person]:
    """The people who hold a post in an organ today."""
    held = Holding.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), begins__lte=today, post__organ__word=organ
    )
    return list(
        dict.fromkeys(holding.person for holding in held.select_related("person").order_by("person_id"))
    )


def staff(today: dt.date) -> dict[str, list[Person]]:
    """The people who hold a post in each organ on a day."""
    held = Holding.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), begins__lte=today)
    found: dict[str, dict[Person, None]] = {}
    for one in held.select_related("person", "post__organ").order_by("person_id"):
        found.setdefault(one.post.organ.word, {})[one.person] = None
    return {organ: list(people) for organ, people in found.items()}


def posts_of(organ: str) -> list[Post]:
    """The posts of an organ."""
    return list(Post.objects.filter(organ__word=organ).select_related("organ").order_by("id"))


def holders(posts: Collection[str], today: dt.date) -> dict[str, list[Text]]:
    """Who holds each of some posts today, by name; a post nobody holds is missing."""
    held = Holding.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), begins__lte=today, post__word__in=posts
    )
    found: dict[str, list[Text]] = {}
    for one in held.select_related("person", "post").order_by("person_id"):
        found.setdefault(one.post.word, []).append(Text(one.person.name_zh, one.person.name_en))
    return found


def bans_on(*, codes: Collection[str], today: dt.date) -> list[Ban]:
    """What those with one of some numbers may not apply for today."""
    standing = Ban.objects.filter(code__in=codes, lifted_on=None, last__gte=today, begins__lte=today)
    return list(standing.order_by("code", "last", "id"))


def handlers(today: dt.date) -> dict[str, int]:
    """How many people hold a handler's post today, by organ."""
    held = Holding.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), begins__lte=today, post__role="handler"
    )
    return dict(Counter(held.values_list("post__organ__word", flat=True)))
