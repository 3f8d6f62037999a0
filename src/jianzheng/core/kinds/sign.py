"""Sign: one level of sign-off; the chief representative signs what a handler proposed (two tiers, no more)."""

from __future__ import annotations

from jianzheng.core.kinds.kind import DISAGREE, Field, Kind, Report, reasoned
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

ASKS = (Field("opinion", Text("签批意见", "Opinion"), "lines", required=False),)


def check(report: Report) -> None:
    """Who examined does not sign their own proposal; sending it back gives a reason."""
    if report.person in report.examiners:
        raise Refused(
            "您是本事项的审查人员，不能签批自己的意见，请由首席代表或其代理人签批。",
            "You examined this matter and cannot sign your own proposal; the chief representative or a deputy signs.",
        )
    if report.outcome == DISAGREE:
        reasoned(report.text("opinion"), report.enough)


SIGN = Kind("sign", Text("签批", "Sign-off"), ASKS, check, verb="sign")
