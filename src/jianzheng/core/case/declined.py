"""Every answer at the window that accepts nothing: no licence is needed, another organ has the power, papers still miss."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jianzheng.core.authority import require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, named, of_window, standing_in, stated
from jianzheng.core.case.case import BEFORE, Case, State
from jianzheng.core.case.closing import closing
from jianzheng.core.case.free import ABSENT, material, numbers
from jianzheng.core.case.ready import mask
from jianzheng.core.case.scope import needed
from jianzheng.core.case.serving import serving
from jianzheng.core.kinds.kind import says_why
from jianzheng.core.materials import is_optional
from jianzheng.core.refusal import Refused
from jianzheng.core.remedies import term_to_sue
from jianzheng.core.service import Asked, Service


def explained(act: Act, reason: str) -> str:
    """Why an application is turned away, tidied. Raises Refused for one too short to be a reason."""
    tidy, enough = stated(reason, "理由", "the reason"), act.rules.local.enough
    if not says_why(tidy, enough):
        raise Refused(
            f"请写明理由，至少 {enough.shortest} 个字，不要重复同一个字，申请人要看得懂为什么。",
            f"State the reason in at least {enough.shortest} characters, not one repeated, so that the applicant sees why.",
        )
    return tidy


def not_required(case: Case, act: Act, *, item: int, reason: str, document: str = "") -> Events:
    """The matter needs no licence: the applicant is told at once (行政许可法第三十二条第一项)."""
    require(act.actor, "not_required")
    of_window(act)
    standing_in(case, item, BEFORE, "作不受理处理", "turned away as not required")
    told = e.NotRequired(item, explained(act, reason), mask(act.service, (item,)), document)
    return closing(case, act, (told,))


def not_ours(
    case: Case, act: Act, *, item: int, reason: str, facts: Mapping[str, str], document: str = ""
) -> Events:
    """The matter is not in this organ's power: refused at once, the right organ named (行政许可法第三十二条第二项). `facts`:
    that organ and the court_term to sue."""
    require(act.actor, "not_ours")
    of_window(act)
    standing_in(case, item, BEFORE, "作不予受理处理", "refused as not ours")
    right = stated(facts.get("organ", ""), "应向哪个机关申请", "the organ to apply to")
    term, deliver = term_to_sue(facts.get("court_term", "")), serving(act.rules, act.at)
    refused = e.NotOurs(item, right, explained(act, reason), document, deliver, term)
    return closing(case, act, (refused,))


def lacking(case: Case, service: Service, item: int, told: Collection[int] | None = None) -> list[Asked]:
    """The materials a matter needs that nobody handed in, holds on file or has promised; with `told` only those among them."""
    came = {paper.asked for paper in case.papers if paper.handling not in ABSENT}
    id, all_of_them = service.matters[item].id, (*needed(service, case.skipped), *numbers(case, (item,)))
    asked = [(n, material(case, service, n)) for n in all_of_them if told is None or n in told]
    mine = [(n, one) for n, one in asked if id in one.matters and n not in came]
    return [one for _, one in mine if not one.held and not is_optional(one.material)]


def still_lacking(case: Case, service: Service, item: int) -> list[Asked]:
    """What a matter lacks though the one notice named it: only for that may it be refused (行政许可法第三十二条)."""
    return lacking(case, service, item, case.told)


def not_complete(
    case: Case, act: Act, *, item: int, reason: str, court_term: str = "", document: str = ""
) -> Events:
    """The one notice was answered and papers are still missing: not accepted, in writing, naming them (行政许可法第三十二条).
    Raises Refused before the answer, where everything came, and where all that lacks was never told: then it must accept."""
    require(act.actor, "not_ours")
    of_window(act)
    standing_in(case, item, (State.SUPPLEMENTED,), "以材料不齐不予受理", "refused as incomplete")
    missing, untold = still_lacking(case, act.service, item), lacking(case, act.service, item)
    if untold and not missing:
        names = named(untold)
        raise Refused(
            f"补正告知没有要求过：{names.zh}，不能以此不予受理（行政许可法第三十二条）。申请人自愿交来的，勾选“已交”后受理；"
            "期限届满仍不答复的，即为受理。",
            f"The notice never named this, it is no reason not to accept (Licensing Law, art. 32): {names.en}. Where the "
            "applicant hands it in freely, tick it and accept; without an answer in time it counts as accepted.",
        )
    if not missing:
        raise Refused(
            "告知补正的材料已全部提交，应当受理（行政许可法第三十二条）。",
            "Everything asked for was handed in; it must be accepted (Licensing Law, art. 32).",
        )
    said = f"一次性告知补正后仍缺：{named(missing).zh}。{explained(act, reason)}"
    deliver, term = serving(act.rules, act.at), term_to_sue(court_term)
    return closing(case, act, (e.NotOurs(item, "", said, document, deliver, term),))
