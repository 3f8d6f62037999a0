"""Redesign: accepted moves drop exactly what they name, never what law or data demands."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core.burden import burden
from jianzheng.core.confront import Confronted, confront
from jianzheng.core.ground import habit, law, rule
from jianzheng.core.lawbook import Concept, Lawbook, Precedence, Removal
from jianzheng.core.process import Conduct, Need, Order, Process, Step
from jianzheng.core.redesign import apply, propose
from jianzheng.core.refusal import Refused
from jianzheng.core.study import Unlawful, lawfully, study
from tests.core.flows import BOOK, BUILDING, printed_flows, serial

Pairs = set[tuple[str, str]]


def closed(pairs: Pairs) -> Pairs:
    """Transitive closure, slowly and obviously."""
    while more := {(a, d) for (a, b), (c, d) in product(pairs, pairs) if b == c} - pairs:
        pairs = pairs | more
    return pairs


def relation(process: Process) -> Pairs:
    """Every pair (a, b) of step ids with a before b."""
    return closed({(order.before, order.after) for order in process.orders})


def naive(confronted: Confronted, free: set[str], deferred: set[str]) -> Pairs:
    """What must remain: every printed pair unless its later step was set free or its earlier one deferred; and all that
    binds."""
    printed = relation(confronted.process)
    return closed(
        {(a, b) for a, b in printed if b not in free and a not in deferred} | set(confronted.binding)
    )


class TestRunTogether:
    @given(printed_flows(), st.data())
    def test_drops_exactly_the_ungrounded_waits_of_the_steps_set_free(self, process, data):
        confronted = confront(process, Lawbook())
        moves = [move for move in propose(confronted) if data.draw(st.booleans())]
        free = {id for move in moves for id in move.targets}
        assert relation(apply(confronted, moves)) == naive(confronted, free, set())

    @given(printed_flows())
    def test_everything_accepted_leaves_only_what_law_and_data_demand(self, process):
        made = study(process, Lawbook())
        assert relation(made.after) == closed(set(made.confronted.binding))

    @given(printed_flows())
    def test_never_lengthens_the_chain_and_its_gains_add_up(self, process):
        made = study(process, Lawbook())
        before, after = made.burden_before, made.burden_after
        assert after.days_chain <= before.days_chain
        for figure in ("days_chain", "handovers", "steps"):
            gains = sum(effect.get(figure, 0) for effect in (made.required_effect, *made.effects.values()))
            assert getattr(before, figure) + gains == getattr(after, figure)

    def test_a_step_set_free_does_not_free_the_steps_behind_it(self):
        made = study(BUILDING, BOOK, ["run_together:plan"])
        assert ("eia", "quality") in relation(made.after)
        assert ("eia", "plan") not in relation(made.after)
        assert ("design", "plan") in relation(made.after)

    def test_names_the_rule_that_must_be_amended(self):
        process = Process(
            "p", BUILDING.title, BUILDING.steps[:2], (Order("design", "eia", rule("市政办〔2018〕3号")),)
        )
        (move,) = [move for move in propose(confront(process, BOOK)) if move.kind == "run_together"]
        assert "市政办〔2018〕3号" in move.amend.zh
        assert move.ground.kind == "rule"


class TestBuildingFlow:
    def test_goes_from_thirty_four_working_days_to_nineteen_by_law_alone(self):
        made = study(BUILDING, BOOK)
        assert made.burden_before.days_chain == 34
        assert made.burden_after.days_chain == 19
        assert [step.id for step in made.after.chain()] == ["design", "plan", "permit"]

    def test_defers_what_law_wants_only_before_construction_starts(self):
        (move,) = [move for move in study(BUILDING, BOOK).moves if move.kind == "defer"]
        assert (move.targets, move.to, move.ground.cite) == (("eia",), "开工", "环境影响评价法第二十五条")

    def test_merges_what_law_lets_be_handled_as_one(self):
        after = study(BUILDING, BOOK, ["merge:quality+permit"]).after
        joint = after.step("permit")
        assert joint.name == "质量监督手续 + 施工许可证核发"
        assert (joint.nominal_days, "quality" in after.index) == (5, False)
        assert burden(after).days_chain == 29

    def test_puts_right_an_order_that_contradicts_a_law(self):
        wrong = serial(*(BUILDING.step(id) for id in ("permit", "design", "plan")))
        made = study(wrong, BOOK)
        assert ("plan", "permit") in relation(made.after)
        assert next(finding.kind for finding in made.findings) == "order-against-law"

    def test_keeps_an_order_whose_condition_nobody_knows(self):
        flow = serial(Step("land", "用地预审", days=5), Step("approval", "项目核准", days=9))
        assert not [move for move in study(flow, BOOK).moves if move.kind == "run_together"]

    def test_lets_go_an_order_whose_condition_is_known_not_to_hold(self):
        flow = serial(
            Step("land", "用地预审", days=5),
            Step("approval", "项目核准", days=9),
            conditions={"占用农用地": False},
        )
        assert study(flow, BOOK).burden_after.days_chain == 9


class TestMerging:
    def test_around_a_step_in_between_is_refused_with_the_step_named(self):
        between = serial(*(BUILDING.step(id) for id in ("quality", "eia", "permit")))
        confronted = confront(between, BOOK)
        merge = [move for move in propose(confronted) if move.kind == "merge"]
        with pytest.raises(Refused, match="环境影响评价审批"):
            apply(confronted, merge)

    def test_works_once_the_step_in_between_runs_aside(self):
        between = serial(*(BUILDING.step(id) for id in ("quality", "eia", "permit")))
        assert study(between, BOOK).burden_after.steps == 2


class TestMaterials:
    SHOPS = serial(
        Step(
            "a",
            "设立登记",
            needs=(Need("《营业执照》复印件1份", origin="held"), Need("场地证明"), Need("其他材料")),
            yields=("执照",),
        ),
        Step(
            "b",
            "卫生许可",
            needs=(Need("场地证明"), Need("执照", origin="a"), Need("身份证"), Need("身份证（复印件）")),
        ),
    )

    def test_are_asked_once_or_not_at_all(self):
        made = study(self.SHOPS, Lawbook())
        assert (made.burden_before.materials, made.burden_after.materials) == (7, 2)
        left = [need.material for step in made.after.steps for need in step.needs if need.handling == "asked"]
        assert left == ["场地证明", "身份证"]

    def test_the_order_that_reads_a_reused_material_stays(self):
        assert ("a", "b") in relation(study(self.SHOPS, Lawbook()).after)

    def test_the_same_print_twice_loses_only_its_second_copy(self):
        process = serial(Step("a", "登记", needs=(Need("身份证"), Need("身份证"))))
        assert [need.material for need in study(process, Lawbook()).after.step("a").needs] == ["身份证"]


class TestOtherMoves:
    def test_habit_drops_a_step_and_keeps_the_order_around_it(self):
        process = serial(
            Step("a", "甲", days=1),
            Step("x", "盖章确认", days=4, ground=habit("历来如此")),
            Step("b", "乙", days=2),
        )
        made = study(process, Lawbook(), ["drop:x"])
        assert relation(made.after) == {("a", "b")}
        assert made.burden_after.days_chain == 3

    def test_flatten_delegate_and_decide_at_once_change_their_figures(self):
        lowered = Conduct(
            delegate_to="街道", delegate_ground=rule("委托书"), watched_by="区局", instant=law("某法第二条")
        )
        made = study(serial(Step("a", "备案", "区局", 5, sign_levels=4, conduct=lowered)), Lawbook())
        assert {move.kind for move in made.moves} == {"flatten", "delegate", "decide_at_once"}
        step = made.after.step("a")
        assert (step.sign_levels, step.office, step.nominal_days) == (2, "街道", 0)

    def test_a_move_nobody_proposed_is_refused(self):
        with pytest.raises(Refused, match="run_together:moon"):
            study(BUILDING, BOOK, ["run_together:moon"])


REFORM = rule("某改革文件")
REFORMED = replace(
    BOOK,
    concepts=(*BOOK.concepts, Concept("filing", "合同备案"), Concept("choice", "招标", ("施工合同备案",))),
    precedences=(*BOOK.precedences, Precedence("P18", "choice", "permit", law("建筑法第八条"))),
    removals=(Removal("filing", REFORM),),
)
TENDER = Step("tender", "工程招标", "中心")
FILING = Step("filing", "施工合同备案", "住建局", 2, needs=(Need("申请表"), Need("备案表")))
PERMIT = Step(
    "permit",
    "施工许可证核发",
    "住建局",
    5,
    needs=(
        Need("施工合同", law("建筑法第八条"), "filing"),
        Need("备案证明", origin="filing"),
        Need("申请表"),
    ),
)


class TestWhatAReformStrikes:
    MADE = study(serial(TENDER, FILING, PERMIT), REFORMED)

    def test_is_dropped_though_data_was_read_from_it_and_names_its_ground(self):
        (drop,) = [move for move in self.MADE.moves if move.kind == "drop"]
        assert (drop.targets, drop.ground, drop in self.MADE.accepted) == (("filing",), REFORM, True)
        assert "filing" not in self.MADE.after.index
        assert ("tender", "permit") in relation(self.MADE.after)

    def test_leaves_with_the_applicant_what_an_article_demands_and_takes_the_rest_along(self):
        asked = [(need.material, need.handling) for need in self.MADE.after.step("permit").needs]
        assert asked == [("施工合同", "asked"), ("申请表", "asked")]

    def test_keeps_its_gains_adding_up(self):
        before, after = self.MADE.burden_before, self.MADE.burden_after
        for figure in ("steps", "materials", "days_sum", "days_chain"):
            gains = (self.MADE.required_effect, *self.MADE.effects.values())
            assert getattr(before, figure) + sum(gain.get(figure, 0) for gain in gains) == getattr(
                after, figure
            )

    def test_leaves_no_order_to_keep(self):
        kept = {(order.before, order.after) for order in self.MADE.kept}
        assert kept == {("tender", "permit")}
        without = study(self.MADE.process, REFORMED, [])
        assert ("filing", "permit") in {(order.before, order.after) for order in without.kept}

    def test_needs_no_other_ease(self):
        spare = {move.id for move in self.MADE.moves} - {move.id for move in self.MADE.accepted}
        assert spare >= {"reuse:permit:施工合同+permit:备案证明"}

    def test_goes_on_being_shared_where_the_engineer_keeps_it(self):
        kept = study(self.MADE.process, REFORMED, ["reuse:permit:施工合同+permit:备案证明"])
        assert [need.handling for need in kept.after.step("permit").needs] == ["reused", "reused", "asked"]

    def test_stays_where_it_alone_does_what_law_wants_before_another_step(self):
        alone = study(serial(FILING, PERMIT), REFORMED)
        assert not [move for move in alone.moves if move.kind == "drop"]

    def test_stays_where_an_article_sets_it_up(self):
        lawful = replace(REFORMED, grounds={"filing": law("某法第一条")})
        assert not [
            move for move in study(serial(TENDER, FILING, PERMIT), lawful).moves if move.kind == "drop"
        ]


def test_what_joined_steps_share_no_longer_changes_hands():
    quality = BUILDING.step("quality")
    proof = Need("质量监督手续", law("建筑法第八条"), "quality")
    made = study(serial(quality, replace(BUILDING.step("permit"), needs=(proof,))), BOOK)
    assert [step.needs for step in made.after.steps] == [()]


def test_a_redesign_that_drops_a_lawful_step_is_refused_with_the_article():
    process = serial(Step("permit", "施工许可证核发", ground=habit("历来如此")), Step("b", "乙"))
    book = Lawbook(BOOK.concepts, BOOK.precedences, grounds={"permit": law("建筑法第七条")})
    confronted = confront(process, book)
    assert lawfully(confronted, []) is not None
    from jianzheng.core.ground import GroundKind
    from jianzheng.core.redesign.moves import Move

    lawful_step = confront(serial(Step("permit", "施工许可证核发"), Step("b", "乙")), book)
    drop = Move("drop", ("permit",), habit(), BUILDING.title, BUILDING.title)
    with pytest.raises(Unlawful, match="建筑法第七条"):
        lawfully(lawful_step, [drop])
    assert GroundKind.LAW.label.zh == "法律法规"
