"""The numbers of licences: no two results of one organ that stand bear the same."""

from __future__ import annotations

import re

from django.db import connection

from jianzheng.apps.cases import store
from jianzheng.apps.cases.models import Item
from jianzheng.apps.cases.renewing import keeps
from jianzheng.apps.people.models import Organ
from jianzheng.core import case as core
from jianzheng.core.case import Act, Case
from jianzheng.core.case.case import State
from jianzheng.core.kinds.issue import LONGEST_NUMBER, numbered
from jianzheng.core.refusal import Refused

TRIED = 200
"""How many numbers behind the one taken are looked at for a free one."""
_VOID = (int(State.RECALLED), int(State.REVOKED))
_COUNTED = re.compile(r"(.*?)([0-9]{1,12})([^0-9]*)", re.DOTALL)


def issue(case: Case, act: Act, *, step: int, result_no: str, document: str = "") -> core.Events:
    """Issue as core does. Raises Refused as well for a number another result of the organ bears that stands."""
    events = core.issue(case, act, step=step, result_no=result_no, document=document)
    organ, number = act.matter(act.owner(step)).organ, numbered(result_no)
    # Of two clerks of an organ who issue at once the second sees what the first took.
    if connection.in_atomic_block:
        list(Organ.objects.select_for_update(no_key=True).filter(word=organ).values_list("pk"))
    if store.one(_STANDS, (organ, number, *_VOID)) and not keeps(case.number, act.service, number):
        _refuse(organ, number)
    return events


_STANDS = (
    "SELECT 1 FROM cases_item WHERE organ = ? AND result_no = ? AND result_no > '' AND state NOT IN (?, ?)"
)


def _taken(organ: str, numbers: list[str]) -> set[str]:
    """Those of some numbers that results of an organ bear which stand."""
    found = Item.objects.filter(organ=organ, result_no__in=numbers, result_no__gt="").exclude(state__in=_VOID)
    return set(found.values_list("result_no", flat=True))


def _refuse(organ: str, number: str) -> None:
    wanted = _behind(number)
    taken = _taken(organ, wanted)
    free = next((each for each in wanted if each not in taken), "")
    zh = f"可改用“{free}”。" if free else "请按登记簿换一个未用过的编号。"
    en = f"“{free}” is free." if free else "Take one from the register that nobody has used."
    raise Refused(
        f"证件编号“{number}”已用于本机关另一件有效证件，不能重复。{zh}",
        f"Another licence of this organ that stands bears the number “{number}”. {en}",
    )


def _behind(number: str) -> list[str]:
    """The numbers that follow one: its last figure counted on, or figures hung on where it has none."""
    parts = _COUNTED.fullmatch(number)
    if parts is None:
        found = [f"{number}-{n}" for n in range(2, TRIED)]
    else:
        before, figure, behind = parts.groups()
        found = [f"{before}{int(figure) + n:0{len(figure)}d}{behind}" for n in range(1, TRIED)]
    return [each for each in found if len(each) <= LONGEST_NUMBER]
