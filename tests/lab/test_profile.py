"""The profile is the published one, to the last digit, for every shared log, and adds up over partitions."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab import spans
from jianzheng.lab.profile import COLUMNS, Profile
from tests.lab import naive
from tests.lab.logs import Cases, cases, compiling, log_of, real
from tests.shared import FOLDER, shared

LOGS = [
    "BPIC12.xes.gz",
    "BPIC15_1.xes.gz",
    "BPIC15_2.xes.gz",
    "BPIC15_3.xes.gz",
    "BPIC20_DomesticDeclarations.xes.gz",
    "interval_event_log.xes",
    "receipt.xes.gz",
    "running-example.xes",
]


def published(name: str) -> dict[str, Any]:
    """The row of PROFILE.csv, numbers as numbers."""
    with shared("logs/PROFILE.csv").open(encoding="utf-8") as file:
        [row] = [row for row in csv.DictReader(file) if row["file"] == name]
    return {
        column: row[column] if column in ("first", "last") else float(row[column]) if row[column] else None
        for column in COLUMNS
    }


class TestTheProfile:
    @pytest.mark.parametrize("name", LOGS)
    def test_is_the_published_one(self, name: str) -> None:
        assert Profile.of(real(name)).row() == published(name)

    def test_names_every_published_log(self) -> None:
        with shared("logs/PROFILE.csv").open(encoding="utf-8") as file:
            assert [row["file"] for row in csv.DictReader(file)] == LOGS
        assert FOLDER.name == "data"

    @compiling
    @given(cases(), st.integers(0, 8))
    def test_adds_up_whatever_the_partition(self, rows: Cases, cut: int) -> None:
        parts = Profile.of(log_of(rows[:cut])) + Profile.of(log_of(rows[cut:]))
        assert parts.row() == Profile.of(log_of(rows)).row()

    def test_of_a_real_log_is_the_sum_of_its_parts(self) -> None:
        log = real("receipt.xes.gz")
        part = np.random.default_rng(4).integers(0, 3, len(log))
        one, two, three = (Profile.of(log.chosen(part == n)) for n in range(3))
        assert ((one + two) + three).row() == (three + (two + one)).row() == Profile.of(log).row()

    @compiling
    @given(cases())
    def test_holds_what_the_slow_twins_find(self, rows: Cases) -> None:
        made = Profile.of(log_of(rows))
        assert sorted(made.spans.lengths.tolist()) == naive.durations(rows)
        assert made.repeating == naive.repeating(rows)
        assert len(made.variants) == len(naive.variants(rows))
        assert made.pairs == naive.handover(rows).total()
        people = {event.resource for _, events in rows for event in events} - {None}
        assert made.resources == people

    @compiling
    @given(cases(), st.lists(st.booleans(), min_size=8, max_size=8))
    def test_of_chosen_cases_is_that_of_a_log_of_them(self, rows: Cases, wanted: list[bool]) -> None:
        keep = np.array(wanted[: len(rows)], bool)
        assert Profile.of(log_of(rows), keep).row() == Profile.of(log_of(rows).chosen(keep)).row()


class TestLengthsOfTime:
    @compiling
    @given(st.lists(st.lists(st.integers(-5, 2**45)), max_size=5))
    def test_are_described_exactly(self, groups: list[list[int]]) -> None:
        bounds = np.concatenate(([0], np.cumsum([len(group) for group in groups]))).astype(np.int64)
        made = spans.Spans(bounds, np.array([n for group in groups for n in group], np.int64))
        assert [(d.n, d.total, d.least, d.most, d.median) for d in made.described()] == [
            naive.described(group) for group in groups
        ]
        assert made.lengths.tolist() == [n for group in groups for n in group]
