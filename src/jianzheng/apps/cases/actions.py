"""The verbs that write cases: each one transaction, each decided by core on the case as it is at that moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import transaction

from jianzheng.apps.cases import numbering, opinions, store
from jianzheng.apps.cases.bans import barring, of_applicant
from jianzheng.apps.cases.deciders import naming
from jianzheng.apps.cases.drafts import gathered
from jianzheng.apps.cases.models import Case as CaseRow
from jianzheng.apps.cases.models import Draft
from jianzheng.apps.cases.occasion import Occasion
from jianzheng.apps.cases.offices import another, attending, in_post, registered
from jianzheng.apps.cases.paperwork import PAPERS, write
from jianzheng.apps.cases.paperwork import application as applied
from jianzheng.apps.cases.promises import against, lettered, live, personal, versions
from jianzheng.apps.cases.renewing import renewing
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.twice import sent_twice
from jianzheng.apps.catalogue.queries import service
from jianzheng.apps.people.models import Person
from jianzheng.core import case as core
from jianzheng.core.authority import SYSTEM, Actor
from jianzheng.core.case import Act, Application, Case
from jianzheng.core.promise import Broken
from jianzheng.core.refusal import Refused

TRIES = 50
Verb = Callable[..., core.Events]


@lettered
def apply(
    *, edition: int, application: Application, actor: Actor, now: dt.datetime, owner: Person | None = None
) -> str:
    """Hand in an application: a new case with a number for each matter; the number of the case is returned. A draft of the
    same service is gone afterwards. Raises Refused as core does."""
    offered, act = _act(edition, actor, moment(now))
    application = renewing(offered, application, now)
    day = now.astimezone(rules().zone).strftime("%Y%m%d")
    within = core.scope(offered, application.conditions, application.choose).matters
    codes = [offered.matters[place].code for place in within]
    personal(application.applicant, application.promises, owner)
    bans = of_applicant(application.applicant, now, owner)
    broken = against(application.applicant, application.promises)
    columns = {"edition_id": edition, "owner_id": owner.pk if owner else None, "window": offered.window}
    with store.Session() as session:
        taken = dict(zip(within, session.numbers(codes, day), strict=True))
        numbers = tuple(taken.get(place, "") for place in range(len(offered.matters)))
        numbered = application._replace(service=str(edition), numbers=numbers)
        (event,) = core.apply(act, numbered, bans=bans, broken=broken)
        number = session.create(act, event, columns)
    if owner:
        Draft.objects.filter(owner=owner, edition_id=edition).delete()
    return number


def _act(edition: int, actor: Actor, at: int) -> tuple[Any, Act]:
    offered = service(edition)
    return offered, Act(offered, rules(), actor, at)


def do(verb: Verb, number: str, actor: Actor, now: dt.datetime, **said: Any) -> Case:
    """Let the clock catch up, decide with `verb`, append: all or nothing, and again when somebody else was faster. Raises
    Refused as the verb does; what the clock did by then stays written."""
    at = moment(now)
    for _ in range(TRIES):
        try:
            with store.Session() as session:
                return _once(session, verb, number, (actor, at), said)
        except store.Moved:
            continue
        except Refused:
            if verb is not _nothing:
                tick(number=number, now=now)
            raise
    raise Refused(
        "同一办件操作过于频繁，请稍后再试。", "Too many act on this case at once; try again shortly."
    )


def _once(
    session: store.Session, verb: Verb, number: str, by: tuple[Actor, int], said: dict[str, Any]
) -> Case:
    loaded = session.load(number)
    act, case = Act(service(loaded.edition), rules(), *by), loaded.case
    if not 0 < loaded.turns_at <= act.at:
        return session.append(loaded, [core.decided(verb, case, act, said)])
    clock = act._replace(actor=SYSTEM)
    passed = core.elapse(case, clock)
    for event in passed:
        case = core.evolve(case, act.at, clock.by, event)
    return session.append(loaded, [(clock, passed), core.decided(verb, case, act, said)])


def tick(*, number: str, now: dt.datetime) -> Case:
    """Write what time has done to one case by now; nothing when nothing was due."""
    return do(_nothing, number, SYSTEM, now)


def _nothing(case: Case, act: Act) -> core.Events:
    """Only time passes."""
    return ()


def _verb(decide: Verb) -> Callable[..., Case]:
    """The action of a core verb: number, actor, now, and what the verb asks for, all by keyword."""

    def action(*, number: str, actor: Actor, now: dt.datetime, **said: Any) -> Case:
        return do(decide, number, actor, now, **said)

    action.__name__ = decide.__name__
    action.__doc__ = decide.__doc__
    return action


def _papered(decide: Verb) -> Callable[..., Case]:
    """The action of a verb that leaves an official paper: the paper is numbered and the events appended together. A caller
    that has a paper already names it as `document`; `written=False` says there is none (a pause then does not count)."""

    def action(
        *, number: str, actor: Actor, now: dt.datetime, document: str = "", written: bool = True, **said: Any
    ) -> Case:
        if document or not written:
            return do(decide, number, actor, now, document=document, **said)
        try:
            with transaction.atomic():
                return _with_paper(decide, number, actor, now, said)
        except Refused:
            tick(number=number, now=now)
            raise

    action.__name__ = decide.__name__
    action.__doc__ = decide.__doc__
    return action


def _with_paper(decide: Verb, number: str, actor: Actor, now: dt.datetime, said: dict[str, Any]) -> Case:
    """Decide once to see what the paper must say, write it, and decide again with its number; inside a transaction."""
    tick(number=number, now=now)
    loaded = store.load(number)
    offered, act = _act(loaded.edition, actor, moment(now))
    case, wanted = loaded.case, None
    act, events = core.decided(decide, case, act, said | {"document": "…"})
    for event in events:
        case = core.evolve(case, act.at, act.by, event)
        wanted = event if wanted is None and type(event) in PAPERS else wanted
    if wanted is None:
        return do(decide, number, actor, now, document="…", **said)
    paper = write(Occasion(offered, case, wanted, applied(loaded.id), actor), now)
    return do(decide, number, actor, now, document=paper, **said)


receive = _papered(core.receive)
_ask = _papered(core.ask_supplement)


def ask_supplement(*, number: str, actor: Actor, now: dt.datetime, **said: Any) -> Case:
    """The one notice of everything that is missing. Raises Refused; an attempt at a second one stays written, but the same form
    sent twice is none."""
    try:
        return _ask(number=number, actor=actor, now=now, **said)
    except core.SecondNotice:
        sent_twice(number=number, actor=actor, now=now, said=said)
        do(core.attempted, number, actor, now, what="ask_supplement")
        raise


_supplement = _papered(core.supplement)


def _answering(number: str, promised: object) -> tuple[Broken, ...]:
    """What counts against whoever answers the notice with promises. Raises NotInPerson for another's account."""
    row = CaseRow.objects.select_related("owner").get(number=number)
    applicant = applied(row.pk).applicant
    personal(applicant, promised, row.owner)
    return against(applicant, promised)


