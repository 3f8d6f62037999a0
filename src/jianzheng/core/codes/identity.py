"""Codes of organs, firms and persons: USCC (GB 32100-2015), organisation code (GB 11714), citizen ID (GB 11643-1999)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from jianzheng.core.refusal import Refused

USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class MalformedCode(Refused):
    """A code breaks its own rule; the message says which part and what is expected."""


@dataclass(frozen=True, slots=True)
class Uscc:
    """A unified social credit code: registering department, category, region (6), organisation (9), check character."""

    department: str
    category: str
    region: str
    organisation: str
    check: str


def uscc_check(body: str) -> str:
    """The check character of the first 17 characters: weights 3^i mod 31."""
    total = sum(USCC_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return USCC_LETTERS[(31 - total % 31) % 31]


def parse_uscc(text: str) -> Uscc:
    """Take a unified social credit code apart. Raises MalformedCode."""
    if len(text) != 18:
        raise MalformedCode(
            f"统一社会信用代码应为18位，这里有{len(text)}位",
            f"a unified social credit code has 18 characters, not {len(text)}",
        )
    strange = sorted(set(text) - set(USCC_LETTERS))
    if strange:
        letters = "".join(strange)
        raise MalformedCode(
            f"统一社会信用代码不使用字符“{letters}”（没有 I O S V Z 和小写）",
            f"a unified social credit code has no “{letters}” (nor I O S V Z, nor small letters)",
        )
    expected = uscc_check(text[:17])
    if text[17] != expected:
        raise MalformedCode(
            f"统一社会信用代码校验码应为 {expected}，不是 {text[17]}",
            f"the check character of the unified social credit code is {expected}, not {text[17]}",
        )
    return Uscc(text[0], text[1], text[2:8], text[8:17], text[17])


def is_organisation(text: str) -> bool:
    """Whether a 9-character (or 8-1) organisation code of the old scheme has a right check character."""
    if not re.fullmatch(r"[0-9A-Z]{8}-?[0-9X]", text):
        return False
    bare = text.replace("-", "")
    values = [int(letter, 36) for letter in bare[:8]]
    left = 11 - sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return bare[8] == {10: "X", 11: "0"}.get(left, str(left))


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen identity number: region (6), date of birth, serial (3), check; `male` by the parity of the serial."""

    region: str
    born: dt.date
    serial: str
    male: bool


def parse_citizen_id(text: str, today: dt.date) -> CitizenId:
    """Take an 18-character citizen ID apart. Raises MalformedCode; a birth after `today` is one."""
    if not re.fullmatch(r"[1-9]\d{16}[0-9X]", text, re.ASCII):
        raise MalformedCode(
            "公民身份号码应为17位数字加1位数字或X", "a citizen ID is 17 digits and a digit or X"
        )
    try:
        born = dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise MalformedCode(
            f"公民身份号码中的出生日期 {text[6:14]} 不存在", f"the date of birth {text[6:14]} does not exist"
        ) from None
    if born > today:
        raise MalformedCode(f"出生日期 {born} 晚于今天", f"the date of birth {born} lies in the future")
    expected = _ID_CHECKS[
        sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False)) % 11
    ]
    if text[17] != expected:
        raise MalformedCode(
            f"公民身份号码校验码应为 {expected}", f"the check character of the citizen ID is {expected}"
        )
    return CitizenId(text[:6], born, text[14:17], int(text[16]) % 2 == 1)
