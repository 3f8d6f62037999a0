"""Due dates counted by hand from the published notices, without the product's calendar, against cases driven by its verbs."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Collection
from functools import cache

import pytest

from jianzheng.core.case import State
from jianzheng.core.case import events as e
from jianzheng.formats.packs import load
from tests.core.case.cast import BROUGHT, LI, QIAN, RULES, SUN, WANG, ZHAO, ZHENG, Run, at, day, licence
from tests.core.case.test_law import step_of
from tests.shared import shared

ONE = dt.timedelta(days=1)
CHANCE = random.Random(2026)
YEARS = [dt.date(2024, 1, 1) + n * ONE for n in range(3 * 365)]
STARTS = [
    *(dt.date(2024, 2, 4), dt.date(2024, 9, 29), dt.date(2025, 1, 26), dt.date(2025, 9, 28)),
    *(dt.date(2026, 2, 14), dt.date(2026, 2, 28), dt.date(2026, 10, 10), dt.date(2026, 12, 1)),
    *CHANCE.sample(YEARS, 12),
]
"""Working days made up for holidays, days whose terms reach into 2027, and others by chance."""


@cache
def notices() -> tuple[dict[dt.date, bool], int]:
    """Day → whether it is off, as the notices say; the last year with a notice."""
    said, last = {}, 0
    for year in range(2023, 2028):
        days = json.loads(shared(f"cal/holiday-cn_{year}.json").read_text("utf-8"))["days"]
        said |= {dt.date.fromisoformat(one["date"]): one["isOffDay"] for one in days}
        last = year if days else last
    return said, last


def works(on: dt.date) -> bool:
    """Whether offices work on a day."""
    return not notices()[0].get(on, on.weekday() > 4)


def after(start: dt.date, count: int, out: Collection[dt.date] = ()) -> dt.date:
    """The count-th working day after a day, those left out not counted."""
    while count:
        start += ONE
        count -= works(start) and start not in out
    return start


def noon(on: dt.date, hour: int = 12) -> int:
    """A moment of a day."""
    return at(on.year, on.month, on.day, hour)


@pytest.fixture(params=STARTS, ids=str)
def start(request: pytest.FixtureRequest) -> dt.date:
    """The day something begins."""
    found: dt.date = request.param
    return found


def test_every_term_on_file(start: dt.date) -> None:
    for term in load("cn-terms").terms:
        if term.length and term.unit.value != "hours":
            clock, last = RULES.clock(term, noon(start)), start + term.length * ONE
            working = term.unit.value == "working"
            assert day(clock.due) == (after(start, term.length) if working else after(last - ONE, 1)), term.id
            if working:
                assert clock.provisional is (day(clock.due).year > notices()[1]), term.id


def test_the_notice_deemed_acceptance_and_the_decision(start: dt.date) -> None:
    run = Run(licence()).apply(noon(start)).do("receive", WANG, noon(start))
    last = after(start, 5)
    assert day(run.item.notice.due) == last
    assert not run.elapse(noon(last, 23)).item.by_clock
    item = run.elapse(noon(last + ONE, 0) + 1).item
    assert item.by_clock and RULES.day(item.accepted_at) == start
    assert (day(item.legal.due), day(item.promised.due)) == (after(start, 20), after(start, 10))


def test_an_answered_notice_begins_anew(start: dt.date) -> None:
    asked, answered = after(start, 3), after(start, 9)
    run = Run(licence()).apply(noon(start)).do("ask_supplement", WANG, noon(asked), wanted={0: "未盖章"})
    run.do("supplement", LI, noon(answered), papers={0: "1"})
    last = after(answered, 5)
    assert day(run.item.notice.due) == last
    assert day(run.elapse(noon(last + ONE, 0) + 1).item.legal.due) == after(answered, 20)


def test_a_pause_then_an_extension(start: dt.date) -> None:
    run = Run(licence(promised=18)).accepted(noon(start))
    stop, go = after(start, 4), after(start, 11)
    run.do("pause", ZHAO, noon(stop), item=0, reason="expert_review", days=12, document="停1号")
    run.do("resume", ZHAO, noon(go), item=0)
    out = [stop + n * ONE for n in range(1, (go - stop).days + 1)]
    assert (day(run.item.legal.due), day(run.item.promised.due)) == (
        after(start, 20, out),
        after(start, 18, out),
    )
    run.do(
        "extend", QIAN, noon(go, 13), item=0, days=10, reason="情况复杂，需要补充核实材料", document="延1号"
    )
    assert day(run.item.legal.due) == after(start, 30, out)
    assert day(run.item.promised.due) == after(start, 18, out)


def test_joint_handling_and_its_extension(start: dt.date) -> None:
    run = Run(licence(joint="joint")).accepted(noon(start))
    assert day(run.case.whole.due) == after(start, 45)
    run.do(
        "extend",
        ZHENG,
        noon(start, 13),
        item=0,
        days=15,
        reason="情况复杂，需要补充核实材料",
        document="延1号",
    )
    assert day(run.case.whole.due) == after(start, 60)


@pytest.mark.parametrize("late", [False, True])
def test_delivery(start: dt.date, late: bool) -> None:
    run = Run(licence(kinds=("review",))).accepted(noon(start)).worked(noon(start, 13))
    run.do("decide", SUN, noon(start, 14), step=step_of(run, "decide"), outcome="grant")
    last = after(start, 10)
    assert day(run.item.deliver.due) == last
    run.do("issue", ZHAO, noon(start, 15), step=step_of(run, "issue"), result_no="1号")
    moment = noon(last + ONE, 0) if late else noon(last, 23)
    run.do("deliver", WANG, moment, step=step_of(run, "deliver"), way="window", receipt="李")
    assert [each.event.late for each in run.happened if isinstance(each.event, e.Delivered)] == [late]


def test_a_renewal_nobody_decided(start: dt.date) -> None:
    expiry = noon(start + 9 * ONE, 0)
    run = Run(licence()).apply(noon(start), renews_until=expiry).do("receive", WANG, noon(start))
    run.do("accept", WANG, noon(start), papers=BROUGHT)
    assert run.elapse(expiry - 1).item.state == State.STARTED
    assert run.elapse(expiry).item.state == State.GRANTED
