"""Nobody enters a page that does not say who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from jianzheng.apps.people.models import Person
from jianzheng.apps.people.roles import ROLES
from jianzheng.web.ui import checks
from jianzheng.web.ui.may import ANYONE, OnlyWhoMay, may, may_anyone, who_may

PUBLIC = {
    "",
    "tour",
    "sign-in",
    "sign-in/demo",
    "sign-out",
    "language",
    "portal/",
    "portal/services/x/",
    "portal/verify/",
    "portal/verify/x",
    "favicon.ico",
}
EXAMPLES = {
    IntConverter: "1",
    StringConverter: "x",
    SlugConverter: "x",
    UUIDConverter: "00000000-0000-0000-0000-000000000000",
}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> list[tuple[str, URLPattern]]:
    """Each route of the house with an address that leads to it."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(pattern.pattern)
        for name, converter in pattern.pattern.converters.items():
            kind = next(word for word in ("int", "slug", "uuid", "str", "path") if f"<{word}:{name}>" in text)
            text = text.replace(f"<{kind}:{name}>", EXAMPLES.get(type(converter), "x"))
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, text)
        else:
            found.append((text, pattern))
    return found


@pytest.mark.once
class TestEveryRoute:
    @pytest.mark.parametrize("address,route", addresses(), ids=lambda value: str(value)[:60])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_turns_a_stranger_away_unless_it_is_public(
        self, address: str, route: URLPattern, method: str, signed_in: Callable[[str], Client]
    ) -> None:
        status = getattr(signed_in("stranger"), method)(f"/{address}").status_code
        if address in PUBLIC:
            assert status != 403
        else:
            assert status == 403

    @pytest.mark.parametrize("address,route", addresses(), ids=lambda value: str(value)[:60])
    def test_is_public_only_when_this_test_names_it(self, address: str, route: URLPattern) -> None:
        assert (who_may(route.callback) == ANYONE) == (address in PUBLIC)


class TestSomeoneNotSignedIn:
    def _asks(self, rf: RequestFactory, method: str = "get", **headers: str) -> HttpResponse | None:
        request = getattr(rf, method)("/somewhere?page=2", headers=headers)
        request.user = AnonymousUser()
        guarded = may("engineer")(lambda _: HttpResponse())
        return OnlyWhoMay(lambda _: HttpResponse()).process_view(request, guarded, (), {})

    def test_is_sent_to_the_sign_in_page_and_back_afterwards(self, rf: RequestFactory) -> None:
        answer = self._asks(rf)
        assert answer is not None
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            "/sign-in?next=/somewhere%3Fpage%3D2",
        )

    def test_is_not_sent_back_to_an_address_that_only_takes_forms(self, rf: RequestFactory) -> None:
        answer = self._asks(rf, "post")
        assert answer is not None
        assert answer.headers["Location"] == "/sign-in?next=/"

    def test_is_sent_there_by_htmx_too(self, rf: RequestFactory) -> None:
        answer = self._asks(rf, **{"HX-Request": "true"})
        assert answer is not None
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


class TestADeclaration:
    def test_that_names_an_unknown_role_stops_the_start(self) -> None:
        with pytest.raises(ValueError, match="engineeer"):
            may("engineeer")

    def test_that_names_nobody_stops_the_start(self) -> None:
        with pytest.raises(ValueError, match="none"):
            may()

    def test_that_is_missing_is_an_error_of_the_system_check(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def forgotten(request: HttpRequest) -> HttpResponse:
            return HttpResponse("open to all")

        monkeypatch.setattr(checks, "routes", lambda: [path("forgotten", forgotten)])
        assert [error.id for error in checks.every_view_says_who_may(None)] == ["jianzheng.E001"]

    def test_that_is_missing_lets_nobody_in(self, rf: RequestFactory) -> None:
        request = rf.get("/forgotten")
        request.user = Person(login="chief", role="chief")
        with pytest.raises(PermissionDenied):
            OnlyWhoMay(lambda _: HttpResponse()).process_view(request, lambda _: HttpResponse(), (), {})

    @pytest.mark.parametrize("role", ROLES)
    def test_lets_in_the_roles_it_names_and_no_other(self, role: str, rf: RequestFactory) -> None:
        view = may("engineer", "supervisor")(lambda request: HttpResponse())
        request = rf.get("/somewhere")
        request.user = Person(login=role, role=role)
        decide = OnlyWhoMay(lambda _: HttpResponse()).process_view
        if role in ("engineer", "supervisor"):
            assert decide(request, view, (), {}) is None
        else:
            with pytest.raises(PermissionDenied):
                decide(request, view, (), {})

    def test_does_not_leak_onto_the_view_it_wraps(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            return HttpResponse()

        assert who_may(may_anyone(view)) == ANYONE
        assert who_may(view) is None
