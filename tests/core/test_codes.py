"""Codes: the published vectors, and one changed character is always noticed where a check digit guards it."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core import codes
from jianzheng.core.codes import Kind
from tests.shared import shared

TODAY = dt.date(2026, 11, 23)
ROOT = "1.2.156.3005.2."
TASK = "12441500196720244T3442199806003"
LICENCES = [
    "11100000000013338W011.11430000006122244L.20230000403.001.U",
    "11100000000013338W032.11220000013544541J.2430599.001.F",
    "11100000MB03271699022.340100.000000016.001.9",
    "11100000000013338W009.11330105002500287C.2025052201.002.0",
]


class TestMatterCodes:
    def test_catalogue_code_has_region_type_main_and_sub_item(self):
        assert codes.parse_catalogue("442199806003") == codes.Catalogue("44", "21", "99806", "003")

    def test_task_code_has_a_verified_organ_and_a_level(self):
        task = codes.parse_task(TASK)
        assert (task.level, task.organ.region, task.catalogue.sub) == (3, "441500", "003")

    def test_handling_item_is_a_task_and_a_sequence(self):
        assert codes.parse_handling_item(TASK + "01").sequence == "01"

    def test_case_number_has_a_day_and_a_serial(self):
        case = codes.parse_case(TASK + "202206230068")
        assert (case.day, case.serial, case.sequence) == (dt.date(2022, 6, 23), "0068", None)

    def test_case_number_may_begin_with_a_handling_item(self):
        case = codes.parse_case(TASK + "02" + "202206230068")
        assert (case.day, case.serial, case.sequence) == (dt.date(2022, 6, 23), "0068", "02")

    def test_investment_project_code_splits_by_hyphens(self):
        assert codes.parse_invest_project("2019-370800-47-03-000001").region == "370800"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "44",
            TASK[:-1],
            TASK + "0",
            TASK + "202213010001",
            TASK[:18] + "8" + TASK[19:],
            "４４2199806003",
        ],
    )
    def test_anything_else_is_malformed(self, text):
        assert codes.check(text)


class TestIdentity:
    @pytest.mark.parametrize("text", ["11440100007483172Q", "11370800MB28559184", "113700000045046442"])
    def test_real_credit_codes_are_valid(self, text):
        assert codes.parse_uscc(text).check == text[-1]

    def test_a_wrong_credit_code_names_the_right_check_character(self):
        with pytest.raises(codes.MalformedCode, match="U"):
            codes.parse_uscc("11440300007542785T")

    @given(
        st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17),
        st.integers(0, 16),
        st.integers(1, 30),
    )
    def test_one_changed_character_of_a_credit_code_is_noticed(self, body, place, shift):
        letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        whole = body + codes.uscc_check(body)
        assert codes.parse_uscc(whole)
        other = letters[(letters.index(body[place]) + shift) % 31]
        with pytest.raises(codes.MalformedCode):
            codes.parse_uscc(whole[:place] + other + whole[place + 1 :])

    def test_citizen_id_carries_birth_and_sex(self):
        person = codes.parse_citizen_id("11010519491231002X", today=TODAY)
        assert (person.born, person.male) == (dt.date(1949, 12, 31), False)

    @pytest.mark.parametrize(
        "text", ["110105194912310021", "11010519491331002X", "110105204912310020", "1101051949123100２X"]
    )
    def test_citizen_id_with_wrong_check_date_or_future_birth_is_malformed(self, text):
        with pytest.raises(codes.MalformedCode):
            codes.parse_citizen_id(text, today=TODAY)

    @given(st.dates(dt.date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
    def test_one_changed_digit_of_a_citizen_id_is_noticed(self, born, serial, place, shift):
        body = f"110105{born:%Y%m%d}{serial:03d}"
        whole = next(
            body + check
            for check in "0123456789X"
            if not codes.check(body + check, Kind.CITIZEN, today=TODAY)
        )
        changed = whole[:place] + str((int(whole[place]) + shift) % 10) + whole[place + 1 :]
        assert codes.check(changed, Kind.CITIZEN, today=TODAY)

    @given(st.integers(0, 16))
    def test_two_neighbours_swapped_in_a_credit_code_are_noticed(self, place):
        whole = "11370800MB28559184"
        swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
        assert bool(codes.check(swapped, Kind.CREDIT)) == (swapped != whole)

    def test_old_organisation_codes_are_verified(self):
        assert codes.is_organisation("00877836X")
        assert codes.is_organisation("00877868-5")
        assert not codes.is_organisation("008778361")
        assert not codes.is_organisation("0-0877836X")


class TestLicences:
    @pytest.mark.parametrize("tail", LICENCES)
    def test_real_ids_are_valid(self, tail):
        assert codes.parse_licence_id(ROOT + tail).version in ("001", "002")

    def test_a_sample_with_a_wrong_check_names_the_right_one(self):
        sample = "11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M"
        with pytest.raises(codes.MalformedCode, match="D"):
            codes.parse_licence_id(ROOT + sample)

    @given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=40), st.data())
    def test_one_changed_character_is_noticed(self, body, data):
        place = data.draw(st.integers(0, len(body) - 1))
        other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        changed = body[:place] + other + body[place + 1 :]
        assert (codes.mod_37_36(body) == codes.mod_37_36(changed)) == (body == changed)


class TestAKind:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("442199806003", Kind.CATALOGUE),
            (TASK, Kind.TASK),
            (TASK + "01", Kind.HANDLING_ITEM),
            (TASK + "202206230068", Kind.CASE),
            (TASK + "01202206230068", Kind.CASE),
            ("2019-370800-47-03-000001", Kind.INVEST_PROJECT),
            ("XK00001001", Kind.OLDER),
            ("0100001001", Kind.OLDER),
            ("010000100100000000000001", Kind.OLDER),
            ("511A0138000000-511602000000-000-115113010833722043-1-00", Kind.LOCAL),
            ("113700000045046442", Kind.CREDIT),
            ("11440300007542785T", Kind.CREDIT),
            ("11010519491231002X", Kind.CITIZEN),
            ("110105194912310021", Kind.CITIZEN),
            (ROOT + LICENCES[0], Kind.LICENCE),
            ("Z", None),
            ("", None),
            ("E-000021-001-1111111111111111", None),
        ],
    )
    def test_is_told_by_the_shape(self, text, kind):
        assert codes.kind_of(text) is kind

    @pytest.mark.parametrize(
        "text",
        ["113700000045046442", "11010519491231002X", ROOT + LICENCES[0]],
        ids=["organ", "person", "paper"],
    )
    def test_of_an_organ_a_person_or_a_paper_is_out_of_place_as_a_matter(self, text):
        (wrong,) = codes.check(text)
        assert "不是事项编码" in wrong.zh and "not the code of a matter" in wrong.en
        assert codes.check(text, codes.kind_of(text)) == []

    def test_of_an_organ_in_digits_only_is_not_taken_for_a_person(self):
        bodies = (f"12370819{n:09d}" for n in range(1000))
        organ = next(body + check for body in bodies if (check := codes.uscc_check(body)).isdecimal())
        assert codes.kind_of(organ) is Kind.CREDIT
        assert codes.kind_of(organ[:-1] + str((int(organ[-1]) + 1) % 10)) is Kind.CITIZEN

    @pytest.mark.parametrize("kind", list(Kind))
    def test_asked_for_refuses_what_is_none_of_it(self, kind):
        (wrong,) = codes.check("简政", kind)
        assert wrong.zh and wrong.en

    def test_of_a_person_is_held_against_today_when_a_day_is_given(self):
        born_later = "11010520491231002" + "6"
        assert codes.check(born_later, Kind.CITIZEN) == []
        assert "晚于今天" in codes.check(born_later, Kind.CITIZEN, today=TODAY)[0].zh

    @given(st.text(max_size=60))
    def test_of_any_text_at_all_is_answered_without_a_crash(self, text):
        assert codes.kind_of(text) is None or codes.check(text, codes.kind_of(text)) is not None
        assert all(wrong.zh and wrong.en for wrong in codes.check(text))

    @given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    def test_of_a_task_never_hides_a_changed_organ(self, place, letter):
        changed = TASK[:place] + letter + TASK[place + 1 :]
        assert bool(codes.check(changed, Kind.TASK)) == (changed != TASK)


class TestDirtyLists:
    @pytest.mark.parametrize(
        "text",
        [
            "511A0126300000-511602000000-000-11511301008778255F-1-00",
            "512B0053300006-511602000000-000-083372204-1-00",
            "512C0107400001-511602000000-000-00877868-5-1-00",
            "511Z07001006-511602000000-000-11511301008778183N-1-00",
            "1J-5100-00027-511602000000-000-11511301008778386B-1-00",
        ],
    )
    def test_the_local_print_is_an_alias_not_an_error(self, text):
        assert codes.check(text) == []

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Z-000408-001-511602000000-000-12511301MB1297707Y-1-00", "“Z”"),
            ("511A0014100002-511602000000-000-2222222222222-1-00", "13位"),
            ("E-000021-001-1111111111111111", "不是任何已知编码规则"),
            ("511A0080800002-511602000000-000-1151130000877869M-1-00", "17位"),
            ("511A008080000-511602000000-000-11511301008778255F-1-00", "格式"),
            ("511A0126300000-511602000000-000-11511301008778256F-1-00", "校验码"),
        ],
    )
    def test_what_is_malformed_says_which_part(self, text, says):
        (wrong,) = codes.check(text)
        assert says in wrong.zh

    def test_a_real_list_of_six_hundred_is_irregular_in_three_ways_only(self):
        rows = csv.DictReader(
            shared("catalogue/guangan_matters.csv").read_text(encoding="utf-8-sig").splitlines()
        )
        found = [row["item_code"] for row in rows if codes.check(row["item_code"])]
        organ_of_wrong_width = [
            code for code in found if len(code.split("-")) == 6 and len(code.split("-")[3]) not in (9, 18)
        ]
        letter_alone = [code for code in found if code[1] == "-" and code.count("-") == 7]
        without_area = [code for code in found if code.count("-") == 3]
        assert (len(organ_of_wrong_width), len(letter_alone), len(without_area)) == (108, 12, 2)
        assert len(found) == 108 + 12 + 2

    def test_the_real_organs_of_that_list_pass_their_check_digits(self):
        text = shared("catalogue/guangan_matters.csv").read_text(encoding="utf-8-sig")
        organs = [
            row["item_code"].split("-")[3]
            for row in csv.DictReader(text.splitlines())
            if row["item_code"][1] != "-"
        ]
        whole = [organ for organ in organs if len(organ) == 18]
        assert len(whole) > 400
        assert [organ for organ in whole if codes.check(organ, Kind.CREDIT)] == []

    def test_the_project_matters_hold_one_malformed_code(self):
        text = shared("catalogue/investment_matters.csv").read_text(encoding="utf-8-sig")
        rows = [row for row in csv.DictReader(text.splitlines()) if row["item_code"]]
        assert [row["id"] for row in rows if codes.check(row["item_code"])] == ["I81"]
