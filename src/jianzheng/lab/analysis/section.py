"""What a section of an analysis is made of, and the words its tables share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jianzheng.core.text import Text
from jianzheng.lab.analysis import Analysis

SHOWN = 20
FEW = 3
ARROW = " → "
WARNED = 0.01
"""A doubt about at least this share is repeated beside every figure about time."""
BEFORE, AFTER = Text("先", "before"), Text("后", "after")
CASES, COUNT, SHARE = Text("办件", "cases"), Text("次数", "times"), Text("占比", "share")
MEDIAN, EXAMPLES = Text("中位数（天）", "median days"), Text("例", "examples")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, some sentences, a table."""

    title: Text
    notes: tuple[Text, ...]
    header: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]


def warning(made: Analysis) -> tuple[Text, ...]:
    """What must be said beside every figure about time."""
    serious = [doubt.says for doubt, found in made.honesty.items() if found.share >= WARNED]
    if not serious:
        return ()
    return (
        Text(
            "⚠ 本表受下列问题影响：" + "；".join(text.zh for text in serious) + "。",
            "This table is touched by: " + "; ".join(text.en for text in serious) + ".",
        ),
    )


def named(made: Analysis, name: str) -> str:
    """An activity by the title of its step, where it has one."""
    return both(made.titles[name]) if name in made.titles else name or "–"


def both(text: Text) -> str:
    """Both languages, once where they are the same."""
    return f"{text.zh} {text.en}" if text.en and text.en != text.zh else text.zh


def percent(share: float) -> str:
    """A share to one digit."""
    return f"{share:.1%}"


def few(cases: Sequence[str]) -> str:
    """The first few case numbers."""
    return ", ".join(cases[:FEW])
