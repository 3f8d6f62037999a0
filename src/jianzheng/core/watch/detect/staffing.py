"""Who acted: in the register, with the power, and not on both sides of the counter."""

from __future__ import annotations

from collections.abc import Iterator

from jianzheng.core.authority import KINDS
from jianzheng.core.case import Case, Happened
from jianzheng.core.case import events as e
from jianzheng.core.case.meeting import meetings, objections
from jianzheng.core.kinds.decide import REFUSE
from jianzheng.core.watch.detect.saying import finding
from jianzheng.core.watch.finding import Finding
from jianzheng.core.watch.history import CLOCK, History, Who, who

OFFICIAL = (
    e.Received,
    e.SupplementAsked,
    e.Accepted,
    e.NotRequired,
    e.NotOurs,
    e.StepDone,
    e.Returned,
    e.Paused,
    e.Resumed,
    e.Extended,
    e.Decided,
    e.Issued,
    e.Delivered,
    e.Recalled,
    e.Revoked,
)
"""What only staff do; the rest an applicant may do as well."""


def unknown_operator(history: History) -> Iterator[Finding]:
    """Somebody acted who was not in the register in that post on that day; each person once."""
    seen: dict[Who, list[Happened]] = {}
    for _, each in history.told():
        if isinstance(each.event, OFFICIAL) and each.by != CLOCK and _judged(history):
            person = who(each.by)
            if not history.register.holds(person.person, person.post, history.day(each.at)):
                seen.setdefault(person, []).append(each)
    for person, events in seen.items():
        named, post = person.person or "—", person.post or "—"
        yield finding(
            history,
            "unknown_operator",
            events[-1],
            f"“{named}”当日不在岗位“{post}”的名册上，共 {len(events)} 个操作。",
            f"“{named}” was not in the register as “{post}” on the day; {len(events)} acts.",
            *(each.sequence for each in events),
        )


def _judged(history: History) -> bool:
    """Whether there is a register to judge by; simulated people are in none."""
    return bool(history.register.posts) and not history.simulated


def no_power(history: History) -> Iterator[Finding]:
    """A decision by a post that holds no power to decide this matter, itself or standing in."""
    for _, each in history.told():
        if isinstance(each.event, e.Decided) and not _empowered(history, each, each.event.item):
            yield finding(
                history,
                "no_power",
                each,
                f"作出决定的岗位“{who(each.by).post}”没有这个事项的决定权。",
                f"The post “{who(each.by).post}” that decided holds no power to decide this matter.",
            )


def _empowered(history: History, each: Happened, item: int) -> bool:
    """Whether the post may decide; where it is not in the register, that is another finding."""
    posts, (_, own, of) = history.register.posts, who(each.by)
    post, day = posts.get(own), history.day(each.at)
    if post is None:
        return True
    if of and history.register.stands_in(own, of, "decide", day) and _of_matter(history, of, item):
        return True
    may = "decide" in post.verbs and "decide" in KINDS.get(post.role, frozenset())
    return may and _of_matter(history, own, item)


def _of_matter(history: History, post: str, item: int) -> bool:
    found = history.register.posts.get(post)
    service = history.service
    offices = {s.office for s in service.steps_of(item) if s.kind == "decide"} | {service.matters[item].organ}
    return found is not None and (found.organ in offices or offices == {""})


def same_person(history: History) -> Iterator[Finding]:
    """Who received the application decided it, in a matter that is not decided on the spot."""
    received = 0
    for case, each in history.told():
        if isinstance(each.event, e.Received):
            received = each.sequence
        elif isinstance(each.event, e.Decided) and _both(history, case, each, each.event.item):
            yield finding(
                history,
                "same_person",
                each,
                f"“{who(each.by).person}”既收件又作出决定。",
                f"“{who(each.by).person}” both received the application and decided it.",
                received,
            )


def _both(history: History, case: Case, each: Happened, item: int) -> bool:
    if not 0 <= item < len(case.items) or history.service.matters[item].instant:
        return False
    receiver = who(case.items[item].received_by).person
    return bool(receiver) and receiver == who(each.by).person


EXAMINING = ("review", "inspect")
"""Kinds of step whose findings the decision rests on."""


def examiner_decides(history: History) -> Iterator[Finding]:
    """Who finished an examination of a matter decided it as well, in one that is not decided on the spot."""
    steps, examined = history.service.process.steps, dict[int, Happened]()
    for _, each in history.told():
        event = each.event
        if isinstance(event, e.StepDone) and steps[event.step].kind in EXAMINING:
            examined[event.step] = each
        elif isinstance(event, e.Decided) and not history.service.matters[event.item].instant:
            own = [x for n, x in examined.items() if history.service.owner[n] == event.item]
            person = who(each.by).person
            if shown := [x.sequence for x in own if person and who(x.by).person == person]:
                yield finding(
                    history,
                    "examiner_decides",
                    each,
                    f"“{person}”既办结审查或核查环节，又作出决定。",
                    f"“{person}” both finished an examination and made the decision.",
                    *shown,
                )


def over_objection(history: History) -> Iterator[Finding]:
    """A grant while an office that met on the matter does not agree with the joint opinion, and has not withdrawn that."""
    for at, (_, each) in enumerate(history.told()):
        event = each.event
        if not isinstance(event, e.Decided) or event.outcome == REFUSE:
            continue
        met = meetings(history.happened[:at], history.service)
        against = objections(one for one in met if _about(history, one.steps, event.item))
        if against:
            organs = "、".join(one.organ for one in against)
            yield finding(
                history,
                "over_objection",
                each,
                f"准予时，{len(against)} 个单位（{organs}）对联合会审意见的不同意见没有撤回。",
                f"Granted while objections of {len(against)} offices ({organs}) to the joint opinion stood.",
            )


def _about(history: History, steps: tuple[int, ...], item: int) -> bool:
    owner = history.service.owner
    return any(owner[step] == item for step in steps if 0 <= step < len(owner))
