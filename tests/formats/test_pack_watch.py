"""Rules and ladder of supervision are read with every problem named, and written so that they read back the same."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from jianzheng.core.case import Light
from jianzheng.core.case.local import FIGURES, Local, LocalRule, local
from jianzheng.formats.pack import read_pack
from jianzheng.formats.packs import load
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.write import to_json, to_yaml

HEAD = "format: jianzheng-pack/1\nid: here\n"
RULE = HEAD + "lights:\n  - id: X\n    rules:\n      - {RULE}\n"


def problems(text: str) -> list[str]:
    """What is said about a pack, Chinese and English, with its lines."""
    with pytest.raises(Unreadable) as refused:
        read_pack(text, "here.yaml")
    return [str(problem) for problem in refused.value.problems]


class TestARuleSet:
    def test_is_read_with_what_it_states(self) -> None:
        rule = "{trigger: overdue, at_least: 2, card: red, score: 1.5, notify: [head]}"
        (made,) = read_pack(RULE.replace("{RULE}", rule), "here.yaml").lights
        (read,) = made.rules
        assert (read.trigger, read.threshold, read.card, read.score) == ("overdue", 2, Light.RED, 1.5)
        assert (read.notify, made.points) == (("head",), 100)

    @pytest.mark.parametrize("write", [to_yaml, to_json], ids=["YAML", "JSON"])
    def test_that_is_shipped_reads_back_the_same_from(self, write: object) -> None:
        pack = load("cn-lights")
        again = read_pack(write(pack), "again.yaml")  # type: ignore[operator]
        assert (again.lights, again.ladder) == (pack.lights, pack.ladder)

    @pytest.mark.parametrize(
        ("rule", "said"),
        [
            ("{trigger: late, card: red}", "“late”"),
            ("{trigger: overdue, at_least: 1, card: green}", "“green”"),
            ("{trigger: overdue, at_most: 1, card: red}", "at_least"),
            ("{trigger: remaining, card: red}", "at_most"),
            ("{trigger: missing_event, card: red}", "event"),
            ("{trigger: missing_event, event: bribery, card: red}", "“bribery”"),
            ("{trigger: remaining, at_most: 1.5, card: red}", "1.5"),
            ("{trigger: remaining, at_most: -1, card: red}", "-1"),
            ("{trigger: remaining, at_most: 1}", "card"),
        ],
    )
    def test_that_is_wrong_is_refused_with_its_line(self, rule: str, said: str) -> None:
        (problem,) = problems(RULE.replace("{RULE}", rule))
        assert said in problem
        assert "6" in problem


class TestALocalFigure:
    def test_stands_where_the_place_states_it_and_else_the_default(self) -> None:
        text = HEAD + "local:\n  - {id: delegation_days, value: 90, source: 某市内部规程}\n"
        pack = read_pack(text, "here.yaml")
        assert pack.local == (LocalRule("delegation_days", 90, "某市内部规程"),)
        assert local(pack.local) == replace(Local(), delegation_days=90)
        assert read_pack(to_yaml(pack), "here.yaml").local == pack.local

    def test_nobody_reads_is_refused(self) -> None:
        (problem,) = problems(HEAD + "local:\n  - {id: days_of_grace, value: 3}\n")
        assert "here.yaml:4" in problem and "delegation_days" in problem

    def test_is_stated_in_the_shipped_pack_each_with_its_source(self) -> None:
        shipped = load("cn-lights").local
        assert [rule.id for rule in shipped] == [each.name for each in fields(Local)] == [*FIGURES]
        assert all(" / " in rule.source for rule in shipped) and local(shipped) == Local(decider_apart=1)


class TestALadder:
    def test_keeps_its_order(self) -> None:
        text = (
            HEAD
            + "ladder:\n  - {id: urge, by: supervisor, to: [handler], answer_days: 1}\n  - {id: blame, by: head}\n"
        )
        assert [rung.id for rung in read_pack(text, "here.yaml").ladder] == ["urge", "blame"]

    def test_says_what_a_rung_lacks(self) -> None:
        (problem,) = problems(HEAD + "ladder:\n  - {id: urge}\n")
        assert "by" in problem
