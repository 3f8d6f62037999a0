"""The timeline: one sentence for every kind of event, in both languages, that says what, which and by whom."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from jianzheng.apps.cases import actions, queries
from jianzheng.apps.people.actions import delegate
from jianzheng.core.case import Clock, Light
from jianzheng.core.case.events import EVENTS, Claimed, DebtSettled, Decided, PauseDisregarded
from jianzheng.core.remedies import REMEDIES
from jianzheng.web.ui.timeline import QUIET, SAID, lines
from jianzheng.web.ui.timeline.scene import Said, Scene
from tests.case_cast import FACTS, NOW, accepted, delivered, demo, settle_in, who

CLOCK = Clock("legal", "working", 20, 1758787200, 1761235200, 0, 0, 0)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
VALUES = {
    "item": 0,
    "step": 1,
    "asked": 2,
    "steps": (0, 1),
    "items": (0,),
    "light": Light.RED,
    "outcome": "agree",
    "reason": "hearing",
    "fault": "unlisted",
    "organ": "fire",
    "due": CLOCK.due,
    "until": CLOCK.due,
    "moved": (CLOCK.due, CLOCK.due + 86400),
    "numbers": ("1",),
    "wanted": ((2, "what"),),
    "papers": ((2, "brought", "file"),),
    "debts": ((2, "tolerated", CLOCK.due, "health", "withdraw"),),
    "way": "window",
    "verb": "ask_supplement",
    "consequence": "withdraw",
    "offices": ("fire", "water"),
    "facts": {"opinion": "seen"},
    "staff": ("demo-feng",),
    "channel": "online",
    "since": CLOCK.start,
    "days": 5,
    "on": CLOCK.start,
    "act": "revoke",
    "cited": ("情形", "a case"),
}


def made(kind: type) -> Any:
    """An event of a kind with something in every field, English where people write."""

    def value(field: dataclasses.Field[Any]) -> Any:
        if "Clock" in str(field.type):
            return CLOCK
        if field.name in ("applicant", "form"):
            return {"name": "x"}
        if field.name == "outcome" and kind.__name__ == "Decided":
            return "grant_with_gap"
        return VALUES.get(field.name, "text" if field.type == "str" else field.default)

    known = [f for f in dataclasses.fields(kind) if f.name not in ("opened", "by_clock", "simulated")]
    if any(f.name == "opened" and f.default is dataclasses.MISSING for f in dataclasses.fields(kind)):
        return kind(opened=(), **{f.name: value(f) for f in known})
    return kind(**{f.name: value(f) for f in known})


@pytest.fixture
def scene(db: None) -> Scene:
    """The hygiene licence."""
    settle_in("hygiene")
    service = next(one for one in demo().services if one.id == "hygiene")
    return Scene(service, {2: "tolerated", 4: "promised"}, {})


class TestEveryEvent:
    def test_has_its_sentence(self) -> None:
        assert SAID.keys() == set(EVENTS)
        assert set(EVENTS) >= QUIET

    @pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
    def test_is_said_in_both_languages_without_saying_a_word_twice(self, kind: type, scene: Scene) -> None:
        said: Said = SAID[kind](made(kind), scene)
        material = scene.service.asked[2].material
        for text in (said.head, *said.more, *said.inside):
            if str(text):
                first, _, rest = text.zh.partition("：")
                assert rest not in (first, "None")
                assert not CHINESE.search(text.en.replace(material, "")), text
        assert CHINESE.search(said.head.zh)
        words = "".join(str(one) for one in (said.head, *said.more, *said.inside))
        assert not re.search(r"unlisted|grant_with_gap|withdraw\b", words)


class TestALine:
    def said(self, kind: type, scene: Scene, **fields: Any) -> Said:
        """What is said of an event with these fields."""
        return SAID[kind](dataclasses.replace(made(kind), **fields), scene)

    def test_tells_claiming_from_giving_back(self, scene: Scene) -> None:
        assert self.said(Claimed, scene, person="demo-zhao").head == (
            "认领：现场核查",
            "claimed: On-site inspection",
        )
        assert self.said(Claimed, scene, person="").head.zh == "放回待办：现场核查"

    def test_names_the_material_and_whether_it_was_owed_or_promised(self, scene: Scene) -> None:
        asked = scene.service.asked
        assert (
            self.said(DebtSettled, scene, asked=2).head.zh == f"补交材料已核查，符合要求：{asked[2].material}"
        )
        assert self.said(DebtSettled, scene, asked=4).head.zh == f"承诺核查属实：{asked[4].material}"

    def test_gives_remedies_and_a_ban_in_the_language_of_the_reader_only(self, scene: Scene) -> None:
        offered = f"{REMEDIES.zh}\n{REMEDIES.en}"
        said = self.said(
            Decided, scene, reasons="隐瞒情况\n不得再次申请。\nNo new application.", remedies=offered
        )
        reasons, remedies = said.more[:2]
        assert remedies.zh == f"救济途径：{REMEDIES.zh}" and remedies.en == f"remedies: {REMEDIES.en}"
        assert "No new" not in reasons.zh and "不得再次" not in reasons.en

    def test_of_a_pause_without_a_notice_says_so(self, scene: Scene) -> None:
        said = self.said(PauseDisregarded, scene, fault="no_notice")
        assert "书面告知" in said.inside[1].zh


@pytest.mark.django_db
class TestATimeline:
    def test_says_what_was_decided_and_how_it_was_delivered(self) -> None:
        number = delivered(settle_in("hygiene")["hygiene"])
        shown = {line.said.zh: line for line in lines(queries.opened(number))}
        assert {"作出决定：准予", "制证：卫公证字〔2025〕1号", "送达：窗口领取"} <= shown.keys()
        decision = shown["作出决定：准予"]
        assert "孙" in decision.person.zh and "首席代表" in decision.post.zh

    def test_keeps_what_the_offices_thought_from_the_applicant(self) -> None:
        number = accepted(settle_in("hygiene")["hygiene"])
        given = {"outcome": "agree", "facts": {"opinion": "内部意见甲"}, "step": 0}
        actions.finish(number=number, actor=who("zhao"), now=NOW, **given)
        actions.copy_to(number=number, actor=who("zhao"), now=NOW, organ="fire", text="内部抄告乙")
        actions.pause(number=number, actor=who("zhao"), now=NOW, item=0, reason="内部事由丙", days=3)
        found = queries.opened(number)
        inside, outside = (str(lines(found, inside)) for inside in (True, False))
        for words in ("内部意见甲", "内部抄告乙", "内部事由丙"):
            assert words in inside and words not in outside
        assert "停止计时不成立" in outside

    def test_names_a_delegation_only_where_it_was_needed(self) -> None:
        number = accepted(settle_in("hygiene")["hygiene"])
        days = (dt.date(2025, 9, 1), dt.date(2026, 1, 1))
        given = {
            "of": "health.chief",
            "to": "health.handler",
            "verbs": ["decide"],
            "order_no": "委〔2026〕1号",
        }
        delegate(**given, days=days, today=days[0])
        zhao = who("zhao")
        said = {"number": number, "actor": zhao, "now": NOW + dt.timedelta(days=1)}
        actions.finish(**said, outcome="agree", facts=FACTS[0], step=0)
        actions.finish(**said, outcome="agree", facts=FACTS[1], staff=("demo-feng",), step=1)
        actions.decide(**(said | {"actor": replace(zhao, person="demo-new")}), step=2, outcome="grant")
        found = queries.opened(number)
        posts = {line.said.zh: line.post.zh for line in lines(found)}
        assert "委托" in posts["作出决定：准予"] and "委托" not in posts["环节办结：材料审查"]
        by = [each.by for each in found.happened if "health.handler" in each.by]
        assert by == ["demo-zhao@health.handler"] * 2 + ["demo-new@health.handler<health.chief"]
