"""Who applies, and who acts for them: read from a form and checked, the same in the portal and at the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from jianzheng.core.codes.applicant import (
    NUMBER_KINDS,
    kind_of_number,
    tidy,
    wrong_name,
    wrong_number,
    wrong_phone,
)
from jianzheng.core.text import Text
from jianzheng.web.ui.say import said, say

APPLICANT = ("name", "kind", "code", "phone", "agent", "agent_code", "entrusted")
"""What an application says of people: the applicant's name, kind of number, number, phone; who acts for them, that person's
number, and the entrustment."""
WHOSE = "whose"
"""The field of a draft that says for whom one applies: "own" | "other"."""
LONGEST = {"entrusted": 300}

KINDS = NUMBER_KINDS


def written(form: Mapping[str, str], key: str) -> str:
    """What was written into a field, as it is kept."""
    text = " ".join(form.get(key, "").replace("\x00", "").split())[: LONGEST.get(key, 100)]
    return tidy(text) if key in ("code", "agent_code") else text


def of_account(form: Mapping[str, str], person: Any, today: dt.date) -> dict[str, str]:
    """The applicant as somebody signed in states them: themselves as their account knows them, or another they act for."""
    said_ = {key: written(form, key) for key in APPLICANT}
    if form.get(WHOSE) == "other":
        return {**said_, WHOSE: "other", "agent": person.name_zh, "agent_code": tidy(person.id_code)}
    own = {"name": person.name_zh}
    if person.id_code:
        own |= {"code": tidy(person.id_code), "kind": kind_of_number(person.id_code, today)}
    return {**said_, **own, WHOSE: "own", **dict.fromkeys(("agent", "agent_code", "entrusted"), "")}


def applicant_of(form: Mapping[str, str]) -> dict[str, str]:
    """What an application keeps of the people in it."""
    return {key: form[key] for key in APPLICANT if form.get(key)}


def wrong_applicant(form: Mapping[str, str], today: dt.date) -> dict[str, str]:
    """What is still to be said or put right, by field."""
    wrong: dict[str, Text | None] = {
        "name": wrong_name(form["name"]) if form.get("name") else NAME,
        "code": wrong_number(form.get("kind", ""), form.get("code", ""), today),
        "phone": wrong_phone(form.get("phone", "")),
    }
    if form.get(WHOSE) == "other" or any(form.get(key) for key in ("agent", "agent_code", "entrusted")):
        wrong |= _wrong_agent(form, today)
    return {key: said(text) for key, text in wrong.items() if text}


def _wrong_agent(form: Mapping[str, str], today: dt.date) -> dict[str, Text | None]:
    code = form.get("agent_code", "")
    own = code and code == form.get("code")
    kind = "citizen" if len(code) == 18 else "other"
    known = code and (form.get(WHOSE) == "other" or not wrong_number(kind, code, today))
    return {
        "agent": wrong_name(form["agent"]) if form.get("agent") else AGENT,
        "agent_code": None
        if known and not own
        else SAME
        if own
        else NO_NUMBER
        if form.get(WHOSE)
        else AGENT_CODE,
        "entrusted": None if form.get("entrusted") else ENTRUSTED,
    }


NAME = Text("请填写申请人姓名或单位名称。", "Give the name of the applicant.")
AGENT = Text("请填写代办人姓名。", "Give the name of whoever acts for the applicant.")
AGENT_CODE = Text("请填写代办人的证件号码。", "Give the id number of whoever acts for the applicant.")
SAME = Text(
    "申请人和代办人是同一个号码。给自己办的，请选“为自己申请”。",
    "The applicant and the agent have the same number. For yourself, choose “for myself”.",
)
NO_NUMBER = Text(
    "您的账号还没有登记证件号码，不能代他人申请。请带证件到窗口登记，或到窗口申请。",
    "Your account has no id number yet, so you cannot act for others. Bring your document to the window.",
)
ENTRUSTED = Text(
    "请写明委托：谁委托、委托办什么、委托书日期；法定代表人请写“法定代表人”。",
    "State the entrustment: by whom, for what, dated when; a legal representative writes “legal representative”.",
)


def agent_of(applicant: Mapping[str, str]) -> str:
    """Who acts for the applicant, with their number and the entrustment; "" where nobody does."""
    if not applicant.get("agent"):
        return ""
    parts = (applicant.get(key, "") for key in ("agent", "agent_code", "entrusted"))
    return " · ".join(part for part in parts if part)


def kinds(chosen: str) -> list[tuple[str, Text, bool]]:
    """The kinds of number to choose from: word, name, whether it is the one."""
    return [(word, name, word == chosen) for word, name in KINDS.items()]


def own_number(person: Any) -> str:
    """The account's number as its owner sees it: the middle hidden, so that a screen in a hall gives nothing away."""
    code = person.id_code
    return f"{code[:6]}{'*' * (len(code) - 10)}{code[-4:]}" if len(code) > 10 else say("registered", "已登记")
