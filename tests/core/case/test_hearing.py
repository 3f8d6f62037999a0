"""A hearing is announced in working days, chaired by somebody who did not examine, and reported once it was held."""

from __future__ import annotations

from typing import ClassVar

import pytest

from jianzheng.core.refusal import Refused
from tests.core.case.cast import ZHAO, Run, at, licence


class TestAHearing:
    FACTS: ClassVar = {
        "noticed_on": "2025-03-03",
        "held_on": "2025-03-12",
        "chair": "主持人",
        "record": "记录",
    }

    def held(self, noticed: str, held: str) -> Run:
        """A case whose hearing was announced and held on these days, the step finished on 20 October 2025."""
        run = Run(licence(kinds=("hear",))).accepted(at(2025, 9, 25))
        facts = {**self.FACTS, "noticed_on": noticed, "held_on": held}
        return run.do("finish", ZHAO, at(2025, 10, 20), step=0, outcome="agree", facts=facts)

    def test_is_announced_seven_working_days_before(self) -> None:
        """After Friday 26 September 2025 the 28th to 30th, then 9 to 11 October and the 13th are worked."""
        with pytest.raises(Refused, match="最早 2025-10-13") as refused:
            self.held("2025-09-26", "2025-10-11")
        assert "from 2025-10-13 on" in refused.value.en
        assert self.held("2025-09-26", "2025-10-13").case.is_done(0)

    @pytest.mark.parametrize("day", ["2025-10-21", "9999-12-31"])
    def test_is_not_reported_before_it_was_held(self, day: str) -> None:
        with pytest.raises(Refused, match="不能晚于今天"):
            self.held("2025-09-26", day)

    def test_is_not_chaired_by_who_examined(self) -> None:
        run = Run(licence(kinds=("review", "hear"))).accepted(at(2025, 3, 3))
        run.do("finish", ZHAO, at(2025, 3, 4), step=0, outcome="agree", facts={"opinion": "符合"})
        with pytest.raises(Refused, match="第四十八条"):
            run.do(
                "finish",
                ZHAO,
                at(2025, 3, 13),
                step=1,
                outcome="agree",
                facts={**self.FACTS, "chair": "zhao"},
            )
