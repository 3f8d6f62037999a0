"""Public notice: what is planned is shown to everyone for some days; not among the eight pauses, so it consumes the clock."""

from __future__ import annotations

from jianzheng.core.kinds.kind import Field, Kind, Report, missing
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

ASKS = (
    Field("address", Text("公示网址或地点", "Where it was shown")),
    Field("shown_from", Text("公示开始", "Shown from"), "date"),
    Field("shown_until", Text("公示结束", "Shown until"), "date"),
    Field(
        "objections", Text("收到的异议（没有写“无”）", "Objections received (write “none” if none)"), "lines"
    ),
)


def check(report: Report) -> None:
    """It ended after it began, and it has ended by today."""
    missing(report, ASKS)
    begun, ended = report.text("shown_from"), report.text("shown_until")
    if ended < begun or (report.today and ended > report.today):
        raise Refused(
            "公示尚未结束，或起止日期颠倒，请核对。",
            "The notice has not ended yet, or its dates are the wrong way round; check them.",
        )


PUBLISH = Kind("publish", Text("公示", "Public notice"), ASKS, check)
