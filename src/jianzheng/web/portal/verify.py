"""Is this paper genuine? For whoever holds it: what was issued under its code, and whether their file is that file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jianzheng.apps.cases.promises import false_on
from jianzheng.apps.papers import queries
from jianzheng.apps.papers.codes import shown, typed
from jianzheng.core.document import VALID, DocumentKind
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.web.ui.may import may_anyone

PAGE = "portal/verify.html"
UNKNOWN = Text(
    "没有这个验证码的文书。验证码是 16 位数字和字母，印在文书左下角二维码旁，请逐位核对。"
    "仍查不到的，请勿采信，并向签发机关核实。",
    "No paper has this code. It has 16 digits and letters and stands beside the QR code at the lower left; check it sign by "
    "sign. If it still is not found, do not rely on the paper and ask the organ that is said to have issued it.",
)
NO_FILE = Text("请先选择文件。", "Choose a file first.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about the file in the reader's hand; `mood` valid | doubt | void."""

    mood: str
    text: Text
    found: queries.Compared


@may_anyone
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or lead to the paper of the code that was typed into it."""
    asked = request.GET.get("code", "")
    if typed(asked):
        return redirect("portal:verify", shown(typed(asked)))
    unknown = UNKNOWN if asked else None
    return _quiet(
        render(request, PAGE, {"asked": asked[:40], "unknown": unknown}, status=404 if asked else 200)
    )


@may_anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was issued under a code; with a file, say whether it is that file. Nothing that is sent is kept."""
    paper = queries.by_code(code)
    if paper is None:
        return _quiet(render(request, PAGE, {"asked": code[:40], "unknown": UNKNOWN}, status=404))
    letter = paper.document.kind is DocumentKind.COMMITMENT
    page: dict[str, Any] = {
        "paper": paper,
        "asked": paper.code,
        "letter": letter,
        "found_false": false_on(paper.document) if letter else None,
        "valid": _valid(paper),
        "expired": _expired(paper),
        "most": settings.UPLOAD_LIMIT // settings.MEBIBYTE,
    }
    if request.method != "POST":
        return _quiet(render(request, PAGE, page))
    file = request.FILES.get("file")
    if file is None:
        return _quiet(render(request, PAGE, page | {"refused": NO_FILE}, status=422))
    try:
        page["verdict"] = _judged(
            paper, queries.compared(paper.code, file.name or "file", file.read(), timezone.now())
        )
    except Refused as refused:
        return _quiet(render(request, PAGE, page | {"refused": refused}, status=422))
    return _quiet(render(request, PAGE, page))


def _expired(paper: queries.IssuedPaper) -> bool:
    """Whether the last day of what the paper grants is past."""
    until = paper.document.valid_until
    return bool(until and until < timezone.localdate())


def _valid(paper: queries.IssuedPaper) -> Text | None:
    """How long what the paper grants is valid, where it says so."""
    return next((said for label, said in paper.document.lines if label.zh == VALID.zh), None)


def _judged(paper: queries.IssuedPaper, found: queries.Compared) -> Verdict:
    if found.same:
        counts = paper.standing is queries.Standing.VALID and not _expired(paper)
        return Verdict("valid", _SAME, found) if counts else Verdict("void", _SAME_BUT, found)
    if not paper.digest:
        return Verdict("doubt", _NOT_MADE, found)
    if found.sealed:
        return Verdict("doubt", _OTHER, found)
    return Verdict("void", _TOUCHED if found.seals else _NO_SEAL, found)


_SAME = Text(
    "一致：您手中的文件与签发的文件逐字节相同。",
    "The same: your file is, byte for byte, the one that was issued.",
)
_SAME_BUT = Text(
    "一致，但不再有效：您手中的文件与签发的文件逐字节相同，但如上所述，这份文书已不再有效，请勿据以办事。",
    "The same, but it counts no more: your file is the one that was issued, yet as said above it is not valid any more. Do not "
    "act on it.",
)
_NOT_MADE = Text(
    "本文书的电子文件还在制作中，请稍后再比对。",
    "The file of this paper is still being made. Compare again in a moment.",
)
_OTHER = Text(
    "不是这一份：您的文件盖有有效的电子印章，但不是本验证码对应的文书。请核对文件上的验证码。",
    "Another paper: your file carries a valid seal but is not the one with this code. Look at the code printed on it.",
)
_TOUCHED = Text(
    "请勿采信：文件在盖章后被改动过，或者盖章的证书不为本系统认可。",
    "Do not rely on it: the file was changed after it was sealed, or its certificate is not known here.",
)
_NO_SEAL = Text(
    "无法比对：文件上没有电子印章，可能是扫描件、截图或另存的副本。请对照上面的内容，或向持有人索取原文件。",
    "Cannot be compared: the file carries no electronic seal; it may be a scan, a picture or a copy saved anew. "
    "Compare its content with the above, or ask the holder for the original file.",
)


def _quiet(answer: HttpResponse) -> HttpResponse:
    """Whoever has the code may look; search engines may not."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
