"""Words for people: every sentence the house prints exists in Chinese and in English."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in both languages; str() prefers Chinese, the language of the sources."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        return self.zh or self.en

    def within(self, language: str) -> str:
        """The sentence in `language` ("zh…" or "en…"), falling back to the other one."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)
