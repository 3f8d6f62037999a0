"""Papers owed and promises made: handed in, checked and settled, returned, found false, or lapsed."""

from __future__ import annotations

from jianzheng.core.authority import NotEmpowered, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, of_window, stated
from jianzheng.core.case.case import BEFORE, POSITIVE, WORKING, Case, Debt, State
from jianzheng.core.case.evolve import evolve
from jianzheng.core.clock import Unit
from jianzheng.core.kinds.kind import reasoned
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service, Term

RECTIFY_DAYS = 10
"""Working days to put a false promise right where the city sets nothing else (uncertain, local)."""


def to_check(debt: Debt) -> bool:
    """Whether the checker has something to look at: a paper handed in, or a promise, even one not checked in time."""
    return debt.state == "handed_in" or (debt.kind != "tolerated" and debt.state in ("open", "lapsed"))


def checks(case: Case, service: Service) -> list[Debt]:
    """What waits to be checked, also after the case was archived; nothing where all matters it bears on came to nothing."""
    place = service.place
    return [
        debt
        for debt in case.debts
        if to_check(debt)
        and any(case.items[place[id]].state in _ALIVE for id in service.asked[debt.asked].matters)
    ]


_ALIVE = BEFORE | WORKING | POSITIVE


def hand_in(case: Case, act: Act, *, asked: int, file: str = "") -> Events:
    """A tolerated paper came, or one that puts a false promise right: it is owed until its checker has looked at it, but no
    term runs against the applicant. Raises Refused for what is not owed, and for an applicant without a file."""
    require(act.actor, "hand_in")
    of_window(act)
    debt = case.owed(asked)
    if debt is None or debt.kind == "promised" or debt.state != "open":
        raise Refused("这份材料现在不需要补交。", "This material is not to be handed in now.")
    if not file and act.actor.role == "citizen":
        raise Refused("请上传要补交的材料。", "Upload the paper that is owed.")
    return (e.DebtHandedIn(asked, file),)


def settle(case: Case, act: Act, *, asked: int) -> Events:
    """The checker found the paper handed in right, or the promise true; where nothing more is owed, what was granted with a
    gap is granted. Raises Refused where nothing waits to be checked, and for anyone but the checker."""
    _checked(case, act, asked)
    settled = e.DebtSettled(asked)
    after = evolve(case, act.at, act.by, settled)
    whole = tuple(
        place
        for place, item in enumerate(case.items)
        if item.state == State.GRANTED_WITH_GAP and not owed(after, act.service, place)
    )
    return (settled, e.GapClosed(whole)) if whole else (settled,)


def return_paper(case: Case, act: Act, *, asked: int, reason: str) -> Events:
    """The checker sends a paper back with the reason: it is owed as before, by its day, and at least for the days the city
    grants to hand it in anew."""
    debt = _checked(case, act, asked)
    if debt.kind == "promised":
        raise Refused("承诺不退回，请认定是否属实。", "A promise is not returned; say whether it is true.")
    if debt.state != "handed_in":
        raise Refused("还没有提交整改材料，没有可退回的。", "Nothing was handed in yet to be returned.")
    reasoned(reason)
    again = act.rules.clock(Term("again", act.rules.local.again_days, Unit.WORKING), act.at).due
    return (e.DebtReturned(asked, stated(reason, "退回理由", "the reason"), max(debt.due, again)),)


def break_promise(case: Case, act: Act, *, asked: int, found: str) -> Events:
    """A promise was checked and found false: it is to be put right by a day, else the result is revoked."""
    debt = _checked(case, act, asked)
    if debt.kind != "promised":
        raise Refused("这份材料不是待核查的承诺。", "This is not a promise that waits to be checked.")
    due = act.rules.clock(Term("rectify", RECTIFY_DAYS, Unit.WORKING), act.at).due
    return (e.PromiseBroken(asked, stated(found, "核查情况", "what was found"), due),)


def owed(case: Case, service: Service, place: int) -> list[int]:
    """The tolerated papers a matter still owes or nobody has checked yet, by number in `service.asked`."""
    id = service.matters[place].id
    return [
        debt.asked
        for debt in case.debts
        if debt.kind == "tolerated"
        and debt.state in ("open", "handed_in")
        and id in service.asked[debt.asked].matters
    ]


def broken(case: Case, service: Service, place: int) -> list[int]:
    """The promises of a matter found false and not yet put right, by number in `service.asked`."""
    id = service.matters[place].id
    return [
        debt.asked
        for debt in case.debts
        if debt.kind == "false" and debt.state != "settled" and id in service.asked[debt.asked].matters
    ]


def _checked(case: Case, act: Act, asked: int) -> Debt:
    """The debt, if it waits to be checked and the actor is of its checker."""
    debt = case.owed(asked)
    if debt is None or not to_check(debt):
        raise Refused("这份材料没有待核查的补交或承诺。", "Nothing waits to be checked for this material.")
    _checker(act, debt)
    return debt


def _checker(act: Act, debt: Debt) -> None:
    if act.actor.organ != debt.checker or act.actor.role not in ("handler", "chief", "head"):
        raise NotEmpowered(
            "补交的材料和承诺由负责核查的部门核查，您的岗位不能核查。",
            "The organ named as checker checks papers handed in and promises; your post may not.",
        )
