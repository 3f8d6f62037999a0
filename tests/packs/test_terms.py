"""The legal clocks as data are the published rules: every id, every word, every figure."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from jianzheng.core.case.terms import DELIVER, JOINT, NOTICE, PAUSES, RENEW
from jianzheng.core.clock import Unit
from jianzheng.formats import packs
from tests.shared import shared

TERMS = {term.id: term for term in packs.load("cn-terms").terms}


def rules() -> dict[str, dict[str, Any]]:
    """The published clock rules by id; skips the test where they are absent."""
    text = shared("catalogue/legal_clock_rules.yaml").read_text(encoding="utf-8")
    return {rule["id"]: rule for rule in yaml.safe_load(text)["rules"]}


class TestTheTerms:
    def test_hold_every_published_rule_with_its_words(self) -> None:
        assert len(rules()) == 51
        for id, rule in rules().items():
            assert (TERMS[id].title.zh, TERMS[id].ground.quote) == (rule["rule"], rule["quote"])
            assert rule["source"].startswith(f"law: {TERMS[id].ground.cite}")

    def test_have_the_length_extension_and_unit_of_the_rule(self) -> None:
        for id, rule in rules().items():
            params, term = rule["params"], TERMS[id]
            assert term.length == params.get("limit", term.length), id
            if id != "extend_10":
                assert term.extension == params.get("extension", term.extension), id
            assert params.get("unit") != "working_day" or term.unit is Unit.WORKING, id

    def test_stop_a_licence_clock_for_the_closed_list_alone(self) -> None:
        assert TERMS["excluded_time"].pauses == tuple(PAUSES)
        assert TERMS["decide_20"].pauses == TERMS["joint_45_15"].pauses == tuple(PAUSES)

    @pytest.mark.parametrize("term", [NOTICE, JOINT, DELIVER, RENEW], ids=lambda term: term.id)
    def test_agree_with_those_the_case_runs_under(self, term: Any) -> None:
        same = TERMS[term.id]
        for key in ("length", "unit", "start", "extension", "approver", "times", "effect"):
            assert getattr(same, key) == getattr(term, key), key
        assert same.ground.cite == term.ground.cite

    def test_say_what_a_rule_without_length_means(self) -> None:
        bare = [term.id for term in TERMS.values() if not term.length and not (term.effect or term.start)]
        assert bare == []

    def test_have_a_name_in_both_languages_and_an_article(self) -> None:
        assert [term.id for term in TERMS.values() if not (term.title.zh and term.title.en)] == []
        assert [term.id for term in TERMS.values() if "条" not in term.ground.cite] == []

    def test_are_each_named_once(self) -> None:
        assert len(TERMS) == len(packs.load("cn-terms").terms) == 76
