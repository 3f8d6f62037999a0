"""Signing in with a password, or in the demo with one click for each role; and signing out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jianzheng.apps.people.queries import demo_people, demo_person
from jianzheng.apps.people.roles import ROLES
from jianzheng.web.ui.may import may_anyone

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # Only our own addresses: a link to the sign-in page must not lead out of the house.
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fits else settings.LOGIN_REDIRECT_URL


@may_anyone
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the ways in, or check login name and password."""
    form = AuthenticationForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(_next(request))
    people = demo_people() if settings.DEMO else []
    doors = [(role, [one for one in people if one.role == role.word]) for role in ROLES.values()]
    return render(
        request,
        "ui/sign_in.html",
        {
            "wrong": form.is_bound,
            "login": form["username"].value() or "",
            "next": _next(request),
            "doors": [door for door in doors if door[1]],
        },
        status=422 if form.is_bound else 200,
    )


@may_anyone
@require_POST
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Enter as somebody of the demo, by login or as the first of a role; outside the demo this address does not exist."""
    asked = {key: request.POST.get(key, "") for key in ("role", "login")}
    person = demo_person(**asked) if settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect(_next(request))


@may_anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, and forget the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
