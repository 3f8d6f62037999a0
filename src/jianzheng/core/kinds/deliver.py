"""Deliver: the result reaches the applicant, within ten working days of the decision (行政许可法第四十四条)."""

from __future__ import annotations

from jianzheng.core.kinds.kind import AGREE, Field, Kind, Report, missing
from jianzheng.core.text import Text

WAYS = (
    ("window", Text("窗口领取", "collected at the window")),
    ("online", Text("网上送达", "online")),
    ("post", Text("邮寄", "by post")),
)
ASKS = (
    Field("way", Text("送达方式", "Way"), "choice", choices=WAYS),
    Field("receipt", Text("签收人或单号", "Signed by, or parcel number"), required=False),
)


def check(report: Report) -> None:
    """How it was delivered is said."""
    missing(report, ASKS)


DELIVER = Kind(
    "deliver",
    Text("送达", "Delivery"),
    ASKS,
    check,
    outcomes={AGREE: Text("送达", "deliver")},
    verb="deliver",
)
