"""Chains: what was asked n times is asked once, what one matter yields another no longer asks, forms become one."""

from __future__ import annotations

import pytest

from jianzheng.core.chain import bundle, combine
from jianzheng.core.process import Need, Order, Process, Step
from jianzheng.core.text import Text

REGISTRY = Process(
    "registry",
    Text("设立登记", "registration"),
    (
        Step(
            "apply",
            "申请",
            needs=(Need("登记申请表"), Need("身份证复印件1份"), Need("场地证明")),
            fields=("名称", "住所"),
        ),
        Step("issue", "发照", yields=("营业执照",)),
    ),
    (Order("apply", "issue"),),
)
FOOD = Process(
    "food",
    Text("食品许可", "food licence"),
    (
        Step(
            "apply",
            "申请",
            needs=(Need("食品许可申请表"), Need("《身份证》"), Need("营业执照", origin="营业执照"),
                   Need("社保证明", origin="held"), Need("其他材料")),
            fields=("名称",),
        ),
    ),
)  # fmt: skip
CHAIN = combine("shop", Text("开店", "a shop"), [REGISTRY, FOOD], [Order("registry.issue", "food.apply")])


class TestCombine:
    def test_keeps_the_orders_of_each_part_and_those_between(self):
        assert [step.id for step in CHAIN.steps] == ["registry.apply", "registry.issue", "food.apply"]
        assert [(order.before, order.after) for order in CHAIN.orders] == [
            ("registry.apply", "registry.issue"),
            ("registry.issue", "food.apply"),
        ]

    def test_names_the_matter_each_step_belongs_to(self):
        assert [step.matter for step in CHAIN.steps] == ["设立登记", "设立登记", "食品许可"]

    def test_follows_a_material_to_the_step_that_yields_it(self):
        inner = Process(
            "p", Text("事项"), (Step("a", "甲"), Step("b", "乙", needs=(Need("批文", origin="a"),)))
        )
        assert combine("c", Text("链"), [inner, FOOD]).step("p.b").needs[0].origin == "p.a"

    def test_two_parts_with_one_id_are_refused(self):
        with pytest.raises(ValueError, match="share an id"):
            combine("twice", Text("两次"), [FOOD, FOOD])


class TestBundle:
    def test_asks_once_what_was_asked_twice_and_not_at_all_what_is_there(self):
        joint = bundle(CHAIN)
        assert joint.times_asked == 7  # catch-alls are not counted: nobody can bring them
        assert [paper.material for paper in joint.brought] == ["身份证复印件1份", "场地证明"]
        assert joint.brought[0].asked_by == ("registry.apply", "food.apply")

    def test_says_who_supplies_the_rest(self):
        supplied = {paper.material: paper.supplied_by for paper in bundle(CHAIN).papers}
        assert supplied["营业执照"] == "flow"
        assert supplied["社保证明"] == "register"

    def test_makes_one_form_of_all_forms_and_their_fields(self):
        joint = bundle(CHAIN)
        assert [form.material for form in joint.forms] == ["登记申请表", "食品许可申请表"]
        assert joint.fields == {"名称": ("registry.apply", "food.apply"), "住所": ("registry.apply",)}
