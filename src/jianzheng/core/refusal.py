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


LONGEST = 4000
"""Characters somebody may write into one field of a case."""


def fits(text: str, zh: str, en: str, most: int = LONGEST) -> str:
    """A text tidied at its ends. Raises Refused for one that is longer than `most`: nothing anybody wrote is cut."""
    tidy = text.replace("\x00", "").strip()
    if len(tidy) > most:
        raise Refused(
            f"{zh}最多 {most} 个字，现在有 {len(tidy)} 个字，请缩短，或者另附材料。",
            f"At most {most} characters ({en}), this has {len(tidy)}; shorten it, or put the rest into a paper of its own.",
        )
    return tidy
