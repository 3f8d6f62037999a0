"""Codes government exchanges: parsed, verified, and told apart from the older prints that still circulate."""

from __future__ import annotations

import re
from collections.abc import Callable

from jianzheng.core.codes.identity import (
    CitizenId,
    MalformedCode,
    Uscc,
    is_organisation,
    parse_citizen_id,
    parse_uscc,
    uscc_check,
)
from jianzheng.core.codes.licence import LicenceId, mod_37_36, parse_licence_id
from jianzheng.core.codes.matters import (
    CaseCode,
    Catalogue,
    HandlingItem,
    InvestProject,
    Task,
    check_local,
    is_older,
    parse_case,
    parse_catalogue,
    parse_handling_item,
    parse_invest_project,
    parse_task,
)
from jianzheng.core.text import Text

_BY_LENGTH: dict[int, Callable[[str], object]] = {
    12: parse_catalogue,
    18: parse_uscc,
    31: parse_task,
    33: parse_handling_item,
    43: parse_case,
}


def check(text: str) -> list[Text]:
    """What is wrong with a matter code as printed; [] when it follows the national scheme or a known older one."""
    bare = text.strip()
    try:
        if is_older(bare):
            return []
        if re.fullmatch(r"\d{4}-\d{6}-\d\d-\d\d-\d{6}", bare):
            parse_invest_project(bare)
        elif "-" not in bare and len(bare) in _BY_LENGTH:
            _BY_LENGTH[len(bare)](bare)
        else:
            check_local(bare)
    except MalformedCode as wrong:
        return [Text(wrong.zh, wrong.en)]
    return []


__all__ = [
    "CaseCode",
    "Catalogue",
    "CitizenId",
    "HandlingItem",
    "InvestProject",
    "LicenceId",
    "MalformedCode",
    "Task",
    "Uscc",
    "check",
    "check_local",
    "is_older",
    "is_organisation",
    "mod_37_36",
    "parse_case",
    "parse_catalogue",
    "parse_citizen_id",
    "parse_handling_item",
    "parse_invest_project",
    "parse_licence_id",
    "parse_task",
    "parse_uscc",
    "uscc_check",
]
