"""Simulated cases that go wrong in the ways supervision looks for: each does it through the verbs of a case, and is marked as
simulated like all the others. What the engine refuses cannot be shown so: see docs/reference/supervision.md."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from jianzheng.apps.cases.batch import New
from jianzheng.apps.cases.rules import rules
from jianzheng.apps.cases.simulated import Actors, Life, begin, done, work_on
from jianzheng.apps.catalogue.queries import in_force, service
from jianzheng.core import case as core
from jianzheng.core.service import Service

AGO = dt.timedelta(days=62)
"""How long ago these cases begin: long enough for terms of twenty working days to have ended."""
HOUR, MINUTE = 3600, 60
CROWD, ALIKE = 7, 24
"""Cases in a batch (more than five are one), and decisions that all fall on the last promised day (twenty are enough)."""
PAPER = "模拟书面告知"


@dataclass(frozen=True)
class Stage:
    """Where the cases are played: who acts, whose turn chance decides, when it is now."""

    actors: Actors
    chance: random.Random
    now: dt.datetime

    def begun(self, offered: str, later: int = 0) -> tuple[int, Life]:
        """A case applied for at nine, `later` working days after the first."""
        edition = next(each.published_id for each in in_force() if each.service_id == offered)
        calendar = rules().calendar
        day = calendar.working_day_after((self.now - AGO).date(), 1 + later)
        moment = dt.datetime.combine(day, dt.time(9), self.now.tzinfo)
        return edition, begin(edition, service(edition), self.actors, self.chance, moment, self.now)


def breaches(actors: Actors, chance: random.Random, now: dt.datetime) -> Iterator[New]:
    """One case or more for everything supervision can find in a case that ran here."""
    stage = Stage(actors, chance, now)
    for offered, scene in SCENES:
        edition, life = stage.begun(offered)
        scene(life)
        yield life.new(edition)
    for offered, crowd in CROWDS:
        for number in range(CROWD):
            edition, life = stage.begun(offered)
            crowd(life, number)
            yield life.new(edition)
    for number in range(ALIKE):
        edition, life = stage.begun("food", number // 2)
        _on_the_last_day(life)
        yield life.new(edition)


def _received(life: Life) -> None:
    life.go(life.at + HOUR)
    act = life.act(life.someone(life.service.window, "clerk"))
    life.did(act, core.receive(life.case, act))


def _accepted(life: Life) -> None:
    """Received, unless it was, and accepted with every paper."""
    if not life.case.items[0].received_by:
        _received(life)
    life.go(life.at + HOUR)
    act = life.act(life.someone(life.service.window, "clerk"))
    papers = {n: "on_file" if asked.held else "brought" for n, asked in enumerate(life.service.asked)}
    life.did(act, core.accept(life.case, act, papers=papers))


def _step(service: Service, kind: str) -> int:
    return next(n for n, step in enumerate(service.process.steps) if step.kind == kind)


def _paused(life: Life, reason: str, days: int, document: str) -> None:
    life.go(life.at + HOUR)
    act = life.act(life.someone(life.service.matters[0].organ, "handler"))
    life.did(act, core.pause(life.case, act, item=0, reason=reason, days=days, document=document))


def _unlawful_pause(life: Life) -> None:
    """The clock was to stop for what the law does not list; it ran on."""
    _accepted(life)
    _paused(life, "等待领导批示（模拟）", 5, PAPER)
    work_on(life)


def _pause_too_long(life: Life) -> None:
    """Nobody ended a lawful pause by the announced day; the clock did."""
    _accepted(life)
    _paused(life, "expert_review", 3, PAPER)
    life.passes(6)
    work_on(life)


def _long_pause(life: Life) -> None:
    """A lawful pause announced for longer than the whole term."""
    _accepted(life)
    _paused(life, "testing", 30, PAPER)
    life.passes(2)
    act = life.act(life.someone(life.service.matters[0].organ, "handler"))
    life.did(act, core.resume(life.case, act, item=0))
    work_on(life)


def _asked(life: Life, wanted: dict[int, str]) -> None:
    """The one notice, and its answer."""
    act = life.act(life.someone(life.service.window, "clerk"))
    life.did(act, core.ask_supplement(life.case, act, wanted=wanted))
    life.passes(2)
    act = life.act(life.applicant)
    life.did(act, core.supplement(life.case, act, papers=dict.fromkeys(wanted, "simulated")))


def _second_notice(life: Life) -> None:
    """After the one notice the window tried to ask again and was refused."""
    _received(life)
    _asked(life, {0: "请补正（模拟）"})
    life.go(life.at + HOUR)
    act = life.act(life.someone(life.service.window, "clerk"))
    try:
        core.ask_supplement(life.case, act, wanted={0: "请再补一份（模拟）"})
    except core.SecondNotice:
        life.did(act, core.attempted(life.case, act, what="ask_supplement"))
    _accepted(life)
    work_on(life)


def _off_list(life: Life) -> None:
    """The notice wants what this case does not need."""
    _received(life)
    needed = core.required(life.case, life.service)
    extra = next(n for n in range(len(life.service.asked)) if n not in needed)
    _asked(life, {extra: "请一并提供（模拟）"})
    _accepted(life)
    work_on(life)


def _deemed_accepted(life: Life) -> None:
    """Nobody told the applicant anything for more than five working days."""
    _received(life)
    life.passes(8)
    work_on(life)


def _zero_length(life: Life) -> None:
    """Reviewed at the very second it was accepted."""
    _accepted(life)
    done(life, _step(life.service, "review"))
    work_on(life)


def _one_timestamp(life: Life) -> None:
    """Reviewed, inspected and decided at one second."""
    _accepted(life)
    life.passes(1)
    for kind in ("review", "inspect", "decide"):
        done(life, _step(life.service, kind))
    work_on(life)


def _accept_is_end(life: Life) -> None:
    """Accepted and decided at one second."""
    _accepted(life)
    for kind in ("review", "decide"):
        done(life, _step(life.service, kind))
    work_on(life)


def _slow_clock(life: Life) -> None:
    """The machine at the window was ten minutes slow: received before it was applied for."""
    applied = life.at
    life.at = applied - 10 * MINUTE
    act = life.act(life.someone(life.service.window, "clerk"))
    life.did(act, core.receive(life.case, act))
    life.at = applied
    _accepted(life)
    work_on(life)


def _late_step(life: Life) -> None:
    """Reviewed after the term of that step, the matter itself in time."""
    _accepted(life)
    review = _step(life.service, "review")
    work = life.case.work(review)
    life.go((work.clock.due if work and work.clock else life.at) + 10 * HOUR)
    done(life, review)
    work_on(life)


def _late_decision(life: Life) -> None:
    """Decided after the legal term."""
    _accepted(life)
    life.passes(1)
    for kind in ("review", "inspect"):
        done(life, _step(life.service, kind))
        life.passes(1)
    legal = life.case.items[0].legal
    life.go((legal.due if legal else life.at) + 10 * HOUR)
    done(life, _step(life.service, "decide"))
    work_on(life)


def _late_delivery(life: Life) -> None:
    """Delivered after the ten working days."""
    _accepted(life)
    for kind in ("review", "inspect", "decide", "issue"):
        life.passes(1)
        done(life, _step(life.service, kind))
    life.passes(14)
    work_on(life)


def _typed_in(life: Life, number: int) -> None:
    """One handler ended the reviews of a whole pile within a minute."""
    _accepted(life)
    day = rules().calendar.working_day_after(rules().day(life.at), 1)
    life.go(rules().opening(day) + 16 * HOUR + 7 * number)
    _by_one(life)


def _at_night(life: Life, number: int) -> None:
    """One handler ended the reviews of a whole pile after ten in the evening."""
    _accepted(life)
    life.go(rules().opening(rules().day(life.at)) + 22 * HOUR + 9 * MINUTE * (number + 1))
    _by_one(life)


def _by_one(life: Life) -> None:
    review = _step(life.service, "review")
    office = life.service.process.steps[review].office
    done(life, review, life.actors(office, "handler")[0])
    work_on(life)


def _examined_and_decided(life: Life) -> None:
    """The chief representative did the review, and decided: where the place does not keep the two apart."""
    life.rules = replace(life.rules, local=replace(life.rules.local, decider_apart=0))
    _accepted(life)
    review, decide = (_step(life.service, kind) for kind in ("review", "decide"))
    chief = life.actors(life.service.process.steps[decide].office, "chief")[0]
    for step, by in ((review, chief), (_step(life.service, "inspect"), None), (decide, chief)):
        life.passes(1)
        done(life, step, by)
    work_on(life)


def _on_the_last_day(life: Life) -> None:
    """Decided on the very day that was promised."""
    _accepted(life)
    for kind in ("review", "inspect"):
        life.passes(1)
        done(life, _step(life.service, kind))
    promised = life.case.items[0].promised
    last = rules().day(promised.due - 1) if promised else rules().day(life.at)
    life.go(rules().opening(last) + 15 * HOUR + life.chance.randrange(HOUR))
    done(life, _step(life.service, "decide"))
    work_on(life)


SCENES: tuple[tuple[str, Callable[[Life], None]], ...] = (
    ("hygiene", _unlawful_pause),
    ("soil", _pause_too_long),
    ("hygiene", _long_pause),
    ("nurse", _second_notice),
    ("construction", _off_list),
    ("nurse", _deemed_accepted),
    ("netbar", _zero_length),
    ("fire-check", _one_timestamp),
    ("road-freight", _accept_is_end),
    ("netbar", _slow_clock),
    ("pesticide", _late_step),
    ("hygiene", _late_decision),
    ("device", _late_delivery),
    ("hygiene", _examined_and_decided),
)
"""Service and scene of single cases."""
CROWDS: tuple[tuple[str, Callable[[Life, int], None]], ...] = (
    ("insurance", _typed_in),
    ("registration", _at_night),
)
"""Service and scene of what only many cases together show."""
