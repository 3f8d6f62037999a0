"""Finding a case at the window by what people bring: a name, an id number, the number of a receipt, part of a case number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Q

from jianzheng.apps.cases.models import Case, Item, Party
from jianzheng.apps.cases.queries import Row, case_row
from jianzheng.apps.papers.queries import case_of_number
from jianzheng.core.codes.applicant import tidy

MOST = 30
"""Cases shown of one search, the newest first."""
REACH = 200_000
"""Cases among which names and parts of numbers are looked for, the newest; exact numbers are found however old."""
_WIDE = str.maketrans("()", "（）")
_PART = re.compile(r"[0-9A-Z]{6,}", re.ASCII)


def search(*, window: str, words: str) -> tuple[Row, ...]:
    """The window's cases that fit what was typed: exact numbers first, then names and parts of numbers."""
    text = " ".join(unicodedata.normalize("NFKC", words).split())[:100]
    if not text:
        return ()
    here = Case.objects.filter(window=window).defer("head").order_by("-id")
    found = list(here.filter(_exactly(text))[:MOST])
    if not found:
        last = Case.objects.order_by("-id").values_list("id", flat=True).first() or 0
        typed = " ".join(words.split())[:100]
        found = list(here.filter(_partly(text, typed), pk__gt=last - REACH)[:MOST])
    return tuple(case_row(row) for row in found)


def _exactly(text: str) -> Q:
    """Cases with this number, of a matter with it, of a paper with it, or of a person with it."""
    code = tidy(text)
    numbers = {code, *_cases_of_items((code,))}
    if paper := case_of_number(text):
        numbers |= {paper, *_cases_of_items((paper,))}
    numbers |= set(Party.objects.filter(code=code).order_by("-id").values_list("number", flat=True)[:MOST])
    return Q(number__in=numbers)


def _cases_of_items(numbers: Iterable[str]) -> set[str]:
    found = Item.objects.filter(number__in=list(numbers))
    return set(found.values_list("case__number", flat=True))


def _partly(text: str, typed: str) -> Q:
    """Cases with this in a name, which is kept as it was written: its brackets may be wide or narrow."""
    part = tidy(text)
    found = Q(number__contains=part) if _PART.fullmatch(part) else Q()
    for name in {text, typed, text.translate(_WIDE)}:
        found |= Q(applicant__icontains=name)
    return found
