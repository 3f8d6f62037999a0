"""Promising instead of proving: where it is open, what has to be told, and which words were confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from jianzheng.core.document import TOLD
from jianzheng.core.ground import law
from jianzheng.core.promise import Broken, Distrusted, check, needing, notice, promisable
from jianzheng.core.service import Service
from jianzheng.core.text import Text
from tests.core.case.cast import licence

RULES = 3
"""The material of the licence that may be promised."""
ORGAN = Text("卫生健康委员会", "Health commission")


def of(**changed: Any) -> Service:
    """The licence with its matter changed."""
    service = licence()
    return replace(service, matters=(replace(service.matters[0], **changed),))


class TestAPromise:
    def test_is_open_only_where_list_and_matter_say_so(self) -> None:
        assert [n for n in range(4) if promisable(licence(), n, [0])] == [RULES]

    @pytest.mark.parametrize("changed", [{"commitment": False}, {"excluded": "直接关系公共安全"}])
    def test_is_not_open_for_a_matter_that_takes_none(self, changed: dict[str, object]) -> None:
        assert not promisable(of(**changed), RULES, [0])

    def test_is_not_open_where_one_of_the_matters_has_to_see_the_paper(self) -> None:
        service = licence()
        other = replace(service.matters[0], id="n", commitment=False)
        both = replace(service, matters=(*service.matters, other))
        assert promisable(both, RULES, [0]) and not promisable(both, RULES, [0, 1])
        assert needing(both, RULES, [0, 1]) == [0]

    def test_stands_for_nothing_no_matter_needs(self) -> None:
        assert not promisable(licence(), RULES, [])


class TestItsNotice:
    def test_states_all_that_has_to_be_told_in_both_languages(self) -> None:
        service = licence()
        told = notice(service.asked[RULES], service.matters[0], ORGAN, 20, 10)
        said = {label: text for label, text in told.lines}
        assert set(TOLD.values()) < set(said) and all(text.zh and text.en for text in said.values())
        assert "没有另外写明条文" in said[TOLD["basis"]].zh

    def test_names_the_article_and_what_is_to_be_proved(self) -> None:
        service = licence()
        asked = replace(
            service.asked[RULES], ground=law("某条例第五条"), proves=Text("制度已建立", "rules are in place")
        )
        said = dict(notice(asked, service.matters[0], ORGAN, 20, 10).lines)
        assert "某条例第五条" in said[TOLD["basis"]].zh and "制度已建立" in said[TOLD["proof"]].zh

    def test_has_another_version_wherever_a_word_differs(self) -> None:
        service = licence()
        asked, matter = service.asked[RULES], service.matters[0]
        made = [
            notice(asked, matter, ORGAN, 20, 10),
            notice(asked, matter, ORGAN, 21, 10),
            notice(asked, matter, ORGAN, 20, 11),
            notice(asked, matter, Text("卫生健康委员会", "Health bureau"), 20, 10),
            notice(replace(asked, material="另一份材料"), matter, ORGAN, 20, 10),
        ]
        assert len({one.version for one in made}) == len(made)
        assert made[0].version == notice(asked, matter, ORGAN, 20, 10).version


def test_a_false_promise_on_record_is_said_with_case_day_and_material() -> None:
    check(())
    one = Broken("办1", dt.date(2026, 12, 1), Text("管理制度", "rules"), ORGAN)
    with pytest.raises(Distrusted, match=r"办1.*管理制度.*信用修复") as refused:
        check([one])
    assert "2026-12-01" in refused.value.en and "rules" in refused.value.en
