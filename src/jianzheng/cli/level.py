"""`jianzheng level`: joint inspections and expert panels of a list laid on half days, nobody in two places."""

from __future__ import annotations

import datetime as dt
import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianzheng.core.refusal import Refused
from jianzheng.formats.problems import Problem, Unreadable

if TYPE_CHECKING:
    from jianzheng.core.calendar import Calendar
    from jianzheng.formats.table import Row, Table
    from jianzheng.lab.level import Job, Levelled

COLUMNS = ("id", "length", "needs", "after", "due")
HALF = (("上午", "morning"), ("下午", "afternoon"))
_NEEDS = re.compile(r"[^=;；]+=\d{1,3}")


def run(argv: list[str]) -> int:
    """Lay the jobs of a table on days and print when each begins."""
    parser = ArgumentParser(
        "jianzheng level", description="联合核查、专家评审排期 · lay visits and panels on days"
    )
    add = parser.add_argument
    add("jobs", metavar="JOBS", help="CSV 或 Excel，列 columns: " + " ".join(COLUMNS))
    people = "可同时派出的人数，可重复 · how many there are, as often as needed"
    add("--people", action="append", default=[], required=True, metavar="KIND=N", help=people)
    first = "从这一天之后的工作日排起 · planned from the working day after this one"
    add("--from", dest="today", type=dt.date.fromisoformat, required=True, metavar="2026-03-02", help=first)
    add("--calendar", default="cn", metavar="cn", help="日历 · calendar")
    add("--seconds", type=float, default=10, metavar="10", help="求解时限 · how long the solver may look")
    add("--json", action="store_true", help="输出 JSON · print JSON")
    options = parser.parse_args(argv)
    found = _found(options)
    print(json.dumps(found, ensure_ascii=False, indent=1) if options.json else _said(found))
    return 0


def _found(options: Namespace) -> dict[str, Any]:
    from jianzheng.formats.calendars import calendar
    from jianzheng.lab.level import level

    working = calendar(options.calendar)
    jobs = _jobs(_table(Path(options.jobs)), working, options.today)
    made = level(jobs, _people(options.people), options.seconds)
    rows = [_row(job, made, working, options.today) for job in jobs]
    rows.sort(key=lambda row: (row["start"], row["id"]))
    whole = {
        "half_days": made.length,
        "late_half_days": made.late,
        "proved": made.proved,
        "bound": made.bound,
    }
    return {**whole, "jobs": rows}


def _row(job: Job, made: Levelled, working: Calendar, today: dt.date) -> dict[str, Any]:
    start = made.starts[job.id]
    day = working.working_day_after(today, start // 2 + 1)
    late = max(0, start + job.length - job.due) if job.due is not None else 0
    return {"id": job.id, "start": start, "day": day.isoformat(), "half": start % 2, "late_half_days": late}


def _said(found: dict[str, Any]) -> str:
    lines = [
        f"共 {found['half_days']} 个半天，逾期合计 {found['late_half_days']} 个半天 · "
        f"{found['half_days']} half days in all, {found['late_half_days']} half days late",
        "已证明没有更好的排法 · no better plan exists"
        if found["proved"]
        else f"限时内的最好排法，不少于 {found['bound']} 个半天 · the best found, not below {found['bound']} half days",
    ]
    for row in found["jobs"]:
        zh, en = HALF[row["half"]]
        late = f"  逾期 late {row['late_half_days']}" if row["late_half_days"] else ""
        lines.append(f"  {row['day']} {zh} {en}  {row['id']}{late}")
    return "\n".join(lines)


def _people(words: list[str]) -> dict[str, int]:
    if not all(_NEEDS.fullmatch(word) for word in words):
        raise Refused("人数写成 消防=2。", "Write people as KIND=N, such as fire=2.")
    return {kind.strip(): int(count) for kind, count in (word.split("=") for word in words)}


def _table(path: Path) -> Table:
    from jianzheng.formats.decode import decode
    from jianzheng.formats.table import csv_table, is_workbook, workbook_tables

    content = path.read_bytes()
    tables = workbook_tables(content, path.name) if is_workbook(content) else []
    table = tables[0] if tables else csv_table(decode(content, path.name), path.name)
    if not table.has("id"):
        said = "、".join(COLUMNS)
        raise Refused(f"表头要有：{said}。", f"The header names {', '.join(COLUMNS)}; only id must be there.")
    return table


def _jobs(table: Table, working: Calendar, today: dt.date) -> list[Job]:
    from jianzheng.lab.level import Job

    problems = [Problem(table.file, row.place, *wrong) for row in table.rows for wrong in _wrong(row)]
    if problems:
        raise Unreadable(problems)
    made = []
    for row in table.rows:
        needs = _people(_words(row["needs"]))
        due = 2 * working.working_days(today, dt.date.fromisoformat(row["due"])) if row["due"] else None
        made.append(Job(row["id"], int(row["length"] or 1), tuple(_words(row["after"])), needs, due))
    return made


def _wrong(row: Row) -> Iterator[tuple[str, str]]:
    if not row["id"]:
        yield "没有填 id。", "id is not filled in."
    if not re.fullmatch(r"\d{0,3}", row["length"]):
        yield "length 要写半天数。", "length is a whole number of half days."
    if not all(_NEEDS.fullmatch(word) for word in _words(row["needs"])):
        yield "needs 写成 消防=1;燃气=2。", "Write needs as fire=1;gas=2."
    try:
        dt.date.fromisoformat(row["due"] or "2000-01-01")
    except ValueError:
        yield "due 写成 2026-03-06。", "Write due as 2026-03-06."


def _words(cell: str) -> list[str]:
    return [word.strip() for word in re.split(r"[；;]", cell) if word.strip()]
