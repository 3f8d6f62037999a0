"""What supervision does when something happened in a case."""

from __future__ import annotations

import datetime as dt

from jianzheng.apps.cases.models import Case
from jianzheng.apps.oversight import actions

TELLING = (
    "SupplementAsked",
    "Accepted",
    "NotRequired",
    "NotOurs",
    "PauseDisregarded",
    "Attempted",
    "Paused",
    "Resumed",
    "Decided",
    "Delivered",
    "Served",
)
"""Events after which another look at the case is worth while."""


def look_again(*, case: int, sequence: int, now: dt.datetime) -> None:
    """Look through the case in which an event happened; what is new is written down."""
    number = Case.objects.values_list("number", flat=True).get(pk=case)
    actions.refresh(number=number, now=now)
