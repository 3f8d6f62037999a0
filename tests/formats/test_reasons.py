"""Grounds and limits read out of short remarks: what they cite, what they read, how many working days."""

from __future__ import annotations

import pytest

from jianzheng.core.ground import UNSTATED, GroundKind, law
from jianzheng.formats.reasons import basis, cited, ground_of_reason, limits, number, numeral, working_days
from jianzheng.formats.variants import variants
from tests.shared import shared


class TestACitation:
    @pytest.mark.parametrize(
        ("text", "articles"),
        [
            ("消防设计在施工前，竣工验收在后（消防法十一、十三）", "消防法第十一条、第十三条"),
            ("未缴契税不予登记（契税法十一）", "契税法第十一条"),
            ("《消防法》第15条", "消防法第十五条"),
            ("消防法十五条", "消防法第十五条"),
            ("建筑法八(五)施工图纸；质量管理条例十一", "建筑法第八条；质量管理条例第十一条"),
            ("依照食品安全法实施条例第三十五条第二款", "食品安全法实施条例第三十五条"),
            ("根据数据安全法第三条", "数据安全法第三条"),
            ("违反城乡规划法第四十条", "城乡规划法第四十条"),
            ("安全生产许可证条例第三条、第四条", "安全生产许可证条例第三条、第四条"),
        ],
    )
    def test_is_found_and_written_out(self, text: str, articles: str) -> None:
        assert cited(text) == articles

    @pytest.mark.parametrize(
        "text",
        [
            "依法十五日内",
            "按规定三日内",
            "办法一次",
            "依本法第三条",
            "投入使用前检查",
            "",
            "第十条材料（一）",
            "法十五",
        ],
    )
    def test_is_not_invented(self, text: str) -> None:
        assert cited(text) == ""

    def test_numerals_are_those_of_the_law(self) -> None:
        assert [numeral(n) for n in (1, 10, 11, 20, 36, 100, 101, 110, 128, 1260 % 1000)] == [
            "一",
            "十",
            "十一",
            "二十",
            "三十六",
            "一百",
            "一百零一",
            "一百一十",
            "一百二十八",
            "二百六十",
        ]

    def test_every_numeral_is_read_back(self) -> None:
        assert all(number(numeral(n)) == n for n in range(1, 1000))

    def test_articles_of_the_shared_law_list_are_written_as_the_law_writes_them(self) -> None:
        text = shared("catalogue/investment_law_precedence.csv").read_text("utf-8-sig")
        assert "第三十六条" in text and cited("城乡规划法三十六") == "城乡规划法第三十六条"


class TestAReason:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("消防法十五", GroundKind.LAW),
            ("材料含营业执照", GroundKind.DATA),
            ("出生登记需出生医学证明电子证照", GroundKind.DATA),
            ("持安全承诺书申请", GroundKind.DATA),
            ("设立登记后", GroundKind.UNSTATED),
            ("筹建完成后申请验收", GroundKind.UNSTATED),
            ("", GroundKind.UNSTATED),
        ],
    )
    def test_is_law_data_or_nothing(self, text: str, kind: GroundKind) -> None:
        assert ground_of_reason(text).kind is kind

    def test_the_same_repeats_the_one_before(self) -> None:
        assert ground_of_reason("同上", law("甲法第一条")) == law("甲法第一条")
        assert ground_of_reason("同上") == UNSTATED

    def test_an_article_alone_is_that_of_a_law_the_source_lists(self) -> None:
        listed = ["乙法第十一条", "甲条例第十条"]
        assert ground_of_reason("第十条材料（一）", laws=listed).cite == "甲条例第十条"
        assert ground_of_reason("第10条规定的文书", laws=listed).cite == "甲条例第十条"
        assert ground_of_reason("第九条", laws=listed) == UNSTATED

    def test_not_listed_is_no_basis(self) -> None:
        assert basis("建筑法八未列（消防法十二：另有规定）") == UNSTATED
        assert basis("建筑法八(一)").cite == "建筑法第八条"


class TestALimit:
    @pytest.mark.parametrize(
        ("text", "days"),
        [
            ("20个工作日", (None, 20)),
            ("二十个工作日", (None, 20)),
            ("3个工作日（可延3）", (None, 3)),
            ("承诺1个工作日；一般10+3个工作日", (1, None)),
            ("承诺最短 5 个工作日（不含制证）", (5, None)),
            ("一般10+3个工作日", (None, 13)),
            ("0.5个工作日", (None, 0.5)),
            ("当场", (None, 0)),
            ("承诺即办", (0, None)),
            ("三个月", (None, None)),
            ("三十日", (None, None)),
            ("审批7→5 工作日", (None, None)),
            ("", (None, None)),
        ],
    )
    def test_is_promised_or_legal_in_working_days_or_not_at_all(
        self, text: str, days: tuple[float | None, float | None]
    ) -> None:
        assert limits(text) == days

    def test_parts_joined_by_plus_are_added(self) -> None:
        assert working_days("10 工作日现场检查+3 工作日决定") == 13


class TestVersionsOfAMatter:
    def found(self, *names: str) -> dict[str, str]:
        made = variants([(name, "局") for name in names])
        return {name: apart for (name, _), (_, apart) in made.items()}

    def test_differ_in_a_closing_bracket_a_last_word_or_a_paper(self) -> None:
        assert self.found("建设用地规划许可证（划拨用地项目）", "建设用地规划许可证（出让用地）") == {
            "建设用地规划许可证（划拨用地项目）": "划拨用地",
            "建设用地规划许可证（出让用地）": "出让用地",
        }
        assert set(
            self.found("建设工程规划许可证核发 市政许可", "建设工程规划许可证核发 临时许可").values()
        ) == {
            "市政许可",
            "临时许可",
        }
        assert set(
            self.found("建设项目环境影响报告书", "建设项目环境影响登记表", "建设项目环境影响报告表").values()
        ) == {
            "报告书",
            "报告表",
            "登记表",
        }

    @pytest.mark.parametrize(
        "names",
        [
            ("建设工程消防设计审查", "建设工程消防竣工验收"),
            ("建设工程施工合同备案", "建设工程监理合同备案"),
            ("建设用地规划许可证", "建设工程规划许可证"),
            ("备案（甲）", "备案（乙）"),
            ("建设项目环境影响报告书", "建设项目环境影响许可证"),
            ("建设工程规划许可证", "建设工程规划许可证（临时）"),
        ],
    )
    def test_are_not_other_matters_that_sound_alike(self, names: tuple[str, str]) -> None:
        assert self.found(*names) == {}

    def test_are_of_one_office(self) -> None:
        assert (
            variants([("建设用地规划许可证（划拨）", "甲局"), ("建设用地规划许可证（出让）", "乙局")]) == {}
        )
