"""Deliver: the result reaches the applicant, within ten working days of the decision (行政许可法第四十四条)."""

from __future__ import annotations

from jianzheng.core.kinds.kind import AGREE, Field, Kind, Report, missing
from jianzheng.core.refusal import Refused
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
    """How it was delivered is said, and who signed for it or under which number it was posted."""
    missing(report, ASKS)
    handed(report.text("way"), report.text("receipt"))


def handed(way: str, receipt: str) -> None:
    """Refuse a delivery that does not say how, and who signed for it or under which number it was posted."""
    if way not in dict(WAYS):
        raise Refused(
            "请从窗口领取、网上送达、邮寄中选择送达方式。",
            "Choose the way: collected at the window, online, or by post.",
        )
    if way == "online" or receipt:
        return
    if way == "post":
        raise Refused("邮寄送达请填写邮件单号。", "Sent by post: write the parcel number.")
    raise Refused(
        "窗口领取请填写签收人姓名。", "Collected at the window: write the name of who signed for it."
    )


DELIVER = Kind(
    "deliver",
    Text("送达", "Delivery"),
    ASKS,
    check,
    outcomes={AGREE: Text("送达", "deliver")},
    verb="deliver",
)
