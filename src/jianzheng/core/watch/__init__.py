"""Supervision: lights and cards by any rule set, what a history shows, and the ladder of acts that follow."""

from __future__ import annotations

from jianzheng.core.watch.cards import Card, cards, light, lights, scores
from jianzheng.core.watch.detect import across_cases, detect
from jianzheng.core.watch.finding import KINDS, Finding, Kind
from jianzheng.core.watch.history import History, who
from jianzheng.core.watch.ladder import Done, above, check, due, following
from jianzheng.core.watch.register import Holding, Register
from jianzheng.core.watch.rules import DEFAULT, LightRule, RuleSet, Rung

__all__ = [
    "DEFAULT",
    "KINDS",
    "Card",
    "Done",
    "Finding",
    "History",
    "Holding",
    "Kind",
    "LightRule",
    "Register",
    "RuleSet",
    "Rung",
    "above",
    "across_cases",
    "cards",
    "check",
    "detect",
    "due",
    "following",
    "light",
    "lights",
    "scores",
    "who",
]
