"""How real lists print a matter: which names mean which matter of law, and which only look like it."""

from __future__ import annotations

import pytest

from jianzheng.formats import packs

BOOK = packs.load("cn-investment-law").lawbook

MEANT = {
    "项目备案": "filing",
    "项目备案或核准": "ratification filing",
    "企业投资项目备案（技术改造）（市级/县级）": "filing",
    "项目建议书批复": "proposal",
    "批复可研报告": "feasibility",
    "可行性研究报告审批": "feasibility",
    "立项审批": "approval",
    "建设项目选址意见书的核发": "site-opinion",
    "建设项目用地预审": "land-preview",
    "规划选址意见书、用地预审意见": "site-opinion land-preview",
    "建设用地规划许可证": "land-plan-permit",
    "建设用地（含临时用地）规划许可证核发（出让用地）": "land-plan-permit",
    "建设工程规划许可证核发 市政许可": "works-permit",
    "建设工程（含临时建设）规划许可证核发": "works-permit",
    "国有土地使用权证明": "land-title",
    "完成土地招拍挂（出让合同）": "land-grant",
    "规划条件、规划设计方案审查意见": "plan-conditions design-scheme",
    "规划设计方案审查和总平图预审": "design-scheme",
    "确认项目资金来源": "funds",
    "初步设计及概算审查": "preliminary-design",
    "联合图审（建设、消防、人防、气象）、城市新建民用建筑防空地下室防护的设计审查（政策性）": "drawings",
    "施工图审查备案": "drawings",
    "气象（防雷）施工图审查": "drawings",
    "人防施工图审查": "drawings cad-design",
    "消防审核（或消防备案）": "fire-design fire-drawings",
    "特殊建设工程消防设计审查": "fire-design fire-drawings",
    "特殊建设工程消防验收": "fire-acceptance",
    "其他建设工程消防验收备案": "fire-filing",
    "建设工程竣工消防验收或备案": "fire-filing",
    "工程招标": "contractor tender",
    "施工合同备案": "contractor",
    "房屋建筑和市政基础设施工程合同备案": "contractor",
    "质监": "quality-safety quality-supervision",
    "安监": "quality-safety",
    "建设工程安全监督备案（安监站）": "quality-safety",
    "对房屋建筑工程质量的监督管理": "quality-safety quality-supervision",
    "施工许可证+红线放样": "permit",
    "建筑工程施工许可证的发放": "permit",
    "环评": "eia",
    "建设项目环境影响报告书": "eia-report eia",
    "一般建设项目环境影响报告表审批（市级）": "eia-form eia",
    "节能": "energy",
    "固定资产投资项目节能评估和审查": "energy",
    "水土保持": "soil-water",
    "建设项目水土保持设施验收": "soil-acceptance",
    "永久性占用征收林地": "forest",
    "占用、挖掘城市道路审批": "road-dig",
    "建筑工程竣工规划土地核实“多验合一”": "plan-verification",
    "建设工程竣工验收备案": "completion-filing",
    "取水申请批准文件": "water-intake",
    "核税缴税（契税）": "deed-tax",
    "不动产转移登记": "real-estate",
    "公众聚集场所消防安全检查（告知承诺）": "public-fire-check",
}
"""A printed name → the ids of the matters it means; all are printed in the flows and lists shipped or shared."""

NOT_MEANT = (
    "建筑工程施工许可证变更",
    "普通公路建设项目施工许可",
    "夜间建筑施工许可",
    "涉路施工许可",
    "建设用地规划许可证变更",
    "建设项目规划条件变更",
    "乡村建设规划许可证核发",
    "勘察设计合同备案",
    "建设工程监理合同备案",
    "建设工程招标投标情况书面报告",
    "工程建设项目招标投标活动投诉的处理",
    "建设项目环境影响登记表",
    "建设项目人防工程竣工验收",
    "雷电防护装置竣工验收",
    "城镇排水与污水处理设施竣工验收备案",
    "对重点建设项目（工程）档案的验收",
    "水利工程可行性研究报告审查(据省政府令第349号,部分省级权限下放成都等８市)",
    "建设项目古树名木保护方案备案",
    "测绘地理信息项目备案登记",
    "国有建设用地使用权出让后土地使用权分割转让批准",
    "临时占用林地审批（县级）",
    "企业投资项目核准变更",
    "企业投资项目核准申请的转送",
    "取水许可申请的受理审查",
    "年度投资计划备案",
    "工程报建",
    "企业营业执照信息核验",
    "食品经营许可证新发",
)
"""Names that share words with a matter of law and are something else."""


class TestAPrintedName:
    @pytest.mark.parametrize(("name", "ids"), MEANT.items(), ids=MEANT)
    def test_means_its_matter_and_no_other(self, name: str, ids: str) -> None:
        assert set(BOOK.meant_by(name)) == set(ids.split())

    @pytest.mark.parametrize("name", NOT_MEANT)
    def test_that_only_looks_alike_means_none(self, name: str) -> None:
        assert BOOK.meant_by(name) == ()

    def test_of_any_other_matter_of_guangan_is_left_alone(self) -> None:
        """Of 600 matters few concern construction; a name of another field that matched would be a false alarm."""
        meant = [matter for matter in packs.load("guangan").matters if BOOK.meant_by(matter.name)]
        strangers = {
            matter.name
            for matter in meant
            if matter.office
            not in ("区发改局", "区经信局", "区自然资源和规划局", "区住建局", "区水务局", "区生态环境局")
        }
        assert strangers == {
            "农村公路建设项目初步设计审批（县级）",
            "政府投资或补助的农村能源工程初步设计方案的审核",
            "非政府投资或补助的农村能源工程初步设计方案的备案",
            "公众聚集场所投入使用、营业前消防安全检查",
        }


class TestAMatterOfLaw:
    def test_is_meant_by_its_own_name(self) -> None:
        assert [c.id for c in BOOK.concepts if c.id not in BOOK.meant_by(c.name)] == []

    def test_has_no_alias_that_it_shuts_out_itself(self) -> None:
        idle = [
            (concept.id, alias)
            for concept in BOOK.concepts
            for alias in concept.aliases
            if not concept.named_by(alias)
        ]
        assert idle == []

    def test_has_an_english_name(self) -> None:
        for id in ("cn-investment-law", "cn-limits"):
            assert [c.id for c in packs.load(id).lawbook.concepts if not c.name_en] == []

    def test_of_every_edge_stands_in_the_book(self) -> None:
        known = {concept.id for concept in BOOK.concepts}
        assert {id for edge in BOOK.precedences for id in (edge.first, edge.second)} <= known
