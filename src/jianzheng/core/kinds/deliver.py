"""Deliver: the result reaches the applicant, within ten working days of the decision (行政许可法第四十四条)."""

from __future__ import annotations

import re

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


def handed(way: str, receipt: str, signed: bool = False) -> None:
    """Refuse a delivery that does not say how, and who signed for it or under which number it was posted; `signed`: by post
    too it says who signed, as a term runs from then."""
    if way not in dict(WAYS):
        raise Refused(
            "请从窗口领取、网上送达、邮寄中选择送达方式。",
            "Choose the way: collected at the window, online, or by post.",
        )
    if way == "window" and not names_somebody(receipt):
        raise Refused(
            "窗口领取请填写签收人姓名。", "Collected at the window: write the name of who signed for it."
        )
    if way == "post" and not (_PARCEL.search(receipt) and (not signed or names_somebody(receipt))):
        both = Text(
            "和签收人姓名，例如“1012345678901 张三”", ", then who signed, like “1012345678901 Zhang San”"
        )
        more = both if signed else Text("")
        raise Refused(
            f"邮寄送达请填写邮件单号（至少 8 位）{more.zh}。",
            f"Sent by post: write the parcel number (8 signs or more){more.en}.",
        )


_PARCEL = re.compile(r"(?<![A-Za-z0-9])(?=(?:[A-Za-z]*\d){6})[A-Za-z0-9]{8,}", re.ASCII)
_CARRIER = re.compile(r"EMS|挂号信?|邮件|邮政|快递|单号|[A-Za-z0-9]*\d[A-Za-z0-9]*", re.IGNORECASE | re.ASCII)
_NAMES = re.compile(r"[\u3400-\u9fff]|[^\W\d_]{2}")


def names_somebody(text: str) -> bool:
    """Whether a text names somebody, beside carriers and numbers."""
    return bool(_NAMES.search(_CARRIER.sub(" ", text)))


DELIVER = Kind(
    "deliver",
    Text("送达", "Delivery"),
    ASKS,
    check,
    outcomes={AGREE: Text("送达", "deliver")},
    verb="deliver",
)
