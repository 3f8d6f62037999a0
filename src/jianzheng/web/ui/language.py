"""The language of a page: Chinese unless the reader chose English, whatever the browser prefers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from jianzheng.web.ui.may import may_anyone


class ChosenLanguage:
    """Middleware: the cookie that the switch in the header sets decides; an unknown value counts as none."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language and say so to caches and screen readers."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.answer(request)
        response.headers["Content-Language"] = "en" if language == "en" else "zh-Hans"
        patch_vary_headers(response, ("Cookie",))
        return response


@may_anyone
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year and go back to the page; works without JavaScript."""
    return set_language(request)
