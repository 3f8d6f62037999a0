"""Licence identifiers (GB/T 36904): five parts under a fixed root, closed by an ISO 7064 MOD 37,36 check character."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianzheng.core.codes.identity import MalformedCode

ROOT = "1.2.156.3005.2."
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(r"([0-9A-Z]{18}\d{3})\.([0-9A-Z]+)\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])", re.ASCII)


@dataclass(frozen=True, slots=True)
class LicenceId:
    """Licence type (21), issuer, serial, version (3), check character."""

    type: str
    issuer: str
    serial: str
    version: str
    check: str


def mod_37_36(text: str) -> str:
    """The ISO 7064 MOD 37,36 check character of digits and capital letters."""
    product = 36
    for letter in text:
        product = ((product + _LETTERS.index(letter)) % 36 or 36) * 2 % 37
    return _LETTERS[(37 - product) % 36]


def parse_licence_id(text: str) -> LicenceId:
    """Take a licence identifier apart. Raises MalformedCode."""
    found = _SHAPE.fullmatch(text.removeprefix(ROOT)) if text.startswith(ROOT) else None
    if not found:
        raise MalformedCode(
            f"证照标识应为 {ROOT}类型.颁发机构.流水号.版本.校验位",
            f"a licence id is {ROOT}type.issuer.serial.version.check",
        )
    parts = LicenceId(*found.groups())
    expected = mod_37_36(parts.type + parts.issuer + parts.serial + parts.version)
    if parts.check != expected:
        raise MalformedCode(
            f"证照标识校验位应为 {expected}，不是 {parts.check}",
            f"the check character is {expected}, not {parts.check}",
        )
    return parts
