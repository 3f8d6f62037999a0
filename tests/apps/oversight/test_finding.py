"""Findings, cards and figures of real cases: written once, counted right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jianzheng.apps.cases.actions import tick
from jianzheng.apps.cases.models import Case
from jianzheng.apps.cases.rules import moment, rules
from jianzheng.apps.cases.store import load
from jianzheng.apps.oversight import actions, board, queries
from jianzheng.apps.oversight.compare import compared
from jianzheng.apps.oversight.escalate import escalate, look
from jianzheng.apps.oversight.models import Card, Deed, Finding
from jianzheng.apps.oversight.month import month, month_of
from jianzheng.apps.oversight.rules import chosen, sets
from jianzheng.apps.people.models import Holding
from jianzheng.core.case import Light
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.core.watch import light
from jianzheng.core.watch.finding import Finding as Seen
from tests.apps.oversight.conftest import Desk, when


class TestLookingThroughCases:
    def test_that_are_lawful_finds_nothing(self, apply: Callable[..., Desk]) -> None:
        case = apply().accepted().ended()
        assert actions.refresh(number=case.number, now=case.now) == 0

    def test_writes_a_breach_down_once_with_the_events_that_show_it(self, apply: Callable[..., Desk]) -> None:
        case = apply().accepted()
        case.do("pause", "handler", item=0, reason="集体讨论", days=3)
        assert actions.refresh(number=case.number, now=case.now) == 1
        assert actions.refresh(number=case.number, now=case.now) == 0
        (seen,) = queries.findings(kind="unlawful_pause")
        assert (seen.case, seen.organ, seen.kind.word) == (case.number, "office", "unlawful_pause")
        assert seen.evidence == (str(Case.objects.get(number=case.number).sequence),)

    def test_names_the_organ_of_a_matter_that_stands_behind_ones_not_applied_for(
        self, apply: Callable[..., Desk]
    ) -> None:
        case = apply().accepted()
        row = Case.objects.get(number=case.number)
        row.items.update(place=3)
        organs = queries.history_of(row.pk)[1]
        assert organs == {3: "office"}
        late = Seen("late_delivery", case.number, (2,), Text("晚", "late"), item=3)
        assert actions.keep(number=case.number, found=late, organs=organs, now=case.now) == 1
        assert queries.findings(kind=late.kind)[0].organ == "office"

    def test_goes_on_where_it_stopped_rests_at_the_end_and_begins_anew_the_next_day(
        self, apply: Callable[..., Desk]
    ) -> None:
        cases = [apply() for _ in range(3)]
        for case in cases:
            tick(number=case.number, now=when(2025, 4, 1))
        first, nextday = when(2025, 4, 1, 10), when(2025, 4, 2, 10)
        assert [look(now=first, most=2) for _ in range(3)] == [2, 1, 0]
        cases[0].now = first
        cases[0].do("pause", "handler", item=0, reason="集体讨论", days=3)
        assert look(now=first, most=2) == 0
        assert look(now=nextday, most=2) == 1
        assert {row.kind for row in Finding.objects.all()} == {"deemed_accepted", "unlawful_pause"}

    def test_writes_a_stranger_down_once_however_often_they_act(self, apply: Callable[..., Desk]) -> None:
        case = apply().accepted()
        Holding.objects.filter(person__login="zhao").update(ends="2021-01-01")
        found = []
        for step in ("s1", "s2"):
            case.finish(f"m1.{step}")
            found.append(actions.refresh(number=case.number, now=case.now))
        assert found == [1, 0]
        assert Finding.objects.get().kind == "unknown_operator"

    def test_together_finds_the_batch_no_case_shows_alone(self, apply: Callable[..., Desk]) -> None:
        cases = [apply().accepted() for _ in range(7)]
        for place, case in enumerate(cases):
            case.now = when(2025, 3, 4, 10) + dt.timedelta(seconds=place)
            case.finish("m1.s1", 0)
        assert look(now=when(2025, 3, 5)) == 1
        assert Finding.objects.get().kind == "bulk_entry"
        assert look(now=when(2025, 3, 5)) == 0


class TestARound:
    @pytest.fixture
    def late(self, apply: Callable[..., Desk]) -> Desk:
        """A case past its promised day; its light has turned red."""
        case = apply().accepted()
        tick(number=case.number, now=when(2025, 4, 1, 9))
        return case

    def test_gives_the_card_of_a_light_once_and_reminds_once(self, late: Desk) -> None:
        first = escalate(now=when(2025, 4, 1, 9))
        assert (first.cards, first.reminded) == (1, 1)
        second = escalate(now=when(2025, 4, 1, 10))
        assert (second.cards, second.reminded) == (0, 0)
        card, deed = Card.objects.get(), Deed.objects.get()
        assert (card.light, card.score, card.rules, deed.rung) == (3, 1.5, "default", "remind")

    def test_leaves_what_is_on_time_alone(self, apply: Callable[..., Desk]) -> None:
        apply().accepted()
        assert escalate(now=when(2025, 3, 4)) == type(escalate(now=when(2025, 3, 4)))(0, 0, 0)

    def test_costs_the_organ_its_points_in_that_month(self, late: Desk) -> None:
        escalate(now=when(2025, 4, 1, 9))
        assert month(month_of("2025-04")).points == {"office": 98.5}
        assert month(month_of("2025-03")).points == {}


class TestTheBoard:
    def test_counts_by_light_and_lists_the_earliest_due_first_page_by_page(
        self, apply: Callable[..., Desk]
    ) -> None:
        numbers = []
        for day in (5, 3, 4, 6, 7):
            numbers.append((day, apply(when(2025, 3, day, 9)).accepted().number))
        (office,) = board.offices()
        assert (office.organ, office.counts, office.open) == ("office", (5, 0, 0, 0), 5)
        walked, after = [], ""
        while True:
            page = board.matters(organs=["office"], light=Light.GREEN, after=after, size=2)
            walked += [line.case for line in page.lines]
            after = page.after
            if not after:
                break
        assert walked == [number for _, number in sorted(numbers)]

    def test_goes_down_to_who_has_the_work(self, apply: Callable[..., Desk]) -> None:
        one, two = apply().accepted(), apply().accepted()
        one.do("claim", "handler", step=0)
        people = {row.person: row.open for row in board.staff("office")}
        assert people == {"zhao": 1, board.NOBODY: 1}
        (line,) = board.work(organ="office", person="zhao").lines
        assert (line.case, line.step_title.zh) == (one.number, "m1审查1")
        assert [line.case for line in board.work(organ="office", person="-").lines] == [two.number]

    def test_walks_indexes_only(self, apply: Callable[..., Desk]) -> None:
        apply().accepted()
        with CaptureQueriesContext(connection) as asked:
            board.offices()
            board.matters(organs=["office"], light=Light.RED)
        with connection.cursor() as cursor:
            for query in (row["sql"] for row in asked.captured_queries):
                if connection.vendor == "sqlite":
                    cursor.execute(f"EXPLAIN QUERY PLAN {query}")
                    plan = " ".join(str(row) for row in cursor.fetchall())
                    assert "item_board" in plan, plan

    def test_compares_rule_sets_as_each_clock_would_show(self, apply: Callable[..., Desk]) -> None:
        cases = [apply(when(2025, 3, day, 9)).accepted() for day in (3, 4, 5, 10, 11, 12)]
        for now in (when(2025, 3, 20, 12), when(2025, 3, 24, 12), when(2025, 3, 26, 9), when(2025, 4, 5, 9)):
            for case in cases:
                tick(number=case.number, now=now)
            for found in compared(list(sets().values()), chosen().id, moment(now)):
                slow = [0, 0, 0, 0]
                for case in cases:
                    slow[light(load(case.number).case.items[0].clock, found.rules, rules(), moment(now))] += 1
                assert found.counts == tuple(slow), (found.rules.id, now)


class TestAMonth:
    def test_counts_days_on_time_early_and_compression(self, apply: Callable[..., Desk]) -> None:
        apply().accepted().ended()
        slow = apply().accepted()
        slow.do("pause", "handler", item=0, reason="testing", days=5, document="告知1号")
        slow.do("resume", "handler", 48, item=0)
        slow.ended()
        made = month(month_of("2025-03"))
        (line,) = made.matters
        assert (line.decided, line.on_time, line.early, line.lawful) == (2, 2, 2, 2)
        assert (line.legal, line.promised, line.compression) == (20, 15, 0.25)
        assert line.out == 1
        assert made.whole.decided == made.organs[0].decided == 2

    def test_shows_waiting_for_the_applicant_apart(self, apply: Callable[..., Desk]) -> None:
        case = apply()
        case.do("receive", "clerk")
        case.do("ask_supplement", "clerk", wanted={0: "补交原件"})
        case.do("supplement", "citizen", 72, papers={0: "file"})
        case.do("accept", "clerk", papers={})
        case.ended()
        (line,) = month(month_of("2025-03")).matters
        assert (line.waited, line.used) == (3, 0)
        assert line.span > 3

    def test_of_another_organ_is_empty(self, apply: Callable[..., Desk]) -> None:
        apply().accepted().ended()
        assert month(month_of("2025-03"), organ="elsewhere").whole.decided == 0

    @pytest.mark.parametrize("words", ["", "2025", "2025-13", "第三月"])
    def test_that_is_none_is_refused_in_words(self, words: str) -> None:
        with pytest.raises(Refused, match="2026-11"):
            month_of(words)
