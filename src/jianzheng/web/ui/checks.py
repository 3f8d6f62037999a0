"""What stops the start: a view that does not say who may enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from jianzheng.web.ui.may import who_may


def routes(patterns: Iterable[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Every route of the house, also those inside included tables."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def every_view_says_who_may(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """One error for each route whose view carries neither `@may(...)` nor `@may_anyone`."""
    return [
        Error(
            f"The view of route {route.pattern} does not say who may enter.",
            hint='Put @may("engineer") or @may_anyone above it (jianzheng.web.ui.may).',
            obj=route.callback,
            id="jianzheng.E001",
        )
        for route in routes()
        if who_may(route.callback) is None
    ]
