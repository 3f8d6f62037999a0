"""How a document's number is printed, and what people write where one, or a length of time, is asked."""

from __future__ import annotations

import re

from jianzheng.core.refusal import Refused

NUMBER = "{organ}{mark}〔{year}〕{serial}号"
"""How a printed number is put together unless an organ sets another pattern; a house rule, no standard."""
_SHORTEST, _LONGEST = 4, 100
_TERM = re.compile(
    r"[0-9０-９零〇一二两三四五六七八九十百半]\s*个?\s*(?:工作)?[日天月年]"
    r"|\b(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty|ninety)"
    r"[\s-]+(?:working[\s-]+)?(?:day|month|year)s?\b",
    re.IGNORECASE,
)


def document_number(text: str, zh: str, en: str) -> str:
    """The number of a document, tidied. Raises Refused for fewer than four signs, or none of them a figure."""
    tidy = " ".join(text.replace("\x00", "").split())[:_LONGEST]
    if len(tidy) < _SHORTEST or not any(sign.isdigit() for sign in tidy):
        raise Refused(
            f"请填写{zh}：照文件上的文号填写，至少 {_SHORTEST} 个字，其中有数字，形如“机关代字〔年份〕序号”。",
            f"State {en} as the document bears it: at least {_SHORTEST} characters, one of them a figure, in the form "
            "“organ [year] number”.",
        )
    return tidy


def names_a_term(text: str) -> bool:
    """Whether a text names a length of time: a number, in figures or words, of days, months or years."""
    return _TERM.search(text) is not None


def number_of(mark: str, organ_short: str, year: int, serial: int, pattern: str = NUMBER) -> str:
    """The printed number, its kind told by `mark`. Raises Refused where the organ has no short name or a serial below 1."""
    if not organ_short.strip() or serial < 1:
        raise Refused(
            "文书编号需要机关简称，序号从 1 起。请先设置机关简称。",
            "A document number needs the organ's short name and counts from 1. Set the short name first.",
        )
    return pattern.format(organ=organ_short.strip(), mark=mark, year=year, serial=serial)
