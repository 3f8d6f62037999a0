"""Every published clock rule is traced to a test: one that shows the engine keeping it, or its term computed as data."""

# ruff: noqa: E501 - names of tests are sentences
from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
import yaml

from jianzheng.core.clock import Unit
from jianzheng.formats.packs import load
from tests.core.case.cast import RULES, at, day
from tests.core.case.test_clocks import _walk
from tests.shared import shared

HERE, CLOCKS = "tests.core.case.test_law", "tests.core.case.test_clocks"
HEARING = "tests.core.case.test_hearing"
DEBTS = "tests.core.case.test_debts"
CASES = "tests.apps.cases.test_cases"
DATA = "data"
"""The term stands in packs/cn-terms.yaml and is computed below; no verb of the engine is peculiar to it."""
BACKWARDS = "backwards"
"""The term stands in packs/cn-terms.yaml and is counted back from a day the applicant has to watch; nothing here computes it."""
TRACE: dict[str, str] = {
    "unit": f"{CLOCKS}:TestADueDate.test_is_the_published_one",
    "correct_on_spot": f"{HERE}:TestTheWindow.test_lets_a_paper_be_corrected_at_the_counter_without_a_notice",
    "one_time_notice": f"{CLOCKS}:TestTheNotice.test_is_given_once",
    "deemed_accepted": f"{CLOCKS}:TestTheNotice.test_not_given_in_five_working_days_makes_the_case_accepted_from_the_day_of_receipt",
    "receipt_document": f"{CASES}:TestACase.test_leaves_a_numbered_paper_at_every_verb_that_law_demands_one_of",
    "not_required_reject": f"{HERE}:TestTheWindow.test_turns_away_at_once_and_names_the_right_organ",
    "on_the_spot_decision": f"{HERE}:TestADecision.test_may_fall_on_the_spot_where_the_matter_is_instant",
    "two_person_check": f"{HERE}:TestAnInspection.test_needs_two_officers",
    "decide_20": f"{CLOCKS}:TestTheNotice.test_not_given_in_five_working_days_makes_the_case_accepted_from_the_day_of_receipt",
    "extend_10": f"{CLOCKS}:TestAnExtension.test_is_approved_by_the_head_once_and_told",
    "joint_45_15": f"{CLOCKS}:TestAnExtension.test_of_joint_handling_is_for_the_head_of_the_government",
    "lower_review_20": DATA,
    "deliver_10": f"{HERE}:TestDelivery.test_is_late_after_ten_working_days_and_says_so",
    "excluded_time": f"{CLOCKS}:TestAPause.test_for_a_listed_reason_with_a_notice_leaves_its_days_out",
    "hearing_request_5": DATA,
    "hearing_notice_7": f"{HEARING}:TestAHearing.test_is_announced_seven_working_days_before",
    "hearing_host_separate": f"{HEARING}:TestAHearing.test_is_not_chaired_by_who_examined",
    "renew_30": BACKWARDS,
    "deemed_renewed": f"{HERE}:TestARenewal.test_not_decided_before_expiry_counts_as_granted",
    "single_window_multi_dept": f"{HERE}:TestAChain.test_is_accepted_at_one_window_and_worked_by_all_at_once",
    "no_irrelevant_material": f"{HERE}:TestTheWindow.test_cannot_ask_for_what_no_list_names",
    "hezhun_20_40": DATA,
    "beian_on_receipt": DATA,
    "foi_20_20": f"{HERE}:TestATermOfAnotherLaw.test_runs_with_its_own_pause_and_extension",
    "realestate_30": DATA,
    "realestate_deemed_accept": DATA,
    "market_3_3": DATA,
    "simple_cancel_publicity": DATA,
    "fire_10": DATA,
    "promise_binding": f"{HERE}:TestAPromise.test_of_a_shorter_term_is_the_one_that_counts",
    "no_daily_quota": f"{CASES}:TestACase.test_has_a_number_however_many_come_in_a_day",
    "intermediary_not_counted_only_if_statutory": f"{CLOCKS}:TestAPause.test_without_reason_or_notice_is_disregarded_and_reported",
    "tolerant_accept_zj": f"{DEBTS}:TestAToleratedPaper.test_that_never_comes_counts_as_taking_the_application_back",
    "tolerant_accept_ay": f"{DEBTS}:TestAToleratedPaper.test_that_never_comes_counts_as_taking_the_application_back",
    "no_repeat_material": f"{HERE}:TestTheWindow.test_asks_a_material_once_whoever_needs_it",
    "online_precheck_1": DATA,
    "business_start_1": DATA,
    "realestate_1_3": DATA,
    "hotline_5_5_24h": DATA,
    "bad_review_1": DATA,
    "sh_realestate": DATA,
    "bz_stages": DATA,
    "bz_notice_2": DATA,
    "bz_pre_post": f"{HERE}:TestAReviewAheadOfWhatComesBefore.test_goes_on_at_once_and_its_decision_opens_with_the_result_it_waits_for",
    "bz_excluded": f"{HERE}:TestATermOfAnotherLaw.test_runs_with_its_own_pause_and_extension",
    "bz_joint_site": "tests.core.case.test_work:TestAMeeting.test_leaves_one_opinion_on_steps_of_several_offices",
    "bz_joint_acceptance": "tests.core.case.test_work:TestAMeeting.test_leaves_one_opinion_on_steps_of_several_offices",
    "bz_promise_revocation": f"{DEBTS}:TestAFalsePromise.test_is_put_right_by_a_day_or_the_result_is_revoked",
    "fee_env_60_30": DATA,
    "permit_lapse_3m": DATA,
    "eia_5y": DATA,
}


class TestEveryPublishedRule:
    def test_is_traced(self) -> None:
        rules = yaml.safe_load(shared("catalogue/legal_clock_rules.yaml").read_text("utf-8"))["rules"]
        assert {rule["id"] for rule in rules} == set(TRACE)
        assert len(TRACE) == 51

    @pytest.mark.parametrize("rule", sorted(id for id, to in TRACE.items() if to not in (DATA, BACKWARDS)))
    def test_points_to_a_test_that_is_there(self, rule: str) -> None:
        module, _, path = TRACE[rule].partition(":")
        found: object = import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
        assert callable(found)

    def test_counted_back_says_from_what(self) -> None:
        terms = {term.id: term for term in load("cn-terms").terms}
        assert [terms[id].start for id, to in TRACE.items() if to == BACKWARDS] == ["before_expiry"]

    @pytest.mark.parametrize("rule", sorted(id for id, to in TRACE.items() if to == DATA))
    def test_that_is_data_for_later_matters_is_computed_by_the_same_clock(self, rule: str) -> None:
        rows = [
            t
            for t in load("cn-terms").terms
            if t.id == rule or t.id.startswith(f"{rule}_") or t.id.startswith(f"{rule}-")
        ]
        assert rows
        for term in rows:
            if term.length and term.unit is not Unit.HOURS:
                last = day(RULES.clock(term, at(2025, 9, 25)).due)
                assert last == _walk(dt.date(2025, 9, 25), term.length, term.unit.value, set())
            else:
                assert term.effect or term.unit is Unit.HOURS
