"""Who is there, as said at a terminal: people, shifts and leave by office."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from jianzheng.lab.simulate.model import Away, Shift
    from jianzheng.lab.simulate.process import Assumed, Staffing

Said = TypeVar("Said")
WRITE = Refused(
    "人数写成 3 或 部门=3，班次 部门=8-14:2，休假 部门=2025-07-01..2025-07-14:1，办公时间 9-17。",
    "Write staff as 3 or OFFICE=3, shifts as OFFICE=8-14:2, leave as OFFICE=2025-07-01..2025-07-14:1, hours as 9-17.",
)


def add_staff(parser: ArgumentParser) -> None:
    """The arguments that say who is there."""
    add = parser.add_argument
    staff = "每个部门人数，或 部门=人数 · people in each office, or OFFICE=N"
    add("--staff", action="append", default=[], metavar="N|OFFICE=N", help=staff)
    shift = "班次：几点到几点几人，可重复 · a shift: so many people, from o'clock to o'clock"
    add("--shift", action="append", default=[], metavar="OFFICE=8-14:2", help=shift)
    leave = "休假：首日至末日，几人 · leave: first to last day, so many people"
    add("--leave", action="append", default=[], metavar="OFFICE=DAY..DAY:1", help=leave)
    add("--hours", default="9-17", metavar="9-17", help="办公时间 · opening hours")


def staffing(options: Namespace) -> Staffing:
    """What was said of single offices. Raises Refused for what cannot be read."""
    from jianzheng.lab.simulate.process import Staffing

    people = {office: int(count) for office, count in _by_office(options.staff, int) if office}
    shifts: dict[str, tuple[Shift, ...]] = {}
    for office, shift in _by_office(options.shift, _shift):
        shifts[office] = (*shifts.get(office, ()), shift)
    away: dict[str, tuple[Away, ...]] = {}
    for office, gone in _by_office(options.leave, _away):
        away[office] = (*away.get(office, ()), gone)
    if "" in shifts or "" in away:
        raise WRITE
    return Staffing(people, shifts, away)


def assumed(options: Namespace) -> Assumed:
    """What was said of all offices. Raises Refused for what is no number."""
    from jianzheng.lab.simulate.process import Assumed

    found = _by_office(options.staff, int)
    people = next((count for office, count in reversed(found) if not office), 3)
    hours = _hours(options.hours)
    if hours[0] >= hours[1]:
        raise Refused("开门须早于关门。", "Offices open before they close.")
    return Assumed(options.effort, people, {o: n for o, n in found if o}, hours)


def _by_office(words: list[str], read: Callable[[str], Said]) -> list[tuple[str, Said]]:
    parts = [word.rpartition("=") for word in words]
    try:
        return [(office.strip(), read(said)) for office, _, said in parts]
    except ValueError:
        raise WRITE from None


def _hours(word: str) -> tuple[float, float]:
    try:
        first, last = (float(part) for part in word.split("-"))
    except ValueError:
        raise WRITE from None
    return first, last


def _shift(word: str) -> Shift:
    from jianzheng.lab.simulate.model import Shift

    hours, _, people = word.rpartition(":")
    return Shift(int(people), _hours(hours))


def _away(word: str) -> Away:
    from jianzheng.lab.simulate.model import Away

    days, _, people = word.rpartition(":") if word.count(":") else (word, "", "1")
    first, _, last = days.partition("..")
    return Away(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), int(people))
