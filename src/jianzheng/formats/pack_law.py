"""The shapes of a pack's lawbook: concepts, precedences, listings and limits (docs/reference/pack-format.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jianzheng.core.ground import UNSTATED, Ground
from jianzheng.core.lawbook import Concept, Lawbook, Limit, Listing, Precedence, Removal
from jianzheng.formats.pack_steps import GROUND, WORDS
from jianzheng.formats.shape import DAYS, TEXT, TRUTH, WORD, many, one_of, record

RELATIONS = ("before", "merge", "overlap")
UNITS = ("working", "natural")


def _concept(ground: Ground = UNSTATED, **values: Any) -> tuple[Concept, Ground]:
    return Concept(**values), ground


def _precedence(before: str, after: str, **values: Any) -> Precedence:
    return Precedence(first=before, second=after, **values)


def _limit(concept: str, days: float, ground: Ground, unit: str = "working") -> Limit:
    return Limit(concept, days, unit, ground)


def _lawbook(concepts: Iterable[tuple[Concept, Ground]] = (), **parts: tuple[Any, ...]) -> Lawbook:
    grounds = {concept.id: ground for concept, ground in concepts if ground != UNSTATED}
    return Lawbook(tuple(concept for concept, _ in concepts), grounds=grounds, **parts)


CONCEPT = record(
    _concept,
    {"id": WORD, "name": WORD, "name_en": TEXT, "aliases": WORDS, "excludes": WORDS, "ground": GROUND},
    ("id", "name"),
)
PRECEDENCE = record(
    _precedence,
    {
        "id": WORD,
        "before": WORD,
        "after": WORD,
        "relation": one_of(*RELATIONS),
        "ground": GROUND,
        "any_one": TRUTH,
    },
    ("id", "before", "after", "ground"),
)
LISTING = record(
    Listing,
    {"concept": WORD, "words": many(WORD, least=1), "ground": GROUND},
    ("concept", "words", "ground"),
)
LIMIT = record(
    _limit,
    {"concept": WORD, "days": DAYS, "unit": one_of(*UNITS), "ground": GROUND},
    ("concept", "days", "ground"),
)
REMOVAL = record(Removal, {"concept": WORD, "ground": GROUND}, ("concept", "ground"))
LAWBOOK = record(
    _lawbook,
    {
        "concepts": many(CONCEPT),
        "precedences": many(PRECEDENCE),
        "listings": many(LISTING),
        "limits": many(LIMIT),
        "removals": many(REMOVAL),
    },
)
