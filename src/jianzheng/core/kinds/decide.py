"""Decide: grant, refuse with reasons and remedies, or grant with a gap to close (行政许可法第三十八条)."""

from __future__ import annotations

from jianzheng.core.kinds.kind import Field, Kind, Report, reasoned
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

GRANT = "grant"
REFUSE = "refuse"
GRANT_WITH_GAP = "grant_with_gap"
DECISIONS = {
    GRANT: Text("准予", "grant"),
    REFUSE: Text("不予", "refuse"),
    GRANT_WITH_GAP: Text("容缺准予（补齐后发证）", "grant, held until the gap closes"),
}
ASKS = (
    Field("reasons", Text("理由", "Reasons"), "lines", required=False),
    Field(
        "remedies",
        Text("救济途径", "Remedies"),
        "lines",
        required=False,
        hint=Text("不予时必填：复议和诉讼的机关与期限", "for a refusal: where and until when to appeal"),
    ),
)


def check(report: Report) -> None:
    """A refusal states its reasons and tells of reconsideration and litigation."""
    if report.outcome == REFUSE:
        reasoned(report.text("reasons"))
        if not report.text("remedies"):
            raise Refused(
                "不予决定须告知复议和诉讼的权利（行政许可法第三十八条），请填写救济途径。",
                "A refusal tells of the right to reconsideration and litigation (Licensing Law, art. 38); fill in remedies.",
            )


DECIDE = Kind("decide", Text("决定", "Decision"), ASKS, check, outcomes=DECISIONS, verb="decide")
