"""A process as a citizen's case meets it: what may start, what is skipped, what situation leaves out."""

from __future__ import annotations

import pytest

from jianzheng.core.burden import burden
from jianzheng.core.ground import GroundKind, data, habit, law, rule, strongest
from jianzheng.core.process import Need, Order, Process, Step, under, without
from jianzheng.core.text import Text

SHOP = Process(
    "shop",
    Text("开店", "opening a shop"),
    (
        Step("register", "设立登记", "市场监管", 3, needs=(Need("身份证"), Need("章程"))),
        Step("food", "食品经营许可", "市场监管", 5, when="供餐"),
        Step("fire-promise", "消防检查（告知承诺）", "消防救援", 1, one_of="消防"),
        Step("fire-check", "消防检查（一般程序）", "消防救援", 10, one_of="消防", needs=(Need("平面图"),)),
        Step("sign", "招牌备案", "城管", 2),
    ),
    (
        Order("register", "food", data("营业执照")),
        Order("food", "sign", habit()),
        Order("register", "fire-promise"),
        Order("register", "fire-check"),
        Order("fire-promise", "sign"),
        Order("fire-check", "sign"),
    ),
)


class TestReady:
    def test_starts_with_what_waits_for_nothing(self):
        assert [step.id for step in SHOP.ready()] == ["register"]

    def test_offers_alternatives_until_one_is_done(self):
        assert [step.id for step in SHOP.ready(["register"])] == ["food", "fire-promise", "fire-check"]
        assert [step.id for step in SHOP.ready(["register", "fire-check"])] == ["food"]
        assert [step.id for step in SHOP.ready(["register", "fire-check", "food"])] == ["sign"]

    def test_passes_over_a_step_that_is_not_needed(self):
        assert [step.id for step in SHOP.ready(["register", "fire-promise"], skipped=["food"])] == ["sign"]


class TestSituation:
    def test_leaves_out_steps_whose_condition_is_false_and_keeps_the_order_through_them(self):
        small = under(SHOP, {"供餐": False}, {"消防": "fire-promise"})
        assert [step.id for step in small.steps] == ["register", "fire-promise", "sign"]
        assert {(order.before, order.after) for order in small.orders} == {
            ("register", "fire-promise"),
            ("fire-promise", "sign"),
            ("register", "sign"),
        }

    def test_a_bridged_order_is_only_as_strong_as_its_weaker_half(self):
        left = without(SHOP, {"food"})
        bridged = next(order for order in left.orders if (order.before, order.after) == ("register", "sign"))
        assert bridged.ground.kind is GroundKind.HABIT


class TestBurden:
    def test_counts_of_alternatives_only_the_heaviest(self):
        figures = burden(SHOP)
        assert (figures.steps, figures.materials, figures.days_sum, figures.days_chain) == (4, 3, 20, 15)

    def test_counts_steps_that_take_over_from_another_office_as_handovers(self):
        assert burden(SHOP).handovers == 2  # the fire check from the registry, the sign from food and fire

    def test_has_no_longest_chain_while_a_ring_stands(self):
        ring = Process(
            "r", Text("环"), (Step("a", "甲"), Step("b", "乙")), (Order("a", "b"), Order("b", "a"))
        )
        assert burden(ring).days_chain is None
        assert ring.rings() == [["a", "b"]]
        with pytest.raises(ValueError, match="wait for one another"):
            _ = ring.schedule

    def test_of_nothing_is_nothing(self):
        assert burden(Process("none", Text("空"))).days_chain == 0


def test_law_holds_harder_than_data_rule_and_habit():
    assert strongest([habit(), rule("市规〔1〕"), data("批文"), law("建筑法第八条")]).cite == "建筑法第八条"
