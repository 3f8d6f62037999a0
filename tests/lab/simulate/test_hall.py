"""The simulated hall against a slow twin, and against what queueing theory proves."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.lab.simulate.figures import Interval, against, figures, simulated, student, warm_up
from jianzheng.lab.simulate.model import NOT_DONE, Away, Hall, Length, Pool, Shift, Task
from jianzheng.lab.simulate.period import Period
from jianzheng.lab.simulate.roster import levels, person_hours
from jianzheng.lab.simulate.run import Arrivals, run, staff_of
from tests.lab.simulate.twin import Twin, spans

ROUND = (0, 24)
ALWAYS = Arrivals(86.4, ROUND, every_day=True)
"""One case every thousand seconds on average, day and night."""
START = dt.date(2024, 1, 1)
WEEK = Calendar("weekdays")


@st.composite
def any_hall(draw: st.DrawFn) -> Hall:
    """A small hall with everything a hall can have."""
    pools = [
        Pool(
            f"p{n}",
            draw(st.integers(1, 3)),
            draw(st.sampled_from([ROUND, (9, 17), (8.5, 12)])),
            draw(st.sampled_from([(), (), (Shift(1, (9, 11)), Shift(2, (10, 12)))])),
            draw(st.sampled_from([(), (), (Away(START, START + dt.timedelta(days=2), 2),)])),
        )
        for n in range(2)
    ]
    tasks: list[Task] = []
    together = draw(st.booleans())
    for n in range(draw(st.integers(1, 5))):
        ids = [task.id for task in tasks]
        after = tuple(draw(st.sets(st.sampled_from(ids), max_size=2))) if ids else ()
        length = draw(
            st.sampled_from(
                [
                    Length.exponential(1800),
                    Length.lognormal(7, 1),
                    Length.uniform(60, 7200),
                    Length.gamma(0.5, 3000),
                    Length.gamma(3, 900),
                    Length.rows((100.0, NOT_DONE if together else 5000.5, 86400.25)),
                ]
            )
        )
        back = draw(st.sampled_from(after)) if after and draw(st.booleans()) else ""
        pool = draw(st.sampled_from(["p0", "p1", ""]))
        chance, lies = (
            draw(st.sampled_from([1, 0.5])),
            draw(st.sampled_from([(), (), (0.0, 7200.5, 40000.0)])),
        )
        tasks.append(Task(f"t{n}", pool, length, after, chance, back, 0.3 if back else 0, lies))
    return Hall(tuple(tasks), tuple(pools), together)


class TestAnyHall:
    @settings(max_examples=60)
    @given(any_hall(), st.integers(1, 10**6))
    def test_does_what_a_slow_twin_does(self, hall: Hall, seed: int) -> None:
        """Case by case, to a millionth of a second."""
        period = Period(START, 4, calendar("cn"))
        arrivals = Arrivals(6, (9, 17), urgent=0.3)
        out = run(hall, arrivals, period, seed)
        tables, days = staff_of(hall, period), period.days + 500
        rows = [tables[1][name].reshape(-1, days) for name in ("OPENS", "CLOSES")]
        which = dict(zip((p.id for p in hall.pools), tables[0]["CALENDAR"].tolist(), strict=True))
        opens, closes = ({id: row[n].tolist() for id, n in which.items()} for row in rows)
        staff = [levels(pool, period) for pool in hall.pools]
        urgent = np.random.default_rng((seed, 2)).random(len(out.arrived)) < 0.3
        twin = Twin(hall, out, seed, opens, closes, (~urgent).astype(int).tolist(), staff)
        assert np.allclose(spans(twin, out), out.span, atol=1e-6, rtol=0)

    @pytest.mark.parametrize("tasks", [63, 64, 65, 400])
    def test_of_many_tasks_does_too(self, tasks: int) -> None:
        """Sent back over hundreds of tasks, side by side and one after the other, as on a municipality's map."""
        after = [() if n < 3 else (f"t{n - 3}", f"t{n - 1 - n % 3}") for n in range(tasks)]
        steps = tuple(
            Task(f"t{n}", "p", Length.fixed(60 + n), after[n], 0.9, f"t{n % 3}" if n % 90 == 80 else "", 0.4)
            for n in range(tasks)
        )
        hall, period = Hall(steps, (Pool("p", 9, ROUND),)), Period(START, 4, WEEK)
        out, rows = run(hall, Arrivals(3), period, 7), staff_of(hall, period)[1]
        opens, closes = ({"p": rows[name].tolist()} for name in ("OPENS", "CLOSES"))
        levels_of = [1] * len(out.arrived)
        twin = Twin(hall, out, 7, opens, closes, levels_of, [levels(pool, period) for pool in hall.pools])
        assert np.allclose(spans(twin, out), out.span, atol=1e-6, rtol=0)
        assert out.done > tasks * len(out.arrived) * 0.8


