"""The demonstration city, entered once: organs, posts, people, and its services put in force."""

from __future__ import annotations

from django.utils import timezone

from jianzheng.apps.catalogue.actions import publish
from jianzheng.apps.catalogue.models import Published
from jianzheng.apps.people.actions import seat
from jianzheng.formats.city import city

CITY = "demo"


def seat_city() -> None:
    """Enter what is not there yet; a second time changes nothing."""
    known = city(CITY)
    now = timezone.localtime()
    seat(organs=known.organs, posts=known.posts, staff=known.staff, today=now.date())
    if not Published.objects.exists():
        for service in known.services:
            publish(service=service, now=now)
