"""Reading a pack: what its keys mean, and every problem at once, each with its line and what to do."""

from __future__ import annotations

import time

import pytest

from jianzheng.core.ground import GroundKind
from jianzheng.core.text import Text
from jianzheng.formats.pack import Pack, read_pack
from jianzheng.formats.problems import SHOWN, Problem, Unreadable

HEAD = "format: jianzheng-pack/1\nid: shop\n"
FLOW = (
    HEAD
    + """
title: {zh: 开店, en: Opening a shop}
source: {name: 某市公告, note: 网页, partial: true}
processes:
  - id: open
    conditions: {供餐: false}
    assumptions: [{zh: 假设, en: assumed}]
    promised: 5
    steps:
      - id: s1
        name: 登记
        code: 007
        days: 3
        legal: 20
        yields: [营业执照]
        fees: [{name: 工本费, amount: 10 元, ground: {law: 某条例第三条}}]
      - id: s2
        name: 消防检查
        needs: [申请表, {material: 执照, origin: s1, once: true, ground: {data: 营业执照}}]
        conduct: {staff: 2, channels: [window, online], instant: {rule: 市规}}
      - {id: s3, name: 卫生许可, when: 供餐, one_of: 卫生}
    orders:
      - [s1, s2]
      - {before: s2, after: s3, ground: {habit: 一直如此}}
"""
)


def problems(text: str) -> tuple[Problem, ...]:
    """The problems of a pack that is not taken."""
    with pytest.raises(Unreadable) as caught:
        read_pack(text, "p.yaml")
    return caught.value.problems


def flow(step: str = "{id: s1, name: 甲}", more: str = "") -> str:
    """A pack whose one process has this step on line 6; `more` follows under the process."""
    return f"{HEAD}processes:\n  - id: p\n    steps:\n      - {step}\n{more}"


class TestAPack:
    PACK: Pack = read_pack(FLOW, "p.yaml")

    def test_says_what_its_keys_say(self) -> None:
        process = self.PACK.processes[0]
        assert self.PACK.title == Text("开店", "Opening a shop")
        assert self.PACK.source == "某市公告；网页；部分 partial"
        assert (process.promised, process.legal, process.conditions) == (5, None, {"供餐": False})
        assert process.assumptions == (Text("假设", "assumed"),)

    def test_takes_codes_as_printed(self) -> None:
        assert self.PACK.processes[0].step("s1").code == "007"

    def test_knows_where_each_step_and_material_stands(self) -> None:
        step = self.PACK.processes[0].step("s2")
        assert step.place == "p.yaml:19"
        assert [need.place for need in step.needs] == ["p.yaml:21", "p.yaml:21"]

    def test_states_the_ground_of_orders_materials_and_fees(self) -> None:
        process = self.PACK.processes[0]
        assert [order.ground.kind for order in process.orders] == [GroundKind.UNSTATED, GroundKind.HABIT]
        assert process.step("s2").needs[1].ground.kind is GroundKind.DATA
        assert process.step("s1").fees[0].ground.cite == "某条例第三条"
        assert process.step("s2").conduct.instant.kind is GroundKind.RULE

    def test_a_key_left_blank_counts_as_not_written(self) -> None:
        step = (
            read_pack(flow("{id: s1, name: 甲, office: , days: , needs: , ground: }"), "x")
            .processes[0]
            .steps[0]
        )
        assert (step.office, step.days, step.needs) == ("", None, ())

    def test_a_ring_is_left_to_examine(self) -> None:
        two = "{id: s1, name: 甲}\n      - {id: s2, name: 乙}"
        made = read_pack(flow(two, "    orders: [[s1, s2], [s2, s1]]\n"), "x")
        assert made.processes[0].rings() == [["s1", "s2"]]

    def test_printed_boxes_become_orders_that_nobody_grounds(self) -> None:
        steps = "\n      - ".join(f"{{id: s{i}, name: 甲, box: {box}}}" for i, box in enumerate([1, 2, 2, 3]))
        made = read_pack(
            flow(steps, "    order_printed: serial-by-box\n    orders: [[s0, s1]]\n"), "x"
        ).processes[0]
        pairs = [(order.before, order.after) for order in made.orders]
        assert sorted(pairs) == [("s0", "s1"), ("s0", "s2"), ("s1", "s3"), ("s2", "s3")]

    def test_a_chain_has_matters(self) -> None:
        text = f"{HEAD}processes:\n- {{id: c, kind: chain, matters: [{{id: m1, name: 甲}}]}}\n"
        assert read_pack(text, "x").chains == {"c"}

    def test_law_is_read_with_its_conditions(self) -> None:
        book = read_pack(
            HEAD
            + """
lawbook:
  concepts: [{id: a, name: 甲, aliases: [甲甲], ground: {law: 某法第一条}}, {id: b, name: 乙}]
  precedences: [{id: P1, before: a, after: b, relation: merge, any_one: true, ground: {law: 某法第二条, when: 划拨用地}}]
  listings: [{concept: a, words: [申请表], ground: {law: 某法第三条}}]
  limits: [{concept: a, days: 30, unit: natural, ground: {law: 某法第四条}}]
""",
            "x",
        ).lawbook
        (rule,) = book.precedences
        assert (rule.first, rule.second, rule.relation, rule.any_one) == ("a", "b", "merge", True)
        assert rule.ground.when == "划拨用地"
        assert book.grounds["a"].cite == "某法第一条"
        assert (book.limits[0].days, book.limits[0].unit) == (30, "natural")