def long(hall: Hall, seed: int = 1, arrivals: Arrivals = ALWAYS, days: int = 4000) -> float:
    """The mean wait for staff in a long run."""
    return float(run(hall, arrivals, Period(START, days, WEEK), seed).waited[2000:].mean())


def erlang_c(servers: int, load: float) -> float:
    """The chance to wait in M/M/c (A. K. Erlang, 1917)."""
    top = load**servers / math.factorial(servers) * servers / (servers - load)
    return top / (sum(load**k / math.factorial(k) for k in range(servers)) + top)


class TestKnownQueues:
    @pytest.mark.parametrize(("servers", "mean"), [(1, 700), (2, 1500), (5, 4000)])
    def test_of_exponential_work_wait_as_erlang_says(self, servers: int, mean: float) -> None:
        """M/M/c."""
        hall = Hall((Task("a", "p", Length.exponential(mean)),), (Pool("p", servers, ROUND),))
        load = mean / 1000
        theory = erlang_c(servers, load) * mean / (servers - load)
        assert long(hall) == pytest.approx(theory, rel=0.05)

    @pytest.mark.parametrize(
        ("length", "mean", "square"),
        [
            (Length.fixed(700), 700, 700**2),
            (Length.uniform(200, 1200), 700, 700**2 + 1000**2 / 12),
            (Length.lognormal(6, 0.9), math.exp(6 + 0.405), math.exp(12 + 2 * 0.81)),
            (Length.gamma(2, 350), 700, 700**2 + 2 * 350**2),
        ],
    )
    def test_of_any_work_wait_as_pollaczek_and_khinchine_say(
        self, length: Length, mean: float, square: float
    ) -> None:
        """M/G/1."""
        hall = Hall((Task("a", "p", length),), (Pool("p", 1, ROUND),))
        theory = square / 1000 / (2 * (1 - mean / 1000))
        assert long(hall, days=8000) == pytest.approx(theory, rel=0.07)

    def test_one_behind_the_other_wait_as_if_each_were_alone(self) -> None:
        """Two stations in a row (J. R. Jackson, 1957)."""
        tasks = (Task("a", "p", Length.exponential(600)), Task("b", "q", Length.exponential(800), ("a",)))
        hall = Hall(tasks, (Pool("p", 1, ROUND), Pool("q", 1, ROUND)))
        waited = run(hall, ALWAYS, Period(START, 6000, WEEK), 3).waited[2000:].mean(axis=0)
        assert waited[0] == pytest.approx(0.6 / 0.4 * 600, rel=0.06)
        assert waited[1] == pytest.approx(0.8 / 0.2 * 800, rel=0.06)

    def test_lie_in_their_interval_nineteen_times_in_twenty(self) -> None:
        """The mean wait of M/M/1 at a load of a half: of three hundred intervals of ten runs at least 93 % hold it."""
        hall = Hall((Task("a", "p", Length.exponential(500)),), (Pool("p", 1, ROUND),))
        period, held, seed = Period(START, 60, WEEK), 0, 0
        for _ in range(300):
            means = [run(hall, ALWAYS, period, seed := seed + 1).waited[200:].mean() for _ in range(10)]
            found = Interval.of(means)
            held += found.low <= 500 <= found.high
        assert held / 300 >= 0.93


class TestOpeningHours:
    def test_are_kept_through_weekends_and_make_up_days(self) -> None:
        """Twelve hours of work given on the Friday before a Chinese National Day: the calendar decides when it ends."""
        hall = Hall((Task("a", "p", Length.fixed(12 * 3600)),), (Pool("p", 99, (9, 17)),))
        out = run(hall, Arrivals(3, (9, 17)), Period(dt.date(2024, 9, 30), 1, calendar("cn")), 1)
        last = [dt.datetime(2024, 9, 30) + dt.timedelta(seconds=s) for s in out.ended.tolist()]
        assert {moment.date() for moment in last} <= {dt.date(2024, 10, 8), dt.date(2024, 10, 9)}
        assert all(9 <= moment.hour < 17 or (moment.hour, moment.minute) == (17, 0) for moment in last)

    def test_make_load_and_waits_what_they_are(self) -> None:
        """Half an hour of work for four cases a day is a quarter of one person's eight hours."""
        hall = Hall((Task("a", "p", Length.fixed(1800)),), (Pool("p", 1),))
        period = Period(START, 1500, WEEK)
        found = figures(hall, period, run(hall, Arrivals(4), period, 5))
        assert found["load_p"] == pytest.approx(0.25, abs=0.01)


