"""Visits laid on half days: offices of one case together, the due first, nobody in two places."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from jianzheng.apps.cases import visits
from jianzheng.apps.cases.models import Case, Work
from jianzheng.apps.cases.visits import Visit, planned
from jianzheng.core.text import Text
from tests.case_cast import NOW, settle_in, to_be_visited

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = NOW.date()


@pytest.fixture
def waiting() -> list[str]:
    """Six cases of the hygiene licence, each with its inspection open at the health organ; their numbers."""
    edition = settle_in()["hygiene"]
    return [to_be_visited(edition) for _ in range(6)]


class TestAPlan:
    def test_puts_no_more_visits_on_a_half_day_than_there_are_officers(self, waiting: list[str]) -> None:
        plan = planned(people={"health": 5}, today=TODAY)
        used = Counter((one.day, one.half) for one in plan.visits)
        assert {one.number for one in plan.visits} == set(waiting)
        assert max(used.values()) == 2 and len(used) == 3 and all(one.proved for one in plan.visits)

    def test_begins_on_the_next_working_day_and_leaves_out_holidays(self, waiting: list[str]) -> None:
        """25 September 2025 is a Thursday; Sunday 28 is worked, 1 to 8 October are not."""
        days = [one.day for one in planned(people={"health": 2}, today=TODAY).visits]
        assert days == [dt.date(2025, 9, 26)] * 2 + [dt.date(2025, 9, 28)] * 2 + [dt.date(2025, 9, 29)] * 2

    def test_sees_first_what_is_due_first(self, waiting: list[str]) -> None:
        urgent = Work.objects.get(case__number=waiting[-1], kind="inspect")
        Work.objects.update(due_at=urgent.opened_at + 20 * 86400)
        Work.objects.filter(pk=urgent.pk).update(due_at=urgent.opened_at + 2 * 86400)
        first = planned(people={"health": 2}, today=TODAY).visits[0]
        assert (first.number, first.late) == (waiting[-1], False)

    def test_counts_on_as_many_officers_as_the_law_asks_for(self, waiting: list[str]) -> None:
        plan = planned(people={"health": 1}, today=TODAY)
        assert plan.people == {"health": 2} and len(plan.visits) == 6

    def test_sends_the_offices_of_one_case_together(self, waiting: list[str]) -> None:
        """A second office's open inspection of the same case is the same visit."""
        case = Case.objects.get(number=waiting[0])
        other = Work.objects.get(case=case, kind="inspect")
        Work.objects.create(
            case=case,
            step=other.step + 1,
            item=0,
            organ="fire",
            kind="inspect",
            opened_at=other.opened_at,
            due_at=other.due_at,
            light=0,
        )
        plan = planned(people={"health": 2, "fire": 2}, today=TODAY)
        joint = [one for one in plan.visits if one.number == case.number]
        assert [(dict(one.needs), one.steps) for one in joint] == [({"health": 2, "fire": 2}, 2)]

    def test_of_one_organ_holds_its_visits_alone(self, waiting: list[str]) -> None:
        assert len(planned(people={"health": 2}, today=TODAY, organ="health").visits) == 6
        assert planned(people={"health": 2, "fire": 2}, today=TODAY, organ="fire").visits == ()

    def test_of_nothing_is_empty(self, db: None) -> None:
        assert planned(people={"health": 3}, today=TODAY).visits == ()


class TestVisitsThatShareNoOrgan:
    def test_are_planned_apart(self) -> None:
        def visit(*organs: str) -> Visit:
            return Visit("", Text(""), "", "inspect", dict.fromkeys(organs, 2), 1, None, False)

        made = {"a": visit("fire"), "b": visit("health"), "c": visit("gas"), "d": visit("fire", "gas")}
        assert sorted(map(sorted, visits._apart(made))) == [["a", "c", "d"], ["b"]]
