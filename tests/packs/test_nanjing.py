"""The Nanjing flow against its source: origins, alternatives, what 建筑法第八条 does not list, and the days law allows."""

from __future__ import annotations

import csv

import pytest

from jianzheng.core.burden import burden
from jianzheng.core.examine import examine
from jianzheng.core.process import under
from jianzheng.core.study import study
from jianzheng.formats import packs
from jianzheng.formats.proof import headline
from tests.shared import shared

PACK = packs.load("nanjing-2018")
(FLOW,) = PACK.processes
BOOK = packs.lawbook_for(PACK)
HELD = "已有证照或政务数据（可共享核验，非本流程产出）"
READ_AS = {
    HELD: {"held"},
    "": {""},
    "项目备案或核准（立项）": {"b1"},
    "建设项目选址意见书核发": {"b2m2"},
    "建设项目用地预审": {"b2m1"},
    "固定资产投资项目节能评估和审查": {"b3m1"},
    "规划条件、规划设计方案审查意见": {"b8"},
    "国有土地使用权证明": {"b9"},
    "联合图审": {"b14"},
    "联合图审（消防）/消防设计备案": {"b14"},
    "工程招标": {"b15"},
    "施工、监理合同备案": {"b16m1", "b16m2", ""},
    "房屋建筑工程质量监督": {"b16m3"},
    "建设工程安全监督备案": {"b16m4"},
    "建设工程规划许可证": {"建设工程规划许可证"},
    "完成土地招拍挂（出让合同）": {"完成土地招拍挂（出让合同）"},
}
"""Who yields a material in the analyst's words → the steps of the pack that may be meant."""


def materials() -> list[dict[str, str]]:
    """The rows of the source; skips the test where it is absent."""
    text = shared("catalogue/investment_materials_nanjing2018.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


class TestAMaterial:
    def test_comes_from_where_the_analyst_says(self) -> None:
        needs = {
            (step.name, "".join(need.material.split())): need for step in FLOW.steps for need in step.needs
        }
        for row in materials():
            need = needs.get((row["matter"], "".join(row["material"].split())))
            if need:
                assert need.origin in READ_AS[row["produced_by"]], need
                assert need.once == bool(row["first_time_only"]), need

    def test_off_the_list_of_the_construction_law_is_what_the_source_marks(self) -> None:
        (permit,) = (step for step in FLOW.steps if "施工许可证" in step.name)
        listing = BOOK.listing(permit)
        assert listing and listing.ground.cite == "建筑法第八条"
        off = [need.material for need in permit.needs if not listing.allows(need.material)]
        assert off == [
            row["material"] for row in materials() if row["statutory_basis_check"].startswith("建筑法八未列")
        ]

    def test_off_the_list_is_found_when_the_flow_is_examined(self) -> None:
        found = {f.places[0].split(":")[1] for f in examine(FLOW, BOOK) if f.kind == "material-off-list"}
        assert found == {"监理合同", "立项批文", "节能备案表", "消防备案表", "社会保险费缴纳证明"}

    @pytest.mark.parametrize("form", ["施工许可申请表", "建筑工程施工许可证申请书"])
    def test_may_always_be_the_form_itself(self, form: str) -> None:
        listing = BOOK.listing(next(step for step in FLOW.steps if "施工许可证" in step.name))
        assert listing and listing.allows(form)


class TestTheDays:
    def test_are_those_law_allows(self) -> None:
        cited = {step.id: (step.legal_days, step.legal_ground.cite) for step in FLOW.steps if step.legal_days}
        assert cited["b3m2"] == (60, "环境影响评价法第二十二条")
        assert cited["b18m1"] == (7, "建筑法第八条")
        assert {id for id, limit in cited.items() if limit == (20, "行政许可法第四十二条")} == {
            *("b2m1", "b2m2", "b3m1", "b5m1", "b5m2", "b5m3", "b5m4", "b12m1", "b12m2")
        }
        assert [step.id for step in FLOW.steps if step.days is not None] == []

    def test_are_127_as_printed_and_80_by_law_and_data_alone(self) -> None:
        """20 (box 2) + 60 (box 3) + 20 (box 5) + 20 (box 12) + 7 (box 18); the assessment reads the site opinion: 20 + 60."""
        made = study(FLOW, BOOK)
        assert (made.burden_before.days_chain, made.burden_after.days_chain) == (127, 80)

    def test_fall_by_30_where_a_form_replaces_the_report(self) -> None:
        form = under(FLOW, {"报告书": False, "登记表": False})
        assert burden(form).days_chain == 97


class TestTheReform:
    """国办发〔2018〕33号 as the domain lists it: contract filings removed, quality and safety merged with the permit."""

    MADE = study(FLOW, BOOK)

    def test_strikes_the_filing_of_contracts_and_shows_its_ground(self) -> None:
        drops = {move.targets[0]: move for move in self.MADE.accepted if move.kind == "drop"}
        assert drops.keys() == {"b11m1", "b16m1", "b16m2"}
        for move in drops.values():
            assert (move.ground.kind, move.ground.cite) == ("rule", "国办发〔2018〕33号")
            assert "未重读原文" in move.ground.source
        assert not drops.keys() & self.MADE.after.index.keys()

    def test_merges_quality_and_safety_supervision_with_the_permit(self) -> None:
        permit = self.MADE.after.step("b18m1")
        assert {"b16m3", "b16m4"}.isdisjoint(self.MADE.after.index)
        assert permit.name.count(" + ") == 2 and "安全监督" in permit.name and "质量" in permit.name

    def test_leaves_the_contract_an_article_demands_with_the_applicant(self) -> None:
        needs = {need.material: need for need in self.MADE.after.step("b18m1").needs}
        assert (needs["施工合同"].handling, needs["施工合同"].origin) == ("asked", "")
        assert {
            "施工单位备案合同",
            "监理单位备案合同",
            "监理合同",
            "质量监督手续",
            "安全监督手续",
        }.isdisjoint(needs)

    def test_says_truly_that_without_any_move_law_adds_days(self) -> None:
        said = headline(study(FLOW, BOOK, []))
        assert "变为 147 个，多 20 个" in said.zh and "-" not in said.zh
        assert "节省 47 个工作日" in headline(self.MADE).zh

    @pytest.mark.parametrize(
        "name", ["公路工程施工合同备案", "水利工程安全监督手续", "安监", "施工合同备案变更"]
    )
    def test_means_no_other_works(self, name: str) -> None:
        """Housing and municipal works only; a bare word is not enough."""
        assert not {"contract-filing", "safety-supervision"} & {*BOOK.meant_by(name)}


class TestAnAlternative:
    @pytest.mark.parametrize(("box", "ways"), [("3 ", 3), ("5 ", 4), ("12 ", 2)])
    def test_group_has_the_variants_of_its_box(self, box: str, ways: int) -> None:
        (group,) = (steps for steps in FLOW.alternatives().values() if steps[0].box.startswith(box))
        assert len(group) == ways
        assert len({step.when for step in group} - {""}) == ways
