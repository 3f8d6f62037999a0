"""Who examined a matter and decided it too is found; not in another matter, nor where decided on the spot."""

from __future__ import annotations

from dataclasses import replace

from jianzheng.core.case import events as e
from jianzheng.core.watch import Register
from tests.core.watch.stage import Play, licence
from tests.core.watch.test_detect import MONDAY, kinds, only, play

__all__ = ["play"]


class TestAnExaminer:
    def test_who_examined_and_decided_is_found(self, play: Play) -> None:
        play.ended()
        done = [x for x in play.happened if isinstance(x.event, e.StepDone)][:2]
        same = [replace(x, by="sun@chief") if x is done[1] else x for x in play.happened]
        found = only(replace(play.history(), happened=tuple(same)))
        decided = next(x.sequence for x in play.happened if isinstance(x.event, e.Decided))
        assert (found.kind, found.evidence) == ("examiner_decides", (done[1].sequence, decided))
        assert found.person.startswith("sun@")

    def test_who_examined_another_matter_or_decides_on_the_spot_is_not(self) -> None:
        play = Play(licence(1, matters=2), MONDAY).accepted().ended()
        first, place = next((x, x.event.item) for x in play.happened if isinstance(x.event, e.StepDone))
        theirs = [
            replace(x, by="lu@chief")
            if x is first or (isinstance(x.event, e.Decided) and x.event.item != place)
            else x
            for x in play.happened
        ]
        history = replace(play.history(Register()), happened=tuple(theirs))
        assert "examiner_decides" not in kinds(history)
        alone = [replace(x, by="lu@chief") for x in play.happened]
        matters = tuple(replace(each, instant=True) for each in play.service.matters)
        spot = replace(history, happened=tuple(alone), service=replace(play.service, matters=matters))
        assert "examiner_decides" not in kinds(spot)
        assert "examiner_decides" in kinds(replace(history, happened=tuple(alone)))
