"""Before and after: against all pairs written out, published figures, and a thousand made-up redesigns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.lab.compare.effect import Verdict, difference, effect, proportions, shift_of
from jianzheng.lab.log.log import DAY

LENGTHS = st.lists(st.integers(0, 50), min_size=1, max_size=12)


def times(lengths: list[int] | list[float]) -> np.ndarray:
    """Lengths as a column."""
    return np.array(lengths, np.int64)


class TestAShift:
    @given(LENGTHS, LENGTHS)
    def test_is_the_middle_of_all_differences(self, before: list[int], after: list[int]) -> None:
        """Every rank, against all pairs sorted."""
        every = sorted(y - x for x in before for y in after)
        x, y = np.sort(times(before)), np.sort(times(after))
        assert [difference(x, y, rank) for rank in range(len(every))] == every
        shift, low, high = shift_of(x, y, 0.95)
        assert low <= shift <= high
        assert shift == (every[(len(every) - 1) // 2] + every[len(every) // 2]) // 2

    def test_agrees_with_a_published_example(self) -> None:
        """Hollander and Wolfe, table 4.1 (water through membranes at term and at 12 to 26 weeks): estimate -0.305 by hand
        from the 50 differences; the test there finds no change (p = 0.127 one-sided)."""
        term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
        early = [1.15, 0.88, 0.90, 0.74, 1.21]
        found = effect(times([round(x * 1000) for x in term]), times([round(y * 1000) for y in early]))
        assert found.shift == -305
        assert found.low < 0 < found.high

    def test_covers_the_truth_nineteen_times_in_twenty(self) -> None:
        """Two thousand redesigns that shorten every case by the same two days, lengths log-normal and heavily skewed."""
        draw, held, rounds = np.random.default_rng(11), 0, 2000
        for _ in range(rounds):
            before, after = (np.sort((draw.lognormal(2, 1, 60) * DAY).astype(np.int64)) for _ in "xy")
            _, low, high = shift_of(before, after - 2 * DAY, 0.95)
            held += low <= -2 * DAY <= high
        assert held / rounds >= 0.93


class TestTheWordOnIt:
    def test_is_shorter_when_the_interval_says_so(self) -> None:
        """Thirty cases of ten to forty days, then five days less."""
        before = times([(10 + n) * DAY for n in range(30)])
        found = effect(before, before - 25 * DAY)
        assert (found.verdict, found.shift, found.reasons) == (Verdict.SHORTER, -25 * DAY, ())
        assert effect(before - 25 * DAY, before).verdict is Verdict.LONGER

    @pytest.mark.parametrize(
        ("before", "after", "open_after", "word"),
        [
            ([DAY] * 19, [1] * 500, 0.0, "Too few"),
            ([DAY, 3 * DAY] * 20, [2 * DAY, 4 * DAY] * 15 + [DAY] * 30, 0.0, "chance"),
            ([9 * DAY] * 50, [1] * 50, 0.4, "without an end"),
            ([], [1] * 50, 0.0, "Too few"),
        ],
    )
    def test_is_that_the_data_cannot_tell(self, before, after, open_after, word) -> None:  # type: ignore[no-untyped-def]
        """Too few cases, an interval around zero, or one side cut off: never a bare difference of means."""
        found = effect(times(before), times(after), open_after=open_after)
        assert found.verdict is Verdict.UNTOLD
        assert any(word in reason.en for reason in found.reasons)

    def test_does_not_change_with_one_endless_case(self) -> None:
        """A mean would call this a failure."""
        before = times([(10 + n) * DAY for n in range(40)])
        after = np.append(before[:-1] - 8 * DAY, 10_000 * DAY)
        assert effect(before, after).verdict is Verdict.SHORTER
        assert after.mean() > before.mean()

    def test_is_the_same_shorter_share_as_counting_pairs(self) -> None:
        """Ties count half."""
        before, after = [3, 5, 5], [5, 1]
        wins = sum((y < x) + 0.5 * (y == x) for x in before for y in after) / 6
        assert effect(times(before), times(after)).shorter == pytest.approx(wins)


class TestTwoShares:
    def test_agree_with_newcombes_table(self) -> None:
        """56 of 70 against 48 of 80: +0.2000, 0.0524 to 0.3339 (Newcombe 1998, table II, example a, method 10)."""
        found = proportions((48, 80), (56, 70))
        assert found is not None
        assert (round(found.change, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)

    def test_say_nothing_of_an_empty_side(self) -> None:
        """No cases, no share."""
        assert proportions((0, 0), (1, 2)) is None
