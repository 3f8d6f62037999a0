"""What the frame around every page shows: the rooms this person may enter, whether this is the demo, and the tour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve

from jianzheng.web.ui.may import ANYONE, who_may
from jianzheng.web.ui.tour import ahead


@dataclass(frozen=True, slots=True)
class Room:
    """A room in the navigation: its address, its name in both languages, whether the reader is inside."""

    url: str
    zh: str
    en: str
    here: bool


def rooms(request: HttpRequest) -> list[Room]:
    """The rooms of settings.ROOMS whose first page this person may enter, asked of that page itself."""
    role = getattr(getattr(request, "user", None), "role", None)
    return [
        Room(url, zh, en, request.path.startswith(url))
        for url, zh, en in settings.ROOMS
        if (who_may(resolve(url).func) or frozenset()) & {role, *ANYONE}
    ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor for templates/base.html."""
    return {
        "rooms": rooms(request),
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "ahead": lambda: ahead(request),
    }
