"""Time told apart: by hand, and against a slow twin that walks every case minute by minute."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.lab.log.log import DAY, SECOND, Log
from jianzheng.lab.waiting.split import Part, Roles, check, split
from jianzheng.lab.waiting.table import MONTH, OFFICE, STEP, Waiting
from jianzheng.lab.worktime import HOUR, WorkTime
from tests.lab.made import START, log

WEEK = Calendar("weekdays")
ZONE = "Asia/Shanghai"


def worktime(of: Log, known: Calendar = WEEK, hours: tuple[float, float] = (0, 24)) -> WorkTime:
    """The line that covers a log."""
    return WorkTime.of(known, of.zone, int(of.at.min()), int(of.at.max()), hours)


class TestTheWorkingCalendarAsALine:
    def test_counts_a_make_up_saturday_and_no_holiday(self) -> None:
        """Around the National Day of 2024: 1 to 7 October are off, Saturday the 12th is made up."""
        zone = ZoneInfo(ZONE)
        at = [int(dt.datetime(2024, *day, tzinfo=zone).timestamp()) * SECOND for day in ((10, 1), (10, 14))]
        line = WorkTime.of(calendar("cn"), ZONE, at[0], at[1])
        spent = np.diff(line.at(np.array(at)))
        assert line.days(spent).tolist() == [5.0]

    def test_counts_opening_hours_only(self) -> None:
        """From Friday 16:00 to Monday 10:00 an office open from 9 to 17 works two hours."""
        zone = ZoneInfo("UTC")
        ends = [dt.datetime(2024, 3, 1, 16, tzinfo=zone), dt.datetime(2024, 3, 4, 10, tzinfo=zone)]
        at = np.array([int(end.timestamp()) * SECOND for end in ends])
        line = WorkTime.of(WEEK, "UTC", int(at[0]), int(at[1]), (9, 17))
        assert np.diff(line.at(at)).tolist() == [2 * HOUR]

    def test_keeps_days_of_23_and_25_hours(self) -> None:
        """In Amsterdam the last Sunday of March has 23 hours; the working Monday behind it still counts 24."""
        zone = ZoneInfo("Europe/Amsterdam")
        ends = [dt.datetime(2024, 3, 30, tzinfo=zone), dt.datetime(2024, 4, 2, tzinfo=zone)]
        at = np.array([int(end.timestamp()) * SECOND for end in ends])
        line = WorkTime.of(WEEK, "Europe/Amsterdam", int(at[0]), int(at[1]))
        assert np.diff(line.at(at)).tolist() == [DAY]

    @pytest.mark.parametrize("hours", [(9, 9), (17, 9), (-1, 8), (9, 25)])
    def test_refuses_hours_that_make_no_day(self, hours: tuple[float, float]) -> None:
        """The message says what hours would do."""
        with pytest.raises(Refused, match="24"):
            WorkTime.of(WEEK, "UTC", START, START, hours)


class TestAStretchOfTime:
    def test_is_work_from_when_it_began_and_waiting_before(self) -> None:
        """Ten minutes wait, five minutes work."""
        one = log([("a", "accept", 0), ("a", "review", 15)], began=[0, 10])
        apart = split(one, worktime(one))
        assert (apart.waited // (60 * SECOND)).tolist() == [0, 10]
        assert (apart.worked // (60 * SECOND)).tolist() == [0, 5]
        assert not apart.blind

    def test_is_all_waiting_where_nobody_wrote_when_work_began(self) -> None:
        """And says that the two could not be told apart."""
        one = log([("a", "accept", 0), ("a", "review", 15)])
        assert split(one, worktime(one)).blind

    def test_belongs_to_another_office_after_a_hand_over(self) -> None:
        """The office that takes over is waited for."""
        one = log([("a", "accept", 0), ("a", "review", 5), ("a", "sign", 9)], resources=["w", "w", "x"])
        parts = split(one, worktime(one)).part.tolist()
        assert parts == [Part.OFFICE, Part.OFFICE, Part.OTHER_OFFICE]

    def test_is_paused_until_the_pause_is_closed(self) -> None:
        """Whatever else happens meanwhile."""
        rows = [
            ("a", "accept", 0.0),
            ("a", "pause", 5),
            ("a", "note", 7),
            ("a", "resume", 9),
            ("a", "sign", 12),
        ]
        one = log(rows)
        parts = split(one, worktime(one), Roles(pauses={"pause": ("resume",)})).part.tolist()
        assert parts == [Part.OFFICE, Part.OFFICE, Part.PAUSED, Part.PAUSED, Part.OFFICE]

    def test_is_the_applicants_before_what_the_applicant_does(self) -> None:
        """Asked on minute 5, handed in on minute 30: 25 minutes on the applicant."""
        one = log([("a", "ask", 5), ("a", "supplement", 30)])
        whole = Waiting.of(one, worktime(one), Roles(applicant=frozenset(["supplement"]))).whole
        assert whole.natural[Part.APPLICANT] == 25 * 60 * SECOND

    def test_names_an_activity_the_log_does_not_have(self) -> None:
        """A misspelt role would silently count as office time."""
        one = log([("a", "ask", 5)])
        with pytest.raises(Refused, match="supplemnt"):
            check(one, Roles(applicant=frozenset(["supplemnt"])))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["accept", "pause", "resume", "supplement", "sign"]),
        st.integers(0, 60 * 24 * 40),
    ),
    min_size=1,
    max_size=25,
)
ROLES = Roles(applicant=frozenset(["supplement"]), pauses={"pause": ("resume",)})


class Twin:
    """The same split, one case after the other, in plain words."""

    def __init__(self, of: Log, known: Calendar, hours: tuple[int, int]) -> None:
        self.sums: dict[tuple[str, str, str], list[int]] = {}
        self.running: list[int] = []
        for case in range(len(of)):
            paused, out, first = False, 0, int(of.bounds[case])
            for event in range(first, int(of.bounds[case + 1])):
                name, office = of.activity.at(event), of.resource.at(event) if of.resource else None
                if event == first:
                    before = int(of.began[event]) if of.began is not None else int(of.at[event])
                    came = None
                else:
                    before, came = int(of.at[event - 1]), of.resource.at(event - 1) if of.resource else None
                end = int(of.at[event])
                before = min(before, end)
                began = min(max(int(of.began[event]), before), end) if of.began is not None else end
                part = Part.OTHER_OFFICE if None not in (came, office) and came != office else Part.OFFICE
                part = Part.APPLICANT if name == "supplement" else part
                part = Part.PAUSED if paused else part
                out += began - before if part in (Part.APPLICANT, Part.PAUSED) else 0
                month = f"{dt.datetime.fromtimestamp(end / SECOND, ZoneInfo(of.zone)):%Y-%m}"
                row = self.sums.setdefault((name or "", office or "", month), [0] * 11)
                row[0] += 1
                for place, start, stop in ((part, before, began), (Part.WORKING, began, end)):
                    row[1 + place] += stop - start
                    row[6 + place] += _open(start, stop, known, of.zone, hours)
                paused = name == "pause" or (paused and name != "resume")
            last = int(of.at[int(of.bounds[case + 1]) - 1])
            start = int(of.at[first]) if of.began is None else min(int(of.began[first]), int(of.at[first]))
            self.running.append(last - start - out)


def _open(start: int, stop: int, known: Calendar, zone: str, hours: tuple[int, int]) -> int:
    """Working microseconds between two moments, minute by minute of the clock on the wall."""
    where, total, moment = ZoneInfo(zone), 0, start
    while moment < stop:
        local = dt.datetime.fromtimestamp(moment / SECOND, where)
        step = min(stop - moment, 60 * SECOND)
        total += step if known.is_working(local.date()) and hours[0] <= local.hour < hours[1] else 0
        moment += step
    return total


class TestTheSplitOfAnyLog:
    @given(ROWS, st.booleans(), st.sampled_from([(0, 24), (9, 17)]), st.randoms(use_true_random=False))
    def test_is_what_a_slow_twin_says(self, rows, begins, hours, random) -> None:  # type: ignore[no-untyped-def]
        """Sums by step, office and month, natural and open; and every case's running time."""
        who = [random.choice(["x", "y", None]) for _ in rows]
        began = [minute - random.randrange(0, 600) for _, _, minute in rows] if begins else None
        one = log(rows, resources=who, began=began, zone=ZONE)
        first = int(one.at.min()) - 600 * 60 * SECOND
        line = WorkTime.of(calendar("cn"), ZONE, first, int(one.at.max()), hours)
        twin, found = Twin(one, calendar("cn"), hours), Waiting.of(one, line, ROLES)
        assert {cell: list(row) for cell, row in found.cells.items()} == twin.sums
        assert found.running.lengths.tolist() == twin.running

    @given(ROWS, st.lists(st.booleans(), min_size=3, max_size=3))
    def test_adds_up_from_any_partition(self, rows, side) -> None:  # type: ignore[no-untyped-def]
        """Cases here plus cases there is all cases."""
        one = log(rows, resources=["x"] * len(rows))
        keep = np.array(side[: len(one)])
        line = worktime(one)
        whole = Waiting.of(one, line, ROLES)
        sum_ = Waiting.of(one, line, ROLES, keep) + Waiting.of(one, line, ROLES, ~keep)
        assert dict(whole.cells) == dict(sum_.cells)
        assert sorted(whole.running.lengths) == sorted(sum_.running.lengths)
        assert [s.name for s in whole.by(MONTH)] == sorted(s.name for s in whole.by(MONTH))
        assert sum(s.events for s in whole.by(STEP)) == sum(s.events for s in whole.by(OFFICE)) == one.events
