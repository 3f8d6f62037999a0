"""One-thing chains from their list: matters, edges with their grounds, limits, and whose materials are whose."""

from __future__ import annotations

import pytest

from jianzheng.core.ground import GroundKind
from jianzheng.core.process import Process
from jianzheng.formats import packs
from jianzheng.formats.pack import Pack
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.read import read, read_together
from tests.shared import shared

CHAIN = """
note: x
chains:
- id: my shop
  name: 开店一件事
  source: [甲, 乙]
  total_limit: 承诺 5 个工作日
  matters:
  - {no: 1, matter: 市场主体设立登记, department: 市监局, limit: 3个工作日（可延3）}
  - {no: 2, matter: 消防安全检查, limit: 承诺1个工作日；一般10个工作日}
  - {no: 3, matter: 卫生许可, note: 500㎡以下不需要办理, limit: 三个月}
  - {no: 4, matter: 食品经营许可, note: 供餐的}
  edges:
  - {before: 1, after: 2, why: 材料含营业执照}
  - {before: 1, after: 3, why: 同上}
  - {before: 2, after: 3, why: 第十五条}
  - {before: 3, after: 4, why: 卫生许可后}
  law:
  - {law: 消防法第十五条, quote: 投入使用前}
"""


def chain(text: str = CHAIN) -> Process:
    """The first chain of a text."""
    return taken(text).processes[0]


def taken(text: str) -> Pack:
    """The pack read from a text."""
    return read_together([("c.yaml", text.encode())])


def refused(text: str) -> list[tuple[str, str]]:
    """Place and word of every problem of a text that is not taken."""
    with pytest.raises(Unreadable) as caught:
        taken(text)
    return [(problem.place, problem.zh) for problem in caught.value.problems]


class TestAChain:
    def test_has_a_step_for_every_matter_with_its_place(self) -> None:
        made = chain()
        assert [(step.id, step.name, step.place) for step in made.steps][:2] == [
            ("m1", "市场主体设立登记", "c.yaml:9"),
            ("m2", "消防安全检查", "c.yaml:10"),
        ]
        assert (made.id, made.source, taken(CHAIN).chains) == ("my-shop", "甲；乙", {"my-shop"})

    def test_tells_promised_from_legal_days_and_counts_no_months(self) -> None:
        made = chain()
        assert [(step.days, step.legal_days) for step in made.steps[:3]] == [
            (None, 3),
            (1, None),
            (None, None),
        ]
        assert made.promised == 5
        assert "三个月" in made.assumptions[-1].zh and "三个月" in made.assumptions[-1].en

    def test_knows_when_a_matter_is_needed(self) -> None:
        assert [step.when for step in chain().steps] == ["", "", "非500㎡以下", "供餐的"]

    def test_takes_the_ground_of_an_edge_from_its_remark(self) -> None:
        kinds = [order.ground.kind for order in chain().orders]
        assert kinds == [GroundKind.DATA, GroundKind.DATA, GroundKind.LAW, GroundKind.UNSTATED]
        assert chain().orders[2].ground.cite == "消防法第十五条"

    def test_gives_a_list_for_the_whole_to_the_last_matter_that_can_use_it(self) -> None:
        made = chain(CHAIN + "  materials: [申请表, 检查意见书（事项2产出）, 证（卫生许可后生成）]\n")
        assert {step.id: len(step.needs) for step in made.steps} == {"m1": 0, "m2": 0, "m3": 0, "m4": 3}
        assert [need.origin for need in made.step("m4").needs] == ["", "m2", "m3"]
        later = chain(
            CHAIN.replace("{before: 3, after: 4", "{before: 1, after: 4") + "  materials: [书（事项2产出）]\n"
        )
        assert [step.id for step in later.steps if step.needs] == ["m3"]

    def test_gives_materials_listed_for_a_matter_to_that_matter(self) -> None:
        made = chain(CHAIN + "  materials: {食品经营许可: [申请表, 平面图], 卫生许可: [检测报告]}\n")
        assert {step.id: len(step.needs) for step in made.steps if step.needs} == {"m3": 1, "m4": 2}

    @pytest.mark.parametrize(
        ("old", "new", "line", "said"),
        [
            ("{before: 3, after: 4", "{before: 9, after: 4", "17", "没有事项 9"),
            ("no: 4, ", "no: 3, ", "12", "用了两次"),
            ("matter: 卫生许可", "mater: 卫生许可", "11", "matter"),
            ("  edges:", "  edges: x\n  edgs:", "13", "应为列表"),
            ("  law:", "  materials: {不存在的事项XYZ: [表]}\n  law:", "18", "不在链里"),
            ("  matters:", "  mats:", "4", "matters"),
        ],
    )
    def test_that_is_wrong_names_its_line(self, old: str, new: str, line: str, said: str) -> None:
        found = refused(CHAIN.replace(old, new))
        assert (line, True) in [(place, said in zh) for place, zh in found]

    @pytest.mark.parametrize(
        "text", ["chains: 3", "chains: []", "chains: [1, {}]", "chains: {a: b}", "chains:"]
    )
    def test_list_without_chains_is_refused(self, text: str) -> None:
        assert refused(text)


class TestTheElevenChains:
    @pytest.fixture
    def made(self) -> Pack:
        return read([shared("catalogue/chains.yaml")])

    def test_have_the_matters_and_orders_of_the_pack_written_by_hand(self, made: Pack) -> None:
        pack = packs.load("one-thing-chains")
        assert len(made.processes) == 11
        for mine, theirs in zip(made.processes, pack.processes, strict=True):
            assert [step.name for step in mine.steps] == [step.name for step in theirs.steps]
            assert {(o.before, o.after) for o in mine.orders} == {(o.before, o.after) for o in theirs.orders}
            assert mine.promised == theirs.promised

    def test_cite_the_articles_their_remarks_cite_and_no_others(self, made: Pack) -> None:
        cited = {
            (process.id, order.before, order.after, order.ground.cite)
            for process in made.processes
            for order in process.orders
            if order.ground.kind is GroundKind.LAW
        }
        assert cited == {
            ("supermarket", "m5", "m6", "消防法第十一条、第十三条"),
            ("supermarket", "m6", "m7", "消防法第十五条"),
            ("realestate_transfer", "m2", "m3", "契税法第十一条"),
            ("internet_cafe", "m1", "m2", "互联网上网服务营业场所管理条例第十条"),
        }

    def test_know_which_matter_a_paper_comes_from(self, made: Pack) -> None:
        school = next(process for process in made.processes if process.id == "private_school")
        assert [need.origin for need in school.step("m3").needs] == ["m1", "m2", "", "", ""]

    def test_keep_every_material_once(self, made: Pack) -> None:
        counts = {process.id: sum(len(step.needs) for step in process.steps) for process in made.processes}
        assert {id: count for id, count in counts.items() if count} == {
            "newborn": 4,
            "internet_cafe": 5,
            "private_school": 5,
            "hotel": 8,
        }
