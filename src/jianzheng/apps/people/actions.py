"""The verbs that write people: each one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jianzheng.apps.people.models import Ban, Delegation, Holding, Organ, Person, Post
from jianzheng.apps.people.roles import ROLES
from jianzheng.core.authority import Organ as OrganValue
from jianzheng.core.authority import Post as PostValue
from jianzheng.core.case.local import local
from jianzheng.core.codes.applicant import tidy
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.packs import SUPERVISION, load


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
    known = {organ.id: _organ(organ) for organ in organs}
    seats = {post.id: _post(post, known[post.organ]) for post in posts}
    for one in staff:
        defaults = {"name_zh": one.name.zh, "name_en": one.name.en, "password": make_password(None)}
        defaults |= {key: getattr(one, key) for key in ("role", "id_code", "phone")}
        person, new = Person.objects.get_or_create(login=one.login, defaults=defaults)
        if new and one.post:
            Holding.objects.create(person=person, post=seats[one.post], begins=today)


def _organ(organ: OrganValue) -> Organ:
    title = {"title_zh": organ.title.zh, "title_en": organ.title.en}
    told = ("code", "short", "region", "phone", "address", "level", "reconsideration", "court")
    rest = {key: getattr(organ, key) for key in told}
    return Organ.objects.get_or_create(word=organ.id, defaults={**title, **rest})[0]


def _post(post: PostValue, organ: Organ) -> Post:
    title = {"title_zh": post.title.zh, "title_en": post.title.en}
    rest = {"role": post.role, "verbs": sorted(post.verbs), "deputy": post.deputy}
    return Post.objects.get_or_create(word=post.id, defaults={"organ": organ, **title, **rest})[0]


class Seat(Protocol):
    """Somebody to be entered: login, name, role, post, id code, phone."""

    login: str
    name: Text
    role: str
    post: str
    id_code: str
    phone: str


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
    if not order_no.strip():
        raise Refused("请填写书面委托文号。", "State the number of the written order.")
    return Delegation.objects.create(
        of=giver, to=taker, verbs=sorted(verbs), begins=days[0], ends=days[1], order_no=order_no.strip()[:100]
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
    if not order_no.strip():
        raise Refused(
            "请填写改变原决定的复议决定书、判决书等文号。",
            "State the number of the ruling that changed the decision.",
        )
    standing = Ban.objects.filter(case=case, lifted_on__isnull=True)
    if not standing.update(lifted_on=today, lifted_by=by[:100], order_no=order_no.strip()[:100]):
        raise Refused("没有可以解除的限制。", "There is no ban to lift.")
