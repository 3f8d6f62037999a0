"""`jianzheng explain-date`: why a term ends on that day."""

from __future__ import annotations

import datetime as dt
import json
import re
from argparse import ArgumentParser, Namespace
from typing import NoReturn

from jianzheng.core.calendar import Calendar
from jianzheng.core.clock import LONGEST, Explanation, Unit, explain, explain_hours
from jianzheng.core.refusal import Refused
from jianzheng.formats.calendars import calendar
from jianzheng.formats.study import Json

UNITS = {
    Unit.WORKING: ("个工作日", "working days"),
    Unit.NATURAL: ("个自然日", "natural days"),
    Unit.HOURS: ("小时", "hours"),
}
SHOWN = 40
"""How much of a wrong word a message repeats."""


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(
            f"命令写法有误（{message}），请看 jianzheng explain-date --help。",
            f"The command is not written right ({message}); see jianzheng explain-date --help.",
        )


def run(argv: list[str]) -> int:
    """Explain one due date. Raises Refused for what cannot be counted."""
    options = _options(argv)
    made = _explained(options)
    print(json.dumps(as_json(made), ensure_ascii=False, indent=1) if options.json else as_text(made))
    return 0


def _options(argv: list[str]) -> Namespace:
    parser = _Parser(
        "jianzheng explain-date", description="逐日说明到期日 · explain a due date", allow_abbrev=False
    )
    add = parser.add_argument
    add(
        "--from",
        dest="start",
        required=True,
        metavar="2025-09-25",
        help="起算事实发生的日子，按小时的写时刻 2025-09-25T09:30 · the day it happened, for hours the moment",
    )
    add("--days", required=True, metavar="N", help="时限长度（按 --unit 计） · length of the term, in --unit")
    units = [unit.value for unit in Unit]
    add("--unit", choices=units, default="working", help="默认工作日 · default working")
    add("--calendar", default="cn", metavar="cn", help="日历 · calendar")
    for word, said in (
        ("--local-holiday", "当地放假的日子，可写多个 · local holidays"),
        ("--local-work", "当地上班的日子，可写多个 · local working days"),
    ):
        add(word, action="extend", nargs="+", default=[], metavar="DATE", help=said)
    add("--json", action="store_true", help="输出 JSON · print JSON")
    return parser.parse_args(argv)


def _explained(options: Namespace) -> Explanation:
    unit, known = Unit(options.unit), _calendar(options)
    length = _whole(options.days, 24 * LONGEST if unit is Unit.HOURS else LONGEST)
    if unit is Unit.HOURS:
        return explain_hours(_moment(options.start), length)
    return explain(_date(options.start), length, unit, known)


def _calendar(options: Namespace) -> Calendar:
    off, on = map(_date, options.local_holiday), map(_date, options.local_work)
    return calendar(options.calendar).with_local(off).with_local_work(on)


def _whole(word: str, longest: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", word, re.ASCII):
        raise Refused(
            f"--days 要写 1 到 {longest} 的整数，不是“{word[:SHOWN]}”。",
            f"--days is a whole number from 1 to {longest}, not “{word[:SHOWN]}”.",
        )
    return int(word)


def _date(word: str) -> dt.date:
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise Refused(
            f"没有“{word[:SHOWN]}”这个日期，请写成 2025-09-25。",
            f"“{word[:SHOWN]}” is no date; write it like 2025-09-25.",
        ) from None


def _moment(word: str) -> dt.datetime:
    try:
        if ":" in word:
            return dt.datetime.fromisoformat(word)
    except ValueError:
        pass
    raise Refused(
        f"按小时计算要从具体时刻起，“{word[:SHOWN]}”不是，请写成 2025-09-25T09:30。",
        f"Hours start at a time of day, and “{word[:SHOWN]}” is none; write it like 2025-09-25T09:30.",
    )


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
    start, end = str(made.start), str(made.due)
    lines = [f"{start} + {made.length}{zh} → {end}    {made.length} {en} after {start}: {end}"]
    if made.provisional:
        lines.append("暂定：所涉年份的放假安排尚未公布或未收录，取得后须重算。")
        lines.append(
            "Provisional: a year concerned has no holiday notice here; count again once there is one."
        )
    lines += [f"  {day.date}  {day.counted or '–':>4}  {day.reason.zh}  {day.reason.en}" for day in made.days]
    return "\n".join(lines)
