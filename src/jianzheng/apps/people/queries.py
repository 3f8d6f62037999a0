"""What pages ask about people."""

from __future__ import annotations

from jianzheng.apps.people.models import Person


def demo_person(*, role: str) -> Person | None:
    """The demo's person of a role, if the demo has one."""
    return Person.objects.filter(login=f"demo-{role}", is_active=True).first()
