"""Review: one officer reads the papers and says whether they meet the conditions (行政许可法第三十四条)."""

from __future__ import annotations

from jianzheng.core.kinds.kind import DISAGREE, Field, Kind, Report, missing, reasoned
from jianzheng.core.text import Text

ASKS = (Field("opinion", Text("审查意见", "Opinion"), "lines"),)


def check(report: Report) -> None:
    """An opinion is written; disagreement gives its reason."""
    missing(report, ASKS)
    if report.outcome == DISAGREE:
        reasoned(report.text("opinion"), report.enough)


REVIEW = Kind("review", Text("审查", "Review"), ASKS, check)
