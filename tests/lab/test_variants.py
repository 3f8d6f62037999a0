"""Variants agree with their slow twin, add up, and are exact where hashes meet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab.kernels import variants as kernel
from jianzheng.lab.variants import Variant, Variants
from tests.lab import naive
from tests.lab.logs import Cases, cases, compiling, log_of, real, way
from tests.shared import shared


def twin(rows: Cases) -> list[Variant]:
    """Most cases first, then by name."""
    counted = sorted(naive.variants(rows).items(), key=lambda item: (-item[1], item[0]))
    return [Variant(way, n, n / len(rows)) for way, n in counted]


class TestVariants:
    @compiling
    @given(cases(), st.integers(0, 8))
    def test_are_what_the_slow_twin_groups_and_add_up(self, rows: Cases, cut: int) -> None:
        whole = Variants.of(log_of(rows, ["丁", "c", "b", "a"]))
        assert whole.top() == twin(rows)
        parts = Variants.of(log_of(rows[:cut])) + Variants.of(log_of(rows[cut:]))
        assert (parts.names, parts.top()) == (whole.names, whole.top())

    def test_the_top_is_cut_among_equals_by_name(self) -> None:
        found = Variants.of(log_of([way("1", "ba"), way("2", "c"), way("3", "ab"), way("4", "c")]))
        assert [v.way for v in found.top(2)] == [("c",), ("a", "b")]
        assert (found.top(0), Variants.of(log_of([])).top(3)) == ([], [])

    def test_are_told_apart_although_every_hash_meets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = [way(str(n), w) for n, w in enumerate(["ab", "ba", "ab", "abc", "c"])]
        log = log_of(rows)
        loop = getattr(kernel.grouped, "py_func", kernel.grouped)
        monkeypatch.setattr(kernel, "marked", lambda *_: 7)
        group_of, firsts = loop(log.bounds, log.activity.codes, np.ones(len(log), bool))
        assert (group_of.tolist(), firsts.tolist()) == ([0, 1, 0, 2, 3], [0, 1, 3, 4])

    @pytest.mark.parametrize("name", ["BPIC12.xes.gz", "receipt.xes.gz"])
    def test_are_those_of_pm4py(self, name: str) -> None:
        import pm4py

        frame = pm4py.read_xes(str(shared(f"logs/{name}")), variant="r4pm")
        frame = frame.sort_values(["case:concept:name", "time:timestamp"], kind="stable")
        assert {v.way: v.cases for v in Variants.of(real(name)).top()} == dict(pm4py.get_variants(frame))
