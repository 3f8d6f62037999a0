"""Codes: the published vectors, and one changed character is always noticed where a check digit guards it."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.core import codes
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
        assert (case.day, case.serial) == (dt.date(2022, 6, 23), "0068")

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

    def test_old_organisation_codes_are_verified(self):
        assert codes.is_organisation("00877836X")
        assert codes.is_organisation("00877868-5")
        assert not codes.is_organisation("008778361")


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


class TestDirtyLists:
    def test_the_older_local_print_is_an_alias_not_an_error(self):
        assert codes.check("511A0126300000-511602000000-000-11511301008778255F-1-00") == []
        assert codes.check("512B0053300006-511602000000-000-083372204-1-00") == []

    @pytest.mark.parametrize(
        "text",
        [
            "Z-000408-001-511602000000-000-12511301MB1297707Y-1-00",
            "511A0014100002-511602000000-000-2222222222222-1-00",
            "E-000021-001-1111111111111111",
            "511A0080800002-511602000000-000-1151130000877869M-1-00",
        ],
    )
    def test_letters_alone_dummy_organs_and_shortened_codes_are_malformed(self, text):
        assert len(codes.check(text)) == 1

    def test_most_of_a_real_list_of_six_hundred_is_well_formed(self):
        rows = list(
            csv.DictReader(shared("catalogue/guangan_matters.csv").read_text(encoding="utf-8").splitlines())
        )
        wrong = [row["item_code"] for row in rows if codes.check(row["item_code"])]
        assert len(rows) == 600
        assert len(wrong) < 150
