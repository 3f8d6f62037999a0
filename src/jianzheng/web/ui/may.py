"""Who may enter: every view says it in one line, one middleware enforces it, silence means nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from jianzheng.apps.people.models import Person
from jianzheng.apps.people.roles import ROLES

View = Callable[..., HttpResponseBase]
ANYONE = frozenset({"anyone"})


def may(*roles: str) -> Callable[[View], View]:
    """`@may("engineer", "supervisor")`: only people of these roles; unknown or no roles stop the start."""
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"@may needs roles out of {', '.join(ROLES)}; got {', '.join(roles) or 'none'}")
    return _declare(frozenset(roles))


def may_anyone(view: View) -> View:
    """`@may_anyone`: a public page, open without signing in."""
    return _declare(ANYONE)(view)


def _declare(who: frozenset[str]) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @wraps(view)
        def declared(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            return view(request, *args, **named)

        declared.may = who  # type: ignore[attr-defined]
        return declared

    return declare


def reader(request: HttpRequest) -> Person:
    """Whoever has signed in, on a page that says who may enter. Raises PermissionDenied on one that lets everybody in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def who_may(view: Any) -> frozenset[str] | None:
    """What a view declares; None where it says nothing, which lets nobody in."""
    return getattr(view, "may", None)


class OnlyWhoMay:
    """Middleware: asks the declaration of every view before it runs; the one place where entry is decided."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the decision falls in process_view, where the view is known."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Let in, send to the sign-in page, or raise PermissionDenied."""
        who = who_may(view)
        if who is ANYONE or who == ANYONE:
            return None
        if who is None or (request.user.is_authenticated and request.user.role not in who):
            raise PermissionDenied(*sorted(who or ()))
        return None if request.user.is_authenticated else _to_sign_in(request)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if "HX-Request" in request.headers:
        # A redirect would be followed by htmx and the sign-in page swapped into a corner of this one.
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
