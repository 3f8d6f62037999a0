"""A log in parts answers what it answers in one piece: every figure of an analysis, however the cases are split."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jianzheng.formats.calendars import calendar
from jianzheng.lab.analysis import Terms, analyse, analyse_over
from jianzheng.lab.analysis.shape import analysis_json
from jianzheng.lab.kept import chosen
from jianzheng.lab.log.log import Log
from jianzheng.lab.parts import Asked, Sum
from tests.lab.logs import compiling
from tests.lab.made import log

EVENTS = st.lists(
    st.tuples(st.sampled_from("123456789"), st.sampled_from("abcd"), st.integers(0, 9_000)), min_size=1
)
NAMED = ("examples", "exceptions")
"""What may depend on the parts: which cases are shown."""


@dataclass(frozen=True)
class Split:
    """A log in parts of whole cases, each a log of its own."""

    logs: list[Log]

    def total(self, asked: Asked[Sum]) -> Sum:
        """The sum over the parts."""
        sums: Any = [asked(one, chosen(one, None)) for one in self.logs]
        return reduce(add, sums)


def figures(shape: Any) -> Any:
    """The shape of an analysis without the cases that are only examples."""
    if isinstance(shape, dict):
        return {key: figures(value) for key, value in shape.items() if key not in NAMED}
    return [figures(value) for value in shape] if isinstance(shape, list) else shape


@compiling
@given(EVENTS, st.lists(st.integers(0, 2), min_size=9, max_size=9), st.booleans())
def test_an_analysis_is_the_same_in_parts(
    rows: list[tuple[str, str, float]], part: list[int], working: bool
) -> None:
    of = log(rows, [f"p{minute % 3}" for _, _, minute in rows])
    side = np.array(part[: len(of)])
    terms = Terms(calendar=calendar("cn")) if working else Terms()
    parts = Split([of.chosen(side == n) for n in range(3) if (side == n).any()])
    whole = json.dumps(figures(analysis_json(analyse(of, terms))), sort_keys=True)
    assert json.dumps(figures(analysis_json(analyse_over(parts, terms))), sort_keys=True) == whole
