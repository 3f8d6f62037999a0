"""What only many cases show: batches within seconds, batches in the night, ends that always fall on the promised day."""

from __future__ import annotations

from dataclasses import replace

from jianzheng.core.case import events as e
from jianzheng.core.watch import History, across_cases
from tests.core.watch.stage import Play, at, licence


def finished(number: int, start: int, gap: int = 7) -> History:
    """Case `number`, its first review ended `gap` minutes after acceptance at `start`."""
    play = Play(licence(), start - 3600).accepted()
    play.finish(0, gap)
    rows = list(play.happened)
    applied = rows[0].event
    assert isinstance(applied, e.Applied)
    rows[0] = replace(rows[0], event=replace(applied, number=f"N{number}"))
    return replace(play.history(), happened=tuple(rows))


class TestABatch:
    def test_of_ten_cases_within_seconds_is_found_with_their_numbers(self) -> None:
        histories = [finished(n, at(2025, 3, 4, 10, 0, n * 3)) for n in range(10)]
        (found,) = across_cases(histories)
        assert (found.kind, len(found.cases)) == ("bulk_entry", 10)
        assert "zhao" in found.said.zh

    def test_is_not_made_of_ten_cases_over_a_morning(self) -> None:
        assert across_cases([finished(n, at(2025, 3, 4, 9, n * 10)) for n in range(6)]) == ()

    def test_is_not_made_of_five_cases(self) -> None:
        assert across_cases([finished(n, at(2025, 3, 4, 10, 0, n)) for n in range(5)]) == ()

    def test_in_one_night_is_found_on_both_sides_of_midnight(self) -> None:
        starts = [at(2025, 3, 4, 22, 30) + n * 20 * 60 for n in range(8)]
        (found,) = across_cases([finished(n, start) for n, start in enumerate(starts)])
        assert found.kind == "odd_hours"
        assert "2025-03-04" in found.said.zh

    def test_on_a_sunday_is_found(self) -> None:
        found = across_cases([finished(n, at(2025, 3, 9, 9 + n)) for n in range(7)])
        assert [each.kind for each in found] == ["odd_hours"]

    def test_by_one_late_worker_is_none(self) -> None:
        assert across_cases([finished(n, at(2025, 3, 4 + n, 23)) for n in range(3)]) == ()


class TestDecisionsOfAMatter:
    def decided(self, number: int, on_last_day: bool) -> History:
        """A case decided on the promised day (the 15th working day after acceptance) or ten days before."""
        play = Play(licence(1), at(2025, 3, 3, 9) + number * 600).accepted()
        clock = play.case.items[0].promised
        assert clock
        play.finish(
            0, (clock.due - play.now) // 60 - 60 * 24 * (0 if on_last_day else 10) - 60 * (7 + number % 3)
        )
        play.finish(play.step("m1.decide"), 20)
        return play.history()

    def test_always_on_the_promised_day_are_found(self) -> None:
        found = across_cases([self.decided(n, True) for n in range(20)])
        assert "always_last_day" in [each.kind for each in found]

    def test_spread_over_the_term_are_not(self) -> None:
        found = across_cases([self.decided(n, n % 2 == 0) for n in range(20)])
        assert "always_last_day" not in [each.kind for each in found]

    def test_too_few_to_tell_are_not(self) -> None:
        found = across_cases([self.decided(n, True) for n in range(19)])
        assert "always_last_day" not in [each.kind for each in found]
