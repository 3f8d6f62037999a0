"""The one-thing chains: law keeps the sequences it sets, results flow between matters, conditions say when a matter is due."""

from __future__ import annotations

import pytest
import yaml

from jianzheng.core.chain import bundle
from jianzheng.core.examine import examine
from jianzheng.core.process import Process, under
from jianzheng.core.study import Study, study
from jianzheng.formats import packs
from tests.shared import shared

PACK = packs.load("one-thing-chains")
BOOK = packs.lawbook_for(PACK)


def chain(id: str) -> Process:
    """One of the eleven."""
    return next(process for process in PACK.processes if process.id == id)


def redesigned(id: str) -> Study:
    """A chain with everything the redesign offers."""
    return study(chain(id), BOOK)


class TestASequenceSetByLaw:
    @pytest.mark.parametrize(
        ("id", "days", "first", "last"),
        [
            ("internet-cafe", 35, "筹建（设立）申请", "最终审核，核发网络文化经营许可证"),
            ("pharmacy", 45, "开办药品零售企业筹建审查", "开办药品零售企业验收"),
        ],
    )
    def test_survives_every_redesign(self, id: str, days: int, first: str, last: str) -> None:
        made = redesigned(id)
        assert (made.burden_before.days_chain, made.burden_after.days_chain) == (days, days)
        names = [step.name for step in made.after.chain() if step.nominal_days]
        assert names == [first, last]

    def test_keeps_the_consent_before_the_preparation_of_a_school(self) -> None:
        kept = {(o.before, o.after): o.ground.kind.value for o in redesigned("private-school").after.orders}
        assert kept["m1", "m2"] == "law"
        assert kept["m2", "m3"] == "data"

    def test_keeps_tax_before_the_register(self) -> None:
        kept = {(o.before, o.after): o.ground.cite for o in redesigned("realestate-transfer").after.orders}
        assert kept["m2", "m3"] == "契税法第十一条"

    def test_of_the_fire_law_orders_the_supermarket(self) -> None:
        cites = [order.ground.cite for order in chain("supermarket").orders]
        assert cites == ["消防法第十一条、第十三条", "消防法第十五条"]


class TestASequenceNobodyGrounds:
    def test_is_reported_where_the_source_only_says_after(self) -> None:
        found = [f.kind for f in examine(chain("business-start"), BOOK)]
        assert "order-without-ground" in found
        assert all(order.ground.kind == "unstated" for order in chain("business-start").orders)


class TestAResult:
    @pytest.mark.parametrize(
        ("id", "material"),
        [
            ("newborn", "新生儿出生医学证明电子证照（签发后生成）"),
            ("newborn", "新生儿户口簿电子证照（出生登记后生成）"),
            ("hotel", "消防安全检查意见书（事项2产出）"),
            ("hotel", "营业执照"),
            ("internet-cafe", "信息网络安全承诺书"),
            ("private-school", "筹设批准书（事项1产出）"),
        ],
    )
    def test_of_one_matter_is_not_asked_of_the_citizen(self, id: str, material: str) -> None:
        supplied = {paper.material: paper.supplied_by for paper in bundle(chain(id)).papers}
        assert supplied[material] == "flow"

    def test_of_the_newborn_leaves_two_papers_to_bring(self) -> None:
        papers = bundle(chain("newborn"))
        assert papers.times_asked == 7
        assert [paper.material for paper in papers.brought] == [
            "父母双方居民身份证、居民户口簿、结婚证（支持电子证照）",
            "入户方身份证、户口簿",
        ]


class TestAConditionalMatter:
    def test_falls_away_in_a_small_shop(self) -> None:
        small = under(chain("supermarket"), {"面积超过500㎡": False, "面积超过50㎡": False})
        names = {step.name for step in small.steps}
        assert "公共场所卫生许可" not in names
        assert "公众聚集场所投入使用、营业前消防安全检查" not in names
        assert len(names) == 8

    def test_stays_while_nobody_knows(self) -> None:
        assert len(under(chain("supermarket"), {}).steps) == 10


class TestTheSource:
    def test_limit_of_a_whole_chain_is_its_promise(self) -> None:
        promised = {process.id: process.promised for process in PACK.processes if process.promised}
        assert promised == {"newborn": 5, "business-start": 1, "utility-access": 2}

    def test_prints_every_material_and_the_pack_asks_for_each(self) -> None:
        text = shared("catalogue/chains.yaml").read_text(encoding="utf-8")
        for listed in yaml.safe_load(text)["chains"]:
            printed = listed.get("materials") or []
            if isinstance(printed, dict):
                printed = [material for group in printed.values() for material in group]
            process = chain(listed["id"].replace("_", "-"))
            asked = {need.material for step in process.steps for need in step.needs}
            assert set(printed) - asked == set(), listed["id"]
