"""A study as JSON: the stable shape documented in docs/reference/redesign.md and redesign.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from jianzheng.core.burden import Burden, tidy
from jianzheng.core.chain import bundle
from jianzheng.core.examine import Finding
from jianzheng.core.ground import Ground
from jianzheng.core.process import Order, Process
from jianzheng.core.redesign import Move
from jianzheng.core.study import Study
from jianzheng.core.text import Text

Json = dict[str, Any]


def text_json(text: Text) -> Json:
    """Both languages."""
    return {"zh": text.zh, "en": text.en}


def ground_json(ground: Ground) -> Json:
    """Kind and citation, with quote and condition where there are any."""
    words = ("quote", "when", "when_en", "source")
    more = {name: value for name in words if (value := getattr(ground, name))}
    return {"kind": ground.kind.value, "cite": ground.cite, **more}


def burden_json(burden: Burden) -> Json:
    """The seven figures; days_chain is null while a ring stands."""
    return asdict(burden)


def finding_json(finding: Finding) -> Json:
    """One finding."""
    return {
        "kind": finding.kind,
        "label": text_json(finding.label),
        "serious": finding.serious,
        "places": list(finding.places),
        "steps": list(finding.steps),
        "said": text_json(finding.said),
        "remedy": text_json(finding.remedy),
        "ground": ground_json(finding.ground),
        "at": finding.at,
    }


def order_json(order: Order) -> Json:
    """One order with its ground."""
    return {"before": order.before, "after": order.after, "ground": ground_json(order.ground)}


def chain_json(process: Process) -> list[Json]:
    """The longest chain, first step to last; [] while a ring stands."""
    if process.network.ringed:
        return []
    return [
        {"id": step.id, "name": step.name, "office": step.office, "days": tidy(step.nominal_days)}
        for step in process.chain()
    ]


def side_json(process: Process, burden: Burden) -> Json:
    """One side of the comparison: figures, longest chain, and every step with start and slack."""
    steps = []
    if not process.network.ringed:
        plan = process.schedule
        steps = [
            {
                "id": step.id,
                "name": step.name,
                "days": tidy(step.nominal_days),
                "start": tidy(start),
                "slack": tidy(slack),
            }
            for step, start, slack in zip(process.steps, plan.starts, plan.slack, strict=True)
        ]
    return {"burden": burden_json(burden), "chain": chain_json(process), "steps": steps}


def move_json(move: Move, effect: Mapping[str, float] | None, accepted: bool) -> Json:
    """One move; `effect` adds up over the accepted moves in the order given, null where it was not attributed."""
    return {
        "id": move.id,
        "kind": move.kind,
        "label": text_json(move.label),
        "target": "+".join(move.targets),
        "targets": list(move.targets),
        "accepted": accepted,
        "unconfirmed": move.unconfirmed,
        "ground": ground_json(move.ground),
        "effect": None if effect is None else {name: tidy(days) for name, days in effect.items()},
        "amend": text_json(move.amend),
        "said": text_json(move.said),
        "releases": [order_json(order) for order in move.releases],
        "to": move.to,
    }


def study_json(study: Study) -> Json:
    """The whole study."""
    effects = study.effects
    taken = {move.id for move in study.accepted}
    floor = study.floor
    return {
        "process": {
            "id": study.process.id,
            "title": text_json(study.process.title),
            "source": study.process.source,
        },
        "before": side_json(study.process, study.burden_before),
        "after": side_json(study.after, study.burden_after),
        "law_and_data": {
            "days_chain": None if floor.network.ringed else tidy(floor.schedule.length),
            "chain": chain_json(floor),
        },
        "moves": [move_json(move, effects.get(move.id), move.id in taken) for move in study.moves],
        "kept": [order_json(order) for order in study.kept],
        "required": [
            order_json(Order(a, b, ground))
            for (a, b), ground in study.confronted.binding.items()
            if (a, b) in study.confronted.broken or (a, b) in study.confronted.unprinted
        ],
        "required_effect": {name: tidy(days) for name, days in study.required_effect.items()},
        "findings": [finding_json(finding) for finding in study.findings],
        "materials": bundle_json(study.after),
        "assumptions": [text_json(text) for text in study.process.assumptions],
    }


def bundle_json(process: Process) -> Json:
    """The joint set of materials and the joint form."""
    joint = bundle(process)
    return {
        "times_asked": joint.times_asked,
        "brought": [paper.material for paper in joint.brought],
        "papers": [asdict(paper) for paper in joint.papers],
        "forms": [asdict(form) for form in joint.forms],
        "fields": joint.fields,
    }
