"""Rework, ping-pong, hand-overs, loops through the applicant and batches, against slow twins and over partitions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab.discover import batches, tally
from jianzheng.lab.discover.batches import Minutes
from jianzheng.lab.discover.rework import Rework, between, ping_pong, through_applicant
from jianzheng.lab.discover.tally import Tally
from jianzheng.lab.log.log import DAY, Log
from tests.lab import naive
from tests.lab.logs import MINUTE, Cases, Event, cases, compiling, log_of, real, way
from tests.shared import shared

APPLICANT = {"b", "Zhao"}
NINE = 9 * 60 * MINUTE


def resources(log: Log, which: Callable[..., Tally]) -> Tally:
    """The pattern by resource."""
    assert log.resource is not None
    return which(log, log.resource)


LOOKS: dict[str, tuple[Callable[[Log], Tally], Callable[[Cases], naive.Occurrences]]] = {
    "repeats": (lambda log: Rework.of(log).repeats, lambda rows: naive.repeats(rows)[0]),
    "loops back": (lambda log: Rework.of(log).loops, lambda rows: naive.repeats(rows)[1]),
    "ping-pong": (lambda log: resources(log, ping_pong), lambda rows: naive.passings(rows)[1]),
    "hand-overs": (lambda log: resources(log, between), lambda rows: naive.passings(rows)[0]),
    "loops through the applicant": (
        lambda log: through_applicant(log, APPLICANT),
        lambda rows: naive.excursions(rows, APPLICANT),
    ),
}


def shown(found: Tally) -> dict[tuple[str, ...], tuple[int, int, tuple[int, int, int, int, float]]]:
    """Every pattern in figures."""
    return {
        p.what: (p.count, p.cases, (p.time.n, p.time.total, p.time.least, p.time.most, p.time.median))
        for p in found.patterns()
    }


class TestAPattern:
    @pytest.mark.parametrize("kind", LOOKS)
    @compiling
    @given(rows=cases())
    def test_is_what_the_slow_twin_sees(self, kind: str, rows: Cases) -> None:
        look, twin = LOOKS[kind]
        assert shown(look(log_of(rows))) == {
            what: (len(lengths), len(ids), naive.described(lengths))
            for what, (ids, lengths) in twin(rows).items()
        }

    @pytest.mark.parametrize("kind", LOOKS)
    @compiling
    @given(rows=cases(), cut=st.integers(0, 8))
    def test_adds_up_over_partitions(self, kind: str, rows: Cases, cut: int) -> None:
        look, _ = LOOKS[kind]
        parts = look(log_of(rows[:cut])) + look(log_of(rows[cut:]))
        whole = look(log_of(rows))
        assert (parts.total, shown(parts)) == (whole.total, shown(whole))
        for part, pattern in zip(parts.patterns(), whole.patterns(), strict=True):
            assert len(part.examples) == len(pattern.examples) == min(pattern.cases, tally.EXAMPLES)

    def test_says_its_share_and_its_longest_cases(self) -> None:
        rows = [way(f"c{n}", "aa", step=n * MINUTE) for n in range(1, 8)] + [way("other", "b")]
        [pattern] = Rework.of(log_of(rows)).repeats.patterns()
        assert (pattern.cases, pattern.share) == (7, 7 / 8)
        assert pattern.examples == ("c7", "c6", "c5", "c4", "c3")

    def test_is_counted_in_chosen_cases_only(self) -> None:
        log = log_of([way("one", "aba"), way("two", "aba"), way("three", "ab")])
        [pattern] = Rework.of(log, np.array([False, True, True])).loops.patterns()
        assert (pattern.what, pattern.count, pattern.share, pattern.examples) == (
            ("b", "a"),
            1,
            0.5,
            ("two",),
        )


class TestRework:
    @pytest.mark.parametrize("name", ["receipt.xes.gz", "BPIC12.xes.gz"])
    def test_is_in_the_cases_where_pm4py_sees_it(self, name: str) -> None:
        import pm4py

        theirs = pm4py.get_rework_cases_per_activity(
            pm4py.read_xes(str(shared(f"logs/{name}")), variant="r4pm")
        )
        assert {p.what[0]: p.cases for p in Rework.of(real(name)).repeats.patterns()} == theirs


class TestABatch:
    @staticmethod
    def rows(count: int, minutes: int = 1) -> Cases:
        """Cases that Li signs one after the other."""
        return [(f"c{n:02}", [Event("sign", NINE + n * minutes * MINUTE, "Li")]) for n in range(count)]

    def test_is_many_cases_signed_within_minutes(self) -> None:
        log = log_of([*self.rows(12), ("late", [Event("sign", NINE + 500 * MINUTE, "Li")])])
        [batch] = Minutes.of(log).batches(log)
        assert (batch.resource, batch.activity, batch.batches, batch.events) == ("Li", "sign", 1, 12)
        assert (batch.largest, batch.since, batch.share) == (12, NINE, 12 / 13)
        assert batch.examples == ("c00", "c01", "c02", "c03", "c04")

    def test_needs_ten_without_a_pause(self) -> None:
        assert Minutes.of(log_of(self.rows(9))).batches() == []
        assert Minutes.of(log_of(self.rows(20, minutes=3))).batches() == []
        assert Minutes.of(log_of([])).batches() == []

    def test_is_somebodys(self) -> None:
        rows: Cases = [(f"c{n}", [Event("sign", NINE, None)]) for n in range(12)]
        assert Minutes.of(log_of(rows)).batches() == []

    @compiling
    @given(cases(most=12), st.integers(0, 12), st.integers(1, 3))
    def test_spread_over_partitions_is_still_one(self, rows: Cases, cut: int, least: int) -> None:
        whole = Minutes.of(log_of(rows)).batches(least=least)
        parts = Minutes.of(log_of(rows[:cut])) + Minutes.of(log_of(rows[cut:]))
        assert parts.batches(least=least) == whole
        counted = sum(
            e.resource is not None and e.at != naive.NEVER and e.at % DAY != 0
            for _, events in rows
            for e in events
        )
        if least == 1:
            assert sum(batch.events for batch in whole) == counted

    def test_is_not_read_off_dates_without_an_hour(self) -> None:
        rows: Cases = [(f"c{n}", [Event("sign", 16 * 60 * MINUTE, "Li")]) for n in range(12)]
        assert len(Minutes.of(log_of(rows)).batches()) == 1
        assert Minutes.of(log_of(rows, zone="Asia/Shanghai")).batches() == []

    def test_shows_its_members(self) -> None:
        log = log_of(self.rows(12))
        assert batches.members(log, "Li", "sign", NINE, NINE + 3 * MINUTE) == ["c00", "c01", "c02"]
        assert batches.members(log, "Wang", "sign", NINE, NINE + 3 * MINUTE) == []
