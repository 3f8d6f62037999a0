"""A chain (一件事): several matters handled as one process, with one set of materials and one form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jianzheng.core.materials import Yields, asked, is_catch_all, is_held, yielders
from jianzheng.core.names import plain
from jianzheng.core.process import Order, Process, Step
from jianzheng.core.text import Text

_FORM = re.compile(r"(申请|申报|登记|备案|信息|审批)表|申请书|\bapplication form\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """One material of the joint set: who asks for it, and who supplies it: "applicant" (asked once), "register"
    (government holds it) or "flow" (yielded by the steps in `makers`)."""

    material: str
    asked_by: tuple[str, ...]
    supplied_by: str
    makers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the applicant of a chain brings: `papers` the joint set, `forms` the forms that become one, `fields` its
    fields with the matters that need them, `times_asked` how often the matters ask on their own."""

    papers: tuple[Paper, ...]
    forms: tuple[Paper, ...]
    fields: dict[str, tuple[str, ...]]
    times_asked: int

    @property
    def brought(self) -> list[Paper]:
        """Materials the applicant still brings, each once."""
        return [paper for paper in self.papers if paper.supplied_by == "applicant"]


def combine(id: str, title: Text, parts: Sequence[Process], orders: Iterable[Order] = ()) -> Process:
    """Several processes as one: step ids become "part.step", the orders of each part stay, `orders` join the parts.
    Raises ValueError when two parts share an id."""
    if len({part.id for part in parts}) < len(parts):
        raise ValueError("two parts of a chain share an id")
    steps = [_within(part, step) for part in parts for step in part.steps]
    inner = [
        replace(order, before=f"{part.id}.{order.before}", after=f"{part.id}.{order.after}")
        for part in parts
        for order in part.orders
    ]
    conditions = {name: holds for part in parts for name, holds in part.conditions.items()}
    assumed = tuple(dict.fromkeys(text for part in parts for text in part.assumptions))
    english = {name: en for part in parts for name, en in part.en.items()}
    return Process(id, title, tuple(steps), (*inner, *orders), conditions, assumed, en=english)


def _within(part: Process, step: Step) -> Step:
    """A step under its new name, with the needs and alternatives that name other steps of its part."""
    needs = tuple(
        replace(need, origin=f"{part.id}.{need.origin}") if need.origin in part.index else need
        for need in step.needs
    )
    return replace(
        step,
        id=f"{part.id}.{step.id}",
        matter=step.matter or str(part.title),
        one_of=step.one_of and f"{part.id}.{step.one_of}",
        needs=needs,
    )


def bundle(process: Process) -> Bundle:
    """The joint set of materials: what was asked n times is asked once, what the flow yields or a register holds is not
    asked, catch-alls are left out, forms become one form."""
    lookup = Yields(process)
    papers: dict[str, Paper] = {}
    count = 0
    for item in asked(process):
        if is_catch_all(item.need.material):
            continue
        count += 1
        makers = yielders(lookup, item.step, item.need)
        key = "|".join(sorted(makers)) or plain(item.need.material)
        supplied = "flow" if makers else "register" if is_held(item.need) else "applicant"
        known = papers.get(key, Paper(item.need.material, (), supplied, makers))
        papers[key] = replace(known, asked_by=tuple(dict.fromkeys((*known.asked_by, item.step.id))))
    forms = tuple(p for p in papers.values() if p.supplied_by == "applicant" and _FORM.search(p.material))
    rest = tuple(paper for paper in papers.values() if paper not in forms)
    return Bundle(rest, forms, _fields(process), count)


def _fields(process: Process) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for step in process.steps:
        for name in step.fields:
            fields[name] = (*fields.get(name, ()), step.id)
    return fields
