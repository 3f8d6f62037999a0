"""Rule sets give the lights and cards their sources describe; the ladder is climbed one rung at a time."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.core.case import Light, Lights, Rules
from jianzheng.core.refusal import Refused
from jianzheng.core.service import Term
from jianzheng.core.watch import (
    Card,
    Done,
    RuleSet,
    cards,
    check,
    detect,
    due,
    following,
    light,
    lights,
    scores,
)
from jianzheng.formats.packs import load
from tests.core.watch.stage import RULES, ZONE, Play, at, licence

PACK = load("cn-lights")
SETS = {chosen.id: chosen for chosen in PACK.lights}
LADDER = PACK.ladder
# Ten working days from Monday the 3rd: the last is Monday the 17th, past due from Tuesday the 18th.
CLOCK = RULES.clock(Term("ten", 10), at(2025, 3, 3, 9))


def shown(id: str, *when: int) -> Light:
    """The light of CLOCK under a rule set at noon of a day in March 2025."""
    return light(CLOCK, SETS[id], RULES, at(2025, 3, *when, 12))


class TestALight:
    @pytest.mark.parametrize(
        ("id", "by_day"),
        [
            ("default", {12: 0, 13: 0, 14: 1, 17: 2, 18: 3}),
            ("A", {14: 0, 17: 2, 18: 3, 19: 3}),
            ("B", {14: 0, 17: 1, 18: 2, 19: 3}),
            ("C", {14: 0, 17: 1, 18: 1, 25: 1}),
        ],
    )
    def test_turns_on_the_days_its_source_says(self, id: str, by_day: dict[int, int]) -> None:
        assert {day: int(shown(id, day)) for day in by_day} == by_day

    def test_of_a_stopped_clock_is_green(self) -> None:
        stopped = RULES.paused(CLOCK, at(2025, 3, 4, 9))
        assert light(stopped, SETS["B"], RULES, at(2025, 6, 1, 9)) is Light.GREEN

    @pytest.mark.parametrize("id", ["default", "A", "B"])
    @pytest.mark.parametrize("length", [1, 2, 5, 9, 10, 20, 45])
    def test_is_the_one_a_clock_started_under_the_set_shows(self, id: str, length: int) -> None:
        rules = Rules(RULES.calendar, ZONE, {}, lights(SETS[id]))
        clock = rules.clock(Term("t", length), at(2025, 3, 5, 15))
        for hours in range(0, (length + 12) * 24 * 2, 7):
            moment = at(2025, 3, 5, 15) + hours * 3600
            assert clock.light(moment) == light(clock, SETS[id], rules, moment), hours


class TestARuleSet:
    def test_that_the_clocks_turn_by_is_made_from_its_rules(self) -> None:
        assert lights(SETS["default"]) == Lights()
        assert lights(SETS["B"]) == Lights("B", 1, 0, 1, 2)

    def test_without_cards_by_time_is_refused_as_one_to_run_by(self) -> None:
        with pytest.raises(Refused, match="只能用于比较"):
            lights(SETS["C"])

    def test_says_where_it_was_read(self) -> None:
        assert all(chosen.source and chosen.title.en for chosen in SETS.values())


class TestCards:
    def play(self) -> Play:
        """A licence whose clock was to be stopped for a reason the law does not list."""
        play = Play(licence(), at(2025, 3, 3, 9)).accepted()
        play.do("pause", "handler", item=0, reason="集体讨论", days=3)
        return play

    def test_are_given_for_a_breach_where_the_set_names_it(self) -> None:
        play = self.play()
        found = detect(play.history())
        given = cards(play.case, SETS["C"], RULES, play.now, found)
        assert [(card.light, card.finding, card.item) for card in given] == [(Light.RED, "unlawful_pause", 0)]
        assert cards(play.case, SETS["A"], RULES, play.now, found) == ()

    def test_are_given_for_time_once_a_clock(self) -> None:
        play = self.play()
        given = cards(play.case, SETS["A"], RULES, at(2025, 5, 3, 9))
        assert [(card.light, card.item, card.finding) for card in given] == [(Light.RED, 0, "")]

    def test_cost_their_unit_points_in_the_month_they_fall_in(self) -> None:
        rules = {card: rule for rule in SETS["B"].rules for card in [rule.card]}
        given = [
            ("office", Card(Light.YELLOW, SETS["B"].rules[1]), at(2025, 3, 18)),
            ("office", Card(Light.RED, SETS["B"].rules[2]), at(2025, 3, 19)),
            ("office", Card(Light.RED, SETS["B"].rules[2]), at(2025, 4, 1)),
        ]
        points = scores(given, SETS["B"], RULES)
        assert rules and points == {
            ("office", dt.date(2025, 3, 1)): 97.5,
            ("office", dt.date(2025, 4, 1)): 98.5,
        }

    def test_of_an_empty_set_are_none(self) -> None:
        play = self.play()
        assert cards(play.case, RuleSet("none", PACK.title), RULES, at(2030, 1, 1)) == ()


class TestTheLadder:
    start = at(2025, 3, 3, 9)

    def test_has_the_five_rungs_in_their_order(self) -> None:
        assert [rung.id for rung in LADDER] == ["remind", "urge", "supervise", "notify", "hold_accountable"]

    def test_gives_an_answer_its_working_days(self) -> None:
        assert due(LADDER[2], RULES, at(2025, 3, 7, 9)) == at(2025, 3, 12)

    def test_begins_with_urging_where_the_clock_reminded_nobody(self) -> None:
        assert check(LADDER, (), "urge", self.start).id == "urge"

    def test_lets_the_next_rung_follow_only_an_answer_that_is_overdue(self) -> None:
        urged = Done("urge", self.start, at(2025, 3, 5))
        assert following(LADDER, (urged,), at(2025, 3, 4, 23)) is None
        nxt = following(LADDER, (urged,), at(2025, 3, 5))
        assert nxt and nxt.id == "supervise"
        with pytest.raises(Refused, match="未到答复期限"):
            check(LADDER, (urged,), "supervise", at(2025, 3, 4, 23))
        assert check(LADDER, (urged,), "supervise", at(2025, 3, 5)).id == "supervise"

    def test_stays_where_the_answer_came(self) -> None:
        answered = Done("urge", self.start, at(2025, 3, 5), "已办结", at(2025, 3, 4, 10))
        assert following(LADDER, (answered,), at(2025, 4, 1)) is None

    def test_lets_an_urgent_reason_take_the_next_rung_early(self) -> None:
        urged = (Done("urge", self.start, at(2025, 3, 5)),)
        assert check(LADDER, urged, "supervise", self.start, urgent="涉及安全生产").id == "supervise"
        with pytest.raises(Refused):
            check(LADDER, urged, "supervise", self.start, urgent="  ")

    def test_lets_no_reason_skip_a_rung(self) -> None:
        urged = (Done("remind", self.start), Done("urge", self.start, at(2025, 3, 5)))
        for done, rung, first in (((), "notify", "催办"), (urged, "hold_accountable", "督办")):
            with pytest.raises(Refused, match=f"请先采取“{first}”"):
                check(LADDER, done, rung, at(2025, 4, 1), urgent="涉及安全生产")

    def test_is_not_climbed_down_nor_stood_on_twice_even_when_urgent(self) -> None:
        done = (Done("supervise", self.start, at(2025, 3, 5)),)
        for rung in ("remind", "urge", "supervise"):
            with pytest.raises(Refused, match="或更高一级"):
                check(LADDER, done, rung, at(2025, 4, 1), urgent="急")

    def test_knows_no_other_rung(self) -> None:
        with pytest.raises(Refused, match="刷新页面"):
            check(LADDER, (), "dismiss", self.start)
