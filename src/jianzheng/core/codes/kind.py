"""Which code a text is, told by its shape alone, and what is wrong with it: for lists that mix schemes old and new."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum

from jianzheng.core.codes.identity import MalformedCode, parse_citizen_id, parse_uscc
from jianzheng.core.codes.licence import ROOT, parse_licence_id
from jianzheng.core.codes.matters import (
    check_local,
    check_older,
    is_older,
    parse_case,
    parse_catalogue,
    parse_handling_item,
    parse_invest_project,
    parse_task,
)
from jianzheng.core.text import Text


class Kind(StrEnum):
    """The schemes a printed code may follow; OLDER and LOCAL are aliases that are still exchanged, not errors."""

    CATALOGUE = "catalogue"
    TASK = "task"
    HANDLING_ITEM = "handling-item"
    CASE = "case"
    INVEST_PROJECT = "invest-project"
    OLDER = "older"
    LOCAL = "local"
    CREDIT = "credit"
    CITIZEN = "citizen"
    LICENCE = "licence"


NAMES = {
    Kind.CATALOGUE: Text("基本编码", "a catalogue code"),
    Kind.TASK: Text("实施编码", "a task code"),
    Kind.HANDLING_ITEM: Text("业务办理项编码", "a handling-item code"),
    Kind.CASE: Text("办件编号", "a case number"),
    Kind.INVEST_PROJECT: Text("投资项目代码", "an investment project code"),
    Kind.OLDER: Text("旧版10位或24位编码", "a code of the older 10- or 24-character scheme"),
    Kind.LOCAL: Text("地方编码", "a code of a local scheme"),
    Kind.CREDIT: Text("统一社会信用代码", "a unified social credit code"),
    Kind.CITIZEN: Text("公民身份号码", "a citizen ID"),
    Kind.LICENCE: Text("证照标识", "a licence id"),
}
"""What people call each kind."""

NO_MATTER = frozenset({Kind.CREDIT, Kind.CITIZEN, Kind.LICENCE})
"""Kinds that name an organ, a person or a paper, so they are out of place where a matter's code is expected."""

_PARSERS: dict[Kind, Callable[[str], object]] = {
    Kind.CATALOGUE: parse_catalogue,
    Kind.TASK: parse_task,
    Kind.HANDLING_ITEM: parse_handling_item,
    Kind.CASE: parse_case,
    Kind.INVEST_PROJECT: parse_invest_project,
    Kind.OLDER: check_older,
    Kind.LOCAL: check_local,
    Kind.CREDIT: parse_uscc,
    Kind.LICENCE: parse_licence_id,
}
_BY_LENGTH = {
    12: Kind.CATALOGUE,
    31: Kind.TASK,
    33: Kind.HANDLING_ITEM,
    43: Kind.CASE,
    45: Kind.CASE,
}
_INVEST = re.compile(r"\d{4}-\d{6}-\d\d-\d\d-\d{6}", re.ASCII)
_PERSON = re.compile(r"[1-9]\d{5}(18|19|20)\d{9}[0-9X]", re.ASCII)
_LOCAL = re.compile(r".+-\d{12}-\d{3}-.+", re.ASCII)


def kind_of(text: str) -> Kind | None:
    """The scheme whose shape a code has, right or wrong inside; None when it has none of them."""
    if text.startswith(ROOT):
        return Kind.LICENCE
    if is_older(text):
        return Kind.OLDER
    if "-" in text:
        if _INVEST.fullmatch(text):
            return Kind.INVEST_PROJECT
        return Kind.LOCAL if _LOCAL.fullmatch(text) else None
    if len(text) == 18:
        return Kind.CITIZEN if _PERSON.fullmatch(text) and _problem(parse_uscc, text) else Kind.CREDIT
    return _BY_LENGTH.get(len(text))


def check(text: str, kind: Kind | None = None, *, today: dt.date = dt.date.max) -> list[Text]:
    """What is wrong with `text` as a code of `kind`, or of any matter or case when no kind is given; [] when nothing is.

    `today` bounds the date of birth in a citizen ID."""
    bare = text.strip()
    found = kind or kind_of(bare)
    if kind is None and found in NO_MATTER:
        name = NAMES[found]
        return [Text(f"这是{name.zh}，不是事项编码", f"this is {name.en}, not the code of a matter")]
    if found is Kind.CITIZEN:
        wrong = _problem(lambda said: parse_citizen_id(said, today), bare)
    else:
        wrong = _problem(_PARSERS[found] if found else check_local, bare)
    return [wrong] if wrong else []


def _problem(parse: Callable[[str], object], text: str) -> Text | None:
    try:
        parse(text)
    except MalformedCode as wrong:
        return Text(wrong.zh, wrong.en)
    return None
