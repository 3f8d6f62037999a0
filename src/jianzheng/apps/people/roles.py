"""The roles a person may have; rooms name them in `may`, nothing else decides who gets in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jianzheng.core.text import Text


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its code word in the database and in `may`, and its name in both languages."""

    word: str
    zh: str
    en: str


STRANGER = "stranger"
ROLES: dict[str, Role] = {
    role.word: role
    for role in (
        Role("engineer", "流程工程师", "Process engineer"),
        Role("clerk", "窗口人员", "Window clerk"),
        Role("handler", "经办人", "Case handler"),
        Role("chief", "首席代表", "Chief representative"),
        Role("head", "机关负责人", "Head of an organ"),
        Role("government_head", "政府负责人", "Head of the government"),
        Role("supervisor", "监督人员", "Supervisor"),
        Role("citizen", "办事人", "Citizen"),
        Role(STRANGER, "未授权人员", "Person without a role"),
    )
}


def titles(roles: Iterable[str]) -> Text:
    """Roles by their names, for a sentence."""
    known = [ROLES[role] for role in roles if role in ROLES]
    return Text("、".join(role.zh for role in known), ", ".join(role.en.lower() for role in known))
