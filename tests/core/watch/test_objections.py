"""A grant over the objection of an office that met on the matter is found, until that office withdraws it."""

from __future__ import annotations

import pytest

from jianzheng.core.case import events as e
from tests.core.watch.stage import Play
from tests.core.watch.test_detect import imported, kinds, play

__all__ = ("play",)


class TestADecision:
    @pytest.mark.parametrize(("answer", "found"), [("", ["over_objection"]), ("agree", [])])
    def test_granted_over_an_objection_that_stands_is_found(
        self, play: Play, answer: str, found: list[str]
    ) -> None:
        play.finish(play.step("m1.s1"))
        there = (("o", "zhao", "agree", ""), ("fire", "xu", "disagree", "疏散通道不符合消防要求"))
        met = e.Met((play.step("m1.s2"),), "多数同意", ("o", "fire"), "2025-03-04", there)
        events: list[tuple[int, str, object]] = [(60, "zhao@handler", met)]
        events.append((0, "zhao@handler", e.Copied("fire", "", 0, minutes=True)))
        if answer:
            events.append((600, "xu@fire", e.CopyAnswered("fire", "已整改", outcome=answer)))
        done = e.StepDone(play.step("m1.s2"), 0, "agree", {"opinion": "符合条件"}, (), ((2, None),))
        granted = e.Decided(0, play.step("m1.decide"), "grant", "")
        events += [(3600, "zhao@handler", done), (3600, "sun@chief", granted)]
        assert [kind for kind in kinds(imported(play, *events)) if kind == "over_objection"] == found
