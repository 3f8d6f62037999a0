"""Who examined a matter does not decide it, whatever was delegated; the refusal names who may."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.cases.deciders import deciders, kept_apart
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.people.actions import delegate
from jianzheng.apps.people.models import Person
from jianzheng.core.case import Act, State
from jianzheng.core.case import decide as core_decide
from jianzheng.core.case.ending import Examined
from jianzheng.core.refusal import Refused
from tests.case_cast import FACTS, NOW, settle_in, to_be_visited, who

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DECIDE = 2


@pytest.fixture
def number() -> str:
    """Zhao reviewed and inspected with Feng; Sun delegated the decision to Zhao's post."""
    number = to_be_visited(settle_in()["hygiene"])
    actions.finish(
        number=number, actor=who("zhao"), now=NOW + dt.timedelta(days=1), step=1, outcome="agree",
        facts=FACTS[1], staff=("demo-feng",),
    )  # fmt: skip
    return number


def decided(number: str, name: str) -> State:
    """Where the matter stands once somebody granted it."""
    later = NOW + dt.timedelta(days=2)
    case = actions.decide(number=number, actor=who(name), now=later, step=DECIDE, outcome="grant")
    return case.items[0].state


def empowered(name: str) -> None:
    """The chief representative delegates the decision to the post somebody holds."""
    first, last = NOW.date(), NOW.date() + dt.timedelta(days=30)
    delegate(
        of=who("sun").post,
        to=who(name).post,
        verbs=("decide",),
        days=(first, last),
        order_no="卫委〔2025〕1号",
        today=first,
    )


class TestWhoExamined:
    @pytest.mark.parametrize("name", ["zhao", "feng"])
    def test_does_not_decide_by_delegation_and_is_told_who_may(self, number: str, name: str) -> None:
        empowered(name)
        with pytest.raises(Refused, match="两级签批") as refused:
            decided(number, name)
        assert "孙（演示）、钱（演示）" in refused.value.zh and "Sun (demo), Qian (demo)" in refused.value.en
        assert not queries.opened(number).case.items[0].decided_at

    def test_is_kept_apart_only_where_the_place_says_so(self, number: str) -> None:
        empowered("zhao")
        found = queries.opened(number)
        apart, free = rules(), replace(rules(), local=replace(rules().local, decider_apart=0))
        at = int((NOW + dt.timedelta(days=2)).timestamp())
        zhao = who("zhao")
        acting = replace(zhao, verbs=zhao.verbs | {"decide"}, role="chief", given=())
        with pytest.raises(Examined):
            core_decide(found.case, Act(found.service, apart, acting, at), step=DECIDE, outcome="grant")
        assert core_decide(found.case, Act(found.service, free, acting, at), step=DECIDE, outcome="grant")

    def test_may_decide_on_the_spot(self, number: str) -> None:
        found = queries.opened(number)
        spot = replace(found.service, matters=(replace(found.service.matters[0], instant=True),))
        assert kept_apart(found.case, found.service, DECIDE, "demo-zhao")
        assert not kept_apart(found.case, spot, DECIDE, "demo-zhao")
        assert not kept_apart(found.case, found.service, DECIDE, "demo-sun")


class TestWhoMayDecide:
    def test_is_whoever_has_the_power_and_neither_examined_nor_received(self, number: str) -> None:
        found = queries.opened(number)
        named = deciders(found.case, found.service, DECIDE, NOW.date())
        assert [one.zh for one in named] == ["孙（演示）", "钱（演示）"]
        assert decided(number, "sun") == State.GRANTED

    def test_is_nobody_where_all_examined(self, number: str) -> None:
        found = queries.opened(number)
        all_of = tuple(Person.objects.values_list("login", flat=True))
        case = found.case._replace(items=(found.case.items[0]._replace(examiners=all_of),))
        assert deciders(case, found.service, DECIDE, NOW.date()) == []
