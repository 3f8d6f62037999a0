"""Every breach supervision looks for reaches its page in the running product: done at a desk, or brought in by import."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from django.test import Client

from jianzheng.apps.cases.batch import New, create_many
from jianzheng.apps.oversight.models import Finding
from jianzheng.core.authority import SYSTEM
from jianzheng.core.case import Act, Happened, replay
from jianzheng.core.case import events as e
from jianzheng.core.refusal import Refused
from jianzheng.core.watch import who
from jianzheng.jobs.run import once
from tests.apps.oversight.conftest import Desk, when
from tests.core.watch.stage import RULES, Play, actor, at

Apply, Looking = Callable[..., Desk], Callable[[str], Client]
MONDAY = at(2025, 3, 3, 9)
DAY = 24 * 60


def shown(client: Client, kind: str) -> str:
    """The supervisor's page of one kind of finding."""
    return client.get(f"/watch/findings/?kind={kind}").text


class TestWhatIsDoneAtADesk:
    def test_a_pause_without_the_laws_leave(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        case.do("pause", "handler", item=0, reason="领导出差", days=3)
        once(["deliver"], case.now)
        assert case.number in shown(looking("supervisor"), "unlawful_pause")

    def test_a_second_notice_that_was_refused(self, apply: Apply, looking: Looking) -> None:
        case = apply()
        case.do("receive", "clerk")
        case.do("ask_supplement", "clerk", wanted={0: "补交原件"})
        case.do("supplement", "citizen", papers={0: "file"})
        for _ in range(2):
            with suppress(Refused):
                case.do("ask_supplement", "clerk", wanted={0: "还要一份"})
        once(["deliver"], case.now)
        assert Finding.objects.filter(kind="second_notice").count() == 2
        assert "the system refused" in shown(looking("supervisor"), "second_notice")
        assert "the system refused" in looking("supervisor").get(f"/watch/cases/{case.number}/").text

    def test_steps_ended_in_the_second_they_began(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        case.finish("m1.s1", 1)
        case.finish("m1.s2", 0)
        once(["watch"], when(2025, 3, 4))
        assert case.number in shown(looking("supervisor"), "zero_length")

    def test_many_cases_keyed_in_within_seconds(self, apply: Apply, looking: Looking) -> None:
        for seconds in range(7):
            case = apply().accepted()
            case.finish("m1.s1", 1 + seconds / 3600)
        once(["watch"], when(2025, 3, 4))
        assert case.number in shown(looking("supervisor"), "bulk_entry")

    def test_a_licence_delivered_late(self, apply: Apply, looking: Looking) -> None:
        case = apply().accepted()
        for step in ("s1", "s2", "decide", "issue"):
            case.finish(f"m1.{step}")
        case.finish("m1.deliver", 20 * 24)
        once(["deliver"], case.now)
        assert case.number in shown(looking("supervisor"), "late_delivery")

    def test_nobody_told_the_applicant_in_time(self, apply: Apply, looking: Looking) -> None:
        case = apply()
        case.do("receive", "clerk")
        once(["tick", "deliver"], when(2025, 3, 17))
        assert case.number in shown(looking("supervisor"), "deemed_accepted")


def skipped(play: Play) -> list[Happened]:
    """Decided with nothing examined."""
    return [*play.happened, after(play, e.Decided(0, play.step("m1.decide"), "grant", ""), "sun@chief")]


def without_power(play: Play) -> list[Happened]:
    """Decided by a handler."""
    for step in ("m1.s1", "m1.s2"):
        play.finish(play.step(step))
    return [*play.happened, after(play, e.Decided(0, play.step("m1.decide"), "grant", ""), "zhao@handler")]


def one_person(play: Play) -> list[Happened]:
    """Received and decided by the same person."""
    rows = play.ended().happened
    return [replace(row, by="sun@chief") if isinstance(row.event, e.Received) else row for row in rows]


def off_list(_: Play) -> list[Happened]:
    """Asked for a paper nothing needs."""
    play = Play(_.service, MONDAY)
    play.do("receive", "clerk")
    return [*play.happened, after(play, e.SupplementAsked((0,), ((7, "无犯罪记录证明"),)), "wang@clerk")]


def twice(_: Play) -> list[Happened]:
    """Asked for missing papers twice."""
    play = Play(_.service, MONDAY)
    play.do("receive", "clerk")
    play.do("ask_supplement", "clerk", wanted={0: "补交原件"})
    return [*play.happened, after(play, e.SupplementAsked((0,), ((0, "还要一份"),)), "wang@clerk")]


def at_once(play: Play) -> list[Happened]:
    """Invented for a report: all at one second."""
    done = [e.StepDone(play.step(step), 0, "agree", {}) for step in ("m1.s1", "m1.s2")]
    rows = list(play.happened)
    for event, by in (*((one, "zhao@handler") for one in done), (_decided(play), "sun@chief")):
        rows.append(Happened(len(rows) + 1, play.now + 60, by, event))
    return rows


def nobody(play: Play) -> list[Happened]:
    """Somebody no register knows."""
    return [replace(row, by=row.by.replace("zhao@", "user0371@")) for row in play.ended().happened]


def too_short(play: Play) -> list[Happened]:
    """Refused in two words."""
    for step in ("m1.s1", "m1.s2"):
        play.finish(play.step(step))
    return [*play.happened, after(play, e.Decided(0, play.step("m1.decide"), "refuse", "不行"), "sun@chief")]


def _decided(play: Play) -> e.Decided:
    return e.Decided(0, play.step("m1.decide"), "grant", "")


def after(play: Play, event: object, by: str) -> Happened:
    """A foreign event ten minutes behind a play."""
    return Happened(len(play.happened) + 1, play.now + 600, by, event)


def act(play: Play, row: Happened) -> Act:
    """Who the envelope of an imported event names, when."""
    person, post, _ = who(row.by)
    acted = replace(actor(post or "citizen", person), post=post) if person else SYSTEM
    return Act(play.service, RULES, acted, row.at)


def imported(edition: int, play: Play, rows: list[Happened], number: str) -> None:
    """Bring a case with its whole history in from elsewhere."""
    first = rows[0].event
    assert isinstance(first, e.Applied)
    rows[0] = replace(rows[0], event=replace(first, number=number, numbers=(number,)))
    deeds = [(act(play, row), (row.event,)) for row in rows]
    create_many([New(edition, play.service, deeds, replay(rows))])


class TestWhatIsImported:
    @pytest.mark.parametrize(
        ("kind", "bent"),
        [
            ("skipped_step", skipped),
            ("no_power", without_power),
            ("same_person", one_person),
            ("off_list", off_list),
            ("second_notice", twice),
            ("one_timestamp", at_once),
            ("unknown_operator", nobody),
            ("no_reason", too_short),
        ],
    )
    def test_is_looked_through_by_the_jobs(
        self, apply: Apply, looking: Looking, kind: str, bent: Callable[[Play], list[Happened]]
    ) -> None:
        case = apply()
        play = Play(case.service, MONDAY).accepted()
        imported(case.edition, play, bent(play), "IMPORTED1")
        once(["watch"], when(2025, 4, 30))
        page = shown(looking("supervisor"), kind)
        assert "IMPORTED1" in page and case.number not in page
        assert looking("supervisor").get("/watch/cases/IMPORTED1/").status_code == 200

    def test_and_lawful_shows_nothing(self, apply: Apply) -> None:
        case = apply()
        play = Play(case.service, MONDAY).accepted().ended()
        imported(case.edition, play, list(play.happened), "IMPORTED1")
        once(["watch"], when(2025, 3, 4))
        assert not Finding.objects.filter(case__number="IMPORTED1").exists()
