"""The clocks of a case for supervisors: those that run, and what each decided matter took beside its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, local, rules
from jianzheng.apps.oversight.mapping import both
from jianzheng.apps.oversight.rules import chosen
from jianzheng.apps.people.queries import organ as organ_named
from jianzheng.core.case import Clock, Item, Light
from jianzheng.core.case.case import Undoing
from jianzheng.core.case.serving import pleading
from jianzheng.core.clock import Unit
from jianzheng.core.text import Text
from jianzheng.core.watch import light
from jianzheng.web.ui.standing import NAMES, Spent, Standing, left
from jianzheng.web.ui.units import lasting

UNITS = {
    Unit.WORKING.value: Text("个工作日", "working days"),
    Unit.NATURAL.value: Text("日（自然日）", "days"),
    Unit.HOURS.value: Text("小时", "hours"),
}


@dataclass(frozen=True, slots=True)
class Timer:
    """A clock that runs: whose, which, its light under the rules in force, its last day, what is left of it."""

    title: Text
    name: Text
    light: Light
    last: datetime | None
    left: Text
    paused: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A term as a decided matter had it: its length in its unit, and its last day as it finally stood."""

    length: int
    unit: Text
    last: date | None


@dataclass(frozen=True, slots=True)
class Took:
    """What a decided matter took beside its terms, and whether they were kept; when its result was delivered and should."""

    title: Text
    state: Text
    spent: Spent
    legal: Limit | None
    promised: Limit | None
    kept: Text
    late: bool
    delivered: date | None
    deliver_by: date | None


_NAMES = {
    "notice": Text("告知期限", "notice"),
    "legal": Text("法定期限", "legal term"),
    "promised": Text("承诺期限", "promised term"),
    "deliver": Text("送达期限", "delivery"),
}


def timers(found: Opened, at: int) -> list[Timer]:
    """The clocks of matters still open, of the whole, and of open work."""
    rows: list[Timer] = []
    for item, matter in zip(found.case.items, found.service.matters, strict=True):
        for name, title in _NAMES.items():
            clock = getattr(item, name)
            if clock and not item.ended_at and not (item.decided_at and name != "deliver"):
                rows.append(_timer(both(matter.title), title, clock, at))
    for one in found.case.undoings:
        rows += _undoing(found, one, at)
    if found.case.whole and not found.case.ended_at:
        rows.append(
            _timer(both(found.service.title), Text("联合办理期限", "joint handling"), found.case.whole, at)
        )
    for work in found.case.open:
        if work.clock:
            step = found.service.process.steps[work.step]
            rows.append(_timer(both(step.title), Text("环节期限", "step"), work.clock, at))
    return rows


def _undoing(found: Opened, one: Undoing, at: int) -> Iterator[Timer]:
    """What is to be delivered before or after a result is undone, and until when its holder is heard."""
    title = both(found.service.matters[one.item].title)
    if one.clock:
        yield _timer(title, _SERVED if one.serve else _TOLD, one.clock, at)
    if one.told_at and one.serve is None:
        yield _timer(title, NAMES["plead"], pleading(rules(), one.days, one.told_at), at)


_TOLD = Text("告知书送达期限", "delivery of the notice")
_SERVED = Text("决定书送达期限", "delivery of the decision")


def _timer(title: Text, name: Text, clock: Clock, at: int) -> Timer:
    shown = light(clock, chosen(), rules(), at)
    last = local(clock.due - 1)
    return Timer(title, name, shown, last, left(clock, at), bool(clock.paused), clock.provisional)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a piece of open work: the step, of which matter ("" where there is but one), its organ with its name, the person
    ("" = nobody claimed it), since when."""

    step: Text
    matter: Text
    organ: str
    office: Text
    person: str
    name: Text
    since: datetime | None


def holders(found: Opened, called: Mapping[str, Text]) -> list[Holder]:
    """Who has the open work of a case."""
    made, matters = [], found.service.matters
    for work in found.case.open:
        step, matter = found.service.process.steps[work.step], matters[found.service.owner[work.step]]
        organ, of = step.office or matter.organ, both(matter.title) if len(matters) > 1 else Text("")
        name = called.get(work.claimed_by, Text(work.claimed_by))
        office = both(organ_named(organ).title)
        made.append(Holder(both(step.title), of, organ, office, work.claimed_by, name, local(work.opened_at)))
    return made


def took(found: Opened, stand: list[Standing]) -> list[Took]:
    """What every decided matter took."""
    return [_took(one, one.spent, found.case.items[one.place]) for one in stand if one.spent]


def _took(one: Standing, spent: Spent, item: Item) -> Took:
    kept, late = _kept(item, spent.used)
    return Took(
        both(one.title),
        one.state,
        spent,
        _limit(item.legal),
        _limit(item.promised),
        kept,
        late,
        one.ended if item.result_no else one.reached.on if one.reached else None,
        last_day(item.deliver.due) if item.deliver else None,
    )


def _limit(clock: Clock | None) -> Limit | None:
    if clock is None:
        return None
    return Limit(clock.length, UNITS.get(clock.unit, Text(clock.unit)), last_day(clock.due))


def _kept(item: Item, used: int) -> tuple[Text, bool]:
    """Whether the terms were kept, in words, and whether the law's was not."""
    if item.legal and item.decided_at >= item.legal.due:
        return Text("超过法定期限", "after the legal term"), True
    if item.promised and item.decided_at >= item.promised.due:
        return Text("超过承诺期限，未超过法定期限", "after the promised term, within the legal one"), True
    early = item.promised.length - used if item.promised and item.promised.unit == "working" else 0
    if early > 0:
        sooner = lasting(early)
        return Text(f"按时，比承诺提前 {sooner.zh}", f"on time, {sooner.en} before the promise"), False
    return Text("按时", "on time"), False
