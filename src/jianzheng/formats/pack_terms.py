"""The sections of a pack that hold legal terms, and the cases in which law lets a result be undone."""

from __future__ import annotations

from typing import Any

from jianzheng.core.case.clocks import Cause
from jianzheng.core.clock import Unit
from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.formats.pack_steps import GROUND, SOURCE, TITLE, WORDS
from jianzheng.formats.shape import ID, TEXT, TRUTH, WHOLE, one_of, record

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

CAUSE = record(
    Cause,
    {
        "id": ID,
        "act": one_of("revoke", "recall"),
        "title": TITLE,
        "ground": GROUND,
        "promise": TRUTH,
        "deceit": TRUTH,
        "source": SOURCE,
    },
    ("id", "act", "title", "ground"),
)
