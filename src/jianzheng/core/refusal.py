"""What the house will not do, said so that a citizen can follow it."""

from __future__ import annotations


class Refused(ValueError):
    """Something cannot be done as asked; the message, in both languages, says what to do next."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"
