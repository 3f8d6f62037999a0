"""Where each matter of a case stands, for every room: what counts now, its terms, what stops it, what it cost once decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, local, moment, rules
from jianzheng.apps.people.queries import organ
from jianzheng.core.case import PAUSES, Clock, Item, Light, Moment, State, owed
from jianzheng.core.case.events import Paused, SupplementAsked
from jianzheng.core.case.expect import awaited, expected
from jianzheng.core.case.summary import NOT_YET, TO_SERVE
from jianzheng.core.case.terms import OBJECTING
from jianzheng.core.clock import Unit
from jianzheng.core.text import Text
from jianzheng.web.ui.longer import Longer, longer
from jianzheng.web.ui.serving import Meant, Reached, meant, reached
from jianzheng.web.ui.units import unit_of


@dataclass(frozen=True, slots=True)
class Due:
    """One term of a matter: its word (as a reader asks why), what it is called, its last day, whether that may still move,
    and whether it was missed."""

    word: str
    title: Text
    last: date
    provisional: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A special procedure that stops the clock: why, on which ground, until when it was announced, under which notice."""

    why: Text
    ground: str
    until: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """What the applicant is asked to complete, since when."""

    since: date
    materials: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a decided matter took: the day of the decision, working days that counted, that a pause left out, and that went by
    waiting for the applicant; and the days by the calendar from application to decision."""

    on: date
    used: int
    out: int
    waited: int
    span: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One matter of a case as a page shows it; without a `number` it was not applied for. `due` is the last day that counts
    now and `left` how much is ahead of it, `dues` all its terms; `waits` names the matters it waits for before it begins;
    `reached` how the decision against it was delivered, `meant` how its result is to be undone or was;
    `longer` the extension beside which its promise stands; `termless` says which terms hold where no law sets one."""

    place: int
    number: str
    title: Text
    organ: Text
    phone: str
    state: Text
    light: Light
    due: date | None
    left: Text
    overdue: bool
    stop: Stop | None
    provisional: bool
    result_no: str
    ended: date | None
    by_then: Text
    dues: tuple[Due, ...]
    awaited: Awaited | None
    waits: tuple[Text, ...]
    spent: Spent | None
    reached: Reached | None
    meant: Meant | None
    longer: Longer | None
    termless: Text | None

    @property
    def applied(self) -> bool:
        """Whether it was applied for."""
        return bool(self.number)


def standings(found: Opened) -> list[Standing]:
    """The matters of a case, in order; behind them those not applied for."""
    places = sorted(range(len(found.case.items)), key=lambda place: not found.case.items[place].number)
    return [_standing(found, place) for place in places]


def _standing(found: Opened, place: int) -> Standing:
    item, matter, at = found.case.items[place], found.service.matters[place], moment(timezone.now())
    clock, who = item.clock, organ(matter.organ)
    return Standing(
        place,
        item.number,
        matter.title,
        who.title,
        who.phone,
        _state(found, place),
        clock.light(at) if clock else Light.GREEN,
        last_day(clock.due) if clock else None,
        left(clock, at) if clock else Text(""),
        bool(clock and not clock.paused and at >= clock.due),
        _stop(found, place) if item.pause else None,
        bool(clock and clock.provisional),
        item.result_no,
        last_day(item.ended_at + 1) if item.ended_at else None,
        _BY_THEN[0 if clock is item.notice else 2 if clock is item.deliver else 1],
        dues(found, place),
        _awaited(found, place) if item.state == State.SUPPLEMENT else None,
        waits(found, place) if item.state == State.ACCEPTED else (),
        _spent(found, item) if item.decided_at else None,
        reached(found, place),
        meant(found, place),
        longer(found, place, at),
        termless(found, place),
    )


_BY_THEN = (
    Text("前（含当日）告知是否受理", "they answer whether it is accepted by"),
    Text("前（含当日）办结", "decided by"),
    Text("前（含当日）送达", "to be delivered by"),
)


def _state(found: Opened, place: int) -> Text:
    """Where it stands; what was granted with a gap reads as granted once nothing is owed (a case of version 0.2.0 has no
    event that says so); what nobody received is only handed in."""
    item = found.case.items[place]
    state = item.state
    if state == State.RECEIVED and item.number and not item.received_by:
        return NOT_YET
    if state == State.GRANTED_WITH_GAP and not owed(found.case, found.service, place):
        state = State.GRANTED
    return state.title if item.ended_at else TO_SERVE.get(state, state.title)


