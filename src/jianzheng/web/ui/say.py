"""One sentence in both languages, the reader's choice shown; docs/decisions says why no catalogues."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language


class Bilingual(Protocol):
    """Anything that carries its words in both languages: a refusal, a role, a person, a finding."""

    @property
    def zh(self) -> str:
        """The words in Chinese."""

    @property
    def en(self) -> str:
        """The words in English."""


def say(en: str, zh: str) -> str:
    """The one of two texts that fits the active language; Chinese unless English was chosen."""
    return en if (get_language() or "").startswith("en") else zh


def said(thing: Bilingual) -> str:
    """What a bilingual value says in the active language."""
    return say(thing.en or thing.zh, thing.zh)
