"""Versions of one matter: names of one box and office that differ only at their end are alternatives of one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jianzheng.core.names import plain

STEM = 6
"""Fewest characters versions share at the start."""
TAIL = 3
"""Characters in which names ending in a paper's name may differ (报告书, 报告表, 登记表)."""
_BRACKET = re.compile(r"[（(]([^（）()]+)[）)]\s*$")
_PAPER = re.compile(r"[书表单证卡]$")
Named = tuple[str, str]
"""A matter's name and its office."""


def variants(matters: Sequence[Named]) -> dict[Named, tuple[str, str]]:
    """Matter → (common stem, what sets it apart), for matters of one office that are versions of one. Three ways, and no
    others: the same name with different closing brackets; the same name with a different last word after a space; the
    same start with a different paper at the end."""
    found: dict[Named, tuple[str, str]] = {}
    for split in (_bracketed, _spaced, _papered):
        groups: dict[tuple[str, str], dict[Named, str]] = {}
        for matter in matters:
            for stem, apart in split(matter[0]):
                if matter not in found and len(stem) >= STEM:
                    groups.setdefault((stem, matter[1]), {})[matter] = apart
        for (stem, _), members in groups.items():
            if len(set(members.values())) > 1 and (split is not _papered or _kin(members.values())):
                found |= {matter: (stem, apart) for matter, apart in members.items() if matter not in found}
    return found


def _bracketed(name: str) -> Iterator[tuple[str, str]]:
    bracket = _BRACKET.search(name)
    if bracket:
        yield plain(name[: bracket.start()]), bracket[1].strip().removesuffix("项目")


def _spaced(name: str) -> Iterator[tuple[str, str]]:
    stem, _, last = name.strip().rpartition(" ")
    if stem and last:
        yield plain(stem), last


def _papered(name: str) -> Iterator[tuple[str, str]]:
    bare = plain(name)
    if _PAPER.search(bare):
        yield bare[:-TAIL], bare[-TAIL:]


def _kin(tails: Iterable[str]) -> bool:
    """Whether every paper's name shares a character with another (登记表 and 报告书 both with 报告表)."""
    listed = list(tails)
    return all(any(set(one) & set(other) for other in listed if other != one) for one in listed)
