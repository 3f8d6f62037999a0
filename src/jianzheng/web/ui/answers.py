"""The answers to a service's own questions, read and checked, the same in the portal and at the window."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from django.utils import timezone

from jianzheng.core.codes.applicant import wrong_name, wrong_number
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.web.ui.say import said

LONGEST, KEPT = 500, 50_000
"""Characters an answer may have, and those kept of what somebody typed, so that a longer one can be shortened."""
_NAMED = re.compile(r"(名称|姓名)$")
_CODE = "统一社会信用代码"
_SIZED = re.compile(r"（(平方米|立方米|米|公里|亩|公顷|吨)）$")
"""Measures of which nothing is never an answer; there may be no people, vehicles or money."""
_MEASURED = re.compile(r"（(平方米|立方米|米|公里|亩|公顷|吨|人|张|个|间|辆|台|元|万元)）$")
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)


def answers(offered: Service, form: Mapping[str, str]) -> dict[str, str]:
    """What a form answers, by question; where a number is asked, in narrow digits."""
    given = {
        question: form.get(f"form-{n}", "").replace("\x00", "").strip()[:KEPT]
        for n, question in enumerate(offered.form)
    }
    return {
        question: unicodedata.normalize("NFKC", answer) if _MEASURED.search(question) else answer
        for question, answer in given.items()
    }


def wrong_answers(offered: Service, given: Mapping[str, str]) -> dict[str, str]:
    """What is still to be answered, too long, or no number or code where one is asked, by field."""
    wrong = {}
    for n, question in enumerate(offered.form):
        if trouble := _trouble(question, given.get(question, "")):
            wrong[f"form-{n}"] = said(trouble)
    return wrong


def _trouble(question: str, answer: str) -> Text | None:
    if not answer:
        return Text("请填写这一项。", "Please fill this in.")
    if len(answer) > LONGEST:
        return Text(
            f"最多 {LONGEST} 个字，现在有 {len(answer)} 个字，请缩短。",
            f"At most {LONGEST} characters, this has {len(answer)}; shorten it.",
        )
    if _NAMED.search(question) and (wrong := wrong_name(answer)):
        return wrong
    if _CODE in question:
        return wrong_number("credit", answer, timezone.localdate())
    if _MEASURED.search(question) and not _NUMBER.fullmatch(answer):
        return Text("请只填数字，不写单位，例如 120。", "Give a number, without the unit, for example 120.")
    if _SIZED.search(question) and not float(answer):
        return Text("应大于 0，请填写实际数值。", "This is more than 0; give the real figure.")
    return None


def asked_in_form(
    offered: Service, given: Mapping[str, str], wrong: Mapping[str, str]
) -> list[tuple[str, Text, str, str]]:
    """For the page: field, question, answer, what is wrong with it."""
    return [
        (f"form-{n}", offered.called(question), given.get(question, ""), wrong.get(f"form-{n}", ""))
        for n, question in enumerate(offered.form)
    ]
