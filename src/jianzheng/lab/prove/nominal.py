"""The nominal gain: what law, lists and promises say, before and after, with the ground of every move."""

from __future__ import annotations

from jianzheng.core.burden import burden
from jianzheng.core.process import Process
from jianzheng.core.study import Study
from jianzheng.core.text import Text
from jianzheng.formats.proof import COMMON, condition_said
from jianzheng.formats.study import Json, burden_json, chain_json, study_json, text_json

UNVOUCHED = Text(
    "改变后的流程是另行给出的：没有逐项措施，也没有审查它是否合法。",
    "The process after the change was given as such: no moves vouch for it, and its lawfulness was not examined.",
)


def nominal_json(made: Study) -> Json:
    """Figures and longest chains on both sides, accepted moves with ground and effect, orders kept, orders the law demands."""
    whole = study_json(made)
    return {
        **_sides(made.process, made.after),
        "moves": [move for move in whole["moves"] if move["accepted"]],
        "rejected": [move["id"] for move in whole["moves"] if not move["accepted"]],
        **{name: whole[name] for name in ("kept", "required", "required_effect")},
        "notes": [],
    }


def given_json(before: Process, after: Process) -> Json:
    """The same of two processes where nobody says by which moves one becomes the other."""
    empty: Json = {"moves": [], "rejected": [], "kept": [], "required": [], "required_effect": {}}
    return {**_sides(before, after), **empty, "notes": [text_json(UNVOUCHED)]}


def _sides(before: Process, after: Process) -> Json:
    first, last = burden_json(burden(before)), burden_json(burden(after))
    return {
        "figures": {name: {"before": first[name], "after": last[name]} for name in first},
        "chain": {"before": chain_json(before), "after": chain_json(after)},
        "names": {step.id: text_json(step.title) for process in (before, after) for step in process.steps},
    }


def assumptions_json(made: Study) -> list[Json]:
    """What the source did not say and was taken: of the process, of its conditions, of all nominal figures."""
    known = [
        condition_said(made.confronted.lawbook.condition(name), holds)
        for name, holds in made.process.conditions.items()
    ]
    return [text_json(text) for text in (*made.process.assumptions, *COMMON, *known)]
