"""The verbs that write people: each one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction

from jianzheng.apps.people.models import Ban, Delegation, Holding, Organ, Person, Post
from jianzheng.apps.people.roles import ROLES
from jianzheng.core.authority import Organ as OrganValue
from jianzheng.core.authority import Post as PostValue
from jianzheng.core.case.local import local
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.codes.written import document_number
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.packs import SUPERVISION, load

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def register(*, login: str, password: str, name_zh: str, name_en: str, role: str) -> Person:
    """Add a person with a password; refused when login or role will not do or the password is weak."""
    if role not in ROLES:
        raise Refused(
            f"没有“{role}”这个角色，可选：{'、'.join(ROLES)}",
            f"no such role {role}; choose of {', '.join(ROLES)}",
        )
    if Person.objects.filter(login=login).exists():
        raise Refused(f"登录名“{login}”已有人使用，请换一个", f"the login {login} is taken; choose another")
    person = Person(login=login, name_zh=name_zh, name_en=name_en, role=role)
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Refused(
            "密码太弱：" + "".join(weak.messages), "password too weak: " + " ".join(weak.messages)
        ) from weak
    person.password = make_password(password)
    person.save()
    return person


@transaction.atomic
def seat(
    *, organs: Iterable[OrganValue], posts: Iterable[PostValue], staff: Iterable[Seat], today: dt.date
) -> None:
    """Enter a city's organs, posts and people where they are not known yet; people have no password and enter by the demo's
    buttons."""
    known = _entered(Organ.objects, "word", map(_organ, organs))
    seats = _entered(Post.objects, "word", (_post(post, known[post.organ]) for post in posts))
    people: dict[str, Seat] = {}
    for one in staff:
        people.setdefault(one.login, one)
    there = set(Person.objects.filter(login__in=people).values_list("login", flat=True))
    seated = _entered(Person.objects, "login", map(_person, people.values()))
    Holding.objects.bulk_create(
        Holding(person=seated[login], post=seats[one.post], begins=today)
        for login, one in people.items()
        if one.post and login not in there
    )


def _entered(of: models.Manager[Row], key: str, rows: Iterable[Row]) -> dict[str, Row]:
    """The rows by their key, those that were there as they were; locked, so that two who seat at once do so one after the
    other."""
    wanted = list(rows)
    of.bulk_create(wanted, ignore_conflicts=True)
    keys = [getattr(row, key) for row in wanted]
    locked = of.select_for_update().filter(**{f"{key}__in": keys}).order_by("pk")
    return {getattr(row, key): row for row in locked}


def _organ(organ: OrganValue) -> Organ:
    told = ("code", "short", "region", "phone", "address", "level", "reconsideration", "court")
    rest = {key: getattr(organ, key) for key in told}
    return Organ(word=organ.id, title_zh=organ.title.zh, title_en=organ.title.en, **rest)


def _post(post: PostValue, organ: Organ) -> Post:
    title = {"title_zh": post.title.zh, "title_en": post.title.en}
    rest = {"role": post.role, "verbs": sorted(post.verbs), "deputy": post.deputy}
    return Post(word=post.id, organ=organ, **title, **rest)


def _person(one: Seat) -> Person:
    name = {"name_zh": one.name.zh, "name_en": one.name.en, "password": make_password(None)}
    return Person(login=one.login, role=one.role, id_code=one.id_code, phone=one.phone, **name)


class Seat(Protocol):
    """Somebody to be entered: login, name, role, post, id code, phone."""

    @property
    def login(self) -> str:
        """What they sign in with."""
        ...

    @property
    def name(self) -> Text:
        """What they are called."""
        ...

    @property
    def role(self) -> str:
        """Their role."""
        ...

    @property
    def post(self) -> str:
        """The post they hold, "" for none."""
        ...

    @property
    def id_code(self) -> str:
        """Their id number."""
        ...

    @property
    def phone(self) -> str:
        """Where they are called."""
        ...


@transaction.atomic
def delegate(
    *, of: str, to: str, verbs: Sequence[str], days: tuple[dt.date, dt.date], order_no: str, today: dt.date
) -> Delegation:
    """Let post `to` use verbs of post `of` from the first of `days` until before the second. Raises Refused without a
    written order, for verbs the post does not have, for its own post or another organ's, for no days, for days gone by, or
    for more days than the place allows."""
    giver, taker = Post.objects.filter(word=of).first(), Post.objects.filter(word=to).first()
    if giver is None or taker is None or giver == taker or giver.organ_id != taker.organ_id:
        raise Refused("请选择本机关的另一个岗位。", "Choose another post of this organ.")
    if not verbs or set(verbs) - set(giver.verbs):
        raise Refused(
            "只能委托本岗位有的权限，请至少选一项。", "Only powers of this post can be delegated; choose one."
        )
    _lasting(*days, today)
    written = document_number(order_no, "书面委托文号", "the number of the written order")
    return Delegation.objects.create(
        of=giver, to=taker, verbs=sorted(verbs), begins=days[0], ends=days[1], order_no=written
    )


def _lasting(begins: dt.date, ends: dt.date, today: dt.date) -> None:
    """Refuse days a delegation cannot have."""
    if ends <= begins:
        raise Refused("最后一日不能早于开始日期。", "The last day is not before the first.")
    if begins < today:
        raise Refused(
            "开始日期不能早于今天：委托不能追溯。",
            "It begins today or later; powers are not delegated backwards.",
        )
    most = local(load(SUPERVISION).local).delegation_days
    if (begins - today).days > most:
        raise Refused(
            f"委托只能在开始前 {most} 日内办理（地方规则），请到时再委托。",
            f"Powers are delegated at most {most} days ahead (a local rule); delegate nearer to the day.",
        )
    if (ends - begins).days > most:
        last = begins + dt.timedelta(days=most - 1)
        raise Refused(
            f"一次委托最长 {most} 日（地方规则），从 {begins} 起最后一日不晚于 {last}；到期可再委托。",
            f"One delegation lasts {most} days at most (a local rule): from {begins} until {last}; delegate anew then.",
        )


@transaction.atomic
def end_delegation(*, id: int, post: str, now: dt.datetime) -> None:
    """Take a delegation back from this moment. Raises Refused for one that is not this post's."""
    done = Delegation.objects.filter(pk=id, of__word=post, ended_at__isnull=True).update(ended_at=now)
    if not done:
        raise Refused("没有这项可收回的委托。", "There is no such delegation to take back.")


@transaction.atomic
def bar(*, code: str, matter: str, kind: str, days: tuple[dt.date, dt.date], case: str) -> Ban:
    """Write down that an applicant may not apply for a matter from the first of `days` up to and including the second."""
    return Ban.objects.create(
        code=tidy(code), matter=matter, kind=kind, begins=days[0], last=days[1], case=case
    )


@transaction.atomic
def lift_ban(*, case: str, order_no: str, by: str, today: dt.date) -> None:
    """Lift the ban decided under a case number, where a review or a court changed the decision. Raises Refused without the
    number of that decision, or where no ban stands."""
    ruling = document_number(
        order_no, "改变原决定的复议决定书、判决书等文号", "the number of the ruling that changed the decision"
    )
    standing = Ban.objects.filter(case=case, lifted_on__isnull=True)
    if not standing.update(lifted_on=today, lifted_by=by[:100], order_no=ruling):
        raise Refused("没有可以解除的限制。", "There is no ban to lift.")
