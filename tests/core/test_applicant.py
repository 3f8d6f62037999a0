"""Numbers and telephones an applicant types: what is taken, what is answered with advice."""

from __future__ import annotations

import datetime as dt

import pytest

from jianzheng.core.codes.applicant import kind_of_number, tidy, wrong_name, wrong_number, wrong_phone

TODAY = dt.date(2025, 1, 2)
PERSON, FIRM = "990000199001010017", "11990000000000019A"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("citizen", PERSON),
        ("citizen", " 990000 19900101 0017 "),
        ("citizen", "９９００００１９９００１０１００１７"),
        ("credit", FIRM),
        ("credit", FIRM.lower()),
        ("passport", "E12345678"),
        ("other", "H1234567(8)"),
    ],
)
def test_right_numbers_are_taken_however_they_are_typed(kind: str, code: str) -> None:
    assert wrong_number(kind, code, TODAY) is None


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("citizen", "abc"),
        ("citizen", "990000199001010010"),
        ("citizen", "990000209901010017"),
        ("citizen", FIRM),
        ("credit", PERSON),
        ("credit", "' or 1=1--"),
        ("passport", "1"),
        ("passport", "<script>"),
        ("other", ""),
        ("other", "一二三四五"),
        ("", PERSON),
        ("tax", PERSON),
    ],
)
def test_wrong_numbers_are_answered_with_advice(kind: str, code: str) -> None:
    wrong = wrong_number(kind, code, TODAY)
    assert wrong and wrong.zh and wrong.en


def test_the_right_check_character_is_not_given_away() -> None:
    wrong = wrong_number("citizen", "990000199001010010", TODAY)
    assert wrong and "7" not in wrong.zh + wrong.en


def test_a_number_tells_its_kind() -> None:
    told = [kind_of_number(code, TODAY) for code in (PERSON, FIRM, "E1234567")]
    assert told == ["citizen", "credit", "other"]


def test_a_number_is_kept_one_way() -> None:
    assert tidy(" 99000019900101001ｘ ") == "99000019900101001X"


@pytest.mark.parametrize(
    "phone", ["13900000000", "010-12345678", "0755 1234567", "+44 20 7946 0000", "000-00000000"]
)
def test_telephones_are_taken(phone: str) -> None:
    assert wrong_phone(phone) is None


@pytest.mark.parametrize(
    "phone", ["", "xyz", "<script>alert(1)</script>", "1", "12345678901", "139000000000"]
)
def test_what_reaches_nobody_is_not(phone: str) -> None:
    assert wrong_phone(phone)


class TestAName:
    @pytest.mark.parametrize(
        "name", ["李", "Jean-Luc O'Neill", "测试餐饮（甲）有限公司", "3M 中国", "阿卜杜拉·买买提", ""]
    )
    def test_is_taken_as_the_document_has_it(self, name: str) -> None:
        assert wrong_name(name) is None

    @pytest.mark.parametrize("name", ["测试<b>甲</b>有限公司", "{{7*7}}", "李\u202e", "123", "——", "a|b"])
    def test_with_what_no_name_has_is_refused(self, name: str) -> None:
        assert wrong_name(name)