class TestAProblem:
    @pytest.mark.parametrize(
        ("text", "line", "said"),
        [
            (flow("{id: s1, name: 甲, days: -1}"), "6", "不是“-1”"),
            (flow("{id: s1, name: 甲, days: .nan}"), "6", "不是“.nan”"),
            (flow("{id: s1, name: 甲, days: 1e999}"), "6", "不是“1e999”"),
            (flow("{id: s1, name: 甲, days: 三}"), "6", "不是“三”"),
            (flow("{id: s1, name: 甲, days: true}"), "6", "不是“true”"),
            (flow("{id: s1, name: 甲, visits: 1.5}"), "6", "整数"),
            (flow("{id: s1, name: 甲, ofice: 局}"), "6", "是不是“office”"),
            (flow("{id: s1, name: 甲, kind: reveiw}"), "6", "是不是“review”"),
            (flow("{id: s1}"), "6", "缺少“name”"),
            (flow("{id: s1, name: }"), "6", "缺少“name”"),
            (flow("{id: 's 1', name: 甲}"), "6", "编号“s 1”"),
            (flow("{id: s1, name: 甲, needs: 申请表}"), "6", "列表"),
            (flow("{id: s1, name: 甲, ground: {law: 甲法, habit: 惯例}}"), "6", "依据只写一种"),
            (flow("{id: s1, name: 甲}\n      - {id: s1, name: 乙}"), "7", "用了两次"),
            (flow(more="    orders:\n    - [s1, s2]\n"), "8", "没有环节“s2”。是不是“s1”"),
            (flow(more="    orders:\n    - [s1]\n"), "8", "[先, 后]"),
            (flow(more="    orders:\n    - {before: s1}\n"), "8", "缺少“after”"),
            (flow(more="    conditions: [供餐]\n"), "7", "键: 值"),
            (flow(more="    steps: []\n"), "7", "写了两次"),
            (HEAD.replace("/1", "/9"), "1", "jianzheng-pack/1"),
            (HEAD + "lawbook: {limits: [{concept: a, ground: {law: 甲}}]}", "3", "缺少“days”"),
            (HEAD + "processes: [{id: p}, {id: p}]", "1", "流程编号“p”用了两次"),
            ("[]", "1", "键: 值"),
        ],
    )
    def test_names_its_line_and_what_to_do(self, text: str, line: str, said: str) -> None:
        found = problems(text)
        assert [(problem.place, said in problem.zh) for problem in found] == [(line, True)]
        assert found[0].en

    def test_comes_with_all_the_others(self) -> None:
        found = problems(flow("{id: s1, nam: 甲, days: -1, visits: x, kind: y, needs: [{origin: s1}]}"))
        assert len(found) == 6

    def test_does_not_bring_others_with_it(self) -> None:
        two = "{id: s1, days: 3}\n      - {id: s2, name: 乙}"
        assert len(problems(flow(two, "    orders: [[s1, s2]]\n"))) == 1

    def test_thousands_are_counted_and_the_first_are_shown(self) -> None:
        orders = "    orders:\n" + "".join(f"    - [s1, x{i}]\n" for i in range(20_000))
        started = time.process_time()
        with pytest.raises(Unreadable) as caught:
            read_pack(flow(more=orders), "p.yaml")
        assert len(caught.value.problems) == 20_000
        assert caught.value.zh.count("\n") == SHOWN + 1
        assert time.process_time() - started < 20

    def test_two_huge_boxes_are_too_many_orders(self) -> None:
        steps = "\n      - ".join(f"{{id: s{i}, name: 甲, box: {i // 2000}}}" for i in range(4000))
        (found,) = problems(flow(steps, "    order_printed: serial-by-box\n"))
        assert (found.place, "4000000" in found.en) == ("4", True)
