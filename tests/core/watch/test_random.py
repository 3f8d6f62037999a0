"""Random lawful histories never raise a finding; a breach planted in one is the one that is found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from jianzheng.core.case import events as e
from jianzheng.core.watch import detect
from tests.core.watch.stage import ZONE, Play, at, licence


def office_hours(moment: int) -> int:
    """The moment itself, or the next at which the office is open."""
    when = dt.datetime.fromtimestamp(moment, ZONE)
    while not (9 <= when.hour < 17 and when.weekday() < 5):
        when = (
            when.replace(minute=when.minute, hour=9)
            if when.hour < 9
            else when.replace(hour=9) + dt.timedelta(1)
        )
    return int(when.timestamp())


@st.composite
def played(draw: st.DrawFn) -> Play:
    """One lawful history: any order of work, with or without notice, pause, extension, return, refusal."""
    steps, matters = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    ids = [f"m{m}.s{n}" for m in range(1, matters + 1) for n in range(1, steps + 1)]
    pairs = [(a, b) for place, a in enumerate(ids) for b in ids[place + 1 :]]
    orders = tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4))) if pairs else ()
    play = Play(licence(steps, matters, orders), at(2025, 3, 3, 9) + draw(st.integers(0, 5)) * 86400 * 7)

    def minutes() -> int:
        later = office_hours(play.now + draw(st.integers(2, 150)) * 60)
        return -(-(later - play.now) // 60)

    play.do("receive", "clerk", minutes())
    if draw(st.booleans()):
        play.do("ask_supplement", "clerk", minutes(), wanted={0: "补交原件"})
        play.do("supplement", "citizen", minutes(), papers={0: "original"})
    play.do("accept", "clerk", minutes(), papers={})
    if draw(st.booleans()):
        play.do("pause", "handler", minutes(), item=0, reason="testing", days=9, document="告知1号")
        play.do("resume", "handler", minutes(), item=0)
    if draw(st.booleans()):
        play.do(
            "extend",
            "head",
            minutes(),
            item=0,
            days=5,
            reason="案情复杂，需要补充核实材料",
            document="延期1号",
        )
    while play.case.open:
        work = draw(st.sampled_from(play.case.open))
        back = [n for n in range(len(play.service.process.steps)) if _returnable(play, work.step, n)]
        if back and not work.again and draw(st.integers(0, 5)) == 0:
            to = draw(st.sampled_from(back))
            play.do(
                "return_step", "handler", minutes(), step=work.step, to=to, reason="漏查一项，请补查后再提交"
            )
        else:
            play.finish(work.step, minutes(), draw(st.sampled_from(["grant", "grant", "refuse"])))
    return play


def _returnable(play: Play, step: int, to: int) -> bool:
    """Whether the step waits directly for `to`, of the same matter, and only reviews are between."""
    process, owner = play.service.process, play.service.owner
    same = owner[step] == owner[to] and process.steps[step].kind == process.steps[to].kind == "review"
    return same and play.case.is_done(to) and to in process.network.before[step]


class TestARandomLawfulHistory:
    @settings(max_examples=80, deadline=None)
    @given(played())
    def test_shows_nothing(self, play: Play) -> None:
        assert detect(play.history()) == ()

    @settings(max_examples=40, deadline=None)
    @given(played(), st.data())
    def test_shows_a_planted_stranger_and_nothing_else(self, play: Play, data: st.DataObject) -> None:
        staff = [
            x for x in play.happened if isinstance(x.event, (e.Received, e.Accepted, e.StepDone, e.Issued))
        ]
        chosen = data.draw(st.sampled_from(staff))
        rows = [replace(x, by="nobody@desk9") if x is chosen else x for x in play.happened]
        (found,) = detect(replace(play.history(), happened=tuple(rows)))
        assert (found.kind, found.evidence) == ("unknown_operator", (chosen.sequence,))

    @settings(max_examples=40, deadline=None)
    @given(played())
    def test_shows_the_late_day_of_every_delivery_that_is_moved_past_its_term(self, play: Play) -> None:
        given_out = [x for x in play.happened if isinstance(x.event, e.Delivered)]
        late = {x.sequence for x in given_out}
        rows = [
            replace(x, at=x.at + 40 * 86400) if x.sequence >= min(late, default=10**6) else x
            for x in play.happened
        ]
        found = detect(replace(play.history(), happened=tuple(rows)))
        assert {n for each in found if each.kind == "late_delivery" for n in each.evidence} == late
