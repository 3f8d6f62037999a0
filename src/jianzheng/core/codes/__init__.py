"""Codes government exchanges: parsed, verified, and told apart from the older prints that still circulate."""

from jianzheng.core.codes.identity import (
    CitizenId,
    MalformedCode,
    Uscc,
    is_organisation,
    parse_citizen_id,
    parse_uscc,
    uscc_check,
)
from jianzheng.core.codes.kind import Kind, check, kind_of
from jianzheng.core.codes.licence import LicenceId, mod_37_36, parse_licence_id
from jianzheng.core.codes.matters import (
    CaseCode,
    Catalogue,
    HandlingItem,
    InvestProject,
    Task,
    check_local,
    check_older,
    is_older,
    parse_case,
    parse_catalogue,
    parse_handling_item,
    parse_invest_project,
    parse_task,
)

__all__ = [
    "CaseCode",
    "Catalogue",
    "CitizenId",
    "HandlingItem",
    "InvestProject",
    "Kind",
    "LicenceId",
    "MalformedCode",
    "Task",
    "Uscc",
    "check",
    "check_local",
    "check_older",
    "is_older",
    "is_organisation",
    "kind_of",
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
