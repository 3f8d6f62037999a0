"""Who may decide a matter: where who examined it is kept from deciding it, the refusal names who else may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from jianzheng.apps.cases import batch, store
from jianzheng.apps.cases.queries import Row
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.people.queries import actor, colleagues
from jianzheng.core.authority import may
from jianzheng.core.case import Case
from jianzheng.core.case.ending import Examined
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service
from jianzheng.core.text import Text


def kept_apart(case: Case, offered: Service, step: int, person: str) -> bool:
    """Whether somebody examined the matter a step decides, in a place where somebody else then decides it."""
    place = offered.owner[step]
    apart = rules().local.decider_apart and not offered.matters[place].instant
    return bool(apart) and person in case.items[place].examiners


def left_to_others(rows: Collection[Row], person: str) -> set[tuple[str, int]]:
    """Those of some decisions (number of the case, step) that are not for somebody who examined the matter."""
    if not rows:
        return set()
    marks = ", ".join(["%s"] * len(rows))
    found = batch.load_many(f"number IN ({marks})", [row.number for row in rows])
    cases = {one.case.number: one for one in found}
    return {
        (row.number, row.step)
        for row in rows
        if row.step >= 0 and (one := cases.get(row.number))
        if service(one.edition).process.steps[row.step].kind == "decide"
        if kept_apart(one.case, service(one.edition), row.step, person)
    }


def deciders(case: Case, offered: Service, step: int, today: dt.date) -> list[Text]:
    """Who of the organ may decide a matter today, by an own or a delegated power, and did not examine or receive it."""
    item, one = case.items[offered.owner[step]], offered.process.steps[step]
    out = {*item.examiners, item.received_by.partition("@")[0]}
    return [
        Text(each.name_zh, each.name_en)
        for each in colleagues(one.office, today)
        if each.login not in out and may(actor(each, today), "decide", one)
    ]


def naming(decide: Callable[..., Case]) -> Callable[..., Case]:
    """The action of deciding, which tells whoever examined the matter who else may decide it."""

    @wraps(decide)
    def action(*, number: str, now: dt.datetime, **said: Any) -> Case:
        try:
            return decide(number=number, now=now, **said)
        except Examined as refused:
            loaded = store.load(number)
            who = deciders(loaded.case, service(loaded.edition), said["step"], now.date())
            more = whom(who)
            raise Refused(refused.zh + more.zh, f"{refused.en} {more.en}") from None

    return action


def whom(who: list[Text]) -> Text:
    """Whom to turn to."""
    if not who:
        return Text(
            "本机关没有其他有权决定的人，请由负责人指定或者委托。",
            "Nobody else of the organ may decide it: its head names or delegates to somebody.",
        )
    zh, en = "、".join(one.zh for one in who), ", ".join(one.en or one.zh for one in who)
    return Text(f"可以由下列人员决定：{zh}。", f"These may decide it: {en}.")
