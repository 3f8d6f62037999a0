"""What may stand where a document's number or a length of time is asked."""

import pytest

from jianzheng.core.codes.written import document_number, names_a_term
from jianzheng.core.refusal import Refused


@pytest.mark.parametrize("text", ["某府〔2026〕1号", " 演示1号 ", "ORDER ７"])
def test_a_number_has_four_signs_and_a_figure(text: str) -> None:
    assert document_number(text, "文号", "the number") == text.strip()


@pytest.mark.parametrize("text", ["", "x", "12", "没有文号的", " 1  \x00 "])
def test_what_is_none_is_refused_and_the_form_is_told(text: str) -> None:
    with pytest.raises(Refused, match="机关代字〔年份〕序号") as told:
        document_number(text, "书面委托文号", "the number of the written order")
    assert "请填写书面委托文号" in told.value.zh and "“organ [year] number”" in told.value.en


@pytest.mark.parametrize(
    "text",
    [
        "六个月",
        "自收到之日起15日内",
        "十五 日",
        "３ 个月",
        "90天",
        "within six months",
        "15 working days",
        "半年",
    ],
)
def test_a_term_names_a_length_of_time(text: str) -> None:
    assert names_a_term(text)


@pytest.mark.parametrize("text", ["", "x", "依法", "某期限", "当日", "within months", "6"])
def test_what_names_none_is_no_term(text: str) -> None:
    assert not names_a_term(text)
