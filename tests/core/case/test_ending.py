"""What a decision may say of how long its result is valid."""

from __future__ import annotations

import pytest

from jianzheng.core.refusal import Refused
from tests.core.case.cast import SUN, Run, at, licence
from tests.core.case.test_law import step_of


class TestADecision:
    @pytest.mark.parametrize("day", ["9999-12-31", "3000-01-01", "2025-03-06", "soon"])
    def test_names_no_last_day_of_validity_that_is_none(self, day: str) -> None:
        run = Run(licence()).accepted(at(2025, 3, 3)).worked(at(2025, 3, 4))
        said = {"step": step_of(run, "decide"), "outcome": "grant", "facts": {"valid_until": day}}
        with pytest.raises(Refused, match="有效期的最后一天"):
            run.do("decide", SUN, at(2025, 3, 6), **said)
