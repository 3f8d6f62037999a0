"""Papers owed and promises made: handed in, checked and settled, returned, found false, or lapsed."""

from __future__ import annotations

from jianzheng.core.authority import NotEmpowered, may, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, because, of_window
from jianzheng.core.case.case import BEFORE, POSITIVE, WORKING, Case, Debt, Item, State
from jianzheng.core.case.evolve import evolve
from jianzheng.core.clock import Unit
from jianzheng.core.codes.written import document_number
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Service, Term


def to_check(debt: Debt) -> bool:
    """Whether the checker has something to look at: what was handed in, or a promise, even one not checked in time; of a false
    promise there is nothing to see until something comes."""
    return debt.state == "handed_in" or (debt.kind == "promised" and debt.state in ("open", "lapsed"))


def checks(case: Case, service: Service) -> list[Debt]:
    """What waits to be checked, also after the case was archived; nothing where all matters it bears on came to nothing."""
    return [debt for debt in case.debts if to_check(debt) and alive(case, service, debt)]


def alive(case: Case, service: Service, debt: Debt) -> bool:
    """Whether any matter a debt bears on may still come to something, or has."""
    return any(item.state in _ALIVE for item in _borne(case, service, debt))


def _borne(case: Case, service: Service, debt: Debt) -> list[Item]:
    """The matters of the case a debt bears on."""
    return [case.items[service.place[id]] for id in service.asked[debt.asked].matters]


_ALIVE = BEFORE | WORKING | POSITIVE


def needless(case: Case, service: Service, debt: Debt) -> bool:
    """Whether what is owed is no longer to come or to be checked: all matters it bears on had ended without a result, or lost
    it, before it was settled or its day had passed."""
    if debt.state == "settled" or alive(case, service, debt):
        return False
    ended = max((item.ended_at or item.decided_at for item in _borne(case, service, debt)), default=0)
    return debt.kind == "promised" or debt.state != "lapsed" or debt.due > ended


def hand_in(case: Case, act: Act, *, asked: int, file: str = "") -> Events:
    """A tolerated paper came, or one that puts a false promise right: it is owed until its checker has looked at it, but no
    term runs against the applicant. Raises Refused for what is not owed, and for an applicant without a file."""
    require(act.actor, "hand_in")
    of_window(act)
    debt = case.owed(asked)
    if debt is None or debt.kind == "promised" or debt.state not in ("open", "dropped"):
        raise Refused("这份材料现在不需要补交。", "This material is not to be handed in now.")
    if not alive(case, act.service, debt):
        ends = _borne(case, act.service, debt)[-1].state.title
        raise Refused(
            f"事项已结束（{ends.zh}），这份材料不再需要补交或整改；需要办理的，请重新申请。",
            f"The matter has ended ({ends.en}): this material is no longer to be handed in. To go on, apply anew.",
        )
    if not file and act.actor.role == "citizen":
        raise Refused("请上传要补交的材料。", "Upload the paper that is owed.")
    return (e.DebtHandedIn(asked, file),)


def settle(case: Case, act: Act, *, asked: int) -> Events:
    """The checker found the paper handed in right, or the promise true; where nothing more is owed, what was granted with a
    gap is granted. Raises Refused where nothing waits to be checked, and for anyone but the checker."""
    debt = _checked(case, act, asked, "settle")
    if debt.kind == "false" and debt.state != "handed_in":
        raise _nothing_came(debt)
    settled = e.DebtSettled(asked)
    after = evolve(case, act.at, act.by, settled)
    whole = tuple(
        place
        for place, item in enumerate(case.items)
        if item.state == State.GRANTED_WITH_GAP and not owed(after, act.service, place)
    )
    return (settled, e.GapClosed(whole)) if whole else (settled,)


def _nothing_came(debt: Debt) -> Refused:
    """Why a promise found false is not put right yet, and what to do."""
    if debt.state == "lapsed":
        return Refused(
            "整改期限已过，没有交来整改材料，不能认定已整改。请按逾期未整改处理：尚未决定的不予许可，已经准予的依法撤销。",
            "The time to put the promise right is over and nothing was handed in, so it cannot count as put right: refuse "
            "what is not decided yet, and annul what was granted.",
        )
    return Refused(
        "还没有收到整改材料，不能认定已整改。请等申请人在办件页面提交，或者由窗口登记已交来整改材料（没有电子文件也可登记），再核查。",
        "Nothing was handed in yet, so it cannot count as put right. Wait until the applicant hands it in on the page of the "
        "case, or let the window record that it was brought (a file is not needed), then check it.",
    )