def supplement(*, number: str, actor: Actor, now: dt.datetime, **said: Any) -> Case:
    """The applicant answers the one notice. Raises Refused as core does."""
    promised = said.get("promises")
    broken = _answering(number, promised) if promised else ()
    return _supplement(number=number, actor=actor, now=now, broken=broken, **said)


def answer(*, number: str, actor: Actor, now: dt.datetime, papers: Mapping[int, str]) -> Case:
    """The answer to the one notice is brought to the window; what the applicant kept online of it goes along. Raises Refused as
    core does."""
    kept = gathered(store.load(number).id)
    come = {n: str(kept.get(n, way)) for n, way in papers.items()}
    return supplement(number=number, actor=actor, now=now, papers=come)


_accept = _papered(core.accept)


def accept(
    *,
    number: str,
    actor: Actor,
    now: dt.datetime,
    papers: Mapping[int, str],
    signed: Collection[int] = (),
    document: str = "",
) -> Case:
    """Accept every matter that waits; `signed` are the promises the applicant signed here. What nobody received yet
    is received in the same act, with its receipt. Raises Refused as core does; then nothing was
    received either."""
    tick(number=number, now=now)
    with transaction.atomic():
        loaded = store.load(number)  # held until the end, so that nobody receives it meanwhile
        case, offered = loaded.case, service(loaded.edition)
        wanted = core.required(case, offered)
        brought = [asked for asked in wanted if papers.get(asked) == "brought"]
        first = not any(item.received_by for item in case.items)
        if core.waiting(case) and (first or core.came_now(case, brought)):
            receive(number=number, actor=actor, now=now, brought=brought)
        promised = "promised" in (*papers.values(), *(paper.handling for paper in case.papers))
        said = {"papers": papers, "document": document, "signed": versions(offered, signed, live(case))}
        broken = against(applied(loaded.id).applicant, promised) if promised else ()
        return _accept(number=number, actor=actor, now=now, broken=broken, **said)


