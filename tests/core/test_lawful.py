"""The fourteen invariants: each is broken by one change, and named with its article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.core.confront import confront
from jianzheng.core.ground import Ground, data, law, rule
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.lawful import BASIS, breaches
from jianzheng.core.process import Conduct, Fee, Need, Order, Process, Step
from jianzheng.core.text import Text

BEFORE = Process(
    "p",
    Text("许可", "licence"),
    (
        Step("receive", "受理", "窗口", 0, kind="receive", ground=law("许可法32"), needs=(Need("申请表", law("许可法29")),
             Need("执照", origin="held", handling="reused"))),
        Step("check", "现场核查", "甲局", 5, kind="inspect", ground=law("许可法34"), conduct=Conduct(staff=2)),
        Step("hear", "听证", "甲局", 5, kind="hear", ground=law("许可法47"), conduct=Conduct(post="法制科")),
        Step("review", "审查", "甲局", 5, 10, kind="review", ground=law("许可法34"),
             conduct=Conduct(post="审查科", pauses=("听证",))),
        Step("choose", "择优确定", "甲局", 2, kind="draw", ground=law("许可法57"), conduct=Conduct(quota="受理先后")),
        Step("decide", "决定", "甲局", 2, kind="decide", ground=law("许可法38"), conduct=Conduct(channels=("窗口", "网上"))),
    ),
    (Order("receive", "check"), Order("check", "decide", data("核查记录")), Order("hear", "decide", law("许可法48"))),
)  # fmt: skip


def changed(id: str, **values: object) -> Process:
    """BEFORE with one step changed."""
    return replace(BEFORE, steps=tuple(replace(s, **values) if s.id == id else s for s in BEFORE.steps))


def dropped(id: str) -> Process:
    """BEFORE without one step."""
    return replace(BEFORE, steps=tuple(s for s in BEFORE.steps if s.id != id))


CHANGES = {
    "R1 a lawful step dropped": ("R1", dropped("receive")),
    "R1 a lawful material dropped": ("R1", changed("receive", needs=BEFORE.step("receive").needs[1:])),
    "R1 a step added without ground": ("R1", replace(BEFORE, steps=(*BEFORE.steps, Step("x", "盖章")))),
    "R1 a material added without ground": ("R1", changed("check", needs=(Need("照片"),))),
    "R1 an order law demands lost": ("R1", replace(BEFORE, orders=BEFORE.orders[:2])),
    "R2 a shared material asked again": (
        "R2", changed("receive", needs=(BEFORE.step("receive").needs[0], Need("执照", origin="held")))),
    "R3 a second intake": ("R3", changed("check", kind="receive")),
    "R4 one inspector": ("R4", changed("check", conduct=Conduct(staff=1))),
    "R5 no hearing": ("R5", dropped("hear")),
    "R5 the examiner chairs": ("R5", changed("hear", conduct=Conduct(post="审查科"))),
    "R6 no decision": ("R6", dropped("decide")),
    "R7 another way of choosing": ("R7", changed("choose", conduct=Conduct(quota="抽签"))),
    "R8 a fee without law": ("R8", changed("decide", fees=(Fee("工本费"),), conduct=BEFORE.step("decide").conduct)),
    "R9 at once becomes a term": ("R9", changed("receive", days=3)),
    "R10 a channel closed": ("R10", changed("decide", conduct=Conduct(channels=("网上",)))),
    "R11 another office without delegation": (
        "R11", changed("review", office="街道", conduct=replace(BEFORE.step("review").conduct, watched_by="甲局"))),
    "R12 nobody watches": ("R12", changed("review", office="街道")),
    "R13 above the legal limit": ("R13", changed("review", days=11)),
    "R13 a pause law does not list": ("R13", changed("review", conduct=Conduct(post="审查科", pauses=("听证", "现场踏勘")))),
    "R14 a machine decides": ("R14", changed("decide", conduct=Conduct(actor="machine", channels=("窗口", "网上")))),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_each_unlawful_change_breaks_its_invariant(change):
    rule_, after = CHANGES[change]
    found = breaches(confront(BEFORE, Lawbook()), after)
    assert rule_ in {breach.rule for breach in found}
    assert all(breach.basis == BASIS[breach.rule] and breach.said.zh and breach.said.en for breach in found)


def test_leaving_everything_as_it_is_breaks_nothing():
    assert breaches(confront(BEFORE, Lawbook()), BEFORE) == []


def test_every_invariant_is_tried():
    assert {rule_ for rule_, _ in CHANGES.values()} == set(BASIS)


def test_a_stated_delegation_with_a_named_supervisor_is_lawful():
    lent = Conduct(delegate_to="街道", delegate_ground=rule("委托书"), watched_by="甲局")
    before = replace(BEFORE, steps=(Step("a", "备案", "甲局", ground=Ground(), conduct=lent),), orders=())
    after = replace(before, steps=(replace(before.steps[0], office="街道"),))
    assert breaches(confront(before, Lawbook()), after) == []


def test_an_order_may_hold_through_other_steps():
    through = replace(BEFORE, orders=(*BEFORE.orders[:2], Order("hear", "check")))
    assert breaches(confront(BEFORE, Lawbook()), through) == []