class TestBeforeAndAfter:
    def test_differ_by_the_move_alone(self) -> None:
        """Four offices one behind the other, then side by side: the same applicants, a change with an interval."""
        ids, days = ("a", "b", "c", "d"), Length.lognormal(8.5, 0.5)
        row = tuple(Task(id, id, days, ids[n - 1 : n] if n else ()) for n, id in enumerate(ids))
        side = tuple(Task(id, id, days) for id in ids)
        pools = tuple(Pool(id, 3) for id in ids)
        found = against((Hall(row, pools), Hall(side, pools)), Arrivals(8), Period(START, 120, WEEK))
        change = found.change["span_mean"]
        assert change.high < 0
        alone = found.before.figures["span_mean"]
        assert change.high - change.low < 2 * (alone.high - alone.low)

    def test_that_are_the_same_differ_by_nothing(self) -> None:
        """To the last bit."""
        hall = Hall((Task("a", "p", Length.exponential(900)),), (Pool("p", 1),))
        found = against((hall, hall), Arrivals(10), Period(START, 60, WEEK))
        assert {(i.low, i.high) for i in found.change.values()} == {(0.0, 0.0)}


class TestFigures:
    def test_leave_the_warm_up_out(self) -> None:
        """A thousand steady values behind a hundred that start at nothing."""
        draw = np.random.default_rng(3)
        values = np.concatenate((np.linspace(0, 10, 100), 10 + draw.normal(size=1000)))
        assert 60 <= warm_up(values) <= 160

    @pytest.mark.parametrize(
        ("freedom", "wanted"),
        [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)],
    )
    def test_use_students_t_as_tables_print_it(self, freedom: int, wanted: float) -> None:
        """Two-sided, five percent."""
        assert student(0.05, freedom) == pytest.approx(wanted, abs=0.001)

    def test_replicate_until_the_interval_is_narrow(self) -> None:
        """A busy counter needs more runs than an idle one."""
        period = Period(START, 60, WEEK)
        one = (Pool("p", 1, ROUND),)
        idle, busy = (Hall((Task("a", "p", Length.exponential(m)),), one) for m in (60, 960))
        runs = [simulated(hall, ALWAYS, period).runs for hall in (idle, busy)]
        assert runs[0] == 5 < runs[1]


class TestAHallThatIsNone:
    @pytest.mark.parametrize(
        ("tasks", "pools", "word"),
        [
            ((), (), "1 to 2000"),
            ((Task("a", "p", Length.fixed(1)),), (), "not there"),
            (
                (Task("a", "", Length.fixed(1), ("b",)), Task("b", "", Length.fixed(1), ("a",))),
                (),
                "never begin",
            ),
            ((Task("a", "", Length.fixed(1), chance=2),), (), "chances"),
            ((Task("a", "", Length.fixed(1), back_to="a", back_chance=1),), (), "below 1"),
            ((Task("a", "", Length.fixed(1)), Task("b", "", Length.fixed(1), back_to="a")), (), "before it"),
            ((Task("a", "", Length.fixed(1)),), (Pool("p", 0),), "at least one"),
        ],
    )
    def test_is_refused_in_words(self, tasks: tuple[Task, ...], pools: tuple[Pool, ...], word: str) -> None:
        """Empty, unknown pools, rings, chances beyond 0 and 1."""
        with pytest.raises(Refused, match=word):
            Hall(tasks, pools)

    @pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
    def test_has_no_length_below_nothing(self, seconds: float) -> None:
        """Nor an endless one."""
        with pytest.raises(Refused):
            Length.fixed(seconds)


class TestAPost:
    def test_counts_the_hours_its_people_are_there(self) -> None:
        """A week of 2024-01-08: five days of 9 to 17; by shifts; and with two of three on leave from Tuesday to Wednesday."""
        week = Period(dt.date(2024, 1, 8), 7, WEEK)
        plain = Pool("p", 3)
        assert person_hours(plain, week) == 5 * 8 * 3
        shifts = Pool("p", 0, (8, 18), (Shift(1, (8, 12)), Shift(2, (11, 18))))
        assert person_hours(shifts, week) == 5 * (4 + 2 * 7)
        away = Pool("p", 3, away=(Away(dt.date(2024, 1, 9), dt.date(2024, 1, 10), 2),))
        assert person_hours(away, week) == 5 * 8 * 3 - 2 * 8 * 2

    def test_without_anybody_on_leave_lets_work_lie(self) -> None:
        """One person, away the first three days: what came on Monday is begun on Thursday."""
        away = (Away(dt.date(2024, 1, 8), dt.date(2024, 1, 10)),)
        hall = Hall((Task("a", "p", Length.fixed(600)),), (Pool("p", 1, away=away),))
        came = Arrivals(1, moments=(10 * 3600.0, 11 * 3600.0))
        out = run(hall, came, Period(dt.date(2024, 1, 8), 1, WEEK), 1)
        assert out.began.ravel().tolist() == [3 * 86400 + 9 * 3600, 3 * 86400 + 9 * 3600 + 600]