not_required = _papered(core.not_required)
not_complete = _papered(core.not_complete)
_not_ours = _papered(core.not_ours)


def not_ours(*, number: str, actor: Actor, now: dt.datetime, item: int, organ: str, **said: Any) -> Case:
    """Refuse a matter as another organ's. Raises Refused as core does, and where the organ named is the one that refuses."""
    matters = service(store.load(number).edition).matters
    another(organ, {actor.organ, *(one.organ for one in matters[item : item + 1])})
    facts = {"organ": organ, "court_term": said.pop("court_term", "")}
    return _not_ours(number=number, actor=actor, now=now, item=item, facts=facts, **said)


claim = _verb(core.claim)
release = _verb(core.release)
_finish = _verb(core.finish)


def finish(*, number: str, actor: Actor, now: dt.datetime, staff: tuple[str, ...] = (), **said: Any) -> Case:
    """Finish a step with what its kind asks. Raises Refused as core does, for anyone named as taking part who holds no post in
    the actor's organ that day, or at a meeting for an office in which they held none on its day."""
    facts = said.get("facts", {})
    attending(facts.get("present", ()), facts.get("held_on", ""))
    if staff:
        in_post(staff, actor.organ, now)
    return _finish(number=number, actor=actor, now=now, staff=staff, **said)


return_step = _verb(core.return_step)
_copy, _meet = _verb(core.copy_to), _verb(opinions.met)


def copy_to(*, number: str, actor: Actor, now: dt.datetime, organ: str, text: str) -> Case:
    """Tell another organ of the case. Raises Refused, also for an organ nobody registered: its silence would agree."""
    registered((organ,))
    if organ == actor.organ:
        raise Refused("抄告是告知其他单位，请选择别的单位。", "A copy goes to another organ; choose one.")
    return _copy(number=number, actor=actor, now=now, organ=organ, text=text)


def meet(*, number: str, actor: Actor, now: dt.datetime, held_on: str, present: Any, **said: Any) -> Case:
    """Record the one opinion of a joint meeting. Raises Refused as core does, for an office nobody registered, and for somebody
    who held no post there on its day."""
    attending(present, held_on)
    return _meet(number=number, actor=actor, now=now, held_on=held_on, present=present, **said)


answer_copy = _verb(core.answer_copy)
pause = _papered(core.pause)
resume = _verb(core.resume)
extend = _papered(core.extend)
sign = _verb(core.sign)
decide = naming(barring(_papered(core.decide)))
issue = _papered(numbering.issue)
deliver = _verb(core.deliver)
serve = _verb(core.serve_this)
withdraw = _verb(core.withdraw)
intend = _papered(core.intend)
plead, plead_in_part, attach = _verb(core.plead), _verb(core.plead_in_part), _verb(core.attach)
relent = _verb(core.relent)
recall = _papered(core.recall)
revoke = barring(_papered(core.revoke))
hand_in = _verb(core.hand_in)
settle = _verb(core.settle)
return_paper = _verb(core.return_paper)
break_promise = _papered(core.break_promise)
repair = _verb(core.repair)
recount = _verb(core.recount)
