"""What the verbs about event logs share: reading a log with its columns said or guessed, and choosing some of its cases."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jianzheng.cli.progress import bar, first_start
from jianzheng.core.refusal import Refused

if TYPE_CHECKING:
    from jianzheng.lab.kept import Keep
    from jianzheng.lab.log.log import Log
    from jianzheng.lab.log.mapping import Mapping
    from jianzheng.lab.log.report import Imported

COLUMNS = {
    "case": "办件编号所在的列 · the column of the case",
    "activity": "活动所在的列 · the column of the activity",
    "at": "时间所在的列 · the column of the time",
    "began": "开始时间所在的列 · the column of the start",
    "resource": "经办人所在的列 · the column of the person",
}
"""Options that name a column, each the word of the mapping it says."""
CHOICES = {
    "--since": ("2024-01-01", "只看此日起开始的办件 · cases that began on this day or later"),
    "--until": ("2025-01-01", "只看此日前开始的办件 · cases that began before this day"),
}


def add_log(parser: ArgumentParser, several: bool = False) -> None:
    """The arguments that say which log, how to read it, and which of its cases count."""
    add = parser.add_argument
    said = "XES(.gz)、OCEL、Parquet、CSV、Excel 文件 · the file"
    if several:
        add("logs", nargs="+", metavar="LOG", help=said)
    else:
        add("log", metavar="LOG", help=said)
    add_columns(parser)


def add_columns(parser: ArgumentParser) -> None:
    """The arguments that say how to read a log and which of its cases count."""
    add = parser.add_argument
    for word, meant in COLUMNS.items():
        add(f"--{word}", default="", metavar="COLUMN", help=meant)
    add(
        "--objects",
        default="",
        metavar="TYPE",
        help="OCEL 中哪类对象是办件 · which OCEL objects are the cases",
    )
    zone = "时区；不写则取日志自己的，都没有为 UTC · zone; default: the log's own, else UTC"
    add("--zone", default="", metavar="Asia/Shanghai", help=zone)
    for word, (shown, meant) in CHOICES.items():
        add(word, metavar=shown, help=meant)
    where = "只看这样的办件 · only such cases"
    add("--where", action="append", default=[], metavar="COLUMN=VALUE", help=where)


def read_log(word: str, options: Namespace) -> Imported:
    """The log of a file, with a bar where somebody looks. Raises Refused, saying what to do."""
    from jianzheng.lab.log.read import read
    from jianzheng.lab.log.zones import OF_CALENDARS, noted, zone_seen

    path, said = Path(word), zone_of(options)
    first_start()
    country = str(getattr(options, "calendar", "") or "").partition("-")[0]
    expected = [OF_CALENDARS[country]] if country in OF_CALENDARS else []
    seen = "" if options.zone or not path.is_file() else zone_seen(path, expected)
    made = read(
        path,
        mapping=_mapping(path, options),
        zone=seen or said,
        progress=bar("读入 reading"),
        objects=options.objects,
    )
    made = noted(made, seen)
    note = made.report.notes[-1]
    print(f"{note.zh} {note.en}", file=sys.stderr)
    return made


def said_columns(options: Namespace) -> dict[str, Any]:
    """The columns that were named, by the word of the mapping."""
    return {word: name for word in COLUMNS if (name := getattr(options, word))}


def _mapping(path: Path, options: Namespace) -> Mapping | None:
    """What is guessed with what was said put over it; None where nothing was said."""
    said = said_columns(options)
    if not said or not path.is_file():
        return None
    from jianzheng.lab.log.read import HEAD, kind_of, opener, sheet
    from jianzheng.lab.log.table import guess

    with opener(path)() as file:
        kind = kind_of(file.read(HEAD))
    if kind == "parquet":
        return replace(_parquet(path), **said)
    if kind not in ("table", "workbook"):
        raise Refused(
            "只有表格（CSV、Excel、Parquet）需要指明列；这个文件自己说明了各列。",
            "Columns are named for tables (CSV, Excel, Parquet); this file says itself which is which.",
        )
    with sheet(path) as table:
        return replace(guess(table)[0].mapping, **said)


def _parquet(path: Path) -> Mapping:
    import pyarrow.parquet as pq

    from jianzheng.lab.log.mapping import guessed

    return guessed(pq.read_schema(path).names)


def zone_of(options: Namespace) -> str:
    """The zone that was said, else UTC. Raises Refused when there is none of that name."""
    name = options.zone or "UTC"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(
            f"没有时区“{name}”；请写如 Asia/Shanghai。", f"No zone “{name}”; write one like Asia/Shanghai."
        ) from None


def kept_cases(log: Log, options: Namespace) -> Keep | None:
    """The cases asked for; None for all. Raises Refused when none is left."""
    keep = wanted_cases(log, options)
    if keep is not None and not keep.any():
        raise Refused("没有符合条件的办件。", "No case is left by these filters.")
    return keep


def wanted_cases(log: Log, options: Namespace) -> Keep | None:
    """The cases asked for of a log or a part of it, maybe none; None for all."""
    from jianzheng.lab import kept

    wanted = [_valued(log, word) for word in options.where]
    if options.since or options.until:
        since = moment(options.since, log.zone) if options.since else kept.EVER[0]
        wanted.append(
            kept.during(log, since, moment(options.until, log.zone) if options.until else kept.EVER[1])
        )
    if not wanted:
        return None
    keep = wanted[0]
    for more in wanted[1:]:
        keep = keep & more
    return keep


def _valued(log: Log, word: str) -> Keep:
    from jianzheng.lab import kept

    column, _, value = word.partition("=")
    if column in log.case_columns:
        return kept.being(log, column, {value})
    events = {"activity": log.activity, "resource": log.resource, **log.columns}
    found = events.get(column)
    if found is None:
        names = "、".join([*log.case_columns, *(name for name, known in events.items() if known is not None)])
        raise Refused(f"没有“{column}”这一列；现有：{names}。", f"No column “{column}”; there are: {names}.")
    return kept.touching(log, found, {value})


def pauses(words: list[str]) -> dict[str, set[str]]:
    """Lawful pauses, OPENS=CLOSES each. Raises Refused for what is written otherwise."""
    found: dict[str, set[str]] = {}
    for word in words:
        opens, _, closes = word.partition("=")
        if not opens or not closes:
            raise Refused(f"--pause 要写成 开始活动=结束活动：{word}。", f"--pause is OPENS=CLOSES: {word}.")
        found.setdefault(opens, set()).add(closes)
    return found


def moment(day: str, zone: str) -> int:
    """When a day begins in a zone, in microseconds. Raises Refused for what is no day."""
    try:
        begins = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), ZoneInfo(zone))
    except ValueError:
        raise Refused(f"日期要写成 2024-01-31：{day}。", f"Write days like 2024-01-31: {day}.") from None
    return int(begins.timestamp()) * 1_000_000
