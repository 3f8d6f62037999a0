"""Packs: content as YAML (or JSON) files, format jianzheng-pack/1, documented in docs/reference/pack-format.md."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jianzheng.core.case.clocks import Cause
from jianzheng.core.case.local import LocalRule
from jianzheng.core.lawbook import Lawbook
from jianzheng.core.process import Process, Step
from jianzheng.core.service import Term
from jianzheng.core.text import Text
from jianzheng.core.watch.rules import RuleSet, Rung
from jianzheng.formats.pack_law import LAWBOOK
from jianzheng.formats.pack_steps import CONDUCT, FEE, GROUND, NEED, ORDER, SOURCE, STEP, TITLE, Stated
from jianzheng.formats.pack_terms import CAUSE, TERM
from jianzheng.formats.pack_watch import LOCAL, RULE, RULE_SET, RUNG
from jianzheng.formats.problems import Problem, Unreadable
from jianzheng.formats.serial import serial_by_box
from jianzheng.formats.shape import (
    DAYS,
    ID,
    TEXT,
    TRUTH,
    WORD,
    Problems,
    Schema,
    Shape,
    folded,
    many,
    one_of,
    record,
    table,
)
from jianzheng.formats.tree import Item, tree

FORMAT = "jianzheng-pack/1"


@dataclass(frozen=True, slots=True)
class Matter:
    """A row of a list of matters, as printed."""

    id: str
    name: str
    office: str = ""
    type: str = ""
    code: str = ""
    stage: str = ""
    law: str = ""
    limit: str = ""
    result: str = ""
    note: str = ""
    source: str = ""
    place: str = ""


@dataclass(frozen=True)
class Pack:
    """One file of content: processes (those in `chains` are chains of matters), law, a list of matters, the rules and the
    ladder of supervision, figures the place sets, legal terms, and the cases in which a result may be undone."""

    id: str
    title: Text
    processes: tuple[Process, ...] = ()
    chains: frozenset[str] = frozenset()
    lawbook: Lawbook = field(default_factory=Lawbook)
    matters: tuple[Matter, ...] = ()
    uses: tuple[str, ...] = ()
    source: str = ""
    lawbook_default: bool = False
    lights: tuple[RuleSet, ...] = ()
    ladder: tuple[Rung, ...] = ()
    local: tuple[LocalRule, ...] = ()
    terms: tuple[Term, ...] = ()
    causes: tuple[Cause, ...] = ()


class _Made(NamedTuple):
    """A process as its keys state it, before what it names is checked."""

    process: Process
    stated: tuple[Stated, ...]
    is_chain: bool


def _make(
    id: str,
    place: str,
    steps: tuple[Step, ...] = (),
    matters: tuple[Step, ...] = (),
    orders: tuple[Stated, ...] = (),
    **more: Any,
) -> _Made:
    kind, printed = more.pop("kind", "process"), more.pop("order_printed", "")
    title = more.pop("title", Text(""))
    listed = [stated.order for stated in orders]
    if printed:
        known = {(order.before, order.after) for order in listed}
        serial = serial_by_box((*steps, *matters), place)
        listed += [order for order in serial if (order.before, order.after) not in known]
    process = Process(id, title if str(title) else Text(id), (*steps, *matters), tuple(listed), **more)
    return _Made(process, orders, kind == "chain")


_RECORD = record(
    _make,
    {
        "id": ID,
        "title": TITLE,
        "kind": one_of("process", "chain"),
        "source": SOURCE,
        "conditions": table(TRUTH),
        "assumptions": many(TITLE),
        "steps": many(STEP),
        "matters": many(STEP),
        "orders": many(ORDER),
        "order_printed": one_of("serial-by-box"),
        "promised": DAYS,
        "legal": DAYS,
        "en": table(WORD),
    },
    ("id",),
    at="place",
)


def _process(item: Item, problems: Problems) -> _Made | None:
    made: _Made | None = _RECORD.read(item, problems)
    if made:
        _check_ids(made, _written_ids(item), problems)
    return made


def _written_ids(item: Item) -> set[str]:
    """Ids as written, also of steps that could not be taken: an order may name them."""
    lists = [item.value[key].value for key in ("steps", "matters") if key in item.value]
    rows = [row.value for rows in lists if isinstance(rows, list) for row in rows]
    return {row["id"].printed for row in rows if isinstance(row, dict) and "id" in row}


def _check_ids(made: _Made, written: set[str], problems: Problems) -> None:
    seen: set[str] = set()
    for step in made.process.steps:
        if step.id in seen:
            said = step.id[:60]
            problems.at(step.place, f"环节编号“{said}”用了两次。", f"The step id “{said}” is used twice.")
        seen.add(step.id)
    known = dict.fromkeys(sorted(written))
    for order, place in made.stated:
        for id in (order.before, order.after):
            if id and id not in written:
                near, said = problems.near(id, known), id[:60]
                zh, en = (f"是不是“{near}”？", f" Did you mean “{near}”?") if near else ("请改正。", "")
                problems.at(place, f"没有环节“{said}”。{zh}", f"There is no step “{said}”.{en}")


PROCESS = Shape(_process, _RECORD.schema)
_TEXTS = ("office", "type", "code", "stage", "law", "limit", "result", "note", "source")
MATTER = record(Matter, {"id": WORD, "name": WORD, **dict.fromkeys(_TEXTS, TEXT)}, ("id", "name"), at="place")


def _pack(format: str, id: str, title: Text = Text(""), processes: Iterable[_Made] = (), **more: Any) -> Pack:
    chains = frozenset(made.process.id for made in processes if made.is_chain)
    return Pack(
        id, title if str(title) else Text(id), tuple(made.process for made in processes), chains, **more
    )


PACK = record(
    _pack,
    {
        "format": one_of(FORMAT),
        "id": ID,
        "title": TITLE,
        "source": SOURCE,
        "uses": many(ID),
        "lawbook_default": TRUTH,
        "processes": many(PROCESS),
        "lawbook": LAWBOOK,
        "matters": many(MATTER),
        "lights": many(RULE_SET),
        "ladder": many(RUNG),
        "local": many(LOCAL),
        "terms": many(TERM),
        "causes": many(CAUSE),
    },
    ("format", "id"),
)


def read_pack(text: str, name: str) -> Pack:
    """The pack in a YAML or JSON file. Raises Unreadable with every problem, each with its line."""
    found: list[Problem] = []
    return pack_of(tree(text, name, found), name, found)


def pack_of(root: Item, name: str, found: list[Problem]) -> Pack:
    """The pack in a file already parsed; `found` are the problems parsing saw. Raises Unreadable."""
    problems = Problems(name, found)
    pack: Pack | None = PACK.read(root, problems)
    if pack is not None:
        for id, count in Counter(process.id for process in pack.processes).items():
            if count > 1:
                problems.add(root, f"流程编号“{id}”用了两次。", f"The process id “{id}” is used twice.")
    if problems.found or pack is None:
        raise Unreadable(problems.found)
    return pack


_NAMED = {
    "id": ID,
    "title": TITLE,
    "source": SOURCE,
    "ground": GROUND,
    "need": NEED,
    "fee": FEE,
    "conduct": CONDUCT,
    "step": STEP,
    "order": ORDER,
    "process": PROCESS,
    "lawbook": LAWBOOK,
    "matter": MATTER,
    "light_rule": RULE,
    "rule_set": RULE_SET,
    "rung": RUNG,
    "local_rule": LOCAL,
    "term": TERM,
    "cause": CAUSE,
}


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a pack, stated by the very readers; shipped as pack.schema.json, which editors use
    while a pack is written."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:jianzheng:pack:1",
        "title": "Jianzheng content pack, format jianzheng-pack/1",
        **folded(PACK.schema, {name: shape.schema for name, shape in _NAMED.items()}),
    }


if __name__ == "__main__":
    print(json.dumps(schema(), ensure_ascii=False, indent=1))
