"""Whoever gave false papers or got a licence by deceit may not apply for it again until a day the law counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core import case as core
from jianzheng.core.case import Act, Application
from jianzheng.core.case.ban import BANS, Ban, Banned, ban, check, key, sentence
from jianzheng.core.clock import months_after
from jianzheng.core.refusal import Refused
from jianzheng.formats.packs import load
from tests.core.case.cast import LI, RULES, at, licence

MATTER = licence().matters[0]
FALSE = ban(MATTER, "false_papers", dt.date(2025, 3, 3), "办1")
ASKS = Application("1", ("n",), {"name": "李", "code": "1"})


def slow(start: dt.date, months: int) -> dt.date:
    """The corresponding day found by walking: the last day of the month that is no later in its month."""
    day = start
    for _ in range(months):
        day = day.replace(day=1) + dt.timedelta(days=31)
        day = day.replace(day=1)
    found = day
    while found.month == day.month and found.day < start.day:
        day, found = found, found + dt.timedelta(days=1)
    return found if found.month == day.month else day


class TestATermInMonths:
    @pytest.mark.parametrize(
        ("start", "months", "last"),
        [
            ((2025, 3, 3), 12, (2026, 3, 3)),
            ((2024, 2, 29), 12, (2025, 2, 28)),
            ((2024, 2, 29), 48, (2028, 2, 29)),
            ((2025, 1, 31), 1, (2025, 2, 28)),
            ((2025, 11, 30), 3, (2026, 2, 28)),
            ((2025, 12, 31), 36, (2028, 12, 31)),
        ],
    )
    def test_ends_on_the_corresponding_day(
        self, start: tuple[int, int, int], months: int, last: tuple[int, int, int]
    ) -> None:
        assert months_after(dt.date(*start), months) == dt.date(*last)

    @given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 60))
    def test_agrees_with_walking_through_the_months(self, start: dt.date, months: int) -> None:
        assert months_after(start, months) == slow(start, months)


class TestABan:
    def test_lasts_a_year_or_three_on_the_grounds_of_the_published_terms(self) -> None:
        terms = {term.id: term for term in load("cn-terms").terms}
        for kind, years in (("false_papers", 1), ("deceit", 3)):
            about = BANS[kind]
            assert terms[about.term].ground.cite == about.ground.cite
            assert terms[about.term].effect.endswith(f"for_{years}_year{'s' * (years > 1)}")
            assert ban(MATTER, kind, dt.date(2025, 3, 3), "办1").last == dt.date(2025 + years, 3, 3)

    def test_falls_only_on_licences(self) -> None:
        with pytest.raises(Refused, match="行政许可事项"):
            ban(replace(MATTER, type="07"), "deceit", dt.date(2025, 3, 3), "办1")

    def test_is_stated_in_both_languages_with_the_article_and_the_day(self) -> None:
        said = sentence(FALSE)
        assert "第七十八条" in said and "art. 78" in said and said.count("2026-03-03") == 2

    @pytest.mark.parametrize(
        ("day", "barred"),
        [((2025, 3, 2), False), ((2025, 3, 3), True), ((2026, 3, 3), True), ((2026, 3, 4), False)],
    )
    def test_runs_from_the_decision_up_to_and_including_its_last_day(
        self, day: tuple[int, int, int], barred: bool
    ) -> None:
        act = Act(licence(), RULES, LI, at(*day))
        if barred:
            with pytest.raises(Banned) as said:
                core.apply(act, ASKS, bans=(FALSE,))
            assert all(word in said.value.zh for word in ("第七十八条", "2026-03-03", "行政复议", "办1"))
            assert all(word in said.value.en for word in ("art. 78", "2026-03-03", "reconsideration", "办1"))
        else:
            assert core.apply(act, ASKS, bans=(FALSE,))

    def test_bars_that_matter_and_no_other(self) -> None:
        other = Ban("another", "deceit", FALSE.begins, FALSE.last, "办2")
        check((other,), (MATTER,), FALSE.begins)
        assert key(replace(MATTER, code="1" * 31)) == "1" * 31
