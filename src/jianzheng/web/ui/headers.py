"""What every answer tells the browser, and the most that a request may bring."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jianzheng.web.ui.errors import too_large

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


class ContentSecurity:
    """Middleware: only this server's own files run, style or load; nothing inline, no frame."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to every answer, errors and files included."""
        response = self.answer(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY
        return response


class UploadLimit:
    """Middleware: a body beyond UPLOAD_LIMIT is answered with 413 in words, before anything of it is kept."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse by the length that the request announces."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_LIMIT:
            _drain(request, min(int(length), DRAIN_MOST))
            return too_large(request)
        return self.answer(request)


def _drain(request: HttpRequest, length: int) -> None:
    # A browser that is still sending shows "connection reset" and never the answer.
    while length > 0 and (part := request.read(min(DRAIN, length))):
        length -= len(part)
