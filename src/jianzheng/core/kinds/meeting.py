"""Joint meeting: several offices review together and leave with one opinion (行政许可法第二十六条); it consumes the clock."""

from __future__ import annotations

from jianzheng.core.kinds.kind import Field, Kind, Report, missing
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

ASKS = (
    Field("held_on", Text("会议日期", "Day of the meeting"), "date"),
    Field(
        "offices",
        Text("参加部门（至少两个）", "Offices present (at least two)"),
        "organs",
        hint=Text(
            "其他参加部门会收到会审纪要（抄告），可以在期限内提出不同意见",
            "the other offices get a copy of the minutes and may object within its term",
        ),
    ),
    Field("opinion", Text("会审意见（一份）", "The one joint opinion"), "lines"),
)


def check(report: Report) -> None:
    """At least two offices were there, the day is not in the future, one opinion is written."""
    missing(report, ASKS)
    if len(set(report.lines("offices"))) < 2:
        raise Refused("联合会审至少有两个部门参加。", "A joint meeting has at least two offices.")
    if report.today and report.text("held_on") > report.today:
        raise Refused("会议日期在今天之后，请核对。", "The day of the meeting lies in the future; check it.")


MEETING = Kind("meeting", Text("联合会审", "Joint meeting"), ASKS, check)
