"""Nothing said means nobody may: powers by post, organ, kind of step, and delegation with dates."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.core.authority import (
    KINDS,
    POWERS,
    SYSTEM,
    Actor,
    Delegation,
    Given,
    NotEmpowered,
    kinds,
    may,
    powers,
    require,
)
from jianzheng.core.process import Step

DAY = dt.date(2026, 11, 23)
REVIEW = Step("r", "审查", "health", kind="review", name_en="Review")
DECIDE = Step("d", "决定", "health", kind="decide", name_en="Decision")


def actor(role: str, organ: str = "health", *given: Given) -> Actor:
    """Somebody with the powers of a role, and what was delegated to them."""
    return Actor("x", "某", f"{organ}-{role}", organ, role, POWERS[role], given)


class TestWhoMay:
    def test_a_handler_finishes_a_review_and_no_decision(self) -> None:
        assert may(actor("handler"), "finish", REVIEW)
        assert not may(actor("handler"), "finish", DECIDE)
        assert not may(actor("handler"), "decide", DECIDE)

    def test_a_chief_decides_in_the_own_organ_only(self) -> None:
        assert may(actor("chief"), "decide", DECIDE)
        assert not may(actor("chief", "planning"), "decide", DECIDE)
        assert not may(actor("chief"), "recall", organ="planning")

    @pytest.mark.parametrize("role", POWERS)
    def test_a_power_nobody_named_is_nobody_s(self, role: str) -> None:
        assert not may(actor(role), "*")
        assert not may(actor(role), "abolish")

    def test_a_star_among_powers_gives_nothing(self) -> None:
        greedy = Actor("x", "某", "p", "health", "handler", frozenset("*"))
        assert not may(greedy, "finish", REVIEW)

    def test_the_clock_holds_no_post(self) -> None:
        assert not any(may(SYSTEM, verb) for verbs in POWERS.values() for verb in verbs)

    def test_no_watcher_touches_a_case_and_no_worker_watches(self) -> None:
        work = POWERS["clerk"] | POWERS["handler"] | POWERS["chief"] | POWERS["head"]
        assert not POWERS["supervisor"] & work

    def test_only_the_head_of_the_government_lengthens_joint_handling(self) -> None:
        assert [role for role, verbs in POWERS.items() if "extend_joint" in verbs] == ["government_head"]
        assert [role for role, verbs in POWERS.items() if "extend" in verbs] == ["head"]

    def test_every_role_with_kinds_has_powers(self) -> None:
        assert set(KINDS) <= set(POWERS)

    def test_a_refusal_says_whom_to_ask_in_both_languages(self) -> None:
        with pytest.raises(NotEmpowered) as refused:
            require(actor("clerk"), "decide", DECIDE)
        assert "书面委托" in refused.value.zh and "written delegation" in refused.value.en
        assert "决定" in refused.value.zh and "Decision" in refused.value.en
        require(actor("chief"), "decide", DECIDE)


class TestADelegation:
    GIVEN = Delegation("chief", "deputy", frozenset(["decide"]), DAY, DAY + dt.timedelta(days=2), "演示1号")

    @pytest.mark.parametrize("days,holds", [(-1, False), (0, True), (1, True), (2, False)])
    def test_runs_from_its_first_day_until_its_end(self, days: int, holds: bool) -> None:
        day = DAY + dt.timedelta(days=days)
        assert self.GIVEN.runs(day) is holds

    CHIEF = Given("chief", "chief", frozenset(["decide", "pause"]))
    HEAD = Given("head", "head", frozenset(["extend"]))

    def test_lets_a_handler_decide_instead_of_the_chief_in_the_own_organ_only(self) -> None:
        stand_in = actor("handler", "health", self.CHIEF)
        assert may(stand_in, "decide", DECIDE) and not may(actor("handler"), "decide", DECIDE)
        assert not may(stand_in, "decide", Step("d", "决定", "planning", kind="decide"))

    def test_opens_the_kinds_of_step_of_the_post_that_gave_it_and_no_others(self) -> None:
        assert kinds(actor("handler", "health", self.CHIEF)) == KINDS["handler"] | KINDS["chief"]
        given = Given("other", "handler", frozenset(["decide"]))
        assert not may(actor("handler", "health", given), "decide", DECIDE)

    def test_is_one_power_at_a_time_the_own_one_first(self) -> None:
        both = powers(actor("handler", "health", self.CHIEF, self.HEAD))
        assert [one.instead_of for one in both] == ["", "chief", "head"]
        assert [one for one in both if "extend" in one.verbs] == [both[2]]
        assert powers(both[1]) == (both[1],)
