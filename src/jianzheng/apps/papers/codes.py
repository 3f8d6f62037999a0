"""The code on a paper that whoever holds it may type in: it cannot be guessed, and can be read aloud."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs: no I, L, O, U, so nothing is mistaken for 1 or 0."""
LENGTH = 16
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": "", "—": "", "－": ""})


def new_code() -> str:
    """A fresh code of 80 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as printed: four groups of four."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def typed(text: str) -> str:
    """The code that somebody typed, "" where it cannot be one; hyphens, blanks and misread signs are forgiven."""
    code = text[:80].upper().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
