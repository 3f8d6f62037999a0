"""The people of the tests: one of each role, the same everywhere."""

from __future__ import annotations

from jianzheng.apps.people.actions import register
from jianzheng.apps.people.models import Person
from jianzheng.apps.people.roles import ROLES

PASSWORD = "witness-every-step-88"


def person(role: str) -> Person:
    """The person of that role, as the demo has them, but with PASSWORD; the same one when asked twice."""
    login = f"demo-{role}"
    found = Person.objects.filter(login=login).first()
    return found or register(
        login=login,
        password=PASSWORD,
        name_zh=f"测试{ROLES[role].zh}",
        name_en=f"Test {ROLES[role].en.lower()}",
        role=role,
    )
