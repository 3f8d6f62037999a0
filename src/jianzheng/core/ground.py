"""Why something in a process is there: law, data, a named rule, habit, or nobody has said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jianzheng.core.text import Text


class GroundKind(StrEnum):
    """How strongly a step, material or order is held in place, strongest first."""

    LAW = "law"
    DATA = "data"
    RULE = "rule"
    HABIT = "habit"
    UNSTATED = "unstated"

    @property
    def label(self) -> Text:
        """The word shown to people."""
        return _LABELS[self]


_LABELS = {
    GroundKind.LAW: Text("法律法规", "law"),
    GroundKind.DATA: Text("数据依赖", "data"),
    GroundKind.RULE: Text("规范性文件", "rule"),
    GroundKind.HABIT: Text("惯例", "habit"),
    GroundKind.UNSTATED: Text("未说明依据", "no ground stated"),
}

STRENGTH = tuple(GroundKind)


@dataclass(frozen=True, slots=True)
class Ground:
    """A stated reason: `cite` names the article, rule or material; `quote` is the source's own words; `when` the
    condition under which a law demands it ("" = always; `when_en` its English name); `source` says where it was read."""

    kind: GroundKind = GroundKind.UNSTATED
    cite: str = ""
    quote: str = ""
    when: str = ""
    source: str = ""
    when_en: str = ""

    @property
    def condition(self) -> Text:
        """The condition in brackets, "" for none."""
        return (
            Text(f"（{self.when}时）", f" (where {self.when_en or self.when})") if self.when else Text("", "")
        )

    @property
    def binds(self) -> bool:
        """Law and data bind: redesign never drops them."""
        return self.kind in (GroundKind.LAW, GroundKind.DATA)


UNSTATED = Ground()


def law(cite: str, quote: str = "", when: str = "", source: str = "") -> Ground:
    """A ground in an article of law or regulation."""
    return Ground(GroundKind.LAW, cite, quote, when, source)


def data(cite: str, source: str = "") -> Ground:
    """A ground in what a step reads: `cite` names the material another step yields."""
    return Ground(GroundKind.DATA, cite, source=source)


def rule(cite: str, source: str = "") -> Ground:
    """A ground in a rule below the law, which can be amended."""
    return Ground(GroundKind.RULE, cite, source=source)


def habit(cite: str = "") -> Ground:
    """A ground that is only custom."""
    return Ground(GroundKind.HABIT, cite)


def strongest(grounds: list[Ground]) -> Ground:
    """The ground that holds hardest; the first of equals; unstated when there is none."""
    return min(grounds, key=lambda ground: STRENGTH.index(ground.kind), default=UNSTATED)
