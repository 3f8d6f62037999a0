"""A hall fitted to a log: made by a hall that is known, so that what is found can be held to what is true."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.calendar import Calendar
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.calendars import calendar
from jianzheng.lab.discover.seen import process_seen
from jianzheng.lab.log.log import Coded, Log
from jianzheng.lab.log.read import read
from jianzheng.lab.simulate.figures import against
from jianzheng.lab.simulate.fit import Said, fit
from jianzheng.lab.simulate.model import Hall, Length, Pool, Task
from jianzheng.lab.simulate.office import Table, hours
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.process import Assumed, Staffing, hall_of, staffed
from jianzheng.lab.simulate.run import Arrivals, Outcome, run
from jianzheng.lab.simulate.stretches import stretches
from jianzheng.lab.worktime import WorkTime
from tests.lab.made import log

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "logs"
WEEK = Calendar("weekdays")
START = dt.date(2024, 1, 1)
MIDNIGHT = int(dt.datetime(2024, 1, 1, tzinfo=dt.UTC).timestamp()) * 1_000_000
ROW = Process(
    "row",
    Text("串联"),
    (Step("a", "受理", "窗口"), Step("b", "审查", "规划局"), Step("c", "发证", "窗口")),
    (Order("a", "b"), Order("b", "c")),
)
TRUE = Hall(
    (
        Task("a", "窗口", Length.gamma(2, 600)),
        Task("b", "规划局", Length.gamma(2, 2700), ("a",), delays=(0.0, 3600.0, 36000.0)),
        Task("c", "窗口", Length.gamma(2, 300), ("b",)),
    ),
    (Pool("窗口", 2), Pool("规划局", 2)),
)
PERIOD = Period(START, 240, WEEK)
BUSY = Arrivals(9.5, (9, 17))


def staffed_log(out: Outcome, of: Hall) -> Log:
    """What the registers of a simulated hall would say: every piece of work with its start, its end and who did it."""
    cases, tasks = out.began.shape
    who = np.zeros((cases, tasks), np.int64)
    for place, pool in enumerate(of.pools):
        free = [0.0] * pool.people
        mine = [n for n, task in enumerate(of.tasks) if task.pool == pool.id]
        pieces = sorted((out.began[c, n], out.finished[c, n], c, n) for c in range(cases) for n in mine)
        for began, ended, case, task in pieces:
            person = min(range(pool.people), key=lambda n: (free[n] > began, free[n]))
            free[person], who[case, task] = ended, 10 * place + person
    order = np.argsort(out.finished, axis=1).ravel() + np.repeat(np.arange(cases) * tasks, tasks)
    codes = (order % tasks).astype(np.int32)
    offices = [pool.id for pool in of.pools]
    office = np.array([offices.index(task.pool) for task in of.tasks], np.int32)[codes]
    names = tuple(f"p{n}" for n in range(10 * len(of.pools)))
    return Log(
        cases=[str(n) for n in range(cases)],
        bounds=np.arange(0, cases * tasks + 1, tasks, dtype=np.int64),
        activity=Coded(codes, tuple(task.id for task in of.tasks)),
        at=MIDNIGHT + (out.finished.ravel()[order] * 1e6).astype(np.int64),
        began=MIDNIGHT + (out.began.ravel()[order] * 1e6).astype(np.int64),
        resource=Coded(who.ravel()[order].astype(np.int32), names),
        columns={"office": Coded(office, tuple(offices))},
    )


@pytest.fixture(scope="module")
def seen() -> Log:
    """The register of 240 days of a town hall with two people at the window and two planners."""
    return staffed_log(run(TRUE, BUSY, PERIOD, 7), TRUE)


class TestAHallFittedToTheLogOfAKnownOne:
    def test_has_its_people_its_hours_and_its_arrivals(self, seen: Log) -> None:
        made = fit(seen, ROW, WEEK, Said({}, office="office"))
        assert {pool.id: pool.people for pool in made.hall.pools} == {"窗口": 2, "规划局": 2}
        assert made.hall.pools[0].hours == (9, 17)
        assert made.arrivals.per_day == pytest.approx(9.5, rel=0.05)

    def test_reproduces_today_and_the_third_held_out(self, seen: Log) -> None:
        made = fit(seen, ROW, WEEK, Said({}, office="office"))
        assert made.today.near, made.today
        assert made.later is not None
        assert max(map(abs, made.later.off)) < 0.25

    def test_says_which_office_keeps_people_waiting_for_staff(self, seen: Log) -> None:
        made = fit(seen, ROW, WEEK, Said({}, office="office"))
        assert 0 < made.explained["规划局"] < 1

    def test_foretells_what_one_more_planner_gains(self, seen: Log) -> None:
        """Against the hall the log came from, with one planner more."""
        made = fit(seen, ROW, WEEK, Said({}, office="office"))
        more = Hall(TRUE.tasks, (Pool("窗口", 2), Pool("规划局", 3)))
        true = against((TRUE, more), BUSY, PERIOD).change["span_mean"].mean
        told = against((made.hall, staffed(made.hall, Staffing({"规划局": 3}))), made.arrivals, made.period)
        assert true < -0.1
        assert told.change["span_mean"].mean == pytest.approx(true, rel=0.35)

    def test_foretells_that_another_clerk_at_the_window_gains_little(self, seen: Log) -> None:
        made = fit(seen, ROW, WEEK, Said({}, office="office"))
        told = against((made.hall, staffed(made.hall, Staffing({"窗口": 4}))), made.arrivals, made.period)
        assert abs(told.change["span_mean"].mean) < 0.1 * told.before.figures["span_mean"].mean

    def test_lends_its_times_to_another_order_of_the_same_steps(self, seen: Log) -> None:
        made = fit(seen, ROW, WEEK, Said({}, office="office"))
        side = Process("side", Text("并联"), ROW.steps, (Order("a", "b"),))
        told = against((made.hall, hall_of(side, Assumed(), made.hall)), made.arrivals, made.period)
        assert told.change["span_mean"].high < 0


class TestWithoutStarts:
    def test_work_is_inferred_from_who_did_what_before(self, seen: Log) -> None:
        blind = dataclasses.replace(seen, began=None)
        made = fit(blind, ROW, WEEK, Said({}, office="office"))
        assert made.today.near, made.today
        assert any("no starts" in text.en for text in made.told)

    def test_and_without_names_nothing_is_said_of_staff(self, seen: Log) -> None:
        mute = dataclasses.replace(seen, began=None, resource=None)
        made = fit(mute, ROW, WEEK, Said({}, office="office"))
        assert made.today.near
        assert set(made.explained.values()) == {0.0}


ROWS = st.lists(
    st.tuples(st.sampled_from("12345"), st.sampled_from("abcx"), st.integers(0, 20_000)), min_size=1
)


class TestStretches:
    @settings(max_examples=80)
    @given(ROWS)
    def test_of_a_case_add_up_to_what_it_took(self, rows: list[tuple[str, str, int]]) -> None:
        """Along the chain that ends last; whatever the order of events."""
        of = log([*rows, ("1", "a", 20_001.0)])
        table = Table.of(of, WEEK)
        first, last = int(table.starts[1]), int(table.starts[-2]) - 1
        found = stretches(of, ROW, WorkTime.of(WEEK, "UTC", first, last))
        chain = (found.over - found.ready).sum(axis=1)
        assert chain.tolist() == found.took.tolist()
        by_case = {}
        for case, step, minute in [*rows, ("1", "a", 20_001)]:
            by_case.setdefault(case, []).append((minute, step))
        took = sorted(
            max(m for m, step in events if step != "x") - min(m for m, _ in events)
            for events in by_case.values()
            if any(step != "x" for _, step in events)
        )
        assert sorted((found.took // 60_000_000).tolist()) == took


class TestHours:
    def test_are_those_of_the_events(self, seen: Log) -> None:
        assert hours(seen.at, Table.of(seen, WEEK)) == (9, 17)

    def test_are_all_where_events_happen_on_all_days(self) -> None:
        of = log([("1", "a", 1440.0 * n + 600) for n in range(14)])
        assert hours(of.at, Table.of(of, WEEK)) == (0, 24)


class TestALog:
    def test_without_any_of_the_steps_is_refused_with_what_to_do(self) -> None:
        with pytest.raises(Refused, match="--step"):
            fit(log([("1", "x", 5.0)]), ROW, WEEK, Said({}))

    def test_of_one_case_is_reproduced_as_it_is(self) -> None:
        of = log([("1", "a", 600.0), ("1", "b", 3000.0), ("1", "c", 4000.0)], ["w", "p", "w"])
        made = fit(of, ROW, WEEK, Said({}))
        assert made.later is None and made.cases == 1


@pytest.mark.parametrize("name", ["BPIC20_DomesticDeclarations.xes.gz", "BPIC12.xes.gz", "receipt.xes.gz"])
def test_today_is_reproduced_for_a_published_log(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the published logs are not here")
    of = read(SHARED / name, zone="Europe/Amsterdam").log
    column = of.columns.get("org:role") or of.columns.get("org:group") or of.resource
    assert column is not None
    made = fit(of, process_seen(of, column), calendar("nl"), Said({}))
    assert made.today.near, made.today
