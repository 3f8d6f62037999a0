"""The verbs that write people: each one transaction."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jianzheng.apps.people.models import Person
from jianzheng.apps.people.roles import ROLES, STRANGER
from jianzheng.core.refusal import Refused


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
def seat_demo_people() -> None:
    """One person for each role but the stranger; they have no password and enter by the demo's buttons."""
    for role in ROLES.values():
        if role.word != STRANGER:
            Person.objects.get_or_create(
                login=f"demo-{role.word}",
                defaults={
                    "name_zh": f"演示{role.zh}",
                    "name_en": f"Demo {role.en.lower()}",
                    "role": role.word,
                    "password": make_password(None),
                },
            )
