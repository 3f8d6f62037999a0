"""The shapes of a pack's steps: what stands under a process, key by key (docs/reference/pack-format.md)."""

from __future__ import annotations

from typing import Any, NamedTuple

from jianzheng.core.ground import UNSTATED, Ground, GroundKind
from jianzheng.core.process import Conduct, Fee, Need, Order, Step
from jianzheng.core.text import Text
from jianzheng.formats.shape import (
    DAYS,
    ID,
    TEXT,
    TRUTH,
    WHOLE,
    WORD,
    Problems,
    Shape,
    either,
    many,
    one_of,
    record,
)
from jianzheng.formats.tree import Item

STEP_KINDS = (
    "review",
    "receive",
    "inspect",
    "expert",
    "meeting",
    "hear",
    "publish",
    "sign",
    "decide",
    "issue",
    "deliver",
    "pay",
    "draw",
)
HANDLINGS = ("asked", "reused", "promised", "tolerated")
"""What a material costs the applicant: asked of him, supplied from inside, promised instead, or owed at first."""
WORDS = many(WORD)
GROUND_KINDS = tuple(kind.value for kind in GroundKind if kind is not GroundKind.UNSTATED)


def _ground(quote: str = "", when: str = "", when_en: str = "", source: str = "", **stated: str) -> Ground:
    kind, cite = next(((kind, cite) for kind, cite in stated.items() if cite), ("unstated", ""))
    return Ground(GroundKind(kind), cite, quote, when, source, when_en)


_GROUND = record(_ground, dict.fromkeys((*GROUND_KINDS, "quote", "when", "when_en", "source"), TEXT))


def _one_ground(item: Item, problems: Problems) -> Ground | None:
    stated = [kind for kind in GROUND_KINDS if isinstance(item.value, dict) and kind in item.value]
    if len(stated) > 1:
        problems.add(
            item,
            f"依据只写一种，现有：{'、'.join(stated)}。留最强的一种。",
            f"One kind of ground, not {', '.join(stated)}; keep the strongest.",
        )
    ground: Ground | None = _GROUND.read(item, problems)
    return ground


_TWO_KINDS = [{"required": [one, two]} for i, one in enumerate(GROUND_KINDS) for two in GROUND_KINDS[i + 1 :]]
GROUND = Shape(_one_ground, {**_GROUND.schema, "not": {"anyOf": _TWO_KINDS}})
TITLE = either(
    (str, Shape(lambda item, problems: Text(TEXT.read(item, problems)), TEXT.schema)),
    (dict, record(lambda zh="", en="": Text(zh, en), {"zh": TEXT, "en": TEXT})),
)


def _source(name: str = "", url: str = "", rights: str = "", note: str = "", partial: bool = False) -> str:
    known_in_part = "部分 partial" if partial else ""
    return "；".join(part for part in (name, url, rights, note, known_in_part) if part)


SOURCE = either(
    (str, TEXT),
    (dict, record(_source, {**dict.fromkeys(("name", "url", "rights", "note"), TEXT), "partial": TRUTH})),
)


def _bare_need(item: Item, problems: Problems) -> Need:
    return Need(WORD.read(item, problems), place=problems.place(item))


NEED = either(
    (str, Shape(_bare_need, WORD.schema)),
    (
        dict,
        record(
            Need,
            {
                "material": WORD,
                "origin": TEXT,
                "ground": GROUND,
                "handling": one_of(*HANDLINGS),
                "tolerable": TRUTH,
                "promisable": TRUTH,
                "proves": TITLE,
                "once": TRUTH,
            },
            ("material",),
            at="place",
        ),
    ),
)
FEE = record(Fee, {"name": WORD, "amount": TEXT, "ground": GROUND}, ("name",))
CONDUCT = record(
    Conduct,
    {
        "staff": WHOLE,
        "post": TEXT,
        "actor": one_of("person", "machine"),
        "channels": WORDS,
        "pauses": WORDS,
        "quota": TEXT,
        "watched_by": TEXT,
        "instant": GROUND,
        "delegate_to": TEXT,
        "delegate_ground": GROUND,
    },
)


def _step(legal: float | None = None, **values: Any) -> Step:
    return Step(legal_days=legal, **values)


STEP = record(
    _step,
    {
        "id": ID,
        "name": WORD,
        "name_en": TEXT,
        "office": TEXT,
        "days": DAYS,
        "legal": DAYS,
        "legal_ground": GROUND,
        "kind": one_of(*STEP_KINDS),
        "matter": TEXT,
        "code": TEXT,
        "box": TEXT,
        "when": TEXT,
        "one_of": TEXT,
        "visits": WHOLE,
        "sign_levels": WHOLE,
        "ground": GROUND,
        "yields": WORDS,
        "needs": many(NEED),
        "fees": many(FEE),
        "conduct": CONDUCT,
        "fields": WORDS,
    },
    ("id", "name"),
    at="place",
)


class Stated(NamedTuple):
    """An order with the place ("file:line") where it is stated."""

    order: Order
    place: str


def _pair(item: Item, problems: Problems) -> Stated | None:
    ids = [ID.read(inner, problems) for inner in item.value]
    if len(ids) != 2:
        problems.add(item, "次序要写成 [先, 后]。", "An order is written [before, after].")
        return None
    return Stated(Order(*ids), problems.place(item))


def _stated(before: str, after: str, place: str, ground: Ground = UNSTATED) -> Stated:
    return Stated(Order(before, after, ground), place)


ORDER = either(
    (list, Shape(_pair, {"type": "array", "items": ID.schema, "minItems": 2, "maxItems": 2})),
    (dict, record(_stated, {"before": ID, "after": ID, "ground": GROUND}, ("before", "after"), at="place")),
)
