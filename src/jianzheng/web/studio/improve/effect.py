"""A measured effect in words: the change with its interval, or how many cases are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jianzheng.apps.improve.models import PUBLISHED
from jianzheng.apps.improve.queries import Row
from jianzheng.core.text import Text
from jianzheng.lab.compare.effect import Verdict

NOT_YET = Text("新版还没有办件被分析。", "No case of the new edition has been looked at yet.")
SHOWN = ("running_open", "open", "running", "span")
"""The figures in the order they are shown: working days first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One length on both sides, in days: medians, the change, its interval, the word for it and why not another."""

    title: Text
    before: float
    after: float
    shift: float
    low: float
    high: float
    word: Text
    reasons: tuple[Text, ...]

    @property
    def change(self) -> str:
        """The change with its sign."""
        return signed(self.shift)

    @property
    def interval(self) -> str:
        """Both ends of the interval."""
        return f"{signed(self.low)} … {signed(self.high)}"


def signed(days: float) -> str:
    """Days with a sign."""
    return f"{days:+.2f}".replace("-", "−")


def effect(row: Row) -> Text | None:
    """One sentence about a proposal in force; None for any other."""
    if row.state not in PUBLISHED:
        return None
    found = row.measured
    if not found:
        return NOT_YET
    if not found["enough"]:
        return _few(found)
    word, figure = Verdict(found["verdict"]).says, _figure(found["changes"], SHOWN[0])
    return Text(
        f"办理时间（工作日）：{word.zh}，中位数 {figure.before:.1f} → {figure.after:.1f}，"
        f"变化 {figure.change}（95% 区间 {figure.interval}）",
        f"running time in working days: {word.en}; median {figure.before:.1f} → {figure.after:.1f}, "
        f"change {figure.change} (95 % interval {figure.interval})",
    )


def _few(found: dict[str, Any]) -> Text:
    (one, two), (before, after), least = found["editions"], found["ended"], found["least"]
    return Text(
        f"办件还太少：第 {one} 版已办结 {before} 件、第 {two} 版 {after} 件，每版至少需要 {least} 件。",
        f"too few cases yet: {before} ended under edition {one} and {after} under edition {two}, at least {least} needed of"
        " each.",
    )


def figures(row: Row) -> list[Figure]:
    """Every figure measured; none while there are too few cases."""
    changes = row.measured.get("changes", {})
    return [_figure(changes, name) for name in SHOWN if name in changes]


def _figure(changes: dict[str, Any], name: str) -> Figure:
    one = changes[name]
    low, high = one["interval_days"]
    return Figure(
        Text(one["title"]["zh"], one["title"]["en"]),
        one["before"],
        one["after"],
        one["shift_days"],
        low,
        high,
        Verdict(one["verdict"]).says,
        tuple(Text(reason["zh"], reason["en"]) for reason in one["reasons"]),
    )
