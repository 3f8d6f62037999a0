"""Detectors find each breach they are for, name the events that show it, and keep silent about lawful histories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jianzheng.core.case import Happened
from jianzheng.core.case import events as e
from jianzheng.core.case.local import Local
from jianzheng.core.ground import GroundKind
from jianzheng.core.text import Text
from jianzheng.core.watch import KINDS, Finding, History, Register, detect
from tests.core.watch.stage import POSTS, REGISTER, Play, at, licence

MONDAY = at(2025, 3, 3, 9)


def kinds(history: History) -> list[str]:
    """The kinds found, in order."""
    return [finding.kind for finding in detect(history)]


def only(history: History) -> Finding:
    """The one finding there is."""
    (finding,) = detect(history)
    return finding


def imported(play: Play, *events: tuple[int, str, object]) -> History:
    """The history of a play with foreign events behind it: (seconds after the last, by whom, what)."""
    rows = list(play.happened)
    for seconds, by, event in events:
        rows.append(Happened(len(rows) + 1, rows[-1].at + seconds, by, event))
    return History(tuple(rows), play.service, play.history().rules, REGISTER)


@pytest.fixture
def play() -> Play:
    """A licence of two reviews in a row, accepted."""
    return Play(licence(2, orders=(("m1.s1", "m1.s2"),)), MONDAY).accepted()


class TestALawfulHistory:
    def test_shows_nothing(self, play: Play) -> None:
        assert detect(play.ended().history()) == ()

    def test_with_a_notice_a_pause_an_extension_and_a_return_shows_nothing(self) -> None:
        play = Play(licence(2, orders=(("m1.s1", "m1.s2"),)), MONDAY)
        play.do("receive", "clerk")
        play.do("ask_supplement", "clerk", wanted={0: "补交原件"})
        play.do("supplement", "citizen", papers={0: "original"})
        play.do("accept", "clerk", papers={})
        play.do("pause", "handler", item=0, reason="testing", days=5, document="告知〔2025〕1号")
        play.do("resume", "handler", 24 * 60, item=0)
        play.do(
            "extend", "head", item=0, days=10, reason="案情复杂，需要补充核实材料", document="延期〔2025〕1号"
        )
        play.finish(play.step("m1.s1"))
        play.do(
            "return_step",
            "handler",
            step=play.step("m1.s2"),
            to=play.step("m1.s1"),
            reason="漏查一项，请补查后再提交",
        )
        assert detect(play.ended().history()) == ()

    def test_of_a_refused_chain_shows_nothing(self) -> None:
        play = Play(licence(1, 2, (("m1.s1", "m2.s1"),)), MONDAY).accepted()
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.decide"), outcome="refuse")
        while play.case.open:
            play.finish(play.case.open[0].step, outcome="refuse")
        assert detect(play.history()) == ()


class TestAnUnlawfulPause:
    def test_is_found_where_the_engine_disregarded_it(self, play: Play) -> None:
        play.do("pause", "handler", item=0, reason="集体讨论", days=3)
        found = only(play.history())
        assert (found.kind, found.evidence, found.item) == ("unlawful_pause", (play.case.sequence,), 0)
        assert found.about.ground.cite == "行政许可法第四十五条"
        assert "集体讨论" in found.said.zh and "does not list" in found.said.en

    def test_without_a_notice_says_that_the_notice_is_missing(self, play: Play) -> None:
        play.do("pause", "handler", item=0, reason="expert_review", days=3)
        assert "没有书面告知" in only(play.history()).said.zh

    def test_is_found_in_an_imported_record_that_stopped_the_clock(self, play: Play) -> None:
        item = play.case.items[0]
        stopped = e.Paused(0, "现场踏勘", play.now + 864000, "告知1号", item.legal, item.promised)
        assert kinds(imported(play, (60, "zhao@handler", stopped))) == ["unlawful_pause"]

    def test_is_not_a_lawful_pause_that_nobody_ended_but_that_is_reported_as_too_long(
        self, play: Play
    ) -> None:
        play.do("pause", "handler", item=0, reason="testing", days=2, document="告知1号")
        play.finish(play.step("m1.s1"), 6 * 24 * 60)
        found = only(play.history())
        assert found.kind == "pause_too_long"
        assert len(found.evidence) == 2

    def test_announced_for_longer_than_the_matters_own_term_is_asked_about(self, play: Play) -> None:
        play.do("pause", "handler", item=0, reason="testing", days=20, document="告知1号")
        assert kinds(play.history()) == []
        play.do("resume", "handler", item=0)
        play.do("pause", "handler", item=0, reason="testing", days=21, document="告知2号")
        assert kinds(play.history()) == ["long_pause"]
        twice = replace(play.history(), rules=replace(play.history().rules, local=Local(pause_times=2)))
        assert kinds(twice) == []


class TestANotice:
    def test_given_twice_is_found(self) -> None:
        play = Play(licence(), MONDAY)
        play.do("receive", "clerk")
        play.do("ask_supplement", "clerk", wanted={0: "补交原件"})
        first = play.case.sequence
        play.do("supplement", "citizen", papers={0: "original"})
        again = e.SupplementAsked((0,), ((0, "还要一份"),))
        found = only(imported(play, (60, "wang@clerk", again)))
        assert (found.kind, found.evidence) == ("second_notice", (first, play.case.sequence + 1))

    def test_that_wants_what_is_not_on_the_list_is_found(self) -> None:
        play = Play(licence(), MONDAY)
        play.do("receive", "clerk")
        extra = e.SupplementAsked((0,), ((0, "补交原件"), (7, "无犯罪记录证明")), free=((0, "样品"),))
        found = only(imported(play, (60, "wang@clerk", extra)))
        assert found.kind == "off_list"
        assert found.said.zh.endswith("无犯罪记录证明；样品。")

    def test_not_given_in_time_is_found_as_deemed_acceptance(self) -> None:
        play = Play(licence(), MONDAY)
        play.do("receive", "clerk")
        play.do("claim", "handler", 12 * 24 * 60, step=0)
        found = only(play.history())
        assert found.kind == "deemed_accepted"
        assert "2025-03-03" in found.said.zh


class TestAStep:
    def test_done_before_the_one_it_waits_for_is_found_with_both_names(self, play: Play) -> None:
        done = e.StepDone(play.step("m1.s2"), 0, "agree", {})
        found = only(imported(play, (600, "zhao@handler", done)))
        assert found.kind == "skipped_step"
        assert "审查1" in found.said.zh and "审查2" in found.said.zh

    def test_decided_with_nothing_done_before_is_found(self, play: Play) -> None:
        decided = e.Decided(0, play.step("m1.decide"), "grant", "")
        assert kinds(imported(play, (600, "sun@chief", decided))) == ["skipped_step"]

    def test_of_no_length_is_found(self, play: Play) -> None:
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.s2"), 0)
        assert kinds(play.history()) == ["zero_length"]

    def test_of_no_length_is_nothing_where_times_are_whole_days(self, play: Play) -> None:
        play.ended()
        days = [
            replace(each, at=play.history().rules.opening(play.history().day(each.at)))
            for each in play.happened
        ]
        assert detect(replace(play.history(), happened=tuple(days))) == ()

    def test_ended_before_it_began_is_found(self, play: Play) -> None:
        play.finish(play.step("m1.s1"))
        opened = play.case.work(play.step("m1.s2"))
        assert opened
        done = e.StepDone(play.step("m1.s2"), 0, "agree", {})
        found = only(imported(play, (-3600, "zhao@handler", done)))
        assert found.kind == "end_before_start"
        assert play.case.sequence in found.evidence

    def test_a_second_early_is_forgiven_to_machines_whose_clocks_differ(self, play: Play) -> None:
        play.finish(play.step("m1.s1"))
        done = e.StepDone(play.step("m1.s2"), 0, "agree", {})
        assert kinds(imported(play, (-1, "zhao@handler", done))) == []

    def test_invented_for_a_report_with_all_others_at_one_second_is_found_once(self, play: Play) -> None:
        steps = [play.step(id) for id in ("m1.s1", "m1.s2")]
        rows = [(60, "zhao@handler", e.StepDone(steps[0], 0, "agree", {}))]
        rows += [(0, "zhao@handler", e.StepDone(steps[1], 0, "agree", {}))]
        rows += [(0, "sun@chief", e.Decided(0, play.step("m1.decide"), "grant", ""))]
        found = only(imported(play, *rows))
        assert (found.kind, len(found.evidence)) == ("one_timestamp", 3)

    def test_accepted_and_decided_at_one_second_is_found(self) -> None:
        play = Play(licence(1), MONDAY)
        play.do("receive", "clerk")
        play.do("accept", "clerk", papers={})
        decided = e.Decided(0, play.step("m1.decide"), "grant", "")
        assert "accept_is_end" in kinds(imported(play, (0, "sun@chief", decided)))


class TestAnOperator:
    def test_not_in_the_register_is_found_once_with_all_their_acts(self, play: Play) -> None:
        play.ended()
        strange = [replace(x, by=x.by.replace("zhao@", "user0371@")) for x in play.happened]
        found = only(replace(play.history(), happened=tuple(strange)))
        assert found.kind == "unknown_operator"
        assert len(found.evidence) == sum("user0371" in each.by for each in strange)

    def test_is_not_judged_without_a_register(self, play: Play) -> None:
        assert detect(play.ended().history(Register())) == ()

    def test_who_decides_from_a_handlers_post_is_found(self, play: Play) -> None:
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.s2"))
        decided = e.Decided(0, play.step("m1.decide"), "grant", "")
        assert kinds(imported(play, (600, "zhao@handler", decided))) == ["examiner_decides", "no_power"]

    def test_who_decides_as_the_deputy_is_not(self, play: Play) -> None:
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.s2"))
        decided = e.Decided(0, play.step("m1.decide"), "grant", "")
        history = imported(play, (600, "zhao@handler<chief", decided))
        posts = POSTS | {"chief": replace(POSTS["chief"], deputy="handler")}
        assert kinds(replace(history, register=replace(REGISTER, posts=posts))) == ["examiner_decides"]

    def test_who_received_and_decided_is_found(self, play: Play) -> None:
        play.ended()
        same = [replace(x, by="sun@chief") if isinstance(x.event, e.Received) else x for x in play.happened]
        found = only(replace(play.history(), happened=tuple(same)))
        assert (found.kind, len(found.evidence)) == ("same_person", 2)


class TestAnEnding:
    def test_decided_after_the_legal_term_is_found(self, play: Play) -> None:
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.s2"), 40 * 24 * 60)
        play.finish(play.step("m1.decide"))
        assert kinds(play.history()) == ["late_decision"]

    def test_late_cites_its_ground_in_both_languages(self) -> None:
        assert KINDS["late_step"].cited == Text("本事项公布的环节期限", "the term published for this step")
        assert KINDS["late_step"].title.en == "step late, its matter then in time"

    @pytest.mark.parametrize(("days", "found"), [(2, []), (4, ["late_step"]), (40, ["late_decision"])])
    def test_a_step_after_its_own_term_is_found_while_its_matter_is_in_time(
        self, days: int, found: list[str]
    ) -> None:
        service = licence()
        first, *rest = service.process.steps
        limited = replace(first, days=3)
        play = Play(replace(service, process=replace(service.process, steps=(limited, *rest))), MONDAY)
        play.accepted()
        play.finish(0, days * 24 * 60)
        play.finish(play.step("m1.s2"))
        play.finish(play.step("m1.decide"))
        assert kinds(play.history()) == found

    def test_delivered_after_ten_working_days_is_found(self, play: Play) -> None:
        for id in ("s1", "s2", "decide", "issue"):
            play.finish(play.step(f"m1.{id}"))
        play.finish(play.step("m1.deliver"), 15 * 24 * 60)
        found = only(play.history())
        assert found.kind == "late_delivery"
        assert found.about.ground.cite == "行政许可法第四十四条"

    def test_refused_and_delivered_after_its_term_is_found_as_a_local_term(self, play: Play) -> None:
        for id in ("s1", "s2"):
            play.finish(play.step(f"m1.{id}"))
        play.finish(play.step("m1.decide"), outcome="refuse")
        play.do("serve", "clerk", 15 * 24 * 60, item=0, way="window", receipt="李")
        found = only(play.history())
        assert found.kind == "late_delivery" and "由本地设定" in found.said.zh

    @pytest.mark.parametrize("reason", ["", "不行", "材料不符合"])
    def test_refused_with_less_than_ten_characters_is_found(self, play: Play, reason: str) -> None:
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.s2"))
        refused = e.Decided(0, play.step("m1.decide"), "refuse", reason, "可申请复议")
        assert kinds(imported(play, (600, "sun@chief", refused))) == ["no_reason"]

    @pytest.mark.parametrize(
        ("reason", "remedies"), [("啊" * 12, "可申请复议"), ("经核查不符合法定条件，不予许可", "没有")]
    )
    def test_refused_with_one_character_repeated_or_without_remedies_is_found(
        self, play: Play, reason: str, remedies: str
    ) -> None:
        play.finish(play.step("m1.s1"))
        play.finish(play.step("m1.s2"))
        refused = e.Decided(0, play.step("m1.decide"), "refuse", reason, remedies)
        assert kinds(imported(play, (600, "sun@chief", refused))) == ["no_reason"]

    def test_that_follows_from_nothing_is_reported_and_stops_no_detector(self, play: Play) -> None:
        assert kinds(imported(play, (600, "sun@chief", e.Decided(9, 0, "grant", "")))) == ["broken_record"]


class TestAKind:
    @pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
    def test_says_its_name_ground_and_remedy_in_both_languages(self, kind: object) -> None:
        about = KINDS[kind.word]  # type: ignore[attr-defined]
        assert all((about.title.zh, about.title.en, about.remedy.zh, about.remedy.en, about.ground.cite))
        assert about.ground.kind in (GroundKind.LAW, GroundKind.RULE)
