"""`jianzheng explain-date`: why a term ends on that day."""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser, Namespace

from jianzheng.core.clock import Explanation, Unit, explain, explain_hours
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.formats.study import Json

UNITS = {
    Unit.WORKING: ("个工作日", "working days"),
    Unit.NATURAL: ("日", "natural days"),
    Unit.HOURS: ("小时", "hours"),
}


def run(argv: list[str]) -> int:
    """Explain one due date."""
    parser = ArgumentParser("jianzheng explain-date", description="逐日说明到期日 · explain a due date")
    parser.add_argument(
        "--from",
        dest="start",
        required=True,
        metavar="2025-09-25",
        help="起算事实发生的日子 · the day it happened",
    )
    parser.add_argument("--days", required=True, metavar="N", help="时限长度 · length of the term")
    parser.add_argument(
        "--unit",
        choices=[unit.value for unit in Unit],
        default="working",
        help="默认工作日 · default working",
    )
    parser.add_argument("--calendar", default="cn", help="日历 · calendar")
    parser.add_argument(
        "--local-holiday", action="append", default=[], metavar="DATE", help="本地放假日 · a local holiday"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    made = _explained(options)
    print(json.dumps(as_json(made), ensure_ascii=False, indent=1) if options.json else as_text(made))
    return 0


def _explained(options: Namespace) -> Explanation:
    length = _whole(options.days)
    unit = Unit(options.unit)
    if unit is Unit.HOURS:
        return explain_hours(_moment(options.start), length)
    known = calendar(options.calendar).with_local([_date(word) for word in options.local_holiday])
    return explain(_date(options.start), length, unit, known)


def _whole(word: str) -> int:
    try:
        return int(word)
    except ValueError:
        raise Refused(
            f"--days 要写整数，不是“{word[:40]}”。", f"--days is a whole number, not “{word[:40]}”."
        ) from None


def _date(word: str) -> dt.date:
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise Refused(
            f"没有“{word[:40]}”这个日期，请写成 2025-09-25。",
            f"“{word[:40]}” is no date; write it like 2025-09-25.",
        ) from None


def _moment(word: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(word)
    except ValueError:
        raise Refused(
            f"没有“{word[:40]}”这个时刻，请写成 2025-09-25T09:30。",
            f"“{word[:40]}” is no time; write it like 2025-09-25T09:30.",
        ) from None


def as_json(made: Explanation) -> Json:
    """The shape documented in docs/reference/explain-date.md."""
    return {
        "from": made.start.isoformat(),
        "length": made.length,
        "unit": made.unit.value,
        "due": made.due.isoformat(),
        "provisional": made.provisional,
        "days": [
            {
                "date": day.date.isoformat(),
                "counted": day.counted,
                "reason": day.reason.zh,
                "reason_en": day.reason.en,
            }
            for day in made.days
        ],
    }


def as_text(made: Explanation) -> str:
    """For people: the answer first, then day by day."""
    zh, en = UNITS[made.unit]
    lines = [
        f"{made.start} + {made.length}{zh} → {made.due}    {made.length} {en} after {made.start}: {made.due}",
        *(
            [
                "暂定：所涉年份的放假安排尚未公布，公布后将重新计算。 Provisional: a holiday notice is still to come."
            ]
            if made.provisional
            else []
        ),
        *(f"  {day.date}  {day.counted or '–':>4}  {day.reason.zh}  {day.reason.en}" for day in made.days),
    ]
    return "\n".join(lines)
