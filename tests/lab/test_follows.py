"""Directly-follows agrees with its slow twin, adds up over partitions, and with pm4py and r4pm on real logs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab import follows, kept
from jianzheng.lab.follows import Follows, Handover
from tests.lab import naive
from tests.lab.logs import Cases, cases, coded, compiling, log_of, real, way
from tests.shared import shared

Figures = dict[tuple[str, str], tuple[int, tuple[int, int, int, int, float]]]


def figures(found: Follows) -> Figures:
    """Every edge as the twin writes it."""
    return {
        (e.before, e.after): (e.n, (e.time.n, e.time.total, e.time.least, e.time.most, e.time.median))
        for e in found.edges()
    }


def twin(rows: Cases) -> Figures:
    """The same from the slow twin."""
    return {pair: (n, naive.described(times)) for pair, (n, times) in naive.edges(rows).items()}


def marks(found: Follows) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Events, starts and ends by name, without zeros."""
    every, starts, ends = (
        {name: int(n) for name, n in zip(found.names, counts, strict=True) if n}
        for counts in (found.events, found.starts, found.ends)
    )
    return every, starts, ends


class TestDirectlyFollows:
    @compiling
    @given(cases())
    def test_counts_and_times_what_the_slow_twin_does(self, rows: Cases) -> None:
        found = Follows.of(log_of(rows, ["d", "c", "b", "a", "丁"]))
        assert figures(found) == twin(rows)
        assert marks(found) == tuple(map(dict, naive.marks(rows)))

    @compiling
    @given(cases())
    def test_is_the_same_where_names_are_too_many_for_a_square(self, rows: Cases) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(follows, "SQUARE", 0)
            assert figures(Follows.of(log_of(rows))) == twin(rows)
            assert Handover.of(log_of(rows)).pairs() == sorted(
                ((a, b, n) for (a, b), n in naive.handover(rows).items()), key=lambda row: (-row[2], row)
            )

    @compiling
    @given(cases(), st.integers(0, 8))
    def test_adds_up_over_partitions_with_their_own_names(self, rows: Cases, cut: int) -> None:
        both = Follows.of(log_of(rows[:cut])) + Follows.of(log_of(rows[cut:], ["丁", "c", "b", "a"]))
        whole = Follows.of(log_of(rows))
        assert (both.names, figures(both), marks(both)) == (whole.names, figures(whole), marks(whole))

    @compiling
    @given(cases(), st.lists(st.booleans(), min_size=8, max_size=8))
    def test_of_chosen_cases_is_that_of_a_log_of_them(self, rows: Cases, wanted: list[bool]) -> None:
        keep = np.array(wanted[: len(rows)], bool)
        assert figures(Follows.of(log_of(rows), keep)) == figures(Follows.of(log_of(rows).chosen(keep)))

    def test_sums_do_not_overflow(self) -> None:
        century = 100 * 366 * 86_400 * 1_000_000
        rows = [way(f"c{n}", "ab", step=century) for n in range(4000)]
        [edge] = Follows.of(log_of(rows)).edges()
        assert (edge.time.total, edge.time.mean) == (4000 * century, century)
        assert edge.time.total > np.iinfo(np.int64).max

    def test_of_nothing_is_nothing(self) -> None:
        empty = Follows.of(log_of([]))
        assert (empty.names, empty.edges(), (empty + empty).edges()) == ((), [], [])

    @pytest.mark.parametrize("name", ["BPIC12.xes.gz", "receipt.xes.gz"])
    def test_is_what_pm4py_counts(self, name: str) -> None:
        import pm4py

        frame = pm4py.read_xes(str(shared(f"logs/{name}")), variant="r4pm")
        frame = frame.sort_values(["case:concept:name", "time:timestamp"], kind="stable")
        graph, starts, ends = pm4py.discover_dfg(frame)
        found = Follows.of(real(name))
        assert {pair: n for pair, (n, _) in figures(found).items()} == dict(graph)
        assert marks(found)[1:] == (dict(starts), dict(ends))
        times, *_ = pm4py.discover_performance_dfg(frame)
        for edge in found.edges():
            theirs = times[edge.before, edge.after]
            assert edge.time.median / 1e6 == pytest.approx(theirs["median"], abs=1e-3)
            assert edge.time.total / 1e6 == pytest.approx(theirs["sum"], rel=1e-9, abs=0.01)

    def test_is_what_r4pm_counts_after_sorting(self) -> None:
        import r4pm

        log = r4pm.import_item("EventLog", str(shared("logs/BPIC12.xes.gz")))
        theirs = r4pm.bindings.discover_dfg(log)["directly_follows_relations"]
        assert {(a, b): n for (a, b), n in theirs} == {
            pair: n for pair, (n, _) in figures(Follows.of(real("BPIC12.xes.gz"))).items()
        }


class TestHandover:
    @compiling
    @given(cases(), st.integers(0, 8))
    def test_counts_pairs_with_both_known_and_adds_up(self, rows: Cases, cut: int) -> None:
        expected = naive.handover(rows)
        whole = Handover.of(log_of(rows))
        parts = Handover.of(log_of(rows[:cut])) + Handover.of(log_of(rows[cut:]))
        assert {(a, b): n for a, b, n in whole.pairs()} == expected
        assert parts.pairs() == whole.pairs()
        differing = sum(n for (a, b), n in expected.items() if a != b)
        assert whole.rate == (differing / expected.total() if expected else None)


TOLD = [way("one", "abc", who="XYX"), way("two", "ab", start=500, who="XX"), way("three", "acb", 9000)]


class TestAFilter:
    def test_chooses_by_what_happened(self) -> None:
        log = log_of(TOLD)
        assert kept.following(log, "a", "b").tolist() == [True, True, False]
        assert kept.following(log, "c", "a").tolist() == [False, False, False]
        assert kept.following(log, "a", "z").tolist() == [False, False, False]
        assert log.resource is not None
        assert kept.following(log, "X", "Y", log.resource).tolist() == [True, False, False]
        assert kept.repeating(log_of([way("1", "aba"), way("2", "ab")]), "a").tolist() == [True, False]
        assert kept.repeating(log, "z").tolist() == [False, False, False]
        assert kept.going(log, ["a", "b"]).tolist() == [False, True, False]
        assert kept.going(log, ["a", "z"]).tolist() == [False, False, False]
        assert kept.touching(log, log.resource, {"Y"}).tolist() == [True, False, False]
        assert kept.touching(log, log.activity, {"c", "z"}).tolist() == [True, False, True]

    def test_chooses_by_when_and_how_long(self) -> None:
        log = log_of(TOLD)
        assert kept.during(log, 0, 9000).tolist() == [True, True, False]
        assert kept.lasting(log, 0, 120_000_000).tolist() == [False, True, False]

    def test_chooses_by_what_kind_of_case_it_is(self) -> None:
        log = replace(log_of(TOLD), case_columns={"channel": coded(["web", None, "desk"])})
        assert kept.being(log, "channel", {"web", "post"}).tolist() == [True, False, False]
