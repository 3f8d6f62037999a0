"""Logs out: XES, packed when the name ends in .gz, and OCEL 2.0 in JSON with one type of object, the case."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from jianzheng.lab.log.gathered import AT, BEGAN, NAME, WHO
from jianzheng.lab.log.log import NEVER, Coded, Log, Times

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""


def write_xes(log: Log, path: Path) -> None:
    """Write a log as XES; read back it is the same log."""
    packed = path.suffix == ".gz"
    with gzip.open(path, "wt", encoding="utf-8") if packed else path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(_traces(log))
        file.write("</log>\n")


def _traces(log: Log) -> Iterator[str]:
    """One text a trace."""
    of_case = [_pairs(name, column) for name, column in log.case_columns.items()]
    of_case += [_moments(name, times) for name, times in log.case_dates.items()]
    of_event = [_pairs(NAME, log.activity), _moments(AT, log.at)]
    if log.began is not None:
        of_event.append(_moments(BEGAN, log.began))
    if log.resource is not None:
        of_event.append(_pairs(WHO, log.resource))
    of_event += [_pairs(name, column) for name, column in log.columns.items()]
    of_event += [_moments(name, times) for name, times in log.dates.items()]
    bounds = log.bounds.tolist()
    for case, name in enumerate(log.cases):
        head = f"<string key={quoteattr(NAME)} value={quoteattr(name)}/>" + "".join(
            at(case) for at in of_case
        )
        events = "".join(
            f"<event>{''.join(at(row) for at in of_event)}</event>\n"
            for row in range(bounds[case], bounds[case + 1])
        )
        yield f"<trace>{head}\n{events}</trace>\n"


def _pairs(name: str, column: Coded) -> Any:
    """Writes the attribute of a row; each name is quoted once."""
    texts = [f"<string key={quoteattr(name)} value={quoteattr(value)}/>" for value in column.names] + [""]
    codes = column.codes.tolist()
    return lambda row: texts[codes[row]]


def _moments(name: str, times: Times) -> Any:
    head, values = f"<date key={quoteattr(name)} value=", times.tolist()
    return lambda row: "" if values[row] == NEVER else f'{head}"{iso(values[row])}"/>'


def iso(time: int) -> str:
    """A moment in ISO 8601, UTC, to the microsecond."""
    return (_EPOCH + dt.timedelta(microseconds=time)).isoformat(timespec="microseconds")


def write_ocel(log: Log, path: Path, kind: str = "case") -> None:
    """Write a log as OCEL 2.0 JSON: an object of type `kind` for every case, an event for every event."""
    columns = {**log.columns, **({WHO: log.resource} if log.resource is not None else {})}
    about = sorted(log.case_columns)
    whole = {
        "objectTypes": [{"name": kind, "attributes": [{"name": name, "type": "string"} for name in about]}],
        "eventTypes": [
            {"name": name, "attributes": [{"name": key, "type": "string"} for key in columns]}
            for name in log.activity.names
        ],
        "objects": [_object(log, case, kind, about) for case in range(len(log))],
        "events": [_event(log, row, case, columns) for row, case in enumerate(log.owner.tolist())],
    }
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def _object(log: Log, case: int, kind: str, about: list[str]) -> dict[str, Any]:
    born = iso(0)
    values = ((name, log.case_columns[name].at(case)) for name in about)
    return {
        "id": log.cases[case],
        "type": kind,
        "attributes": [{"name": n, "time": born, "value": value} for n, value in values if value is not None],
    }


def _event(log: Log, row: int, case: int, columns: dict[str, Coded]) -> dict[str, Any]:
    values = ((name, column.at(row)) for name, column in columns.items())
    return {
        "id": f"e{row}",
        "type": log.activity.at(row) or "",
        "time": iso(int(log.at[row])) if log.at[row] != NEVER else iso(0),
        "attributes": [{"name": name, "value": value} for name, value in values if value is not None],
        "relationships": [{"objectId": log.cases[case], "qualifier": "of"}],
    }
