"""The answers to a service's own questions, read and checked, the same in the portal and at the window."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from jianzheng.core.service import Service
from jianzheng.core.text import Text
from jianzheng.web.ui.say import say

LONGEST = 500
_MEASURED = re.compile(r"（(平方米|立方米|米|公里|亩|公顷|吨|人|张|个|间|辆|台|元|万元)）$")
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)


def answers(offered: Service, form: Mapping[str, str]) -> dict[str, str]:
    """What a form answers, by question; where a number is asked, in narrow digits."""
    given = {
        question: form.get(f"form-{n}", "").replace("\x00", "").strip()[:LONGEST]
        for n, question in enumerate(offered.form)
    }
    return {
        question: unicodedata.normalize("NFKC", answer) if _MEASURED.search(question) else answer
        for question, answer in given.items()
    }


def wrong_answers(offered: Service, given: Mapping[str, str]) -> dict[str, str]:
    """What is still to be answered or is no number where one is asked, by field."""
    wrong = {}
    for n, question in enumerate(offered.form):
        answer = given.get(question, "")
        if not answer:
            wrong[f"form-{n}"] = say("Please fill this in.", "请填写这一项。")
        elif _MEASURED.search(question) and not _NUMBER.fullmatch(answer):
            wrong[f"form-{n}"] = say(
                "Give a number, without the unit, for example 120.", "请只填数字，不写单位，例如 120。"
            )
    return wrong


def asked_in_form(
    offered: Service, given: Mapping[str, str], wrong: Mapping[str, str]
) -> list[tuple[str, Text, str, str]]:
    """For the page: field, question, answer, what is wrong with it."""
    return [
        (f"form-{n}", offered.called(question), given.get(question, ""), wrong.get(f"form-{n}", ""))
        for n, question in enumerate(offered.form)
    ]
