"""Limits in the packs are what the articles on file print, in the unit they print."""

from __future__ import annotations

import csv

import pytest

from jianzheng.core.lawbook import Limit
from jianzheng.core.process import Step
from jianzheng.formats import packs
from tests.shared import shared

LAW = packs.load("cn-investment-law").lawbook
LIMITS = packs.load("cn-limits")
UNITS = {"working_day": "working", "day": "natural", "on_the_spot": "working"}
GENERAL = "行政许可法第四十二条"


def rows(name: str) -> dict[str, dict[str, str]]:
    """A list of the shared data by its ids; skips the test where it is absent."""
    text = shared(f"catalogue/{name}").read_text(encoding="utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(text.splitlines())}


def limit_of(name: str) -> Limit | None:
    """The limit the law on construction sets for a matter printed as `name`."""
    return LAW.limit(Step("s", name))


class TestALimitByMatter:
    def test_is_what_its_row_prints(self) -> None:
        listed = rows("matters.csv")
        for limit in LIMITS.lawbook.limits:
            row = listed[limit.concept.upper()]
            assert (limit.days, limit.unit) == (float(row["statutory_limit"]), UNITS[row["unit"]]), row["id"]
            assert (limit.ground.cite, limit.ground.quote) == (row["law"] + row["article"], row["quote"])

    def test_is_found_under_the_name_its_row_prints(self) -> None:
        matters = {matter.id: matter.name for matter in LIMITS.matters}
        for limit in LIMITS.lawbook.limits:
            assert LIMITS.lawbook.meant_by(matters[limit.concept.upper()]) == (limit.concept,)

    def test_stands_for_78_rows_and_the_other_16_are_named_in_the_file(self) -> None:
        have = {limit.concept.upper() for limit in LIMITS.lawbook.limits}
        left_out = {matter.id for matter in LIMITS.matters} - have
        text = packs.files()["cn-limits"].read_text("utf-8")
        remark = text[text.index("lawbook:") : text.index("  concepts:")]
        assert len(have) == 78
        assert {id for id in left_out if id not in remark} == set()

    @pytest.mark.parametrize(
        "name",
        ["合伙企业注销登记", "补领结婚证", "出具无婚姻登记证明", "临时居民身份证核发", "机动车登记证书补领"],
    )
    def test_does_not_bind_a_matter_that_only_sounds_alike(self, name: str) -> None:
        assert LIMITS.lawbook.limit(Step("s", name)) is None

    def test_applies_where_a_pack_uses_the_list(self) -> None:
        book = packs.lawbook_for(packs.load("one-thing-chains"))
        found = book.limit(Step("s", "市场主体设立登记"))
        assert found and (found.days, found.unit, found.ground.cite) == (
            3,
            "working",
            "市场主体登记管理条例第十九条",
        )
        assert LAW.limit(Step("s", "市场主体设立登记")) is None


class TestALimitOfConstruction:
    @pytest.mark.parametrize(
        ("name", "days", "unit", "cite"),
        [
            ("项目备案", 0, "working", "企业投资项目核准和备案管理条例第十三条"),
            ("项目备案或核准", 20, "working", "企业投资项目核准和备案管理条例第十条"),
            ("建设项目环境影响报告书", 60, "natural", "环境影响评价法第二十二条"),
            ("建设项目环境影响报告表", 30, "natural", "环境影响评价法第二十二条"),
            ("取水申请批准文件", 45, "working", "取水许可和水资源费征收管理条例第十九条"),
            ("建筑工程施工许可证的发放", 7, "natural", "建筑法第八条"),
            ("不动产首次登记", 30, "working", "不动产登记暂行条例第二十条"),
            ("建设工程规划许可证", 20, "working", GENERAL),
            ("生产建设项目水土保持方案审批", 20, "working", GENERAL),
        ],
    )
    def test_is_the_article_of_its_matter(self, name: str, days: float, unit: str, cite: str) -> None:
        found = limit_of(name)
        assert found and (found.days, found.unit, found.ground.cite) == (days, unit, cite)

    @pytest.mark.parametrize(
        "name", ["质监", "安监", "工程报建", "施工合同备案", "初步设计审批", "项目建议书审批"]
    )
    def test_is_not_made_up_for_what_is_no_licence(self, name: str) -> None:
        assert limit_of(name) is None

    def test_of_20_days_goes_to_licences_without_a_limit_of_their_own(self) -> None:
        listed = rows("investment_matters.csv").values()
        licences = {
            id
            for row in listed
            if row["power_type"] == "行政许可" and not row["statutory_limit"]
            for id in LAW.meant_by(row["matter"])
        }
        general = {limit.concept for limit in LAW.limits if limit.ground.cite == GENERAL}
        assert general <= licences
        assert licences - general == {"preliminary-design", "fire-drawings"}

    def test_of_an_article_of_its_own_agrees_with_the_list(self) -> None:
        for row in rows("investment_matters.csv").values():
            days, _, unit = row["statutory_limit"].partition(" ")
            found = limit_of(row["matter"])
            if days.isdigit() and unit in UNITS and found:
                assert (found.days, found.unit) == (float(days), UNITS[unit]), row["id"]
                assert found.ground.cite == row["law"] + row["article"], row["id"]
