"""The rules of this place: calendar, terms, lights, read once and refused when wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jianzheng.apps.cases import rules
from jianzheng.core.refusal import Refused


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Rules are read once for each process; a test reads them anew."""
    rules.rules.cache_clear()
    yield
    rules.rules.cache_clear()


class TestTheRules:
    def test_hold_the_terms_of_the_law(self) -> None:
        term = rules.rules().terms["joint_45_15"]
        assert (term.length, term.extension, term.approver) == (45, 15, "government_head")

    @pytest.mark.parametrize("id,yellow,red", [("default", 0, 1), ("B", 1, 2)])
    def test_turn_lights_by_the_chosen_set(self, settings: Any, id: str, yellow: int, red: int) -> None:
        settings.LIGHTS = id
        lights = rules.rules().lights
        assert (lights.id, lights.yellow, lights.red) == (id, yellow, red)

    @pytest.mark.parametrize("id", ["nothing", "C"])
    def test_refuse_a_set_that_no_clock_can_turn_by(self, settings: Any, id: str) -> None:
        settings.LIGHTS = id
        with pytest.raises(Refused):
            rules.rules()
