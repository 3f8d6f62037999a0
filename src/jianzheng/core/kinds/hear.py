"""Hearing: public, announced seven working days before, chaired by somebody who did not examine (行政许可法第四十八条)."""

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
    """The chair examined nothing in this matter, the notice came seven working days before (the law's days are
    working days, 第八十二条; the day of the hearing is the seventh), the record is written."""
    missing(report, ASKS)
    if report.text("chair") in report.examiners:
        raise Refused(
            "听证主持人不得是本事项的审查人员（行政许可法第四十八条），请另行指定。",
            "The chair must not be an examiner of this matter (Licensing Law, art. 48); name another.",
        )
    noticed, held = _date(report.text("noticed_on")), _date(report.text("held_on"))
    if report.today and max(noticed, held).isoformat() > report.today:
        raise Refused(
            "通知日期和听证日期不能晚于今天：听证举行后再办结本环节。",
            "Neither day lies ahead: finish this step once the hearing has been held.",
        )
    if report.calendar.working_days(noticed, held) < NOTICE_DAYS:
        first = report.calendar.working_day_after(noticed, NOTICE_DAYS)
        raise Refused(
            f"听证应在举行 {NOTICE_DAYS} 个工作日前通知（行政许可法第四十八条、第八十二条）："
            f"{noticed} 通知的，最早 {first} 举行。",
            f"A hearing is announced {NOTICE_DAYS} working days before (Licensing Law, art. 48, 82): after a notice on "
            f"{noticed} it can be held from {first} on.",
        )


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(
            f"“{text[:20]}”不是日期，请写成 2026-01-31。", f"“{text[:20]}” is not a date; write 2026-01-31."
        ) from None


HEAR = Kind("hear", Text("听证", "Hearing"), ASKS, check, pause="hearing")
