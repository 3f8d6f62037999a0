"""What every room shows of a decision against somebody or the notice before one, whether it reached them, and of a result that
may be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from jianzheng.apps.cases import actions
from jianzheng.apps.cases.queries import Opened
from jianzheng.apps.cases.rules import last_day, local, moment, rules
from jianzheng.core.case import Case, Light, unserved
from jianzheng.core.case.case import Undoing
from jianzheng.core.case.events import Intended, Pleaded, Served
from jianzheng.core.case.serving import objecting
from jianzheng.core.case.summary import TO_SERVE
from jianzheng.core.case.undoing import WORDS, on_word
from jianzheng.core.kinds.deliver import WAYS
from jianzheng.core.text import Text
from jianzheng.web.ui.renewal import renewal


@dataclass(frozen=True, slots=True)
class Waits:
    """A decision or notice that still has to be delivered: of which matter, which, its number, the moment it was made, by when,
    whether that day has passed; `notice` where it is one."""

    place: int
    title: Text
    state: Text
    document: str
    made: int
    due: date | None
    late: bool
    notice: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """How a decision or notice reached whom it is against: the way, who signed, the day; of a decision the last day to ask for
    reconsideration, `provisional` where the holidays of that year are not published."""

    way: Text
    receipt: str
    on: date
    late: bool
    object_by: date | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """A result that is to be undone, or was: how, on which ground, why, until when its holder is heard (`days` from delivery of
    the notice, which is due by `deliver` with its `light`, and came as `told` says), what they said and the
    `files` with it (sequence of the event, name); `waived` the proof of a waiver an official took down; `open` while they may
    still speak, `ripe` once it may be decided."""

    place: int
    title: Text
    act: str
    word: Text
    ground: Text
    reason: str
    until: date | None
    document: str
    answered: date | None
    heard: str
    open: bool
    ripe: bool
    deceit: bool
    waived: str
    days: int
    deliver: date | None
    light: Light
    told: Reached | None
    files: list[tuple[int, str]]


def waiting(found: Opened) -> list[Waits]:
    """The decisions of a case that still have to be delivered."""
    at, made = moment(timezone.now()), list[Waits]()
    for place, item in enumerate(found.case.items):
        if clock := unserved(found.case, place):
            title, undoing = found.service.matters[place].title, found.case.undoing(place)
            notice = bool(undoing and undoing.serve is None)
            state = NOTICES[undoing.act] if undoing and notice else TO_SERVE.get(item.state, item.state.title)
            paper, late = _paper(found, place, clock.start), at >= clock.due
            made.append(Waits(place, title, state, paper, clock.start, last_day(clock.due), late, notice))
    return made


NOTICES = {
    act: Text(f"拟{word.zh}告知书", f"notice that it is meant to {word.en} what was granted")
    for act, word in WORDS.items()
}
"""What the notice is called before a result is undone in each way."""


def _paper(found: Opened, place: int, at: int) -> str:
    """The number of the paper made of a matter at a moment; "" where none was."""
    made = [
        each.event for each in found.happened if each.at == at and getattr(each.event, "item", -1) == place
    ]
    return next((paper for event in made if (paper := getattr(event, "document", ""))), "")


def reached(found: Opened, place: int) -> Reached | None:
    """How the last decision against the holder of a matter reached them; None where none did."""
    events = [each.event for each in found.happened if isinstance(each.event, Served)]
    event = next((one for one in reversed(events) if one.item == place and not one.until), None)
    return None if event is None or unserved(found.case, place) else _reached(event)


def _reached(event: Served) -> Reached | None:
    on, way = local(event.on), dict(WAYS).get(event.way, Text(event.way))
    clock = None if event.until else objecting(rules(), event.on)
    until, doubtful = (last_day(clock.due), clock.provisional) if clock else (None, False)
    return Reached(way, event.receipt, on.date(), event.late, until, doubtful) if on else None


def _told(found: Opened, one: Undoing) -> Reached | None:
    """How the notice before a result is undone reached its holder; None where it did not."""
    events = [each.event for each in found.happened if isinstance(each.event, Served)]
    event = next((event for event in reversed(events) if event.item == one.item and event.until), None)
    return _reached(event) if event and one.told_at else None


def meant(found: Opened, place: int) -> Meant | None:
    """How the result of a matter is to be undone or was; None where it stands unquestioned."""
    one = found.case.undoing(place)
    if one is None:
        return None
    events = [each.event for each in found.happened if isinstance(each.event, Intended)]
    document = next((event.document for event in reversed(events) if event.item == place), "")
    cause, at, answered = rules().causes.get(one.ground), moment(timezone.now()), local(one.answered_at)
    waits = one.notice if one.serve is None and not one.told_at else None
    return Meant(
        place,
        found.service.matters[place].title,
        one.act,
        WORDS[one.act],
        Text(*one.cited),
        one.reason,
        last_day(one.until),
        document,
        answered.date() if answered else None,
        one.heard,
        one.serve is None,
        one.serve is None and (not one.lasts(at) or bool(answered)),
        bool(cause and cause.deceit),
        one.way if on_word(one) else "",
        one.days,
        last_day(waits.due) if waits else None,
        waits.light(at) if waits else Light.GREEN,
        _told(found, one),
        [(n, event.heard.removeprefix("附件：")) for n, event in pleas(found, place)],
    )


def pleas(found: Opened, place: int | None = None) -> list[tuple[int, Pleaded]]:
    """The papers handed in with what holders said, of one matter or of all: sequence and event."""
    said = [(each.sequence, each.event) for each in found.happened if isinstance(each.event, Pleaded)]
    return [(n, event) for n, event in said if event.file and place in (None, event.item)]


def questioned(found: Opened) -> list[Meant]:
    """The results of a case that may be undone and are not decided on yet."""
    places = [one.item for one in found.case.undoings]
    return [one for place in places if (one := meant(found, place)) and one.open]


def made_at(form: QueryDict) -> int:
    """Which paper a form says was delivered: the moment it was made; 0 where it does not say."""
    text = form.get("made", "")
    return int(text) if text.isdecimal() and len(text) < 13 else 0


def plead(*, whole: bool, waived: bool, **said: Any) -> Case:
    """Write down what the holder says; unless that is the `whole` of it, they may add to it while their term runs."""
    if whole or waived:
        return actions.plead(waived=waived, **said)
    return actions.plead_in_part(**said)


def answered(form: QueryDict) -> dict[str, bool]:
    """Whether a form says that the holder will not speak, and whether what they said is the whole of it."""
    return {"waived": "waived" in form, "whole": "whole" in form}


def for_holder(found: Opened) -> dict[str, object]:
    """What an applicant may sign for online here, where they may be heard, and what they renew."""
    return for_window(found) | ({} if rules().local.online_receipt else {"servings": []})


def for_window(found: Opened) -> dict[str, object]:
    """What waits to be delivered, who may be heard, what is renewed."""
    return {"servings": waiting(found), "questioned": questioned(found), "renewal": renewal(found)}


def pending(case: Case, place: int) -> bool:
    """Whether it is being asked if the result of a matter is to be undone."""
    one = case.undoing(place)
    return bool(one and one.serve is None)
