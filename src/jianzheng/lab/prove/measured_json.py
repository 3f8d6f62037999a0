"""What was measured, for programs: the shape in docs/reference/prove.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from jianzheng.formats.study import Json, text_json
from jianzheng.lab.analysis.shape import doubt_json
from jianzheng.lab.compare.effect import effect_json
from jianzheng.lab.honesty import Doubt, Found
from jianzheng.lab.prove.measured import TITLES, Change, Measured


def measured_json(made: Measured) -> Json:
    """Cases, every change with its interval and word, the on-time share, the doubts of either side."""
    return {
        "cases": _sides(*made.cases),
        "unended": _sides(*made.unended),
        "verdict": made.verdict.value,
        "changes": {name: _change(name, change) for name, change in made.changes.items()},
        "due": made.due,
        "on_time": asdict(made.on_time) if made.on_time else None,
        "doubts": _sides(*(_doubts(side) for side in made.doubts)),
        "notes": [text_json(text) for text in made.notes],
    }


def _sides(before: object, after: object) -> Json:
    return {"before": before, "after": after}


def _change(name: str, change: Change) -> Json:
    medians = {"before": change.before / change.day, "after": change.after / change.day}
    return {
        "title": text_json(TITLES[name]),
        **medians,
        **effect_json(change.effect, change.day),
        "wider": change.wider,
    }


def _doubts(found: Mapping[Doubt, Found]) -> list[Json]:
    return [doubt_json(doubt, each) for doubt, each in found.items()]
