"""Working calendars from packs/calendars/ID.yaml, from a folder named in JIANZHENG_PACKS, or of another country."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.core.text import Text
from jianzheng.formats.abroad import abroad
from jianzheng.formats.folders import pack_folders

Days = dict[dt.date, Text]


class MalformedCalendar(Refused):
    """A calendar file does not say what a calendar needs; the message names the file and the place in it."""


def calendar_files() -> dict[str, Path]:
    """Calendar id → file; a folder of one's own comes before the shipped one."""
    return {
        path.stem: path
        for folder in reversed(pack_folders())
        for path in sorted((folder / "calendars").glob("*.yaml"))
    }


@lru_cache
def calendar(id: str = "cn") -> Calendar:
    """The calendar called `id`. Raises Refused, naming those there are, when there is none; MalformedCalendar."""
    files = calendar_files()
    if id not in files:
        if foreign := abroad(id):
            return foreign
        names = "、".join(sorted(files))
        raise Refused(
            f"没有日历“{id}”；现有：{names}，以及各国两位代码（如 nl、de-by）。",
            f"No calendar “{id}”; there are: {names}, and the two letters of a country (nl, de-by).",
        )
    return read_calendar(files[id])


def read_calendar(path: Path) -> Calendar:
    """Merge the notices of a file in the order of their years: a later one overrules an earlier. Raises MalformedCalendar."""
    try:
        made = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as broken:
        raise _wrong(path, " ".join(str(broken).split())) from None
    years = _mapping(path, _mapping(path, made, "file").get("years"), "years")
    english = _mapping(path, made.get("english", {}), "english")
    off: Days = {}
    on: Days = {}
    for year in sorted(years, key=str):
        notice = _mapping(path, years[year], f"years.{year}")
        for key, side, other in (("holidays", off, on), ("makeup", on, off)):
            days = _days(path, notice.get(key, {}), f"years.{year}.{key}", english)
            side.update(days)
            for day in days:
                other.pop(day, None)
    return Calendar(path.stem, off, on, {year: _addresses(path, year, years[year]) for year in years})


def _days(path: Path, named: object, place: str, english: dict[Any, Any]) -> Days:
    days: Days = {}
    for name, dates in _mapping(path, named, place).items():
        if not isinstance(dates, list) or not all(type(day) is dt.date for day in dates):
            raise _wrong(path, f"{place}.{name}: 应为日期列表 a list of dates, [2026-01-01, …]")
        days.update(dict.fromkeys(dates, Text(str(name), str(english.get(name, "")))))
    return days


def _addresses(path: Path, year: object, notice: dict[Any, Any]) -> str:
    said = notice.get("notice")
    if type(year) is not int or not dt.MINYEAR <= year <= dt.MAXYEAR - 2:
        raise _wrong(path, f"years.{year}: 应为公历年份 a year")
    if not isinstance(said, list) or not said:
        raise _wrong(path, f"years.{year}.notice: 应列出通知的网址 the addresses of the notice")
    return " ".join(map(str, said))


def _mapping(path: Path, value: object, place: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise _wrong(path, f"{place}: 应为“键: 值” a mapping")
    return value


def _wrong(path: Path, what: str) -> MalformedCalendar:
    return MalformedCalendar(
        f"日历文件 {path.name} 有误：{what}；请改正后再试。",
        f"Calendar file {path.name} is wrong: {what}; correct it and try again.",
    )