def return_paper(case: Case, act: Act, *, asked: int, reason: str) -> Events:
    """The checker sends a paper back with the reason: it is owed as before, by its day, and at least for the days the city
    grants to hand it in anew."""
    debt = _checked(case, act, asked, "return_paper")
    if debt.kind == "promised":
        raise Refused("承诺不退回，请认定是否属实。", "A promise is not returned; say whether it is true.")
    if debt.state != "handed_in":
        raise Refused("还没有提交整改材料，没有可退回的。", "Nothing was handed in yet to be returned.")
    again = act.rules.clock(Term("again", act.rules.local.again_days, Unit.WORKING), act.at).due
    return (e.DebtReturned(asked, because(act, reason, "退回理由", "the reason"), max(debt.due, again)),)


def break_promise(case: Case, act: Act, *, asked: int, found: str, document: str = "") -> Events:
    """A promise was checked and found false: it is to be put right by a day, else the result is revoked."""
    debt = _checked(case, act, asked, "break_promise")
    if debt.kind != "promised":
        raise Refused("这份材料不是待核查的承诺。", "This is not a promise that waits to be checked.")
    due = act.rules.clock(Term("rectify", act.rules.local.gap_days, Unit.WORKING), act.at).due
    return (e.PromiseBroken(asked, because(act, found, "核查情况", "what was found"), due, document),)


def repair(case: Case, act: Act, *, asked: int, order_no: str) -> Events:
    """The head of the organ that checks records, on the number of the ruling, that the credit of whoever made a false promise
    was repaired. Raises Refused where no promise was found false, or it is not put right yet."""
    debt = case.owed(asked)
    if debt is None or debt.kind != "false":
        raise Refused("这份材料没有不实承诺的记录。", "No false promise is on record for this material.")
    require(act.actor, "revoke", organ=debt.checker)
    if debt.state != "settled" and alive(case, act.service, debt):
        raise Refused(
            "不实承诺还没有整改并核查，不能登记信用修复。请先核查整改情况。",
            "The false promise is not put right and checked yet; check that first.",
        )
    return (
        e.CreditRepaired(asked, document_number(order_no, "信用修复决定文号", "the number of the ruling")),
    )


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


def time_to_rectify(case: Case, act: Act, place: int) -> None:
    """Refuse to annul while a promise found false may still be put right, or what was handed in for it is not
    checked."""
    wrong = broken(case, act.service, place)
    debts = [debt for debt in case.debts if debt.asked in wrong]
    if any(debt.state == "handed_in" for debt in debts):
        raise Refused(
            "申请人已交来整改材料，请先核查；退回后逾期仍未整改的，再撤销。",
            "The applicant handed in what puts the promise right: check it first; annul where it was returned and not put "
            "right in time.",
        )
    if due := max((debt.due for debt in debts if debt.state == "open"), default=0):
        last = act.rules.day(due - 1)
        raise Refused(
            f"承诺不实的整改期限到 {last}（含当日），还没有结束，不能撤销。请等期限届满，逾期未整改的再撤销；"
            "以欺骗、贿赂等不正当手段取得的，请勾选该项并写明查明的事实（行政许可法第六十九条、第七十九条）。",
            f"The time to put the false promise right runs to {last} inclusive and is not over. Annul once it has ended and "
            "nothing was put right; where the licence was got by deceit or bribery, tick so and state what was found "
            "(Licensing Law, art. 69, 79).",
        )


def _checked(case: Case, act: Act, asked: int, verb: str) -> Debt:
    """The debt, if it waits to be checked and the actor has the power for `verb` at its checker."""
    debt = case.owed(asked)
    waits = debt is not None and debt.kind == "false" and debt.state in ("open", "lapsed")
    if debt is None or not (to_check(debt) or waits):
        raise Refused("这份材料没有待核查的补交或承诺。", "Nothing waits to be checked for this material.")
    if act.actor.organ != debt.checker or not may(act.actor, verb):
        raise NotEmpowered(
            "补交的材料和承诺由负责核查的部门核查，您的岗位不能核查。",
            "The organ named as checker checks papers handed in and promises; your post may not.",
        )
    return debt
