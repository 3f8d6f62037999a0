"""Expert review: experts give written opinions; its time may be left out with a written notice (行政许可法第四十五条)."""

from __future__ import annotations

from jianzheng.core.kinds.kind import Field, Kind, Report, missing
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

ASKS = (
    Field("experts", Text("专家", "Experts"), "lines", hint=Text("每行一位", "one a line")),
    Field("opinion", Text("评审意见", "Opinion of the panel"), "lines"),
)


def check(report: Report) -> None:
    """Every expert is named once, and nobody who handles the case sits as an expert."""
    missing(report, ASKS)
    experts = report.lines("experts")
    if len(set(experts)) < len(experts):
        raise Refused("专家姓名有重复，请核对。", "An expert is named twice; check the names.")


EXPERT = Kind("expert", Text("专家评审", "Expert review"), ASKS, check, pause="expert_review")
