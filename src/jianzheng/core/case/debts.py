"""Papers owed and promises made: settled, found false, or lapsed."""

from __future__ import annotations

from jianzheng.core.authority import NotEmpowered
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, stated
from jianzheng.core.case.case import Case, Debt
from jianzheng.core.clock import Unit
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term

RECTIFY_DAYS = 10
"""Working days to put a false promise right where the city sets nothing else (uncertain, local)."""


def _open(case: Case, asked: int) -> Debt:
    debt = case.owed(asked)
    if debt is None or debt.state != "open":
        raise Refused("这份材料没有待核销的容缺或承诺。", "Nothing is owed for this material.")
    return debt


def settle(case: Case, act: Act, *, asked: int, file: str = "") -> Events:
    """A tolerated paper came, or a promise was checked and found true. Raises Refused for a tolerated paper without a file,
    and for a promise checked by anyone but the organ that must."""
    debt = _open(case, asked)
    if debt.kind == "tolerated":
        if not file and act.actor.role == "citizen":
            raise Refused("请上传要补交的材料。", "Upload the paper that is owed.")
        return (e.DebtSettled(asked, file),)
    _checker(act, debt)
    return (e.DebtSettled(asked, file),)


def break_promise(case: Case, act: Act, *, asked: int, found: str) -> Events:
    """A promise was checked and found false: it is to be put right by a day, else the result is revoked."""
    debt = _open(case, asked)
    if debt.kind != "promised":
        raise Refused("这份材料不是承诺材料。", "No promise was made for this material.")
    _checker(act, debt)
    due = act.rules.clock(Term("rectify", RECTIFY_DAYS, Unit.WORKING), act.at).due
    return (e.PromiseBroken(asked, stated(found, "核查情况", "what was found"), due),)


def _checker(act: Act, debt: Debt) -> None:
    if act.actor.organ != debt.checker or act.actor.role not in ("handler", "chief", "head"):
        raise NotEmpowered(
            "承诺由负责核查的部门核查，您的岗位不能核销。",
            "The organ named as checker checks a promise; your post may not.",
        )