def left(clock: Clock, at: Moment) -> Text:
    """What is left of a term, in its own unit; today does not count, as the day a term starts does not."""
    count = rules().ahead(clock, at)
    unit = unit_of(count, clock.unit)
    word = unit.en
    if clock.paused:
        said = Text(
            f"恢复后还剩 {count} {unit.zh}（恢复当天不算）",
            f"{count} {word} left once it runs again (that day does not count)",
        )
    elif at >= clock.due:
        said = Text(f"已超期 {-count} {unit.zh}", f"overdue by {-count} {word}")
    elif clock.unit == Unit.HOURS.value:
        said = Text(f"剩 {count} {unit.zh}", f"{count} {word} left")
    elif count:
        said = Text(f"剩 {count} {unit.zh}（今天不算）", f"{count} {word} left, not counting today")
    else:
        said = Text("今天是最后一天", "today is the last day")
    return said


def dues(found: Opened, place: int) -> tuple[Due, ...]:
    """The terms a matter was to be decided in: promised, by law, and of joint handling; the first two only once it began, when
    it may expect to be decided only before."""
    item, at = found.case.items[place], moment(timezone.now())
    hoped = expected(found.case, found.service, place, rules(), at)
    clocks = {
        "expected": hoped.clock if hoped else None,
        "promised": item.promised,
        "legal": item.legal,
        "whole": found.case.whole if item.accepted_at else None,
    }
    end = item.decided_at or (0 if item.ended_at else at)
    made = []
    for word, clock in clocks.items():
        last = last_day(clock.due) if clock else None
        if clock and last and not clock.paused:
            made.append(
                Due(word, NAMES[word], last, clock.provisional and not item.ended_at, end >= clock.due)
            )
    return tuple(made)


def termless(found: Opened, place: int) -> Text | None:
    """Of a matter not decided yet, no licence, for which no law on file sets a term: so, and what holds instead."""
    item, matter = found.case.items[place], found.service.matters[place]
    if not item.number or item.decided_at or item.over or matter.legal or matter.is_licence or matter.instant:
        return None
    no = Text("在册的法律条文没有为这个事项规定办理期限", "No law on file sets a term for it")
    instead = _INSTEAD[bool(matter.promised), bool(found.service.joint)]
    return Text(no.zh + instead.zh, no.en + instead.en)


_INSTEAD = {
    (False, False): Text("，也没有公布承诺期限。", ", and none was promised."),
    (True, False): Text("，按承诺期限办理。", "; the promised term holds."),
    (False, True): Text("，按联合办理期限办理。", "; the term of joint handling holds."),
    (True, True): Text(
        "，按承诺期限和联合办理期限办理。", "; the promised term and that of joint handling hold."
    ),
}
"""What holds instead of a legal term, by whether one was promised and whether all is handled jointly."""
NAMES = {
    "notice": Text("告知期限", "notice due"),
    "expected": Text("预计办结（不是期限）", "expected by (not a term)"),
    "promised": Text("承诺期限", "promised by"),
    "legal": Text("法定期限", "by law at the latest"),
    "whole": Text("联合办理期限", "joint handling by"),
    "deliver": Text("送达期限", "delivery due"),
    "serve": Text("送达期限", "delivery due"),
    "plead": Text("陈述申辩期限", "heard until"),
    OBJECTING: Text("申请行政复议的期限", "reconsideration until"),
}
"""What the terms of a matter are called, by their word."""


def _stop(found: Opened, place: int) -> Stop:
    item, matter = found.case.items[place], found.service.matters[place]
    events = [each.event for each in found.happened if isinstance(each.event, Paused)]
    document = next((event.document for event in reversed(events) if event.item == place), "")
    cite = matter.legal.ground.cite if matter.legal else ""
    return Stop(
        PAUSES.get(item.pause, Text(item.pause)),
        "行政许可法第四十五条" if matter.is_licence else cite,
        last_day(item.pause_until),
        document,
    )


def _awaited(found: Opened, place: int) -> Awaited | None:
    for each in reversed(found.happened):
        if isinstance(each.event, SupplementAsked) and place in each.event.items:
            lines = tuple(Text(text) for at, text in each.event.free if at == place)
            mine = [one for one in each.event.wanted if _is_of(found, place, one[0])]
            names = (*(_wanted(found, *one) for one in mine), *lines)
            since = local(each.at)
            return Awaited(since.date(), names) if since else None
    return None


def _is_of(found: Opened, place: int, asked: int) -> bool:
    """Whether a matter needs what was asked for; what is on no list is of them all."""
    known = found.service.asked
    return asked >= len(known) or found.service.matters[place].id in known[asked].matters


def _wanted(found: Opened, asked: int, what: str) -> Text:
    """A paper that was asked for; by what was said of it where it is on no list, as records brought in may have it."""
    return found.service.asked[asked].title if asked < len(found.service.asked) else Text(what)


def waits(found: Opened, place: int) -> tuple[Text, ...]:
    """The matters whose decision comes before anything of this one may start."""
    return tuple(found.service.matters[n].title for n in awaited(found.case, found.service, place))


def _spent(found: Opened, item: Item) -> Spent | None:
    on, since = local(item.decided_at), local(found.case.applied_at)
    if not on or not since:
        return None
    return Spent(on.date(), *item.running, (on.date() - since.date()).days)
