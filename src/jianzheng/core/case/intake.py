"""Intake: from the application to acceptance, and every other lawful answer at the window (行政许可法第三十二条)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_

from jianzheng.core import promise
from jianzheng.core.authority import NotEmpowered, require
from jianzheng.core.case import events as e
from jianzheng.core.case.act import Act, Events, because, named, of_window, standing_in, stated
from jianzheng.core.case.application import HANDLINGS, Rows, known, permitted
from jianzheng.core.case.case import BEFORE, WORKING, Case, Paper
from jianzheng.core.case.clocks import Moment
from jianzheng.core.case.closing import closing
from jianzheng.core.case.evolve import evolve
from jianzheng.core.case.free import ABSENT, FREE, live, material, untold
from jianzheng.core.case.ready import begun, mask, opening
from jianzheng.core.case.scope import needed, remains
from jianzheng.core.case.terms import JOINT, NOTICE
from jianzheng.core.materials import is_optional
from jianzheng.core.promise import Broken
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Asked, Service

Promises = Mapping[int, str]
"""Materials promised instead of proved, each with the version of the text that was confirmed."""
NONE: Promises = {}


def receive(case: Case, act: Act, *, brought: Iterable[int] = (), document: str = "") -> Events:
    """The window takes the papers in hand and gives a dated receipt of them: `brought` names the materials handed over
    there, beside what came with the application; once received, those that came since, each on one receipt. Raises Refused
    where nothing new came."""
    require(act.actor, "receive")
    of_window(act)
    if not any(item.state in BEFORE for item in case.items):
        raise Refused("这件申请已不在收件环节。", "This application is past the window already.")
    later = any(item.received_by for item in case.items)
    rows = tuple((asked, "brought", "") for asked in sorted(came_now(case, brought)))
    if later and not rows:
        raise Refused(
            "已经收件，不用重复收件。又带来材料的，请勾选带来的材料。",
            "It has been received already. Where more was brought, tick what was brought.",
        )
    known(act.service, rows, live(case))
    return (e.Received(document, rows, later),)


def came_now(case: Case, brought: Iterable[int]) -> set[int]:
    """Those of some materials that are not here yet: what came before stands on the receipt of its day."""
    return set(brought) - {paper.asked for paper in case.papers if paper.handling not in ABSENT}


def waiting(case: Case) -> tuple[int, ...]:
    """The matters still before acceptance, by number."""
    return tuple(place for place, item in enumerate(case.items) if item.state in BEFORE and not item.ended_at)


def accept(
    case: Case,
    act: Act,
    *,
    papers: Mapping[int, str],
    signed: Promises = NONE,
    broken: Iterable[Broken] = (),
    document: str = "",
) -> Events:
    """Accept every matter that waits: each material is brought, on file, promised or tolerated; `signed` names the promises the
    applicant signed here, each with the version of its text. Raises Refused while one is missing, promised or tolerated where
    the list does not allow it, or promised by nobody; Distrusted where a promise found false counts against the applicant."""
    require(act.actor, "accept")
    of_window(act)
    items = waiting(case)
    if not items:
        raise Refused("没有待受理的事项，请刷新页面。", "Nothing waits to be accepted; reload the page.")
    rows = _ticked(case, act, papers)
    here = _signed(case, act, rows, signed)
    promise.check(broken if any(handling == "promised" for _, handling, _ in rows) else ())
    debts = debts_of(case, act, rows)
    accepted = e.Accepted(items, act.at, rows, debts, whole(act, act.at), document=document, promises=here)
    return started(case, act, accepted)


def _signed(case: Case, act: Act, rows: Rows, signed: Promises) -> tuple[tuple[int, str], ...]:
    """The promises made at the window. Raises Refused for one the applicant made neither online nor here."""
    online = {paper.asked for paper in case.papers if paper.handling == "promised"}
    made = [n for n, handling, _ in rows if handling == "promised" and n not in online]
    if lacking := [act.service.asked[n] for n in made if not signed.get(n)]:
        names = named(lacking)
        raise Refused(
            f"告知承诺须由申请人阅读告知内容并签署承诺书：{names.zh}。请出示告知承诺书，签署后勾选“申请人已签署”；"
            "不愿承诺的，改选其他方式。",
            f"A promise is the applicant's: {names.en}. Let them read and sign it, then tick that they signed; whoever "
            "does not wish to promise takes another way.",
        )
    return tuple((n, signed[n]) for n in made)


def debts_of(case: Case, act: Act, rows: Rows) -> tuple[tuple[int, str, Moment, str, str], ...]:
    """What is owed after acceptance with papers that came like this: papers to follow, promises to be checked."""
    return tuple(_debt(case, act, asked, handling) for asked, handling, _ in rows if handling in _OWED)


_OWED = ("tolerated", "promised")


def whole(act: Act, since: Moment):  # type: ignore[no-untyped-def]
    """The clock of joint handling, None for a service that is not handled jointly."""
    return act.rules.clock(act.rules.terms.get(JOINT.id, JOINT), since) if act.service.joint else None


def _ticked(case: Case, act: Act, papers: Mapping[int, str]) -> Rows:
    """How every material came; what was handed in counts as brought, what a register holds as on file."""
    service, handed = act.service, {paper.asked: paper for paper in case.papers}
    needed = required(case, service)
    rows, missing = [], []
    for number in needed:
        asked, paper = material(case, service, number), handed.get(number, Paper(number, ""))
        came = "" if paper.handling in ABSENT else paper.handling
        handling = papers.get(number) or came or ("on_file" if asked.held else "missing")
        _allowed(case, act, number, handling)
        if handling != "missing":
            rows.append((number, handling, paper.file))
        elif not is_optional(asked.material):
            missing.append(asked)
    if missing:
        raise _incomplete(case, service, missing)
    return tuple(rows)


def _incomplete(case: Case, service: Service, missing: list[Asked]) -> Refused:
    """Why it is not accepted, with all that the one notice then has to say: also of matters without a list."""
    zh, en = "请一次性告知补正。", "Give the one notice of everything missing."
    if any(case.items[place].asked_at for place in waiting(case)):
        zh = "已告知过一次，不能再要求补正：可以容缺或承诺的，选择后受理；否则不予受理，写明还缺什么。"
        en = "The one notice was given: accept what may follow or be promised; else do not accept, naming what is missing."
    elif titles := [service.matters[place].title for place in untold(case, service)]:
        zh += f"告知时还要写明这些没有取得公开材料清单的事项需要什么：{'；'.join(one.zh for one in titles)}。"
        en += " It also says what these matters without a published list need: "
        en += f"{'; '.join(one.en or one.zh for one in titles)}."
    names = named(missing)
    return Refused(
        f"还缺 {len(missing)} 份材料，不能受理：{names.zh}。{zh}",
        f"{len(missing)} materials are missing: {names.en}. {en}",
    )


def required(case: Case, service: Service) -> list[int]:
    """The materials this case needs: those of steps not skipped, of matters not ended, and the free lines of its notice."""
    ended = (bits for bits, item in zip(service.all_of, case.items, strict=True) if item.over)
    return [*needed(service, reduce(or_, ended, case.skipped)), *live(case)]


def _allowed(case: Case, act: Act, number: int, handling: str) -> None:
    asked = material(case, act.service, number)
    said = asked.title
    if handling not in HANDLINGS or (number >= FREE and handling == "promised"):
        raise Refused("请选择材料的提交情况。", "Choose how the material came.")
    if handling == "tolerated" and not asked.tolerable:
        raise Refused(
            f"“{said.zh}”不在可容缺清单内，不能容缺受理。",
            f"“{said.en or said.zh}” is not on the list of materials that may follow later.",
        )
    if handling == "promised":
        permitted(act.service, number, _living(case, act, number))


def _living(case: Case, act: Act, number: int) -> list[int]:
    """The matters not ended that ask for a material, by number."""
    places = [act.service.place[id] for id in act.service.asked[number].matters]
    return [place for place in places if not case.items[place].over]


def _debt(case: Case, act: Act, number: int, handling: str) -> tuple[int, str, Moment, str, str]:
    """A debt: a tolerated paper is due within the promised term and the local limit, a promise is checked within its own."""
    rules = act.rules
    matter = act.service.matters[_living(case, act, number)[0]]
    if handling == "promised":
        term = replace(NOTICE, id="verify_promise", length=rules.local.verify_days)
        return number, handling, rules.clock(term, act.at).due, matter.organ, "revoke"
    term = replace(NOTICE, id="close_gap", length=rules.local.gap_days)
    due = rules.clock(term, act.at).due
    limit = matter.promised or matter.legal
    if limit and limit.length:
        due = min(due, rules.clock(limit, act.at).due)
    return number, handling, due, matter.organ, "withdraw"


def started(case: Case, act: Act, accepted: e.Accepted) -> Events:
    """Acceptance with the matters that can begin at once; their clocks run from `accepted.since`."""
    after = evolve(case, act.at, act.by, accepted)
    ending = inapplicable(after, act)
    for event in ending:
        after = evolve(after, act.at, act.by, event)
    free = opening(after, act.service, after.done, range(len(act.service.process.steps)))
    return (accepted, *ending, *begun(after, act, free, accepted.since))


def inapplicable(case: Case, act: Act) -> tuple[e.NotApplicable, ...]:
    """The end of every matter that nothing is left of: an earlier version applied for those too."""
    return tuple(
        e.NotApplicable(place, act.service.all_of[place])
        for place, item in enumerate(case.items)
        if item.state in (*BEFORE, *WORKING)
        and not item.ended_at
        and not remains(act.service, case.skipped, place)
    )


def withdraw(case: Case, act: Act, *, items: tuple[int, ...], reason: str) -> Events:
    """The applicant takes matters back before they are decided; who does so for them writes down why, so that they can rely on
    it."""
    if act.actor.role not in ("citizen", "clerk"):
        raise NotEmpowered("只有申请人可以撤回申请。", "Only the applicant may withdraw an application.")
    if not items:
        raise Refused("请选择要撤回的事项。", "Choose what to withdraw.")
    for item in items:
        standing_in(case, item, BEFORE | WORKING, "撤回", "withdrawn")
    own = act.actor.role == "citizen"
    said = stated(reason, "撤回原因", "the reason") if own else because(act, reason, "撤回原因", "the reason")
    told = e.Withdrawn(tuple(items), said, False, mask(act.service, items))
    return closing(case, act, (told,))
