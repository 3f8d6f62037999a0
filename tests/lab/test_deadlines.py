"""Due dates held by a log: against the published figures, by hand, and however the log is split."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab.deadlines import Columns, Deadlines
from jianzheng.lab.log.log import DAY, NEVER, Log
from jianzheng.lab.log.read import read
from tests.lab.logs import compiling
from tests.lab.made import START, coded, log
from tests.lab.test_profile import shared


def expected() -> dict[str, Any]:
    """The answers of EXPECTED.json."""
    return dict(json.loads(shared("logs/EXPECTED.json").read_text(encoding="utf-8")))


def dated(days: list[tuple[int | None, int | None]]) -> Log:
    """Cases of one event, each with the days of its due date and its end."""
    of = log([(str(n), "a", 0.0) for n in range(len(days))])
    due, ended = (
        np.array([NEVER if day is None else START + day * DAY for day in column], np.int64)
        for column in zip(*days, strict=True)
    )
    return Log(of.cases, of.bounds, of.activity, of.at, case_dates={"deadline": due, "enddate": ended})


class TestThePublishedFigures:
    def test_of_the_receipt_log(self) -> None:
        found = Deadlines.of(read(shared("logs/receipt.xes.gz")).log)
        answer = expected()["receipt"]
        assert found.cases["deadline"].late == answer["end_after_deadline"]
        assert found.cases["enddate_planned"].late == answer["end_after_planned"]
        assert found.cases["deadline"].both == answer["ended"]
        assert found.cases["deadline"].due - found.cases["deadline"].both == answer["no_enddate"]
        days = found.cases["deadline"].allowed.described()[0].median / DAY
        assert days == pytest.approx(answer["deadline_minus_start_days_median"], abs=1e-9)

    @pytest.mark.parametrize("name", ["BPIC15_1", "BPIC15_2", "BPIC15_3"])
    def test_of_the_building_permits(self, name: str) -> None:
        found, answer = Deadlines.of(read(shared(f"logs/{name}.xes.gz")).log), expected()[name]
        due = found.events["dueDate"]
        assert due.due == answer["events_with_dueDate"]
        assert (due.both, due.late) == (
            answer["events_with_dueDate_and_finish"],
            answer["finished_after_due"],
        )
        assert due.day_late == answer["event_day_after_due_day"]
        if "end_after_plan" in answer:
            planned = found.cases["endDatePlanned"]
            assert (planned.both, planned.late) == (answer["ended_with_plan"], answer["end_after_plan"])


class TestACase:
    def test_that_has_not_ended_is_not_late(self) -> None:
        found = Deadlines.of(dated([(3, None), (3, 3), (3, 4), (None, 9)])).cases["deadline"]
        assert (found.due, found.both, found.late, found.same_day) == (3, 2, 1, 1)

    def test_due_in_the_year_9999_costs_nothing(self) -> None:
        found = Deadlines.of(dated([(2_900_000, 4)])).cases["deadline"]
        assert (found.late, found.same_day) == (0, 0)

    def test_ends_with_its_last_event_where_no_column_says_when(self) -> None:
        of = dated([(-1, None)])
        found = Deadlines.of(
            Log(of.cases, of.bounds, of.activity, of.at, case_dates={"due": of.case_dates["deadline"]})
        )
        assert found.columns == Columns(promised=("due",))
        assert found.cases["due"].late == 1


class TestTexts:
    def test_that_are_dates_say_when_work_was_over(self) -> None:
        of = log([("1", "a", 0.0), ("1", "b", 0.0)])
        dates = {"dueDate": of.at + DAY}
        columns = {"dateFinished": coded(["2024-01-05 10:00:00", "2024-01-01 10:00:00"])}
        found = Deadlines.of(Log(of.cases, of.bounds, of.activity, of.at, dates=dates, columns=columns))
        assert (found.events["dueDate"].both, found.events["dueDate"].late) == (2, 1)


SOME = st.one_of(st.none(), st.integers(0, 9))


@compiling
@given(st.lists(st.tuples(SOME, SOME), min_size=2), st.data())
def test_partitions_add_up(days: list[tuple[int | None, int | None]], data: st.DataObject) -> None:
    of = dated(days)
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days))))
    whole, parts = Deadlines.of(of), Deadlines.of(of, keep=keep) + Deadlines.of(of, keep=~keep)
    for found in (whole, parts):
        one = found.cases["deadline"]
        assert (one.due, one.late) == (
            sum(due is not None for due, _ in days),
            sum(due is not None and end is not None and end > due for due, end in days),
        )
    assert sorted(whole.cases["deadline"].allowed.lengths) == sorted(parts.cases["deadline"].allowed.lengths)
