"""Each doubt planted in a log that is otherwise sound, and found; nothing found where nothing was planted."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from jianzheng.formats.calendars import calendar
from jianzheng.lab.honesty import Doubt, Honesty, Known
from jianzheng.lab.log.log import DAY, NEVER, SECOND, Log
from tests.lab.made import MINUTE, log

CN = calendar("cn")
TUESDAY = 24 * 60
"""Minutes from the start of tests' time (Monday 1 January 2024, a holiday) to the first working day."""
ENDS = ["accept", "review", "deliver"]


NOTHING = Known()


def sound(cases: int = 40) -> Log:
    """Cases of three steps on working days between 9 and 17 o'clock, each by somebody, every one with an end."""
    draw = random.Random(7)
    rows, who = [], []
    for n in range(cases):
        for day, step in enumerate(ENDS):
            at = TUESDAY + (n % 2 + day) * 24 * 60 + 9 * 60 + draw.randrange(1, 450)
            rows.append((f"c{n:02d}", step, at + draw.random()))
            who.append(draw.choice(["an", "bo", "cui"]))
    return log(rows, resources=who)


def doubts(of: Log, known: Known = NOTHING) -> dict[Doubt, int]:
    """What was found, and how often."""
    return {doubt: found.count for doubt, found in Honesty.of(of, CN, known).doubts().items()}


def moved(of: Log, rows: slice | list[int], at: int) -> Log:
    """The log with some events moved to a moment."""
    times = of.at.copy()
    times[rows] = at
    return replace(of, at=times)


class TestALog:
    def test_without_tricks_raises_no_doubt(self) -> None:
        """The sound log is believed."""
        assert doubts(sound()) == {}

    def test_with_steps_that_took_no_time_names_their_cases(self) -> None:
        """The second step of the first case at the same moment as the first."""
        one = sound()
        one = moved(one, [1], int(one.at[0]))
        found = Honesty.of(one, CN).doubts()[Doubt.ZERO_LENGTH]
        assert (found.count, found.of, found.examples) == (1, one.events, ("c00",))

    def test_with_a_case_on_one_moment_says_so(self) -> None:
        """All three events of a case keyed in at once."""
        one = sound()
        found = doubts(moved(one, slice(0, 3), int(one.at[0])))
        assert found == {Doubt.ZERO_LENGTH: 2, Doubt.ONE_MOMENT: 1}

    def test_entered_in_bulk_names_who_and_when(self) -> None:
        """Twelve deliveries by one person within a minute."""
        one = sound()
        rows = [n for n in range(one.events) if one.activity.at(n) == "deliver"][:12]
        times, who = one.at.copy(), one.resource
        assert who is not None
        times[rows] = times[rows].max() // MINUTE * MINUTE + np.arange(12) * SECOND
        codes = who.codes.copy()
        codes[rows] = who.names.index("bo")
        found = Honesty.of(replace(one, at=times, resource=replace(who, codes=codes)), CN).doubts()
        assert found[Doubt.BULK].count == 12 and found[Doubt.BULK].examples[0].startswith("bo 2024-01-0")

    def test_entered_at_night_or_on_days_off_says_so(self) -> None:
        """Three o'clock on Saturday 6 January."""
        one = sound()
        assert doubts(moved(one, [2], int(one.at[0]) // DAY * DAY + 4 * DAY + 3 * 60 * MINUTE)) == {
            Doubt.NIGHT: 1,
            Doubt.DAY_OFF: 1,
        }

    def test_of_dates_only_does_not_call_them_night(self) -> None:
        """Midnight is then no hour but the lack of one."""
        one = sound()
        assert doubts(replace(one, at=one.at // DAY * DAY)) == {Doubt.DATE_ONLY: one.events}

    def test_by_somebody_the_register_does_not_know_says_so(self) -> None:
        """And by nobody at all."""
        one = sound()
        who = one.resource
        assert who is not None
        codes = who.codes.copy()
        codes[:4] = -1
        of = replace(one, resource=replace(who, codes=codes))
        strange = int((codes == who.names.index("cui")).sum())
        register = Known(register=frozenset(["an", "bo"]))
        assert doubts(of, register) == {Doubt.NOBODY: 4, Doubt.STRANGER: strange}

    def test_ending_before_it_began_says_so(self) -> None:
        """An event that began an hour after its end."""
        one = sound()
        began = one.at - 5 * MINUTE
        began[7] = one.at[7] + 60 * MINUTE
        assert doubts(replace(one, began=began)) == {Doubt.BACKWARDS: 1}

    def test_ending_on_the_promised_day_says_how_often(self) -> None:
        """Ten cases end on the day that was promised, the others two days before."""
        one = sound()
        due = one.last + np.where(np.arange(len(one)) < 10, 0, 2 * DAY)
        of = replace(one, case_dates={"due": due})
        assert doubts(of, Known(promised="due")) == {Doubt.PROMISED_DAY: 10}

    def test_whose_end_is_not_written_says_so(self) -> None:
        """By the column of ends where there is one."""
        one = sound()
        ended = one.last.copy()
        ended[[3, 5]] = NEVER
        assert doubts(replace(one, case_dates={"end": ended}), Known(ended="end")) == {Doubt.NO_END: 2}

    def test_cut_off_in_the_middle_says_so(self) -> None:
        """Without such a column: a case that stops at a step which is hardly ever the last."""
        one = sound()
        cut = log(
            [
                (one.cases[int(c)], str(one.activity.at(n)), (one.at[n] - one.at[0]) / MINUTE + 2000)
                for n, c in enumerate(one.owner)
                if n != 2
            ],
            resources=["an"] * (one.events - 1),
        )
        found = Honesty.of(cut, CN).doubts()
        assert found[Doubt.NO_END].count == 1 and found[Doubt.NO_END].examples == ("c00",)

    def test_without_times_says_so(self) -> None:
        """And counts them nowhere else."""
        one = sound()
        assert doubts(moved(one, [2], NEVER)) == {Doubt.NO_TIME: 1}

    def test_in_partitions_gives_the_same_answer(self) -> None:
        """Bulk entries and missing ends are judged only when all parts are in."""
        one = sound()
        one = moved(one, slice(0, 60), int(one.at[0]))
        keep = np.arange(len(one)) % 3 == 0
        parts = [Honesty.of(one.chosen(part), CN) for part in (keep, ~keep)]
        assert (parts[0] + parts[1]).doubts() == Honesty.of(one, CN).doubts()
        assert Doubt.BULK in Honesty.of(one, CN).doubts()


@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_doubt_says_what_it_is_and_what_it_spoils(doubt: Doubt) -> None:
    """In both languages."""
    for said in (doubt.says, doubt.spoils):
        assert said.zh and said.en and said.zh != said.en
