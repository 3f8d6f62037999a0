"""What every answer tells the browser, and the most that a request may bring."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jianzheng.web.ui.errors import not_allowed, too_large
from jianzheng.web.ui.sparing import Sparing, takes_many

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
DRAIN = 1024 * 1024
# Beyond this nobody waits for the rest of a body; the connection is simply closed.
DRAIN_MOST = 256 * DRAIN
MOST_OF_ALL = 2048 * DRAIN
"""Bytes: the largest body that is read to its end for the sake of what was typed into its form."""


class ContentSecurity:
    """Middleware: only this server's own files run, style or load; nothing inline, no frame."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to every answer, errors and files included."""
        response = self.answer(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY
        return response


class InWords:
    """Middleware: an address opened the wrong way is answered in words, not with an empty page."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put words where a browser asked for a page and got only the number 405."""
        response = self.answer(request)
        wants = "text/html" in request.headers.get("Accept", "")
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content or not wants:
            return response
        told = not_allowed(request)
        told.headers["Allow"] = response.headers.get("Allow", "")
        return told


class UploadLimit:
    """Middleware: a body beyond UPLOAD_LIMIT is answered with 413 in words, before anything of it is kept; a form of many files
    may bring more, and only what does not fit is left out (see web.ui.sparing)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse by the length that the request announces."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.UPLOAD_LIMIT
        if request.method == "POST" and takes_many(request):
            most = MOST_OF_ALL
            request.upload_handlers.insert(0, Sparing(request))
        if length.isdigit() and int(length) > most:
            _drain(request, min(int(length), DRAIN_MOST))
            return too_large(request)
        return self.answer(request)


def _drain(request: HttpRequest, length: int) -> None:
    # A browser that is still sending shows "connection reset" and never the answer.
    while length > 0 and (part := request.read(min(DRAIN, length))):
        length -= len(part)
