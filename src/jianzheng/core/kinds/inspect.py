"""On-site inspection: at least two officers go and look (行政许可法第三十四条第三款); it consumes the clock."""

from __future__ import annotations

import datetime as dt

from jianzheng.core.kinds.kind import Field, Kind, Report, missing
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

FEWEST = 2
ASKS = (
    Field("visited_on", Text("现场核查日期", "Day of the visit"), "date"),
    Field("place", Text("地点", "Place")),
    Field("found", Text("核查情况", "What was found"), "lines"),
)


def check(report: Report) -> None:
    """Two or more different officers took part, and the visit lies between the application and now."""
    missing(report, ASKS)
    if len(set(report.staff)) < max(FEWEST, report.step.conduct.staff):
        least = max(FEWEST, report.step.conduct.staff)
        raise Refused(
            f"现场核查须有 {least} 名以上工作人员参加（行政许可法第三十四条），请补选参加人员。",
            f"An on-site inspection needs at least {least} officers (Licensing Law, art. 34); add who took part.",
        )
    _day(report.text("visited_on"))
    if report.today and report.text("visited_on") > report.today:
        raise Refused(
            "现场核查日期在今天之后，请核对。", "The day of the visit lies in the future; check it."
        )
    if report.text("visited_on") < report.applied:
        raise Refused(
            f"现场核查日期早于申请日期（{report.applied}），请核对。",
            f"The day of the visit lies before the application ({report.applied}); check it.",
        )


def _day(text: str) -> None:
    try:
        written = dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        written = False
    if not written:
        raise Refused(
            "现场核查日期请写成 2026-12-01 这样的日期。", "Write the day of the visit like 2026-12-01."
        )


INSPECT = Kind("inspect", Text("现场核查", "On-site inspection"), ASKS, check)
