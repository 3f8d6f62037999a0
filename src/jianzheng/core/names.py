"""Comparing the names offices print: the same matter or material is written many ways."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS = re.compile(r"[（(【\[〔][^（(【\[〔）)】\]〕]*[）)】\]〕]")
_COUNTS = re.compile(
    r"(各|一式)?[0-9一二两三四五六七八九十]+(式|份|套|张|页|本)(以上)?|首次申报时提供|原件审核|复印件|原件|扫描件|电子版|电子件|纸质版|电子证照|加盖(本单位)?公章|副本"
)
_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’。，、；：:;,.!！?？·/／\-—_()（）\[\]【】]+")
_ENDINGS = re.compile(r"(的?(核发|发放|颁发|签发|办理|审批|核准|受理|申领|审查|审核|批复|手续))+$")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name without brackets, counts, copies and punctuation: two prints of one thing become equal."""
    bare = name
    for _ in range(3):
        bare = _BRACKETS.sub("", bare)
    bare = _MARKS.sub("", _COUNTS.sub("", bare))
    return bare.lower() or _MARKS.sub("", name).lower()


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """The plain name without the closing word of the act (核发, 审批 …): 许可证核发 and 许可证 become equal."""
    bare = plain(name)
    return _ENDINGS.sub("", bare) or bare


def likeness(one: str, other: str) -> float:
    """How much two names share, 0 to 1: Dice coefficient over pairs of neighbouring characters of their plain names."""
    first, second = _pairs(stem(one)), _pairs(stem(other))
    if not first or not second:
        return 1.0 if stem(one) == stem(other) else 0.0
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=65536)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def parts(name: str) -> list[str]:
    """The names a printed name joins with a slash or 或: "联合图审/消防设计备案" names two."""
    outside = _BRACKETS.sub("", name)
    return [part for part in re.split(r"[/／]|或者|或", outside) if part.strip()] or [name]


def masked(name: str) -> str:
    """A name that shows whom it is about only to who knows already: first and last characters, the rest starred."""
    name = name.strip()
    if len(name) <= 2:
        return name[: len(name) - 1] + "*"
    ends = 1 if len(name) <= 4 else 2
    return name[:ends] + "*" * (len(name) - 2 * ends) + name[-ends:]
