"""The section of a pack that holds legal terms, and the shape of one term wherever it stands."""

from __future__ import annotations

from typing import Any

from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.formats.pack_steps import GROUND, TITLE, WORDS
from jianzheng.formats.shape import ID, TEXT, WHOLE, one_of, record

UNITS = tuple(unit.value for unit in Unit)


def _term(
    length: int,
    id: str = "",
    unit: str = "working",
    title: Text = Text(""),
    ground: Ground = UNSTATED,
    **more: Any,
) -> Term:
    return Term(id or f"{length}-{unit}", length, Unit(unit), title=title, ground=ground, **more)


TERM = record(
    _term,
    {
        "id": ID,
        "length": WHOLE,
        "unit": one_of(*UNITS),
        "start": TEXT,
        "extension": WHOLE,
        "approver": TEXT,
        "times": WHOLE,
        "effect": TEXT,
        "pauses": WORDS,
        "title": TITLE,
        "ground": GROUND,
    },
    ("length",),
)
