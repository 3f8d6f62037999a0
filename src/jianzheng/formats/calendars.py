"""Working calendars from packs/calendars/ID.yaml, or from a folder named in JIANZHENG_PACKS."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jianzheng.core.calendar import Calendar
from jianzheng.core.refusal import Refused
from jianzheng.formats.folders import pack_folders


@lru_cache
def calendar(id: str = "cn") -> Calendar:
    """The calendar called `id`. Raises Refused, naming those there are, when there is none."""
    files = {
        path.stem: path
        for folder in reversed(pack_folders())
        for path in sorted((folder / "calendars").glob("*.yaml"))
    }
    if id not in files:
        names = "、".join(sorted(files))
        raise Refused(f"没有日历“{id}”；现有：{names}。", f"No calendar “{id}”; there are: {names}.")
    return _read(files[id])


def _read(path: Path) -> Calendar:
    """Merge the notices in the order of their years: a later notice overrules an earlier one."""
    made: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    off: dict[dt.date, str] = {}
    on: dict[dt.date, str] = {}
    for _, year in sorted(made["years"].items()):
        for side, other, days in ((off, on, year.get("holidays", {})), (on, off, year.get("makeup", {}))):
            for name, dates in days.items():
                side.update(dict.fromkeys(dates, name))
                for day in dates:
                    other.pop(day, None)
    published = {year: " ".join(notice["notice"]) for year, notice in made["years"].items()}
    return Calendar(made["id"], off, on, published)
