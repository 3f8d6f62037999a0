"""What is wrong in a file, all at once: each problem with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jianzheng.core.refusal import Refused

SHOWN = 20
"""Problems listed in the message; all of them are in `Unreadable.problems`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the file, where in it (a line, or sheet and cell), and what to do, in both languages."""

    file: str
    place: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.file}:{self.place} {self.zh} / {self.en}"


class Unreadable(Refused):
    """A file cannot be taken; `problems` says every reason. Nothing of it was taken."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count, shown = len(self.problems), self.problems[:SHOWN]
        more_zh = f"\n……另有 {count - SHOWN} 处" if count > SHOWN else ""
        more_en = f"\n… and {count - SHOWN} more" if count > SHOWN else ""
        super().__init__(
            f"文件有 {count} 处需要改正：\n"
            + "\n".join(f"{p.file}:{p.place} {p.zh}" for p in shown)
            + more_zh,
            f"{count} things to correct:\n"
            + "\n".join(f"{p.file}:{p.place} {p.en}" for p in shown)
            + more_en,
        )


class Unfamiliar(Unreadable):
    """A file that is none of the kinds known here; in a folder it may be passed over."""


def unreadable(file: str, zh: str, en: str, place: str = "1") -> Unreadable:
    """One problem as an exception."""
    return Unreadable([Problem(file, place, zh, en)])
