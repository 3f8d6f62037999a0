"""Packs: content as YAML (or JSON) files, format jianzheng-pack/1, documented in docs/reference/pack-format.md."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jianzheng.core.ground import UNSTATED, Ground, GroundKind
from jianzheng.core.lawbook import Concept, Lawbook, Limit, Listing, Precedence
from jianzheng.core.process import Conduct, Fee, Need, Order, Process, Step
from jianzheng.core.text import Text
from jianzheng.formats.problems import Unreadable
from jianzheng.formats.shape import DAYS, TRUTH, WHOLE, Problems, Shape, either, many, one_of, record, scalar
from jianzheng.formats.tree import Item, tree

FORMAT = "jianzheng-pack/1"
NO_TITLE = Text("")
_ID = re.compile(r"[^\s/?#%\\&\"'<>]{1,100}")
STEP_KINDS = (
    "review", "receive", "inspect", "expert", "meeting", "hear", "publish", "sign", "decide", "issue", "deliver", "pay", "draw",
)  # fmt: skip


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
    """One file of content: processes (those in `chains` are chains of matters), law, a list of matters."""

    id: str
    title: Text
    processes: tuple[Process, ...] = ()
    chains: frozenset[str] = frozenset()
    lawbook: Lawbook = field(default_factory=Lawbook)
    matters: tuple[Matter, ...] = ()
    uses: tuple[str, ...] = ()
    source: str = ""
    lawbook_default: bool = False


TEXT = scalar("这里 / this")
TEXTS = many(TEXT)


def _ground(law: str = "", data: str = "", rule: str = "", habit: str = "", **more: str) -> Ground:
    stated = {GroundKind.LAW: law, GroundKind.DATA: data, GroundKind.RULE: rule, GroundKind.HABIT: habit}
    kind, cite = next(((kind, cite) for kind, cite in stated.items() if cite), (GroundKind.UNSTATED, ""))
    return Ground(kind, cite, more.get("quote", ""), more.get("when", ""), more.get("source", ""))


GROUND = record(_ground, dict.fromkeys(("law", "data", "rule", "habit", "quote", "when", "source"), TEXT))
TITLE = either(
    (str, Shape(lambda item, problems: Text(item.value), {"type": "string"})),
    (dict, record(Text, {"zh": TEXT, "en": TEXT})),
)


def _cited(**parts: Any) -> str:
    return "；".join(str(part) for part in parts.values() if part is not True)


SOURCE = either(
    (str, TEXT),
    (dict, record(_cited, {**dict.fromkeys(("name", "url", "rights", "note"), TEXT), "partial": TRUTH})),
)
NEED = either(
    (str, Shape(lambda item, problems: Need(item.value, place=problems.place(item)), {"type": "string"})),
    (
        dict,
        record(
            Need,
            {
                "material": TEXT,
                "origin": TEXT,
                "ground": GROUND,
                "tolerable": TRUTH,
                "promisable": TRUTH,
                "once": TRUTH,
            },
            ("material",),
            at="place",
        ),
    ),
)
FEE = record(Fee, {"name": TEXT, "amount": TEXT, "ground": GROUND}, ("name",))
CONDUCT = record(
    Conduct,
    {
        "staff": WHOLE, "post": TEXT, "actor": one_of(("person", "machine")), "channels": TEXTS, "pauses": TEXTS,
        "quota": TEXT, "watched_by": TEXT, "instant": GROUND, "delegate_to": TEXT, "delegate_ground": GROUND,
    },
)  # fmt: skip


def _step(legal: float | None = None, **values: Any) -> Step:
    values["needs"] = tuple(need for need in values.get("needs", ()) if need)
    values["fees"] = tuple(fee for fee in values.get("fees", ()) if fee)
    return Step(
        legal_days=legal,
        **{key: value for key, value in values.items() if value is not None or key == "days"},
    )


STEP = record(
    _step,
    {
        "id": TEXT, "name": TEXT, "name_en": TEXT, "office": TEXT, "days": DAYS, "legal": DAYS, "legal_ground": GROUND,
        "kind": one_of(STEP_KINDS), "matter": TEXT, "code": TEXT, "box": TEXT, "when": TEXT, "one_of": TEXT, "visits": WHOLE,
        "sign_levels": WHOLE, "ground": GROUND, "yields": TEXTS, "needs": many(NEED), "fees": many(FEE), "conduct": CONDUCT,
        "fields": TEXTS,
    },
    ("id", "name"),
    at="place",
)  # fmt: skip


def _pair(item: Item, problems: Problems) -> Order | None:
    ids = TEXTS.read(item, problems)
    if len(ids) != 2:
        problems.add(item, "次序要写成 [先, 后]。", "An order is written [before, after].")
        return None
    return Order(*ids)


ORDER = either(
    (list, Shape(_pair, {"type": "array", "items": TEXT.schema, "minItems": 2, "maxItems": 2})),
    (dict, record(Order, {"before": TEXT, "after": TEXT, "ground": GROUND}, ("before", "after"))),
)


def _conditions(item: Item, problems: Problems) -> dict[str, bool]:
    if not isinstance(item.value, dict):
        problems.add(item, "条件要写成“条件: true”。", "Conditions are written “condition: true”.")
        return {}
    return {name: _truth(inner, problems) for name, inner in item.value.items()}


def _truth(item: Item, problems: Problems) -> bool:
    return bool(TRUTH.read(item, problems))


def _process(item: Item, problems: Problems) -> tuple[Process, bool] | None:
    made = _PROCESS_RECORD.read(item, problems)
    if made is None:
        return None
    process, chain = made
    if not _ID.fullmatch(process.id):
        problems.add(
            item.value["id"],
            "流程编号最多 100 字，不含空白和 / ? # % 等符号。",
            "A process id has at most 100 characters, no blanks and none of / ? # %.",
        )
    index: dict[str, Step] = {}
    for step in process.steps:
        if step.id in index:
            problems.add(
                _line(step.place, item),
                f"环节编号“{step.id}”用了两次。",
                f"Step id “{step.id}” is used twice.",
            )
        index[step.id] = step
    for order in process.orders:
        for id in (order.before, order.after):
            if id not in index:
                at = _order_line(item, order)
                problems.add(
                    at,
                    f"次序引用了不存在的环节“{id[:60]}”。",
                    f"An order names the unknown step “{id[:60]}”.",
                )
    return process, chain


def _line(place: str, item: Item) -> Item:
    line = place.rpartition(":")[2]
    return Item(None, int(line)) if line.isdecimal() else item


def _order_line(item: Item, order: Order) -> Item:
    rows = item.value["orders"].value if isinstance(item.value.get("orders", Item([], 0)).value, list) else []
    for row in rows:
        cells = (
            row.value.values()
            if isinstance(row.value, dict)
            else row.value
            if isinstance(row.value, list)
            else ()
        )
        if [order.before, order.after] == [str(cell.value) for cell in list(cells)[:2]]:
            return Item(None, row.line)
    return item


def _make_process(
    id: str, title: Text = NO_TITLE, steps: Iterable[Any] = (), orders: Iterable[Any] = (), **more: Any
) -> tuple[Process, bool]:
    made = tuple(step for step in (*steps, *more.pop("matters", ())) if step)
    kind, printed = more.pop("kind", "process"), more.pop("order_printed", "")
    listed = [order for order in orders if order]
    if printed:
        known = {(order.before, order.after) for order in listed}
        listed += [order for order in serial_by_box(made) if (order.before, order.after) not in known]
    more["assumptions"] = tuple(text for text in more.get("assumptions", ()) if text)
    return Process(id, title if title.zh else Text(id), made, tuple(listed), **more), kind == "chain"


def serial_by_box(steps: Iterable[Step]) -> list[Order]:
    """Ungrounded orders from every step of a printed box to every step of the next box."""
    boxes: dict[str, list[str]] = {}
    for step in steps:
        boxes.setdefault(step.box, []).append(step.id)
    rows = list(boxes.values())
    return [Order(a, b) for one, two in itertools.pairwise(rows) for a in one for b in two]


_PROCESS_RECORD = record(
    _make_process,
    {
        "id": TEXT, "title": TITLE, "kind": one_of(("process", "chain")), "source": SOURCE,
        "conditions": Shape(_conditions, {"type": "object", "additionalProperties": {"type": "boolean"}}),
        "assumptions": many(TITLE), "steps": many(STEP), "matters": many(STEP), "orders": many(ORDER),
        "order_printed": one_of(("serial-by-box",)), "promised": DAYS, "legal": DAYS,
    },
    ("id",),
)  # fmt: skip
PROCESS = Shape(_process, _PROCESS_RECORD.schema)


def _concept(ground: Ground = UNSTATED, **values: Any) -> tuple[Concept, Ground]:
    return Concept(**values), ground


CONCEPT = record(
    _concept,
    {"id": TEXT, "name": TEXT, "aliases": TEXTS, "excludes": TEXTS, "ground": GROUND},
    ("id", "name"),
)
PRECEDENCE = record(
    lambda before, after, **v: Precedence(first=before, second=after, **v),
    {
        "id": TEXT,
        "before": TEXT,
        "after": TEXT,
        "relation": one_of(("before", "merge", "overlap")),
        "ground": GROUND,
        "any_one": TRUTH,
    },
    ("id", "before", "after", "ground"),
)
LISTING = record(Listing, {"concept": TEXT, "words": TEXTS, "ground": GROUND}, ("concept", "words", "ground"))
LIMIT = record(
    lambda concept, ground, days=None, unit="working": Limit(concept, days or 0, unit, ground),
    {"concept": TEXT, "days": DAYS, "unit": one_of(("working", "natural")), "ground": GROUND},
    ("concept", "ground"),
)


def _lawbook(concepts: Iterable[Any] = (), **parts: Iterable[Any]) -> Lawbook:
    pairs = [pair for pair in concepts if pair]
    grounds = {concept.id: ground for concept, ground in pairs if ground is not UNSTATED}
    lists = {name: tuple(part for part in found if part) for name, found in parts.items()}
    return Lawbook(tuple(concept for concept, _ in pairs), grounds=grounds, **lists)


LAWBOOK = record(
    _lawbook,
    {
        "concepts": many(CONCEPT),
        "precedences": many(PRECEDENCE),
        "listings": many(LISTING),
        "limits": many(LIMIT),
    },
)
MATTER = record(
    Matter,
    dict.fromkeys(
        ("id", "name", "office", "type", "code", "stage", "law", "limit", "result", "note", "source"), TEXT
    ),
    ("id", "name"),
    at="place",
)


def _pack(format: str, id: str, title: Text = NO_TITLE, processes: Iterable[Any] = (), **more: Any) -> Pack:
    pairs = [pair for pair in processes if pair]
    more["matters"] = tuple(matter for matter in more.get("matters", ()) if matter)
    chains = frozenset(process.id for process, chain in pairs if chain)
    return Pack(id, title if title.zh else Text(id), tuple(process for process, _ in pairs), chains, **more)


PACK = record(
    _pack,
    {
        "format": one_of((FORMAT,)), "id": TEXT, "title": TITLE, "source": SOURCE, "uses": TEXTS, "lawbook_default": TRUTH,
        "processes": many(PROCESS), "lawbook": LAWBOOK, "matters": many(MATTER),
    },
    ("format", "id"),
)  # fmt: skip


def read_pack(text: str, name: str) -> Pack:
    """The pack in a YAML or JSON file. Raises Unreadable with every problem, each with its line."""
    problems = Problems(name)
    root = tree(text, name)
    pack = PACK.read(root, problems)
    if pack is not None:
        ids = [process.id for process in pack.processes]
        for id in {id for id in ids if ids.count(id) > 1}:
            problems.add(root, f"流程编号“{id}”用了两次。", f"Process id “{id}” is used twice.")
    if problems.found or pack is None:
        raise Unreadable(problems.found)
    made: Pack = pack
    return made


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack, stated by the same readers."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "jianzheng-pack-1",
        "title": "Jianzheng content pack, format jianzheng-pack/1",
        **PACK.schema,
    }
