"""Hearing: public, with notice of at least seven days, chaired by somebody who did not examine (行政许可法第四十八条)."""

from __future__ import annotations

import datetime as dt

from jianzheng.core.kinds.kind import Field, Kind, Report, missing
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text

NOTICE_DAYS = 7
ASKS = (
    Field("noticed_on", Text("通知日期", "Day of the notice"), "date"),
    Field("held_on", Text("听证日期", "Day of the hearing"), "date"),
    Field("chair", Text("听证主持人", "Chair"), "text"),
    Field("record", Text("听证笔录要点", "Record"), "lines"),
)


def check(report: Report) -> None:
    """The chair examined nothing in this matter, the notice came seven days before, the record is written."""
    missing(report, ASKS)
    if report.text("chair") in report.examiners:
        raise Refused(
            "听证主持人不得是本事项的审查人员（行政许可法第四十八条），请另行指定。",
            "The chair must not be an examiner of this matter (Licensing Law, art. 48); name another.",
        )
    noticed, held = _date(report.text("noticed_on")), _date(report.text("held_on"))
    if (held - noticed).days < NOTICE_DAYS:
        raise Refused(
            f"听证应在举行 {NOTICE_DAYS} 日前通知（行政许可法第四十八条）。",
            f"A hearing is announced at least {NOTICE_DAYS} days before (Licensing Law, art. 48).",
        )


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"“{text[:20]}”不是日期，请写成 2026-01-31。", f"“{text[:20]}” is not a date; write 2026-01-31."
        ) from None


HEAR = Kind("hear", Text("听证", "Hearing"), ASKS, check, pause="hearing")
