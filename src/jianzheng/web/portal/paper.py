"""The sealed PDF of an official paper, for those whose case it is and for the offices that handle it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jianzheng.apps.cases.queries import opened
from jianzheng.apps.papers.actions import seal
from jianzheng.apps.papers.queries import by_code, content_of, papers, pdf_of
from jianzheng.core.refusal import Refused
from jianzheng.web.ui.case import acting, offices, refusing
from jianzheng.web.ui.may import may, reader
from jianzheng.web.ui.serving import pleas

STAFF = ("clerk", "handler", "chief", "head", "government_head", "supervisor")


def _may_see(request: HttpRequest, number: str) -> bool:
    """Whether the reader is the applicant, a supervisor, the clerk of its window, or of an organ at work in the case."""
    try:
        found = opened(number)
    except Refused:
        return False
    if reader(request).role in ("supervisor", "government_head") or found.owner == reader(request).pk:
        return True
    who = acting(request)
    at_window = who.role == "clerk" and found.service.window in ("", who.organ)
    return at_window or who.organ in offices(found)


@may("citizen", *STAFF)
@require_safe
@refusing
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Give the PDF; one that is still waiting for its seal is sealed now."""
    found = by_code(code)
    if found is None or not _may_see(request, found.document.case_no):
        raise Http404
    if not found.digest:
        seal(code=code, now=timezone.now())
    answer = HttpResponse(pdf_of(code), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return answer


@may("citizen", *STAFF)
@require_safe
def file(request: HttpRequest, number: str, asked: int) -> HttpResponse:
    """Give a file that was handed in with a case, as a download that no browser runs."""
    if not _may_see(request, number):
        raise Http404
    handed = (p.file for p in opened(number).case.papers if p.asked == asked)
    return _given(next(handed, ""))


@may("citizen", *STAFF)
@require_safe
def plea(request: HttpRequest, number: str, sequence: int) -> HttpResponse:
    """Give a paper the holder handed in with what they said, by the event that says so."""
    if not _may_see(request, number):
        raise Http404
    return _given(next((event.file for n, event in pleas(opened(number)) if n == sequence), ""))


def _given(handed: str) -> HttpResponse:
    """A kept file as a download. Raises Http404 where there is none."""
    known = papers([int(handed)]) if handed.isdecimal() else {}
    if not known:
        raise Http404
    row = known[int(handed)]
    answer = HttpResponse(content_of(row.digest), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    return answer
